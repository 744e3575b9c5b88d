"""SQL for calls: lists, live ones, claims and owners. Callers own the transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.call_engine.loop_marks import no_loop
from tron.core.call_engine.states import CANCELLED, LIVE, QUEUED
from tron.core.database.tables import Call, CallEvent, PhoneState, WorkerRow
from tron.core.repositories.legs import LegRepository


@dataclass(frozen=True, slots=True)
class CallFilter:
    """What a list of calls shows. `search` looks into numbers and contact names."""

    agent_id: UUID | None = None
    campaign_id: UUID | None = None
    status: Sequence[str] = ()
    outcome: str | None = None
    direction: str | None = None
    line: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    search: str | None = None


SORTABLE: dict[str, tuple[Any, type]] = {
    "created_at": (Call.created_at, datetime),
    "duration_seconds": (func.coalesce(Call.duration_seconds, -1), int),
    "talk_time_seconds": (func.coalesce(Call.talk_time_seconds, -1), int),
}
"""Sort keys with their SQL and the type of their values."""


FIDELITIES = ("audio", "text")
WAITING_CAPACITY = "waiting:capacity"
WAITING_NUMBER = "waiting:number"
MARK_LIMIT = 500

_FIDELITY = case((Call.line_options["fidelity"].astext == "text", "text"), else_="audio")


# People write numbers with these; rows hold them without.
_NUMBER_MARKS = str.maketrans("", "", " -()")


def _containing(words: str) -> str:
    """The LIKE pattern of what holds these words."""
    return "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


@dataclass(frozen=True, slots=True)
class Reach:
    """The lines that a worker has. `holding`: those whose callers it answers only where they were promised to it."""

    lines: Sequence[str]
    holding: Sequence[str] = ()


HELD_FOR = timedelta(seconds=15)
"""By then nobody waits on a holding line any more: whoever claims such a call finds its caller gone."""


def _due(owner: UUID, now: datetime, reach: Reach, reserved_only: bool) -> tuple[ColumnElement[bool], ...]:
    promised = and_(Call.direction == "inbound", Call.line.in_(reach.holding), Call.created_at > now - HELD_FOR)
    mine, free = Call.owner == owner, and_(Call.owner.is_(None), not_(promised))
    ours = mine if reserved_only else or_(mine, free)
    return (Call.status == QUEUED, Call.eligible_at <= now, Call.line.in_(reach.lines), ours)


class CallRepository:
    """Calls and their events."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, call_id: UUID) -> Call | None:
        return await self._session.get(Call, call_id)

    async def page(self, where: CallFilter, sort: str, after: Sequence[Any] | None, limit: int) -> list[Call]:
        """Up to `limit` calls behind the cursor `after` = (sort value, id); `sort` may start with '-'."""
        descending = sort.startswith("-")
        column, _ = SORTABLE[sort.lstrip("-")]
        query = self._filtered(select(Call), where)
        if after is not None:
            value, call_id = after
            beyond = column < value if descending else column > value
            tie = Call.id < call_id if descending else Call.id > call_id
            query = query.where(or_(beyond, and_(column == value, tie)))
        order = (column.desc(), Call.id.desc()) if descending else (column.asc(), Call.id.asc())
        return list((await self._session.scalars(query.order_by(*order).limit(limit))).all())

    def _filtered(self, query: Select[Any], where: CallFilter) -> Select[Any]:
        equal = {
            Call.agent_id: where.agent_id,
            Call.campaign_id: where.campaign_id,
            Call.outcome: where.outcome,
            Call.direction: where.direction,
            Call.line: where.line,
        }
        for column, value in equal.items():
            if value is not None:
                query = query.where(column == value)
        query = query.where(no_loop())
        if where.status:
            query = query.where(Call.status.in_(where.status))
        if where.since:
            query = query.where(Call.created_at >= where.since)
        if where.until:
            query = query.where(Call.created_at < where.until)
        if where.search:
            number = where.search.translate(_NUMBER_MARKS) or where.search
            found = (Call.contact_name.ilike(_containing(where.search)), Call.phone_number.ilike(_containing(number)))
            query = query.where(or_(*found))
        return query

    async def active(self) -> list[Call]:
        """Calls with a phone ringing or people talking, oldest first."""
        query = select(Call).where(Call.status.in_(LIVE), no_loop()).order_by(Call.id)
        return list((await self._session.scalars(query)).all())

    async def attempts(self, call_id: UUID) -> list[Call]:
        """The call with all that it tried again and all that tried it again, the oldest first."""
        earlier = select(Call.id, Call.previous_call_id).where(Call.id == call_id).cte("earlier", recursive=True)
        earlier = earlier.union(
            select(Call.id, Call.previous_call_id).join(earlier, Call.id == earlier.c.previous_call_id)
        )
        first = select(earlier.c.id).where(earlier.c.previous_call_id.is_(None))
        chain = first.cte("chain", recursive=True)
        chain = chain.union(select(Call.id).join(chain, Call.previous_call_id == chain.c.id))
        query = select(Call).where(Call.id.in_(select(chain.c.id))).order_by(Call.created_at, Call.id).limit(MARK_LIMIT)
        return list((await self._session.scalars(query)).all())

    async def events(self, call_id: UUID, after: int = 0, limit: int = 1000) -> list[CallEvent]:
        query = (
            select(CallEvent)
            .where(CallEvent.call_id == call_id, CallEvent.sequence > after)
            .order_by(CallEvent.sequence)
            .limit(limit)
        )
        return list((await self._session.scalars(query)).all())

    async def events_named(self, call_id: UUID, types: Sequence[str], after: int = 0) -> list[CallEvent]:
        """Those of these types behind the sequence `after`, in order."""
        query = (
            select(CallEvent)
            .where(CallEvent.call_id == call_id, CallEvent.sequence > after, CallEvent.type.in_(types))
            .order_by(CallEvent.sequence)
        )
        return list((await self._session.scalars(query)).all())

    async def last_event(self, call_id: UUID, type_: str) -> CallEvent | None:
        """The latest one of this type."""
        query = (
            select(CallEvent)
            .where(CallEvent.call_id == call_id, CallEvent.type == type_)
            .order_by(CallEvent.sequence.desc())
            .limit(1)
        )
        return (await self._session.scalars(query)).one_or_none()

    async def due(
        self,
        owner: UUID,
        now: datetime,
        *,
        reach: Reach,
        reserved_only: bool = False,
        fidelities: Sequence[str] = FIDELITIES,
    ) -> Call | None:
        """One due call, locked: free, or reserved for this owner; only of these fidelities.

        Whoever rings us comes first: they wait at the telephone.
        """
        due = (
            select(Call)
            .where(*_due(owner, now, reach, reserved_only), _FIDELITY.in_(fidelities))
            .order_by(Call.eligible_at, Call.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        inbound = (await self._session.scalars(due.where(Call.direction == "inbound"))).one_or_none()
        return inbound or (await self._session.scalars(due)).one_or_none()

    async def mark_waiting(
        self, owner: UUID, now: datetime, *, reach: Reach, reserved_only: bool, fidelities: Sequence[str]
    ) -> list[UUID]:
        """Give due calls of these fidelities, for which nobody has room, their reason; returns the newly marked."""
        waiting = (
            select(Call.id)
            .where(
                *_due(owner, now, reach, reserved_only),
                _FIDELITY.in_(fidelities),
                Call.reason.is_distinct_from(WAITING_CAPACITY),
            )
            .limit(MARK_LIMIT)
            .with_for_update(skip_locked=True)
        )
        marked = update(Call).where(Call.id.in_(waiting)).values(reason=WAITING_CAPACITY).returning(Call.id)
        return list((await self._session.scalars(marked, execution_options={"synchronize_session": False})).all())

    async def due_count(self, owner: UUID, now: datetime) -> int:
        query = select(func.count()).where(
            Call.status == QUEUED, Call.eligible_at <= now, or_(Call.owner.is_(None), Call.owner == owner)
        )
        return int(await self._session.scalar(query) or 0)

    async def lock_number(self, number: str, now: datetime) -> None:
        """Take turns with every other claim of this number until the transaction ends."""
        await self._session.execute(
            text("INSERT INTO phone_state (phone_number) VALUES (:n) ON CONFLICT DO NOTHING"), {"n": number}
        )
        row = await self._session.scalar(select(PhoneState).where(PhoneState.phone_number == number).with_for_update())
        if row is not None:
            row.last_claimed_at = now

    async def number_is_live(self, number: str) -> bool:
        query = select(Call.id).where(Call.phone_number == number, Call.status.in_(LIVE), Call.rings_phone).limit(1)
        return await self._session.scalar(query) is not None or await LegRepository(self._session).rings(number)

    async def talks_with(self, number: str) -> bool:
        """Whether somebody at this number is in a call with us right now, whoever rang whom."""
        query = select(Call.id).where(Call.phone_number == number, Call.status.in_(LIVE)).limit(1)
        return await self._session.scalar(query) is not None or await LegRepository(self._session).rings(number)

    async def beat(self, owner: UUID, now: datetime, call_ids: Sequence[UUID]) -> set[UUID]:
        """Heartbeat of the calls that a worker really holds; returns those that are still its own."""
        # In the order of ids, as the event writer locks them: the two never wait for each other in a circle.
        held = (
            select(Call.id)
            .where(Call.id.in_(call_ids), Call.owner == owner, Call.status.in_(LIVE))
            .order_by(Call.id)
            .with_for_update(key_share=True)
        )
        beaten = update(Call).where(Call.id.in_(held)).values(heartbeat_at=now).returning(Call.id)
        return set((await self._session.scalars(beaten, execution_options={"synchronize_session": False})).all())

    async def held_with_sound(self, owners: Sequence[UUID]) -> dict[UUID, int]:
        """How many calls with sound each of these workers holds."""
        held = (Call.owner.in_(owners), Call.status.in_(LIVE), _FIDELITY == "audio")
        query = select(Call.owner, func.count()).where(*held).group_by(Call.owner)
        return {owner: count for owner, count in await self._session.execute(query) if owner is not None}

    async def callers_waiting(self, now: datetime) -> int:
        """Calls that came in and that no worker has claimed yet."""
        waiting = (Call.direction == "inbound", Call.status == QUEUED, Call.eligible_at <= now)
        return int(await self._session.scalar(select(func.count()).where(*waiting, _FIDELITY == "audio")) or 0)

    async def cancelled_callers(self, owner: UUID, call_ids: Collection[UUID]) -> list[Call]:
        """Those of these calls that came in, and that somebody cancelled while they waited for this worker or any."""
        query = select(Call).where(
            Call.id.in_(call_ids),
            Call.direction == "inbound",
            Call.status == CANCELLED,
            Call.started_at.is_(None),
            or_(Call.owner.is_(None), Call.owner == owner),
        )
        return list((await self._session.scalars(query)).all())

    async def leave_to_others(self, owner: UUID, came_before: datetime) -> list[Call]:
        """Callers who came before then and still wait for this worker: from now on others may answer them."""
        waiting = select(Call.id).where(
            Call.owner == owner, Call.status == QUEUED, Call.direction == "inbound", Call.created_at <= came_before
        )
        left = update(Call).where(Call.id.in_(waiting.with_for_update(skip_locked=True))).values(owner=None)
        options = {"synchronize_session": False}
        return list((await self._session.scalars(left.returning(Call), execution_options=options)).all())

    async def set_recording(self, call_id: UUID, name: str) -> None:
        """The file in which this call is recorded from now on."""
        await self._session.execute(update(Call).where(Call.id == call_id).values(recording_url=name))

    async def hangups(self, owner: UUID) -> list[UUID]:
        """Live calls of this worker that somebody asked to end."""
        query = select(Call.id).where(Call.owner == owner, Call.status.in_(LIVE), Call.hangup_requested_at.is_not(None))
        return list((await self._session.scalars(query)).all())

    async def muted(self, owner: UUID) -> set[UUID]:
        """Live calls of this worker whose agent is to be silent."""
        query = select(Call.id).where(Call.owner == owner, Call.status.in_(LIVE), Call.agent_muted)
        return set((await self._session.scalars(query)).all())

    async def lost(self, stale_before: datetime) -> list[Call]:
        """Calls whose owner is gone, locked: live ones without a heartbeat, queued ones reserved for a dead worker."""
        dead_owner = (
            ~select(WorkerRow.id).where(WorkerRow.id == Call.owner, WorkerRow.heartbeat_at >= stale_before).exists()
        )
        query = (
            select(Call)
            .where(
                or_(
                    and_(Call.status.in_(LIVE), or_(Call.heartbeat_at.is_(None), Call.heartbeat_at < stale_before)),
                    and_(Call.status == QUEUED, Call.owner.is_not(None), Call.created_at < stale_before, dead_owner),
                )
            )
            .with_for_update(skip_locked=True)
        )
        return list((await self._session.scalars(query)).all())
