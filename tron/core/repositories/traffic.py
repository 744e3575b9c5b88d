"""SQL for how calls went through a version of a flow, read from the events of their nodes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, and_, case, distinct, func, not_, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.call_engine.states import FINAL
from tron.core.database.tables import Call, CallEvent
from tron.core.ids import uuid7_floor

ENTERED: Final = "flow.node_entered"
LEFT: Final = "flow.node_left"
_ENTERED: Final = CallEvent.type == ENTERED
_OWN: Final = CallEvent.node.not_like("%/%")
"""A node of the flow itself; those in a subflow are `outer/inner`."""
_DRAWN: Final = func.split_part(CallEvent.node, "/", 1)
"""That node, or the one of the flow itself that a subflow's node stands in."""
_NOBODY: Final = ("machine", "fax", "announcement")
"""What answers where no person does: nobody is lost there."""


class TrafficRepository:
    """The latest `most` calls that a person answered since then over one version, on the telephone or (`practice`)
    elsewhere."""

    def __init__(
        self, session: AsyncSession, flow: tuple[UUID, int], since: datetime, *, practice: bool, most: int
    ) -> None:
        self._session = session
        self._since = uuid7_floor(int(since.timestamp() * 1000))  # a call's id begins with the time it was made
        self._fits = and_(
            Call.flow_id == flow[0],
            Call.flow_version == flow[1],
            Call.id >= self._since,
            Call.answered_at.is_not(None),
            func.coalesce(Call.answered_by, "").not_in(_NOBODY),
        )
        self._practice, self._most = practice, most

    async def calls(self, *, other: bool = False) -> int:
        """How many there are, `most` and one at most; `other`: of the other kind."""
        found = select(Call.id).where(self._fits, self._kind(other)).limit(self._most + 1).subquery()
        return await self._session.scalar(select(func.count()).select_from(found)) or 0

    async def nodes(self) -> dict[str, int]:
        """Calls by the node they came to."""
        query = (
            select(CallEvent.node, func.count(distinct(CallEvent.call_id)))
            .where(*self._events(self._chosen()), _ENTERED, _OWN)
            .group_by(CallEvent.node)
        )
        return {str(row[0]): row[1] for row in await self._session.execute(query)}

    async def ways(self) -> list[tuple[str, str, int]]:
        """(node, handle, calls)."""
        handle = CallEvent.payload["handle"].astext
        query = (
            select(CallEvent.node, handle, func.count(distinct(CallEvent.call_id)))
            .where(*self._events(self._chosen()), CallEvent.type == LEFT, _OWN, handle.is_not(None))
            .group_by(CallEvent.node, handle)
        )
        return [(row[0], row[1], row[2]) for row in await self._session.execute(query)]

    async def after_subflows(self) -> list[tuple[str, str, int]]:
        """(node that calls a subflow, the next node of this flow, calls): such a node tells of no handle.

        A global node of this flow may come between the subflow's nodes: it goes on in there, and leaves it later.
        """
        visits = (
            select(
                CallEvent.call_id,
                _DRAWN.label("node"),
                or_(CallEvent.payload["type"].astext == "subflow", not_(_OWN)).label("calls_flow"),
                func.lead(CallEvent.node)
                .over(partition_by=CallEvent.call_id, order_by=CallEvent.sequence)
                .label("following"),
            )
            .where(*self._events(self._chosen()), _ENTERED)
            .subquery()
        )
        query = (
            select(visits.c.node, visits.c.following, func.count(distinct(visits.c.call_id)))
            .where(visits.c.calls_flow, visits.c.following.not_like("%/%"))
            .group_by(visits.c.node, visits.c.following)
        )
        return [(row[0], row[1], row[2]) for row in await self._session.execute(query)]

    async def ends(self) -> list[tuple[str, int, int]]:
        """(last node of this flow, calls that are over, of those: ended by the caller)."""
        chosen = self._chosen()
        last = (
            select(_DRAWN.label("node"), chosen.c.reason)
            .where(*self._events(chosen), _ENTERED, chosen.c.status.in_(FINAL))
            .ext(distinct_on(CallEvent.call_id))
            .order_by(CallEvent.call_id, CallEvent.sequence.desc())
            .subquery()
        )
        hung_up = func.sum(case((last.c.reason == "caller_hung_up", 1), else_=0))
        query = select(last.c.node, func.count(), hung_up).group_by(last.c.node)
        return [(row[0], row[1], row[2]) for row in await self._session.execute(query)]

    def _kind(self, other: bool = False) -> ColumnElement[bool]:
        return Call.rings_phone.is_(self._practice is other)

    def _chosen(self) -> CTE:
        query = select(Call.id, Call.status, Call.reason).where(self._fits, self._kind())
        return query.order_by(Call.id.desc()).limit(self._most).cte("chosen")

    def _events(self, chosen: CTE) -> Sequence[ColumnElement[Any]]:
        """The bound lets Postgres leave out partitions."""
        return (CallEvent.call_id == chosen.c.id, CallEvent.call_id >= self._since)
