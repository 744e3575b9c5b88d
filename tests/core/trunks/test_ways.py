"""By which trunk a call goes out, and when it has to wait: counted in the claim for all workers together."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.core.trunks.trunk_lines import TrunkLine, save_trunk
from tests.phones import NOON_IN_NEW_YORK, NUMBERS, lines_of, open_gate, queue_call, read_call, save_agent
from tests.support import VirtualClock
from tron.core.call_engine.claim import Claim, Dialler
from tron.core.call_engine.place import place
from tron.core.call_engine.transitions import transition
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, DialDecision, PhoneNumber, TrunkRow
from tron.core.ids import uuid7
from tron.core.lines import Lines
from tron.core.trunks.book import StoredBook

NOW = NOON_IN_NEW_YORK


class Listener:
    async def ringing(self) -> None:
        pass


class Desk:
    """Queues and claims calls on the fake line."""

    def __init__(self, database: Database, agent: Agent) -> None:
        self.database = database
        self.agent = agent
        self.line = TrunkLine()
        self.lines: Lines = lines_of(self.line)
        self.clock = VirtualClock(NOW)
        self.dialler = Dialler(database, self.lines, self.clock, uuid7())
        self.gate = open_gate()
        self.free = iter(NUMBERS)

    async def queue(self, **more: object) -> UUID:
        return await queue_call(self.database, self.lines, self.agent, next(self.free), NOW, **more)

    async def claim(self) -> Claim | None:
        return await self.dialler.claim(self.gate)

    async def claimed(self) -> Claim:
        claim = await self.claim()
        assert claim is not None
        return claim

    async def end(self, claim: Claim, reason: str = "unreachable") -> None:
        async with self.database.transaction() as session:
            await transition(session, claim.call.id, "failed", at=self.clock.now(), values={"reason": reason})

    async def trunk(self, trunk_id: UUID) -> TrunkRow:
        async with self.database.transaction() as session:
            row = await session.get(TrunkRow, trunk_id)
        assert row is not None
        return row

    async def set(self, trunk_id: UUID, **values: object) -> None:
        async with self.database.transaction() as session:
            row = await session.get(TrunkRow, trunk_id)
            for name, value in values.items():
                setattr(row, name, value)


@pytest.fixture
async def desk(database: Database) -> Desk:
    return Desk(database, await save_agent(database))


async def test_a_line_without_a_trunk_dials_nothing_and_says_why(desk: Desk) -> None:
    await desk.queue()
    claim = await desk.claimed()
    assert (claim.call.status, claim.call.reason, claim.decision.rule) == ("cancelled", "blocked:line", "line")
    assert "trunk" in (claim.call.error_message or "")


async def test_the_trunk_and_the_caller_id_are_given_to_the_line(desk: Desk) -> None:
    await save_trunk(desk.database, "b")
    chosen = await save_trunk(
        desk.database, "z", is_default=True, caller_ids=["+12025550190"], secrets='{"password": "hush"}'
    )
    await desk.queue()
    claim = await desk.claimed()
    await place(claim, desk.lines, Listener())
    [request] = desk.line.dialled
    assert request.trunk is not None
    assert (request.trunk.id, request.trunk.name, request.caller_id) == (chosen, "z", "+12025550190")
    assert request.trunk.secrets == {"password": "hush"}
    assert "hush" not in repr(request)
    call = await read_call(desk.database, claim.call.id)
    assert (call.trunk_id, call.our_number) == (chosen, "+12025550190")


async def test_the_calls_own_trunk_wins_over_the_agents_and_that_over_the_default(desk: Desk) -> None:
    await save_trunk(desk.database, "default", is_default=True)
    agents = await save_trunk(desk.database, "of the agent")
    own = await save_trunk(desk.database, "own")
    async with desk.database.transaction() as session:
        agent = await session.get(Agent, desk.agent.id)
        assert agent is not None
        agent.trunk_id = agents
    await desk.queue(trunk_id=own)
    await desk.queue()
    claims = [await desk.claimed() for _ in range(2)]
    assert [claim.trunk and claim.trunk.id for claim in claims] == [own, agents]


async def test_the_settings_number_is_seen_where_the_trunk_has_none(desk: Desk) -> None:
    await save_trunk(desk.database, "a")
    desk.gate = open_gate(telephony__from_number="+12025550199")
    await desk.queue()
    assert (await desk.claimed()).call.our_number == "+12025550199"


async def test_a_switched_off_trunk_is_not_dialled_by(desk: Desk) -> None:
    off = await save_trunk(desk.database, "off", enabled=False)
    await desk.queue(trunk_id=off)
    assert (await desk.claimed()).call.reason == "blocked:line"


async def test_calls_wait_for_the_trunks_pace(desk: Desk) -> None:
    await save_trunk(desk.database, "slow", calls_per_second=0.5)
    first, second = await desk.queue(), await desk.queue()
    assert (await desk.claimed()).call.id == first
    assert await desk.claim() is None
    waiting = await read_call(desk.database, second)
    assert (waiting.status, waiting.reason) == ("queued", "waiting:trunk_rate")
    assert waiting.eligible_at == NOW + timedelta(seconds=2)
    desk.clock.elapsed += 2
    assert (await desk.claimed()).call.id == second


async def test_eight_workers_together_hold_no_more_calls_than_the_trunk_may(desk: Desk) -> None:
    await save_trunk(desk.database, "narrow", max_calls=3, calls_per_second=100)
    for _ in range(12):
        await desk.queue()
    diallers = [Dialler(desk.database, desk.lines, VirtualClock(NOW), uuid7()) for _ in range(8)]

    async def take(dialler: Dialler) -> list[Claim]:
        taken = []
        for round_ in range(6):
            dialler._clock.elapsed = round_ * 3.0  # type: ignore[attr-defined]
            if (claim := await dialler.claim(desk.gate)) is not None:
                taken.append(claim)
        return taken

    taken = [claim for mine in await asyncio.gather(*map(take, diallers)) for claim in mine]
    assert len(taken) == 3
    await desk.end(taken[0])
    desk.clock.elapsed += 60
    assert await desk.claim() is not None
    assert await desk.claim() is None


async def test_a_number_has_limits_of_its_own(desk: Desk) -> None:
    await save_trunk(desk.database, "a", caller_ids=["+12025550191"], calls_per_second=100)
    async with desk.database.transaction() as session:
        session.add(PhoneNumber(number="+12025550191", max_calls=1))
    await desk.queue()
    second = await desk.queue()
    claim = await desk.claimed()
    desk.clock.elapsed += 5
    assert await desk.claim() is None
    assert (await read_call(desk.database, second)).reason == "waiting:number_calls"
    await desk.end(claim)
    desk.clock.elapsed += 5
    assert (await desk.claimed()).call.id == second


async def test_a_burst_of_refusals_makes_the_trunk_wait_and_an_answer_ends_it(desk: Desk) -> None:
    trunk = await save_trunk(desk.database, "a", calls_per_second=100)
    for number in range(3):
        await desk.queue()
        desk.clock.elapsed += 1
        claim = await desk.claimed()
        await desk.dialler.note_outcome(claim, 480)
        await desk.end(claim, "unavailable")
        assert ((await desk.trunk(trunk)).backoff_until is not None) is (number == 2)
    waiting = await desk.queue()
    desk.clock.elapsed += 1
    assert await desk.claim() is None
    assert (await read_call(desk.database, waiting)).reason == "waiting:trunk_backoff"
    desk.clock.elapsed += 11
    claim = await desk.claimed()
    await desk.dialler.note_outcome(claim, 200)
    assert ((await desk.trunk(trunk)).refusals, (await desk.trunk(trunk)).backoff_until) == (0, None)


async def test_the_next_trunk_takes_over_within_the_same_claim(desk: Desk) -> None:
    second = await save_trunk(desk.database, "second", caller_ids=["+12025550192"])
    await save_trunk(desk.database, "first", is_default=True, fallback_id=second)
    call_id = await desk.queue()
    claim = await desk.claimed()
    await place(claim, desk.lines, Listener())
    on = await desk.dialler.fall_back(claim, desk.gate, 503)
    assert on is not None
    await place(on, desk.lines, Listener())
    assert [request.trunk and request.trunk.name for request in desk.line.dialled] == ["first", "second"]
    call = await read_call(desk.database, call_id)
    assert (call.status, call.trunk_id, call.our_number) == ("ringing", second, "+12025550192")
    assert await desk.dialler.fall_back(on, desk.gate, 503) is None, "no third trunk"


async def test_the_id_of_the_first_trunks_dial_is_none_of_the_next_trunks(desk: Desk) -> None:
    """After a crash the next trunk's vendor would be asked about a call of another vendor, and find none."""
    second = await save_trunk(desk.database, "second")
    first = await save_trunk(desk.database, "first", is_default=True, fallback_id=second)
    call_id, book = await desk.queue(), StoredBook(desk.database)
    claim = await desk.claimed()
    await place(claim, desk.lines, Listener())
    await book.note(call_id, "of the first", first)
    assert await desk.dialler.fall_back(claim, desk.gate, 503) is not None
    assert (await read_call(desk.database, call_id)).vendor_call_id is None
    await book.note(call_id, "of the first, told late", first)
    await book.note(call_id, "of the second", second)
    assert (await read_call(desk.database, call_id)).vendor_call_id == "of the second"


