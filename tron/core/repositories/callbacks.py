"""SQL of callbacks."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import Callback


class CallbackRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def open_of(self, call_id: UUID) -> Callback | None:
        """The open one that came out of this call, for a change."""
        query = select(Callback).where(Callback.call_id == call_id, Callback.status == "open").with_for_update()
        return (await self._session.scalars(query.order_by(Callback.id.desc()).limit(1))).first()

    async def add(self, callback: Callback) -> None:
        self._session.add(callback)
        await self._session.flush()
