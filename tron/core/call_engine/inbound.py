"""A call that comes in on a line: who answers it, written down before anybody picks up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import phone
from tron.core.call_engine.loop_marks import LOOP
from tron.core.call_engine.loops import near_of
from tron.core.call_engine.offers import OFFER
from tron.core.call_engine.places import any_place
from tron.core.call_engine.reconcile import LOST_AFTER
from tron.core.call_engine.requests import usable_agent
from tron.core.call_engine.states import CANCELLED, FINAL, QUEUED
from tron.core.call_engine.transitions import transition
from tron.core.clock import Clock
from tron.core.compliance import refused, write_down
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, Call, PhoneNumber, TrunkRow, WorkerRow
from tron.core.errors import TronError
from tron.core.events.bus import EventBus
from tron.core.events.log import NewEvent, append
from tron.core.flows.choice import FlowChoice
from tron.core.repositories.flows import FlowRepository
from tron.core.repositories.trunks import NumberRepository, TrunkRepository
from tron.core.trunks.hours import is_open
from tron.core.trunks.limits import room_for_caller
from tron.core.trunks.numbers import hours_of

CALL_LOCK = 12
ID_LENGTH = 100
NOBODY, NOT_NOW, BUSY_HERE = 404, 480, 486
"""SIP statuses: nobody has this number here; its agent does not answer now; all places of the line are taken."""
FULL: Final = refused("line_full", "All places of this trunk or number were taken: see its most calls under Lines.")
TURNED_AWAY: Final = f"blocked:{FULL.rule}"
PROMPT: Final = timedelta(seconds=2)
"""A worker that is there claims its caller at once. After so long the next one that is asked has them."""
LEFT: Final = "The caller hung up before a worker had a place."
NO_WORKER: Final = "no_worker"
NO_PLACE: Final = "No worker had a place for this caller. Start another, or let each hold more calls (Settings)."
NOBODY_CAME: Final = "No worker took this caller in time."


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a line tells of a call that rings. Numbers as the network wrote them; `offer` comes back in AnswerRequest.

    `owner`: the worker that holds the connection, and so must take the call. `vendor_call_id` told twice is one call.
    """

    line: str
    called: str | None
    caller: str | None
    offer: Mapping[str, Any] = field(default_factory=dict)
    trunk_id: UUID | None = None
    vendor_call_id: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    owner: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Called:
    """Whom a caller wants, and by which trunk; `near` is the other end of a test of a line."""

    number: PhoneNumber
    caller: str | None
    near: Call | None
    agent: Agent | None
    trunk_id: UUID | None


class NotTaken(Exception):
    """Nobody here answers this call: the line refuses it with `sip_status`."""

    def __init__(self, sip_status: int, message: str) -> None:
        super().__init__(message)
        self.sip_status = sip_status


class Reception:
    """Takes in the calls of one process; `owner` is its worker, where that holds the connections itself."""

    def __init__(self, database: Database, bus: EventBus, clock: Clock, owner: UUID | None = None) -> None:
        self._database = database
        self._bus = bus
        self._clock = clock
        self.owner = owner

    async def receive(self, incoming: Incoming) -> UUID:
        """Writes the call down, for a worker to answer at once; its id. Raises NotTaken."""
        async with self._database.transaction() as session:
            anybody = self.owner is None and incoming.owner is None
            call = await receive_call(session, incoming, self._clock.now(), self.owner, any_worker=anybody)
        if call.status in FINAL:  # told again, too: nobody takes it any more, and its caller must not wait
            self._bus.publish(f"call:{call.id}")
            raise NotTaken(BUSY_HERE if call.reason == TURNED_AWAY else NOT_NOW, call.error_message or "It is over.")
        self._bus.publish(f"call:{call.id}", "dial")
        return call.id

    async def let_go(self, incoming: Incoming, *, waits: bool) -> bool:
        """Of a caller whom no worker has taken yet: whether they are not to wait any longer.

        `waits`: only where no worker has a place. Who is let go of is written down as missed; the line tells them.
        """
        async with self._database.transaction() as session:
            try:
                call = await miss_call(session, incoming, self._clock.now(), waits=waits)
            except NotTaken:
                return True  # nobody here has this number
        if call is None or call.status not in FINAL:
            return False
        self._bus.publish(f"call:{call.id}")
        return True


