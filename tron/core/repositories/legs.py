"""SQL of second legs. One counts while it is open and its call is live. Callers own the transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.call_engine.states import LIVE
from tron.core.database.tables import Call, CallLeg

OPEN: tuple[ColumnElement[bool], ...] = (CallLeg.ended_at.is_(None), Call.status.in_(LIVE))


class LegRepository:
    """Second legs of calls."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def on_trunk(self, trunk_id: UUID) -> int:
        """How many are open by this trunk."""
        return await self._count(CallLeg.trunk_id == trunk_id)

    async def from_number(self, number: str) -> int:
        """How many are open from this number of ours."""
        return await self._count(CallLeg.our_number == number)

    async def rings(self, number: str) -> bool:
        """Whether somebody at this number is rung, or spoken with, within a call."""
        return await self._count(CallLeg.phone_number == number) > 0

    async def by_trunk(self) -> dict[UUID, int]:
        query = select(CallLeg.trunk_id, func.count()).join(Call, Call.id == CallLeg.call_id).where(*OPEN)
        rows = await self._session.execute(query.group_by(CallLeg.trunk_id))
        return {trunk_id: count for trunk_id, count in rows if trunk_id is not None}

    async def open_of(self, call_id: UUID) -> Sequence[CallLeg]:
        """Those of a call, whatever became of it, that nobody saw end."""
        query = select(CallLeg).where(CallLeg.call_id == call_id, CallLeg.ended_at.is_(None)).order_by(CallLeg.id)
        return (await self._session.scalars(query)).all()

    async def end(self, leg_id: UUID, now: datetime) -> None:
        """It is over."""
        ended = update(CallLeg).where(CallLeg.id == leg_id, CallLeg.ended_at.is_(None)).values(ended_at=now)
        await self._session.execute(ended)

    async def _count(self, where: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(CallLeg).join(Call, Call.id == CallLeg.call_id)
        return int(await self._session.scalar(query.where(*OPEN, where)) or 0)
