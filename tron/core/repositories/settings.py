"""SQL of settings and settings_state."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import Setting, SettingsState


class SettingsRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def revision(self) -> int:
        """The revision of all settings; 1 before anything was stored."""
        return await self._session.scalar(select(SettingsState.revision)) or 1

    async def values(self) -> dict[str, Any]:
        """All stored values by key, secrets opened."""
        rows = await self._session.execute(select(Setting.key, Setting.value, Setting.secret))
        return {key: json.loads(secret or value or "null") for key, value, secret in rows.all()}

    async def lock(self) -> int:
        """Let nobody else change settings before this transaction ends; answers the revision.

        Reads the sealed check word on purpose: so a key replaced meanwhile is noticed before anything is sealed.
        """
        await self._session.execute(insert(SettingsState).values(id=1, revision=1).on_conflict_do_nothing())
        row = (
            await self._session.execute(
                select(SettingsState.revision, SettingsState.key_check).with_for_update().where(SettingsState.id == 1)
            )
        ).one()
        return int(row[0])

    async def put(self, key: str, value: Any, *, category: str, secret: bool) -> None:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        columns = {"value": None if secret else text, "secret": text if secret else None, "category": category}
        statement = insert(Setting).values(key=key, **columns)
        await self._session.execute(
            statement.on_conflict_do_update(index_elements=[Setting.key], set_={**columns, "updated_at": func.now()})
        )

    async def remove(self, key: str) -> None:
        await self._session.execute(delete(Setting).where(Setting.key == key))

    async def set_revision(self, revision: int) -> None:
        state = await self._session.get_one(SettingsState, 1)
        state.revision = revision
        await self._session.flush()