async def receive_call(
    session: AsyncSession,
    incoming: Incoming,
    now: datetime,
    owner: UUID | None = None,
    *,
    any_worker: bool = False,
) -> Call:
    """The queued row of a call that came in, in the caller's transaction. Raises NotTaken.

    Where all places of the line are taken, or with `any_worker` no worker has one, it is a cancelled one: the owner
    sees who was turned away.
    """
    owner = incoming.owner or owner
    incoming = replace(incoming, vendor_call_id=short_id(incoming.vendor_call_id))
    if (known := await _known(session, incoming, now, owner)) is not None:
        return known
    called = await _called(session, incoming, now)
    has_room = called.near is not None or await _has_room(session, called.trunk_id, called.number)
    has_worker = not any_worker or await any_place(session, now)
    call = await _written(session, incoming, called, now, owner)
    if not has_room:
        return await _turned_away(session, call, now)
    return call if has_worker else await _missed(session, call, NO_PLACE, now)


async def miss_call(session: AsyncSession, incoming: Incoming, now: datetime, *, waits: bool) -> Call | None:
    """The row of a caller whom no worker took, cancelled as that, in the caller's transaction. Raises NotTaken.

    One that is written down stays as it is; without `waits` only where a worker has claimed it. None: with `waits`,
    while a worker has a place.
    """
    incoming = replace(incoming, vendor_call_id=short_id(incoming.vendor_call_id))
    if (known := await _known(session, incoming, now, None)) is not None:
        return known if waits or known.status != QUEUED else await _missed(session, known, NOBODY_CAME, now)
    called = await _called(session, incoming, now)
    has_worker = await any_place(session, now)
    if waits and has_worker:
        return None
    call = await _written(session, incoming, called, now, None)
    return await _missed(session, call, NOBODY_CAME if has_worker else NO_PLACE, now)


async def _written(
    session: AsyncSession, incoming: Incoming, called: _Called, now: datetime, owner: UUID | None
) -> Call:
    near, agent = called.near, called.agent
    call = Call(
        agent_id=agent.id if agent else None,
        flow_id=agent.flow_id if agent else None,
        phone_number=called.caller,
        line=incoming.line,
        line_options={OFFER: dict(incoming.offer), **({LOOP: str(near.id)} if near else {})},
        rings_phone=False,
        direction="inbound",
        eligible_at=now,
        owner=owner,
        created_at=now,
        trunk_id=called.trunk_id,
        our_number=called.number.number,
        vendor_call_id=incoming.vendor_call_id,
        sip_headers=dict(incoming.headers),
    )
    if near is None:
        await _after_hours(session, call, called.number, now)
        await _whoever_calls(session, call, called.caller)
    session.add(call)
    await session.flush()
    await append(session, call.id, [NewEvent(call.id, "call.queued", {"retry_count": 0}, now)])
    return call


async def give_up(
    session: AsyncSession, call_id: UUID, *, left: bool, now: datetime, theirs: Callable[[Mapping[str, Any]], bool]
) -> Call | None:
    """Nobody took this caller: they hung up (`left`), or waited long enough. None where a worker has the call, or it is
    not `theirs` by the call's offer."""
    call = await session.get(Call, call_id, with_for_update=True)
    if call is None or call.status != QUEUED or not theirs(call.line_options.get(OFFER, {})):
        return None
    reason, message = ("caller_hung_up", LEFT) if left else (NO_WORKER, NOBODY_CAME)
    return await transition(session, call_id, CANCELLED, at=now, values={"reason": reason, "error_message": message})


async def _has_room(session: AsyncSession, trunk_id: UUID | None, number: PhoneNumber) -> bool:
    """Both rows stay locked until the transaction ends, in the order of a claim: nobody takes the place meanwhile."""
    trunk = await TrunkRepository(session).lock(TrunkRow, trunk_id) if trunk_id is not None else None
    return await room_for_caller(session, trunk, await NumberRepository(session).locked(number.number) or number)


async def _turned_away(session: AsyncSession, call: Call, now: datetime) -> Call:
    write_down(session, call, FULL, now)
    values = {"reason": TURNED_AWAY, "error_message": FULL.detail}
    return await transition(session, call.id, CANCELLED, at=now, values=values) or call


