"""SQL of stream_tickets."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import StreamTicket


class StreamTicketRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, call_id: UUID, digest: str, now: datetime) -> None:
        self._session.add(StreamTicket(digest=digest, call_id=call_id, created_at=now))
        await self._session.flush()

    async def use(self, call_id: UUID, digest: str, now: datetime, oldest: datetime) -> bool:
        """Mark as used; False when there is no such ticket, or it is old, or was used before."""
        statement = (
            update(StreamTicket)
            .where(
                StreamTicket.digest == digest,
                StreamTicket.call_id == call_id,
                StreamTicket.used_at.is_(None),
                StreamTicket.created_at > oldest,
            )
            .values(used_at=now)
            .returning(StreamTicket.digest)
        )
        return await self._session.scalar(statement) is not None

    async def exist(self, call_id: UUID) -> bool:
        """Whether somebody was given one for this call."""
        query = select(StreamTicket.digest).where(StreamTicket.call_id == call_id).limit(1)
        return await self._session.scalar(query) is not None

    async def forget(self, before: datetime) -> None:
        """Drop those that nobody can use any more."""
        await self._session.execute(delete(StreamTicket).where(StreamTicket.created_at < before))
