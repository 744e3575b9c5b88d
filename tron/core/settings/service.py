"""Reading and changing settings: environment over stored over default, one revision for all."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import audit
from tron.core.clock import Clock, SystemClock
from tron.core.database.engine import Database
from tron.core.errors import Conflict
from tron.core.models.settings import Source
from tron.core.repositories.settings import SettingsRepository
from tron.core.settings.changes import RESET, check_changes, check_unsaved
from tron.core.settings.environment import from_environment
from tron.core.settings.registry import REGISTRY
from tron.core.settings.snapshot import SettingsSnapshot
from tron.core.settings.spec import BadSetting
from tron.core.settings.view import settings_out

MAX_AGE = 2.0
"""Seconds after which another process's change is looked for."""
CHANGED = "settings"
"""On the bus: look now."""

log = logging.getLogger(__name__)


class SettingsService:
    """`environ` holds `.env` too (config.read_environment). `on_secrets` is told every secret value that is read.

    Raises StartupError when a variable has a bad value.
    """

    def __init__(
        self,
        database: Database,
        environ: Mapping[str, str],
        *,
        clock: Clock | None = None,
        on_secrets: Callable[[Iterable[str]], None] | None = None,
    ) -> None:
        self._database = database
        self._environment = from_environment(environ)
        self._clock = clock or SystemClock()
        self._on_secrets = on_secrets
        self._cached: SettingsSnapshot | None = None
        self._read_at = 0.0
        self._listeners: list[Callable[[SettingsSnapshot, SettingsSnapshot], None]] = []

    def on_change(self, listener: Callable[[SettingsSnapshot, SettingsSnapshot], None]) -> None:
        """Tell `listener` the settings before and after each change that this process comes to know."""
        self._listeners.append(listener)

    def hide(self, secrets: Iterable[str]) -> None:
        """Secrets that are kept elsewhere: whoever is told those of settings is told these too."""
        if self._on_secrets is not None:
            self._on_secrets(secrets)

    async def load(self) -> SettingsSnapshot:
        """Read everything now."""
        async with self._database.transaction() as session:
            snapshot = await self.read(session)
        return self._keep(snapshot)

    async def snapshot(self) -> SettingsSnapshot:
        """The settings, at most 2 s behind changes of other processes. Cheap: asks only for the revision."""
        cached = self._cached
        if cached is None:
            return await self.load()
        if self._clock.monotonic() - self._read_at < MAX_AGE:
            return cached
        async with self._database.transaction() as session:
            same = await SettingsRepository(session).revision() == cached.revision
            snapshot = cached if same else await self.read(session)
        return self._keep(snapshot)

    async def read(self, session: AsyncSession) -> SettingsSnapshot:
        """The settings as this transaction sees them, past the cache."""
        repository = SettingsRepository(session)
        revision = await repository.revision()
        snapshot = self._merge(revision, await repository.values())
        if self._on_secrets is not None:
            self._on_secrets(snapshot.secrets())
        return snapshot

    async def update(
        self,
        session: AsyncSession,
        changes: Mapping[str, Any],
        revision: int,
        actor: audit.Doer,
        request_id: str | None = None,
    ) -> SettingsSnapshot:
        """Change settings in the caller's transaction; answers them as they are then.

        Null resets a key; a secret's mask changes nothing. Raises Conflict when `revision` is stale (its
        `extra["current"]` is SettingsOut) and Invalid with every bad field, before anything is written.
        """
        repository = SettingsRepository(session)
        locked = await repository.lock()
        current = await self.read(session)
        if revision != locked:
            raise Conflict(
                "Somebody else changed the settings meanwhile.",
                hint="Look at the current ones and save again.",
                extra={"current": settings_out(current).model_dump(mode="json")},
            )
        checked = check_changes(current, changes)
        if not checked:
            return current
        for key, value in checked.items():
            if value is RESET:
                await repository.remove(key)
            else:
                spec = REGISTRY[key]
                await repository.put(key, value, category=spec.category, secret=spec.secret)
        await repository.set_revision(revision + 1)
        after = await self.read(session)
        await audit.record(session, actor, "settings.update", "settings", None, _for_audit(current, after), request_id)
        event.listen(session.sync_session, "after_commit", lambda _: self._keep(after), once=True)
        return after

    async def with_unsaved(self, unsaved: Mapping[str, Any], allowed: Collection[str]) -> SettingsSnapshot:
        """The settings as they are now, with these values of a form over them. Raises Invalid with every bad field."""
        current = await self.load()
        tried = check_unsaved(current, unsaved, allowed)
        snapshot = replace(current, values={**current.values, **tried})
        if self._on_secrets is not None:
            self._on_secrets(snapshot.secrets())
        return snapshot

    def _merge(self, revision: int, stored: Mapping[str, Any]) -> SettingsSnapshot:
        values: dict[str, Any] = {}
        sources: dict[str, Source] = {}
        for key, spec in REGISTRY.items():
            values[key], sources[key] = spec.default, "default"
            if key in self._environment.values:
                values[key], sources[key] = self._environment.values[key], "environment"
            elif key in stored:
                try:
                    values[key], sources[key] = spec.parse(stored[key]), "stored"
                except BadSetting:
                    log.warning("The stored value of %s is no longer allowed; its default holds.", key)
        return SettingsSnapshot(revision, values, sources, self._environment.names)

    def _keep(self, snapshot: SettingsSnapshot) -> SettingsSnapshot:
        before = self._cached
        if before is not None and snapshot.revision < before.revision:
            return snapshot
        self._cached, self._read_at = snapshot, self._clock.monotonic()
        if before is not None and snapshot.revision != before.revision:
            for listener in self._listeners:
                listener(before, snapshot)
        return snapshot


def _for_audit(before: SettingsSnapshot, after: SettingsSnapshot) -> dict[str, Any]:
    """What changed, by key: from and to, secrets only as masks."""
    return {
        key: {"from": before.shown(key), "to": after.shown(key)}
        for key in REGISTRY
        if (before.get(key), before.sources[key]) != (after.get(key), after.sources[key])
    }