async def _missed(session: AsyncSession, call: Call, message: str, now: datetime) -> Call:
    values = {"reason": NO_WORKER, "error_message": message}
    return await transition(session, call.id, CANCELLED, at=now, values=values) or call


def short_id(vendor_call_id: str | None) -> str | None:
    """As the column can hold it; of a longer one the beginning, and a digest that keeps it apart from others."""
    if vendor_call_id is None or len(vendor_call_id) <= ID_LENGTH:
        return vendor_call_id
    return vendor_call_id[: ID_LENGTH - 33] + "-" + sha256(vendor_call_id.encode()).hexdigest()[:32]


async def _known(session: AsyncSession, incoming: Incoming, now: datetime, owner: UUID | None) -> Call | None:
    """The call of a vendor that tells of it again. One that was lost with its worker is taken in anew."""
    if incoming.vendor_call_id is None:
        return None
    # Several workers may be told of it at the same moment: the second one waits until the first has written it down.
    lock = func.hashtextextended(f"{incoming.line}:{incoming.vendor_call_id}", CALL_LOCK)
    await session.execute(select(func.pg_advisory_xact_lock(lock)))
    told = select(Call).where(Call.vendor_call_id == incoming.vendor_call_id, Call.line == incoming.line)
    # Locked: a worker may claim it at this moment, and then it is that worker's.
    call = (await session.scalars(told.order_by(Call.id.desc()).limit(1).with_for_update())).one_or_none()
    if call is None or (call.status in FINAL and call.reason == "lost_owner"):
        return None
    if call.status == QUEUED and owner is not None:
        slow = call.created_at <= now - PROMPT
        if slow or not await _lives(session, call.owner, now):
            call.owner = owner
    return call


async def _lives(session: AsyncSession, owner: UUID | None, now: datetime) -> bool:
    worker = await session.get(WorkerRow, owner) if owner is not None else None
    return worker is not None and worker.heartbeat_at >= now - LOST_AFTER


async def _called(session: AsyncSession, incoming: Incoming, now: datetime) -> _Called:
    number = await _number(session, incoming.called)
    caller = phone.from_network(incoming.caller)
    near = await near_of(session, number.number, caller, now)
    agent = await _agent(session, number) if near is None else None
    return _Called(number, caller, near, agent, incoming.trunk_id or number.trunk_id)


async def _number(session: AsyncSession, called: str | None) -> PhoneNumber:
    e164 = phone.from_network(called)
    row = await NumberRepository(session).named(PhoneNumber, e164 or called or "")
    if row is None:
        raise NotTaken(NOBODY, f"No agent answers {phone.mask(e164 or called)}. Give it one under Lines.")
    if not row.enabled:
        raise NotTaken(NOT_NOW, f"The number {phone.mask(row.number)} is switched off.")
    return row


async def _agent(session: AsyncSession, number: PhoneNumber) -> Agent:
    if number.agent_id is None:
        raise NotTaken(NOT_NOW, f"The number {phone.mask(number.number)} has no agent.")
    try:
        return await usable_agent(session, number.agent_id)
    except TronError as error:
        raise NotTaken(NOT_NOW, error.message) from error


async def _after_hours(session: AsyncSession, call: Call, number: PhoneNumber, now: datetime) -> None:
    """Outside the hours the number's other flow answers, in the version that is published now."""
    hours, flow_id = hours_of(number), number.after_hours_flow_id
    if hours is None or flow_id is None or is_open(hours, now):
        return
    flow = (await FlowRepository(session).latest([flow_id])).get(flow_id)
    chosen = FlowChoice(flow_id, (flow.version if flow else 0) or None)
    if chosen.runs:
        call.flow_id, call.flow_version = chosen.flow_id, chosen.version


async def _whoever_calls(session: AsyncSession, call: Call, caller: str | None) -> None:
    """Name and last talk of somebody who is known, for the agent and its flow."""
    before = await NumberRepository(session).last_call_with(caller) if caller else None
    if before is None:
        return
    call.contact_name = before.contact_name
    last = {
        "at": before.created_at.isoformat(),
        "direction": before.direction,
        "outcome": before.outcome,
        "summary": before.summary,
    }
    call.contact_metadata = {**before.contact_metadata, "last_call": {k: v for k, v in last.items() if v is not None}}
