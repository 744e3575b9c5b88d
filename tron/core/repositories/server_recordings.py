"""SQL of recordings that a line's server makes. Callers own the transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import ServerRecording

OPEN = ("starting", "active")


class ServerRecordingRepository:
    """One row for each call that its line's server records."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_call(self, call_id: UUID) -> ServerRecording | None:
        return await self._session.get(ServerRecording, call_id)

    async def claim(self, now: datetime, lease: timedelta) -> ServerRecording | None:
        """The one that has waited longest to be looked at; nobody else gets it for `lease`."""
        query = select(ServerRecording).where(ServerRecording.look_at <= now).order_by(ServerRecording.look_at)
        row = (await self._session.scalars(query.limit(1).with_for_update(skip_locked=True))).one_or_none()
        if row is not None:
            row.look_at = now + lease
        return row

    async def change(self, call_id: UUID, values: Mapping[str, Any]) -> bool:
        """Write down what is known now; whether anything was awaited still."""
        changed = (
            update(ServerRecording)
            .where(ServerRecording.call_id == call_id, ServerRecording.state.in_(OPEN))
            .values(**values)
            .returning(ServerRecording.call_id)
        )
        return await self._session.scalar(changed) is not None
