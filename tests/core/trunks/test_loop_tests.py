"""What a test of a line may ring, who is taken for its other end, and what its two ends make of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.core.trunks.trunk_lines import ReceivingLine, save_trunk
from tests.phones import NOON_IN_NEW_YORK, PhoneCall, lines_of, open_gate, read_call, save_agent
from tests.support import VirtualClock
from tron.core.call_engine.claim import Claim, Dialler
from tron.core.call_engine.inbound import Incoming, NotTaken, receive_call
from tron.core.call_engine.loops import LOST_AFTER, QUEUE_TIME
from tron.core.call_engine.place import place
from tron.core.call_engine.transitions import transition
from tron.core.database.engine import Database
from tron.core.database.tables import Call, DialDecision, OptOut, PhoneNumber, TrunkRow
from tron.core.errors import Conflict, NotFound
from tron.core.ids import uuid7
from tron.core.models.line_test import TrunkTestOut
from tron.core.ports import DialRequest, LineCall, RingListener
from tron.core.repositories.calls import CallFilter, CallRepository
from tron.core.repositories.stats import StatsRepository
from tron.core.repositories.workers import WorkerRepository
from tron.core.trunks.loop_tests import LoopTests, directions, finding

NOW = NOON_IN_NEW_YORK
OURS, CALLER_ID, STRANGER = "+12025550150", "+12025550190", "+12025550151"


class Listener:
    async def ringing(self) -> None:
        pass


class BothWays(ReceivingLine):
    """Dials, and takes calls."""

    async def dial(self, request: DialRequest, listener: RingListener) -> LineCall:
        self.dialled.append(request)
        return PhoneCall(request.call_id)


class House:
    """One trunk with a caller id, one number of ours, a worker that lives."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.line = BothWays()
        self.lines = lines_of(self.line)
        self.clock = VirtualClock(NOW)
        self.owner = uuid7()
        self.dialler = Dialler(database, self.lines, self.clock, self.owner)

    async def open(self, **number: Any) -> None:
        self.trunk = await save_trunk(self.database, "Carrier", caller_ids=[CALLER_ID])
        async with self.database.transaction() as session:
            session.add(PhoneNumber(number=OURS, **{"trunk_id": self.trunk, **number}))
            await self._beat(session)

    async def _beat(self, session: Any) -> None:
        await WorkerRepository(session).beat(self.owner, name="w", host="h", pid=1, now=self.clock.now(), state={})

    async def set(self, kind: Any, **values: Any) -> None:
        async with self.database.transaction() as session:
            row = (await session.scalars(select(kind))).one()
            for name, value in values.items():
                setattr(row, name, value)

    async def request(self, number_id: UUID | None = None) -> Call:
        async with self.database.transaction() as session:
            return await LoopTests(session, self.lines, self.clock.now()).request(self.trunk, number_id)

    async def show(self) -> TrunkTestOut:
        async with self.database.transaction() as session:
            return await LoopTests(session, self.lines, self.clock.now()).show(self.trunk)

    async def claim(self) -> Claim:
        # Nothing in the settings lets this number through: a loop call is exempt from them.
        claim = await self.dialler.claim(open_gate([]))
        assert claim is not None
        return claim

    async def ring(self, caller: str | None, called: str = OURS) -> Call:
        async with self.database.transaction() as session:
            return await receive_call(session, Incoming("fake", called, caller, {"leg": 1}), self.clock.now())

    async def ledger(self) -> list[tuple[str, bool, bool, str | None]]:
        async with self.database.transaction() as session:
            rows = (await session.scalars(select(DialDecision).order_by(DialDecision.id))).all()
        return [(row.destination, row.allowed, row.exempt, row.rule) for row in rows]


@pytest.fixture
async def house(database: Database) -> House:
    return House(database)


# ---------------------------------------------------------------- what is rung


async def test_a_number_of_ours_is_rung_without_an_agent_exempt_and_logged(house: House) -> None:
    await house.open()
    async with house.database.transaction() as session:
        session.add(OptOut(phone_number=OURS, source="test"))
    call = await house.request()
    claim = await house.claim()
    assert (claim.call.id, claim.call.status, claim.decision.exempt) == (call.id, "ringing", True)
    await place(claim, house.lines, Listener(), ring_timeout=45)
    [request] = house.line.dialled
    assert (request.to, request.caller_id, request.ring_timeout, request.max_seconds) == (OURS, CALLER_ID, 12.0, 20.0)
    assert await house.ledger() == [("loop", True, True, None)]


