"""Making, changing and removing trunks, each change audited without secrets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import audit, phone
from tron.core.database.tables import TrunkRow
from tron.core.editing import EditedRows, Noted
from tron.core.errors import invalid_field
from tron.core.lines import Lines
from tron.core.models.trunk import TrunkIn, TrunkOut, TrunkUpdate
from tron.core.repositories.trunks import TrunkRepository
from tron.core.trunks.settings import noted_secrets, sealed, secrets_of, split
from tron.core.trunks.spec import Configurable, TrunkModel

COLUMNS = ("line", "name", "max_calls", "calls_per_second", "fallback_id", "enabled", "is_default")


class Trunks(EditedRows[TrunkRow]):
    """Trunks, in the caller's transaction."""

    kind = TrunkRow
    title = "trunk"
    entity = "trunk"
    users = "numbers"
    masked: ClassVar[Mapping[str, Noted]] = {"secrets": noted_secrets}

    def __init__(
        self, session: AsyncSession, lines: Lines, actor: audit.Doer | None = None, request_id: str | None = None
    ) -> None:
        self._trunks = TrunkRepository(session)
        self._lines = lines
        super().__init__(session, self._trunks, actor, request_id)

    async def create(self, body: TrunkIn) -> TrunkRow:
        """Raises Invalid with the fields' paths."""
        values = await self._values(body, {})
        return await self._create(TrunkRow(**values))

    async def update(self, trunk_id: UUID, body: TrunkUpdate) -> TrunkRow:
        """Raises NotFound, Invalid, and Conflict for a stale revision."""
        row = await self.get(trunk_id)
        if body.line != row.line:
            raise invalid_field("line", "A trunk stays on its line.", hint="Make a new one on the other line.")
        values = await self._values(body, secrets_of(row), row.id)
        return await self._update(trunk_id, values, body.revision)

    async def _values(self, body: TrunkIn, kept: Mapping[str, str], own: UUID | None = None) -> dict[str, Any]:
        settings, secrets = split(self._model(body.line), body.settings, kept)
        await self._check_fallback(body, own)
        if body.is_default:
            await self._trunks.no_default(body.line, own)
        numbers = [_own_number(raw, f"caller_ids.{at}") for at, raw in enumerate(body.caller_ids)]
        return {
            **body.model_dump(include=set(COLUMNS)),
            "settings": settings,
            "secrets": sealed(secrets),
            "caller_ids": numbers,
        }

    def _model(self, name: str) -> type[TrunkModel]:
        line = self._lines.get(name)
        if not isinstance(line, Configurable):
            raise invalid_field("line", f"{line.title} needs no trunk.")
        return line.trunk_model

    async def _check_fallback(self, body: TrunkIn, own: UUID | None) -> None:
        """One way on, never in a circle: a fallback has none of its own back to here."""
        seen, following = {own}, body.fallback_id
        while following is not None:
            if following in seen:
                raise invalid_field("fallback_id", "These trunks would fall back on each other in a circle.")
            seen.add(following)
            row = await self._trunks.get(TrunkRow, following)
            if row is None:
                raise invalid_field("fallback_id", "There is no such trunk.")
            following = row.fallback_id

    async def _users(self, name: str) -> list[tuple[UUID, str]]:
        row = await self._trunks.named(TrunkRow, name)
        return [] if row is None else await self._trunks.users(row.id)

    async def _check_rename(self, row: TrunkRow, name: str) -> None:
        await self._check_name(name)

    def _told(self, row: TrunkRow) -> dict[str, Any]:
        return {"name": row.name, "line": row.line}

    def _shown(self, row: TrunkRow) -> dict[str, Any]:
        return trunk_out(row, 0).model_dump(mode="json")


def _own_number(raw: str, path: str) -> str:
    """E.164, from a person's writing or from a carrier's: 140 and 1600 without a country code too."""
    return phone.normalise(phone.from_network(raw) or raw, path=path)


def trunk_out(row: TrunkRow, live_calls: int) -> TrunkOut:
    """The row as the API shows it."""
    extra = {"secrets_set": sorted(secrets_of(row)), "live_calls": live_calls}
    columns = {name: getattr(row, name) for name in TrunkOut.model_fields if name not in extra}
    return TrunkOut.model_validate({**columns, **extra})
