"""A caller who comes in at no worker's connection needs one that has a place; who finds none hears so at once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.core.trunks.trunk_lines import ReceivingLine, save_trunk
from tests.phones import NOON_IN_NEW_YORK, lines_of, open_gate, read_call, save_agent
from tests.support import VirtualClock
from tron.core.call_engine.claim import Dialler
from tron.core.call_engine.inbound import Incoming, NotTaken, Reception
from tron.core.call_engine.places import PLACES
from tron.core.call_engine.transitions import transition
from tron.core.database.engine import Database
from tron.core.database.tables import Call, DialDecision, PhoneNumber
from tron.core.events.bus import PostgresBus
from tron.core.ids import uuid7
from tron.core.repositories.calls import HELD_FOR, CallRepository
from tron.core.repositories.trunks import TrunkRepository
from tron.core.repositories.workers import FRESH, WorkerRepository

NOW = NOON_IN_NEW_YORK
OURS, CALLER = "+12025550150", "+12025550151"
NOT_NOW = 480


class Front:
    """The process that vendors tell of callers, and workers by what they say of themselves."""

    def __init__(self, database: Database, trunk_id: UUID) -> None:
        self.database, self.trunk_id = database, trunk_id
        self.reception = Reception(database, PostgresBus(database.dsn), VirtualClock(NOW))

    async def worker(self, places: int | None, *, ago: timedelta = timedelta(), draining: bool = False) -> UUID:
        told: dict[str, Any] = {"draining": draining} | ({} if places is None else {PLACES: places})
        worker = uuid7()
        async with self.database.transaction() as session:
            row = {"name": "w", "host": "h", "pid": 1, "now": NOW - ago, "state": told}
            await WorkerRepository(session).beat(worker, **row)
        return worker

    def incoming(self, vendor_call_id: str) -> Incoming:
        return Incoming("fake", OURS, CALLER, {"leg": 7}, vendor_call_id=vendor_call_id, trunk_id=self.trunk_id)

    async def ring(self, vendor_call_id: str = "CA1") -> UUID:
        return await self.reception.receive(self.incoming(vendor_call_id))

    async def is_refused(self, vendor_call_id: str = "CA1") -> bool:
        """Whether the caller hears so, and the owner of this Tron reads why; asked again, the same."""
        for _ in range(2):
            with pytest.raises(NotTaken) as refused:
                await self.ring(vendor_call_id)
            assert refused.value.sip_status == NOT_NOW
        [call] = await self.calls(vendor_call_id)
        await self.is_missed(call)
        return True

    async def is_missed(self, call: Call) -> None:
        assert (call.status, call.reason, call.direction) == ("cancelled", "no_worker", "inbound")
        assert (call.phone_number, call.our_number, call.ended_at) == (CALLER, OURS, NOW)
        assert call.agent_id is not None
        assert "worker" in (call.error_message or "")
        async with self.database.transaction() as session:
            events = await CallRepository(session).events(call.id)
            assert [event.type for event in events] == ["call.queued", "call.failed"]
            assert (await session.scalars(select(DialDecision))).all() == [], "no rule forbade anything"
            assert call.id not in {found.id for found in await CallRepository(session).active()}

    async def calls(self, vendor_call_id: str) -> list[Call]:
        async with self.database.transaction() as session:
            return list(await session.scalars(select(Call).where(Call.vendor_call_id == vendor_call_id)))

    async def held_by(self, worker: UUID, **more: Any) -> UUID:
        async with self.database.transaction() as session:
            call = Call(line="fake", owner=worker, status="in_progress", created_at=NOW, rings_phone=False, **more)
            session.add(call)
            await session.flush()
            return call.id

    async def on_trunk(self) -> int:
        async with self.database.transaction() as session:
            return await TrunkRepository(session).live_calls(self.trunk_id)


@pytest.fixture
async def front(database: Database) -> Front:
    agent = await save_agent(database)
    trunk = await save_trunk(database, "Main", caller_ids=[OURS], max_calls=10)
    async with database.transaction() as session:
        session.add(PhoneNumber(number=OURS, agent_id=agent.id, trunk_id=trunk))
    return Front(database, trunk)


async def test_without_a_worker_a_caller_is_refused_at_once_and_stands_in_the_list(front: Front) -> None:
    assert await front.is_refused()
    assert await front.on_trunk() == 0, "the trunk has its place back"
    await front.worker(1)
    assert await front.is_refused(), "who was refused stays refused"
    await front.ring("CA2")


@pytest.mark.parametrize(
    "told",
    [{"places": 5, "ago": FRESH + timedelta(seconds=1)}, {"places": 5, "draining": True}, {"places": 0}],
    ids=["silent", "leaves", "of one call"],
)
async def test_a_worker_that_takes_no_callers_is_no_place(front: Front, told: dict[str, Any]) -> None:
    await front.worker(**told)
    assert await front.is_refused()


async def test_calls_and_callers_who_wait_take_places_and_calls_in_words_do_not(front: Front) -> None:
    worker, _other = await front.worker(2), await front.worker(5, draining=True)
    await front.held_by(worker, line_options={"fidelity": "text"})
    held = await front.held_by(worker, direction="outbound")
    waits = await front.ring("CA1")
    assert await front.is_refused("CA2")
    async with front.database.transaction() as session:
        await transition(session, held, "completed", at=NOW, values={"reason": "agent_ended"})
    await front.ring("CA3")
    async with front.database.transaction() as session:
        await transition(session, waits, "ringing", at=NOW, values={"owner": worker})
    assert await front.is_refused("CA4")


async def test_the_last_place_is_given_once(front: Front) -> None:
    await front.worker(1)
    found = await asyncio.gather(*(front.ring(f"CA{index}") for index in range(4)), return_exceptions=True)
    assert sum(isinstance(one, UUID) for one in found) == 1
    assert sum(isinstance(one, NotTaken) for one in found) == 3


async def test_a_full_worker_takes_no_place_from_another(front: Front) -> None:
    full, _free = await front.worker(1), await front.worker(1)
    for _ in range(2):  # its setting was lowered
        await front.held_by(full)
    await front.ring()


async def test_a_worker_that_does_not_tell_its_places_is_asked(front: Front) -> None:
    await front.worker(None)
    await front.ring("CA1")
    await front.ring("CA2")


async def test_whoever_holds_the_connection_knows_its_places_itself(front: Front) -> None:
    reception = Reception(front.database, PostgresBus(front.database.dsn), VirtualClock(NOW), uuid7())
    call_id = await reception.receive(front.incoming("CA1"))
    assert (await read_call(front.database, call_id)).status == "queued"


async def let_go(front: Front, vendor_call_id: str, *, waits: bool) -> bool:
    return await front.reception.let_go(front.incoming(vendor_call_id), waits=waits)


async def test_who_waits_is_let_go_of_where_no_worker_has_a_place(front: Front) -> None:
    worker = await front.worker(1)
    assert not await let_go(front, "SCL_1", waits=True), "it has one"
    assert await front.calls("SCL_1") == []
    await front.held_by(worker)
    assert await let_go(front, "SCL_1", waits=True)
    assert await let_go(front, "SCL_1", waits=True), "another worker looks, too"
    [call] = await front.calls("SCL_1")
    await front.is_missed(call)


async def test_who_waited_long_enough_is_let_go_of_though_workers_have_places(front: Front) -> None:
    await front.worker(1)
    assert await let_go(front, "SCL_1", waits=False)
    [call] = await front.calls("SCL_1")
    await front.is_missed(call)
    assert "in time" in (call.error_message or "")


async def test_who_is_a_workers_by_now_is_not_let_go_of(front: Front) -> None:
    worker = await front.worker(1)
    call_id = await front.ring("SCL_1")
    async with front.database.transaction() as session:
        await transition(session, call_id, "ringing", at=NOW, values={"owner": worker})
    assert not await let_go(front, "SCL_1", waits=False)
    assert (await read_call(front.database, call_id)).status == "ringing"


async def test_who_was_promised_to_a_worker_that_does_not_come_is_let_go_of_in_the_end(front: Front) -> None:
    await front.worker(1)
    call_id = await front.ring("SCL_1")
    assert not await let_go(front, "SCL_1", waits=True)
    assert await let_go(front, "SCL_1", waits=False)
    await front.is_missed(await read_call(front.database, call_id))


@pytest.mark.parametrize(("seconds", "moves"), [(1, False), (3, True)], ids=["at once", "later"])
async def test_the_next_worker_that_is_asked_has_a_caller_whom_the_first_one_does_not_claim(
    front: Front, seconds: int, moves: bool
) -> None:
    first, second = await front.worker(1), await front.worker(1)
    for worker, now in ((first, NOW), (second, NOW + timedelta(seconds=seconds))):
        reception = Reception(front.database, PostgresBus(front.database.dsn), VirtualClock(now), worker)
        call_id = await reception.receive(front.incoming("SCL_1"))
    assert (await read_call(front.database, call_id)).owner == (second if moves else first)


class Holding(ReceivingLine):
    async def pass_on(self, offer: object) -> None:
        raise AssertionError("nobody leaves")


@pytest.mark.parametrize("promised", [True, False], ids=["its own", "nobody's"])
async def test_a_line_that_holds_its_callers_gives_them_to_whom_they_were_promised(
    front: Front, promised: bool
) -> None:
    await front.worker(1)
    call_id, worker = await front.ring(), uuid7()
    if promised:
        async with front.database.transaction() as session:
            (await session.get_one(Call, call_id)).owner = worker
    clock = VirtualClock(NOW)
    dialler = Dialler(front.database, lines_of(Holding()), clock, worker)
    claim = await dialler.claim(open_gate())
    assert (claim is not None) is promised
    if not promised:
        clock.elapsed = HELD_FOR.total_seconds()
        late = await dialler.claim(open_gate())
        assert late is not None, "it does not wait in the list for ever"
        assert late.call.id == call_id


async def test_who_wants_a_number_that_nobody_has_is_let_go_of(front: Front) -> None:
    await front.worker(1)
    assert await front.reception.let_go(Incoming("fake", "+12025550159", CALLER), waits=True)