@pytest.mark.parametrize("change", [{"number": STRANGER}, {"enabled": False}], ids=["renamed", "off"])
async def test_a_number_that_is_not_ours_any_more_is_not_rung(house: House, change: dict[str, Any]) -> None:
    await house.open()
    await house.request()
    await house.set(PhoneNumber, **change)
    claim = await house.claim()
    assert (claim.call.status, claim.call.reason) == ("cancelled", "blocked:loop_target")
    assert await house.ledger() == [("loop", False, False, "loop_target")]
    assert (await house.show()).last.finding == "refused"
    with pytest.raises(PermissionError):
        await place(claim, house.lines, Listener())
    assert house.line.dialled == []


async def test_a_call_that_only_says_it_is_a_test_rings_no_stranger(house: House) -> None:
    await house.open()
    async with house.database.transaction() as session:
        session.add(
            Call(phone_number=STRANGER, line="fake", line_options={"loop": "near"}, rings_phone=True, eligible_at=NOW)
        )
    claim = await house.claim()
    assert (claim.decision.allowed, claim.decision.rule) == (False, "loop_target")


async def test_a_test_does_not_wait_for_room_and_is_not_dialled_late(house: House) -> None:
    await house.open()
    await house.request()
    await house.set(TrunkRow, backoff_until=NOW + timedelta(minutes=5))
    claim = await house.claim()
    assert (claim.call.reason, "no room" in (claim.call.error_message or "")) == ("blocked:line", True)
    await house.set(TrunkRow, backoff_until=None)
    await house.request()
    house.clock.elapsed += QUEUE_TIME.total_seconds() + 1
    assert (await house.claim()).call.reason == "blocked:error"
    assert house.line.dialled == []


async def test_a_test_whose_number_is_in_a_call_is_not_dialled_when_that_is_over(house: House) -> None:
    await house.open()
    async with house.database.transaction() as session:
        values = {"status": "in_progress", "owner": house.owner, "eligible_at": NOW, "created_at": NOW}
        session.add(Call(phone_number=OURS, line="fake", line_options={}, rings_phone=True, **values))
    await house.request()
    assert await house.dialler.claim(open_gate([])) is None
    async with house.database.transaction() as session:
        [live] = await session.scalars(select(Call).where(Call.status == "in_progress"))
        live.status = "completed"
    house.clock.elapsed += 16
    assert (await house.claim()).call.reason == "blocked:error"
    assert house.line.dialled == []


async def test_a_trunk_that_fails_hands_its_test_to_no_other(house: House) -> None:
    await house.open()
    spare = await save_trunk(house.database, "Spare")
    async with house.database.transaction() as session:
        row = await session.get(TrunkRow, house.trunk)
        row.fallback_id = spare
    await house.request()
    assert await house.dialler.fall_back(await house.claim(), open_gate(), 503) is None


# ---------------------------------------------------------------- asking for one


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ((PhoneNumber, {"enabled": False}), "number_off"),
        ((TrunkRow, {"enabled": False}), "trunk_off"),
        ((TrunkRow, {"settings": {"kind": "softphone"}}), "softphone"),
        ((TrunkRow, {"line": "nowhere"}), "line"),
    ],
    ids=["number off", "trunk off", "softphone", "line"],
)
async def test_what_is_missing_is_said_and_nothing_is_queued(house: House, change: Any, lacks: str) -> None:
    await house.open()
    await house.set(change[0], **change[1])
    shown = await house.show()
    assert (shown.ready, shown.lacks) == (False, lacks)
    with pytest.raises(Conflict) as refused:
        await house.request()
    assert refused.value.extra["lacks"] == lacks
    async with house.database.transaction() as session:
        assert await session.scalar(select(Call.id)) is None


async def test_without_a_number_and_without_a_worker(house: House) -> None:
    await house.open()
    house.clock.elapsed += 60
    assert (await house.show()).lacks == "worker"
    async with house.database.transaction() as session:
        await session.delete((await session.scalars(select(PhoneNumber))).one())
    assert ((await house.show()).lacks, (await house.show()).number) == ("number", None)
    house.trunk = uuid7()
    with pytest.raises(NotFound):
        await house.request()