async def test_one_call_by_two_trunks_is_one_call_of_the_day(desk: Desk) -> None:
    second = await save_trunk(desk.database, "second", calls_per_second=100)
    await save_trunk(desk.database, "first", is_default=True, fallback_id=second, calls_per_second=100)
    desk.gate = open_gate(compliance__max_calls_per_number_per_day=2)
    for allowed in (True, True, False):
        desk.free = iter(NUMBERS)  # the same person again
        await desk.queue()
        claim = await desk.claim()
        assert claim is not None
        assert claim.decision.allowed is allowed
        if allowed:
            on = await desk.dialler.fall_back(claim, desk.gate, 503)
            assert on is not None
            await desk.end(on)
            desk.clock.elapsed += 60
    assert claim.decision.rule == "daily_cap"


async def test_the_next_trunk_shows_its_own_number_unless_another_was_asked_for(desk: Desk) -> None:
    second = await save_trunk(desk.database, "second", caller_ids=["+12025550192"])
    first = {"caller_ids": ["+12025550193"], "calls_per_second": 100.0, "fallback_id": second}
    await save_trunk(desk.database, "first", is_default=True, **first)
    async with desk.database.transaction() as session:
        session.add(PhoneNumber(number="+12025550193", max_calls=1))
    call_id = await desk.queue()
    claim = await desk.claimed()
    assert claim.call.our_number == "+12025550193"
    await place(claim, desk.lines, Listener())
    on = await desk.dialler.fall_back(claim, desk.gate, 503)
    assert on is not None
    assert (await read_call(desk.database, call_id)).our_number == "+12025550192"


