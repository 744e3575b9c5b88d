"""SQL of trunks and numbers: what is chosen, what is locked, what is live."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.call_engine.states import LIVE, QUEUED
from tron.core.database.tables import Agent, Call, PhoneNumber, TrunkRow
from tron.core.repositories.legs import LegRepository
from tron.core.repositories.rows import RowRepository

TAKES_PLACE: ColumnElement[bool] = or_(Call.status.in_(LIVE), and_(Call.status == QUEUED, Call.direction == "inbound"))
"""A caller has a place of the network from the first ring on; a call of ours from its claim."""


class TrunkRepository(RowRepository):
    """Trunks. Callers own the transaction."""

    def __init__(self, session: AsyncSession) -> None:
        super().__init__(session)

    async def enabled(self, line: str) -> Sequence[TrunkRow]:
        """Those of a line that may be used: its default first, then by name."""
        query = select(TrunkRow).where(TrunkRow.line == line, TrunkRow.enabled)
        return (await self._session.scalars(query.order_by(TrunkRow.is_default.desc(), TrunkRow.name))).all()

    async def of_line(self, line: str) -> Sequence[TrunkRow]:
        query = select(TrunkRow).where(TrunkRow.line == line).order_by(TrunkRow.name)
        return (await self._session.scalars(query)).all()

    async def live_calls(self, trunk_id: UUID, *, but: UUID | None = None) -> int:
        """Calls that ring or talk by this trunk, in and out, `but` this one, and their second legs.

        Exact while the trunk's row is locked.
        """
        query = select(func.count()).where(Call.trunk_id == trunk_id, TAKES_PLACE)
        if but is not None:
            query = query.where(Call.id != but)
        return int(await self._session.scalar(query) or 0) + await LegRepository(self._session).on_trunk(trunk_id)

    async def live_by_trunk(self) -> dict[UUID, int]:
        query = (
            select(Call.trunk_id, func.count()).where(TAKES_PLACE, Call.trunk_id.is_not(None)).group_by(Call.trunk_id)
        )
        calls = {trunk_id: count for trunk_id, count in await self._session.execute(query) if trunk_id is not None}
        return dict(Counter(calls) + Counter(await LegRepository(self._session).by_trunk()))

    async def no_default(self, line: str, but: UUID | None) -> None:
        """Take the default of a line from whoever has it, except from this one."""
        others = update(TrunkRow).where(TrunkRow.line == line, TrunkRow.is_default)
        if but is not None:
            others = others.where(TrunkRow.id != but)
        await self._session.execute(others.values(is_default=False, revision=TrunkRow.revision + 1))

    async def users(self, trunk_id: UUID) -> list[tuple[UUID, str]]:
        """Id and number of the numbers that come in by this trunk."""
        query = select(PhoneNumber.id, PhoneNumber.number).where(PhoneNumber.trunk_id == trunk_id)
        return [(row.id, row.number) for row in await self._session.execute(query.order_by(PhoneNumber.number))]


class NumberRepository(RowRepository):
    """Numbers of ours."""

    def __init__(self, session: AsyncSession) -> None:
        super().__init__(session, "number")

    async def by_trunk(self, trunk_id: UUID) -> Sequence[PhoneNumber]:
        """All numbers, those that come in by this trunk first."""
        query = select(PhoneNumber).order_by((PhoneNumber.trunk_id == trunk_id).desc().nulls_last(), PhoneNumber.number)
        return (await self._session.scalars(query)).all()

    async def locked(self, number: str) -> PhoneNumber | None:
        """The number's row, for its pace and its count."""
        query = select(PhoneNumber).where(PhoneNumber.number == number).with_for_update()
        return (await self._session.scalars(query)).one_or_none()

    async def live_calls(self, number: str, *, but: UUID | None = None) -> int:
        """Calls from or to this number of ours, but this one, and their second legs."""
        query = select(func.count()).where(Call.our_number == number, TAKES_PLACE)
        if but is not None:
            query = query.where(Call.id != but)
        return int(await self._session.scalar(query) or 0) + await LegRepository(self._session).from_number(number)

    async def agent_names(self) -> dict[UUID, str]:
        query = select(Agent.id, Agent.name).join(PhoneNumber, PhoneNumber.agent_id == Agent.id)
        return {row.id: row.name for row in await self._session.execute(query)}

    async def last_call_with(self, phone_number: str) -> Call | None:
        """The newest ended call with this person."""
        query = (
            select(Call)
            .where(Call.phone_number == phone_number, Call.ended_at.is_not(None))
            .order_by(Call.created_at.desc())
            .limit(1)
        )
        return (await self._session.scalars(query)).one_or_none()