async def test_one_at_a_time_and_a_lost_one_keeps_nobody_waiting(house: House) -> None:
    await house.open()
    first = await house.request()
    with pytest.raises(Conflict, match="goes on"):
        await house.request()
    house.clock.elapsed += LOST_AFTER.total_seconds() + 1
    assert (await house.show()).last.state == "done"
    async with house.database.transaction() as session:
        await house._beat(session)
    second = await house.request()
    assert (await read_call(house.database, first.id)).status == "cancelled"
    assert (await house.show()).last.call_id == second.id


async def test_tests_are_in_no_list_and_no_figure(house: House) -> None:
    await house.open()
    await house.request()
    await house.claim()
    await house.ring(CALLER_ID)
    async with house.database.transaction() as session:
        assert await CallRepository(session).page(CallFilter(), "-created_at", None, 10) == []
        assert await CallRepository(session).active() == []
        day = timedelta(days=1)
        totals = await StatsRepository(session, NOW - day, NOW + day).totals()
    assert totals["total"] == 0


# ---------------------------------------------------------------- the other end


@pytest.mark.parametrize("caller", [CALLER_ID, None, "anonymous", OURS])
async def test_what_comes_in_of_it_is_its_other_end(house: House, caller: str | None) -> None:
    await house.open(agent_id=(await save_agent(house.database)).id)
    near = await house.request()
    await house.claim()
    far = await house.ring(caller)
    assert (far.line_options["loop"], far.agent_id) == (str(near.id), None)
    claim = await house.claim()
    assert (claim.call.id, claim.decision.allowed) == (far.id, True)
    await place(claim, house.lines, Listener())
    assert len(house.line.taken) == 1


async def test_a_stranger_who_calls_meanwhile_gets_the_agent(house: House) -> None:
    agent = await save_agent(house.database)
    await house.open(agent_id=agent.id)
    await house.request()
    await house.claim()
    assert (await house.ring(STRANGER)).agent_id == agent.id
    assert "loop" in (await house.ring(CALLER_ID)).line_options
    assert (await house.ring(CALLER_ID)).agent_id == agent.id  # it has one other end, no second one


async def test_before_and_after_a_test_calls_are_calls(house: House) -> None:
    await house.open()
    near = await house.request()
    with pytest.raises(NotTaken):
        await house.ring(CALLER_ID)  # not dialled yet
    await house.claim()
    async with house.database.transaction() as session:
        await transition(session, near.id, "failed", at=NOW, values={"reason": "unreachable"})
    with pytest.raises(NotTaken):
        await house.ring(CALLER_ID)


# ---------------------------------------------------------------- what it found


def end(**values: Any) -> Call:
    call = Call(status="completed", reason="agent_ended", started_at=NOW, answered_at=NOW, extracted_data={})
    for name, value in values.items():
        setattr(call, name, value)
    return call


def hearing(*heard: str) -> dict[str, Any]:
    return {"loop": {"heard": list(heard), "level_db": -14.0, "loudest_db": -13.0}}


@pytest.mark.parametrize(
    ("near", "far", "found", "sounds"),
    [
        (hearing("notes", "answer"), None, "works", ("heard", "heard")),
        (hearing("notes"), hearing("notes"), "works", ("heard", "heard")),
        (hearing("notes"), hearing(), "one_way", ("silent", "heard")),
        (hearing(), hearing("notes"), "one_way", ("heard", "silent")),
        (hearing("echo"), hearing(), "silent", ("silent", "silent")),
        (hearing("echo"), None, "echo", ("unknown", "unknown")),
        (hearing(), None, "not_arrived", ("unknown", "unknown")),
        ({}, hearing("notes"), "stopped", ("heard", "unknown")),
    ],
)
def test_findings(near: dict[str, Any], far: dict[str, Any] | None, found: str, sounds: tuple[str, str]) -> None:
    ours = end(extracted_data=near)
    theirs = end(extracted_data=far) if far is not None else None
    assert finding(ours, theirs) == found
    there, back = directions(ours, theirs)
    assert (there.sound, back.sound) == sounds


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"status": "busy", "reason": "busy"}, "not_connected"),
        ({"status": "failed", "reason": "unreachable"}, "not_connected"),
        ({"status": "cancelled", "reason": "by_user"}, "not_connected"),
        ({"status": "cancelled", "reason": "by_user", "hangup_requested_at": NOW}, "stopped"),
        ({"status": "cancelled", "reason": "blocked:line"}, "refused"),
    ],
    ids=lambda value: value["reason"] if isinstance(value, dict) else "",
)
def test_findings_of_calls_that_nobody_answered(values: dict[str, Any], found: str) -> None:
    assert finding(end(answered_at=None, **values), None) == found