async def test_a_softphone_of_ours_is_nobody_whom_the_law_protects(desk: Desk) -> None:
    """It is a class of its own: at any hour, as often as one likes, and not on the list; written down all the same."""
    carrier = await save_trunk(desk.database, "carrier")
    phone = {"host": "pbx.invalid", "kind": "softphone"}
    await save_trunk(desk.database, "phone", settings=phone, is_default=True, calls_per_second=100, fallback_id=carrier)
    desk.gate = open_gate([], compliance__countries=[])
    desk.clock.elapsed = 12 * 3600
    for _ in range(4):
        desk.free = iter(NUMBERS)
        await desk.queue()
        claim = await desk.claimed()
        assert (claim.call.status, claim.decision.exempt) == ("ringing", True)
        await place(claim, desk.lines, Listener())
        assert await desk.dialler.fall_back(claim, desk.gate, 503) is None, "a carrier's trunk rings a stranger"
        await desk.end(claim)
        desk.clock.elapsed += 60
    async with desk.database.transaction() as session:
        rows = (await session.scalars(select(DialDecision).order_by(DialDecision.id))).all()
    told = [(row.destination, row.allowed, row.exempt) for row in rows]
    assert told == [("extension", True, True), ("person", False, False)] * 4


async def test_an_inbound_call_never_falls_back(desk: Desk) -> None:
    second = await save_trunk(desk.database, "second")
    await save_trunk(desk.database, "first", is_default=True, fallback_id=second)
    await desk.queue()
    claim = await desk.claimed()
    claim.call.direction = "inbound"
    assert await desk.dialler.fall_back(claim, desk.gate, 503) is None


async def test_a_late_busy_does_not_end_a_trunks_rest(desk: Desk) -> None:
    trunk = await save_trunk(desk.database, "a", calls_per_second=100)
    claims = []
    for _ in range(4):
        await desk.queue()
        desk.clock.elapsed += 1
        claims.append(await desk.claimed())
    for claim in claims[:3]:
        await desk.dialler.note_outcome(claim, 480)
    await desk.dialler.note_outcome(claims[3], 486)
    await desk.dialler.note_outcome(claims[3], None)
    assert (await desk.trunk(trunk)).backoff_until is not None


@pytest.mark.parametrize("obstacle", ["ended", "hang-up", "off", "full", "gate"])
async def test_no_other_trunk_is_dialled_by_when_it_may_not(desk: Desk, obstacle: str) -> None:
    second = await save_trunk(desk.database, "second")
    await save_trunk(desk.database, "first", is_default=True, fallback_id=second)
    call_id = await desk.queue()
    claim = await desk.claimed()
    await place(claim, desk.lines, Listener())
    gate = desk.gate
    if obstacle == "ended":
        await desk.end(claim)
    elif obstacle == "hang-up":
        async with desk.database.transaction() as session:
            (await session.get_one(type(claim.call), call_id)).hangup_requested_at = NOW
    elif obstacle == "off":
        await desk.set(second, enabled=False)
    elif obstacle == "full":
        await desk.set(second, max_calls=0)
    else:
        gate = open_gate(numbers=[])
    assert await desk.dialler.fall_back(claim, gate, 503) is None
    assert len(desk.line.dialled) == 1
