"""A second leg of a call: asked of the gate, counted on its trunk and number, rung once, ended with its call."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.core.trunks.trunk_lines import TrunkLine, save_trunk
from tests.factories import make_services
from tests.phones import NOON_IN_NEW_YORK, NUMBERS, GateValues, PhoneCall, lines_of, open_gate, queue_call, save_agent
from tests.support import VirtualClock
from tron.core.call_engine.claim import Claim, Dialler
from tron.core.call_engine.legs import Leg, open_leg
from tron.core.call_engine.place import place_leg
from tron.core.call_engine.reconcile import LOST_AFTER, reconcile
from tron.core.call_engine.transitions import transition
from tron.core.compliance import Decision
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, CallLeg, DialDecision, PhoneNumber, TrunkRow
from tron.core.flow_calls.colleagues import Colleagues
from tron.core.ids import uuid7
from tron.core.ports import DialFailed, DialRequest, LineCall, RingListener
from tron.core.repositories.calls import CallRepository
from tron.core.repositories.legs import LegRepository
from tron.core.repositories.trunks import TrunkRepository

NOW = NOON_IN_NEW_YORK
COLLEAGUE, OTHER = NUMBERS[90], NUMBERS[91]


class Rings:
    async def ringing(self) -> None:
        """Somebody's phone rings."""


class Office:
    """A claimed call by a trunk, from which colleagues are rung."""

    def __init__(self, database: Database, agent: Agent, trunk_id: UUID) -> None:
        self.database, self.agent, self.trunk_id = database, agent, trunk_id
        self.line = TrunkLine()
        self.lines = lines_of(self.line)
        self.clock = VirtualClock(NOW)
        self.dialler = Dialler(database, self.lines, self.clock, uuid7())
        self.gate: GateValues = open_gate()
        self._free = iter(NUMBERS)
        self.now = NOW

    async def call(self, number: str | None = None) -> Claim | None:
        await queue_call(self.database, self.lines, self.agent, number or next(self._free), NOW)
        return await self.dialler.claim(self.gate)

    async def held(self) -> Claim:
        claim = await self.call()
        assert claim is not None
        await self.set(TrunkRow, next_dial_at=None)  # its pace is no matter here
        return claim

    async def open(self, claim: Claim, to: str = COLLEAGUE, **more: Any) -> Leg | Decision:
        given = {"drawn": [COLLEAGUE, OTHER], "settings": self.gate, "now": self.now, **more}
        async with self.database.transaction() as session:
            return await open_leg(session, claim.call, self.agent, self.line, to, **given)

    async def opened(self, claim: Claim, to: str = COLLEAGUE) -> Leg:
        leg = await self.open(claim, to)
        assert isinstance(leg, Leg)
        return leg

    async def end(self, leg: Leg) -> None:
        async with self.database.transaction() as session:
            await LegRepository(session).end(leg.id, self.now)

    async def set(self, table: Any, **values: Any) -> None:
        async with self.database.transaction() as session:
            for row in await session.scalars(select(table)):
                for name, value in values.items():
                    setattr(row, name, value)

    async def ledger(self) -> list[tuple[Any, ...]]:
        async with self.database.transaction() as session:
            query = select(DialDecision).where(DialDecision.destination == "transfer").order_by(DialDecision.id)
            return [(row.phone_number, row.allowed, row.rule) for row in await session.scalars(query)]

    async def live(self) -> int:
        async with self.database.transaction() as session:
            by_trunk = await TrunkRepository(session).live_by_trunk()
            assert by_trunk.get(self.trunk_id, 0) == await TrunkRepository(session).live_calls(self.trunk_id)
            return by_trunk.get(self.trunk_id, 0)


@pytest.fixture
async def office(database: Database) -> Office:
    trunk = await save_trunk(database, "Main", caller_ids=["+12025550199"], secrets='{"password": "s"}', max_calls=3)
    return Office(database, await save_agent(database), trunk)


async def test_it_goes_out_by_the_calls_trunk_and_from_its_number(office: Office) -> None:
    claim = await office.held()
    leg = await office.opened(claim)
    await place_leg(leg, office.lines, Rings(), office.clock, ring_timeout=20)
    [request] = office.line.dialled
    assert (request.call_id, request.to, request.caller_id) == (leg.id, COLLEAGUE, "+12025550199")
    assert request.options == {"leg": "colleague", "of": str(claim.call.id)}
    assert request.trunk is not None
    assert (request.trunk.id, request.trunk.secrets) == (office.trunk_id, {"password": "s"})
    assert (request.ring_timeout, request.call_id != claim.call.id) == (20, True)
    assert request.max_seconds == 180 + 3600 + 30
    assert await office.ledger() == [(COLLEAGUE, True, None)]


async def test_it_is_rung_once(office: Office) -> None:
    leg = await office.opened(await office.held())
    await place_leg(leg, office.lines, Rings(), office.clock, ring_timeout=20)
    with pytest.raises(PermissionError):
        await place_leg(leg, office.lines, Rings(), office.clock, ring_timeout=20)
    assert len(office.line.dialled) == 1


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"drawn": []}, "transfer_target"),
        ({"settings": GateValues()}, "country"),
        ({"settings": open_gate([NUMBERS[0]])}, "test_numbers"),
    ],
    ids=["nobody wrote it down", "country", "not listed"],
)
async def test_whom_the_gate_refuses_has_no_leg(office: Office, more: dict[str, Any], rule: str) -> None:
    refused = await office.open(await office.held(), **more)
    assert isinstance(refused, Decision)
    assert refused.rule == rule
    assert await office.ledger() == [(COLLEAGUE, False, rule)]
    assert (await office.live(), office.line.dialled) == (1, [])


async def test_a_colleague_who_is_rung_already_is_not_rung_again(office: Office) -> None:
    first, second = await office.held(), await office.held()
    leg = await office.opened(first)
    for claim in (first, second):
        refused = await office.open(claim)
        assert isinstance(refused, Decision)
        assert refused.rule == "number_busy"
    await office.end(leg)
    await office.opened(second)


async def test_two_at_the_same_moment_are_one_leg(office: Office) -> None:
    claims = [await office.held(), await office.held()]
    found = await asyncio.gather(*(office.open(claim) for claim in claims))
    assert sum(isinstance(one, Leg) for one in found) == 1


async def test_nobody_calls_a_colleague_who_talks(office: Office) -> None:
    leg = await office.opened(await office.held())
    assert await office.call(COLLEAGUE) is None, "the call waits until they hang up"
    await office.end(leg)
    async with office.database.transaction() as session:
        assert not await CallRepository(session).number_is_live(COLLEAGUE)


async def test_it_counts_on_its_trunk_until_it_or_its_call_is_over(office: Office) -> None:
    first, second = await office.held(), await office.held()
    leg = await office.opened(first)
    assert await office.live() == 3
    full = await office.open(second, OTHER)
    assert isinstance(full, Decision)
    assert (full.rule, await office.ledger()) == ("line_full", [(COLLEAGUE, True, None), (OTHER, False, "line_full")])
    assert await office.call() is None, "a call waits for room too"
    await office.end(leg)
    await office.opened(second, OTHER)
    async with office.database.transaction() as session:
        await transition(session, second.call.id, "failed", at=office.now, values={"reason": "trunk_error"})
    assert await office.live() == 1, "the call took its leg with it"


async def test_it_counts_on_its_number(office: Office) -> None:
    async with office.database.transaction() as session:
        session.add(PhoneNumber(number="+12025550199", max_calls=2))
    claim = await office.held()
    await office.opened(claim)
    full = await office.open(claim, OTHER)
    assert isinstance(full, Decision)
    assert full.rule == "line_full"


@pytest.mark.parametrize(
    ("values", "rule"),
    [({"enabled": False}, "line"), ({"backoff_until": NOW + timedelta(hours=1)}, "line_full")],
    ids=["off", "backs off"],
)
async def test_a_trunk_that_cannot_be_used_rings_nobody(office: Office, values: dict[str, Any], rule: str) -> None:
    claim = await office.held()
    await office.set(TrunkRow, **values)
    refused = await office.open(claim)
    assert isinstance(refused, Decision)
    assert refused.rule == rule


async def test_it_takes_its_turn_by_the_trunks_pace(office: Office) -> None:
    claim = await office.held()
    await office.set(TrunkRow, next_dial_at=office.now + timedelta(seconds=2))
    leg = await office.opened(claim)
    assert leg.waits == 2.0
    ringing = asyncio.create_task(place_leg(leg, office.lines, Rings(), office.clock, ring_timeout=20))
    await office.clock.run_until(ringing)
    assert office.clock.monotonic() == 2.0
    async with office.database.transaction() as session:
        trunk = (await session.scalars(select(TrunkRow))).one()
    assert trunk.next_dial_at == office.now + timedelta(seconds=3), "the next call comes after it"
    await office.set(TrunkRow, next_dial_at=office.now + timedelta(seconds=11))
    too_long = await office.open(claim, OTHER)
    assert isinstance(too_long, Decision)
    assert too_long.rule == "line_full"


async def test_its_trunk_learns_how_its_dials_went(office: Office) -> None:
    claim = await office.held()

    async def full(_request: DialRequest, _listener: RingListener) -> LineCall:
        raise DialFailed("no_answer", "unavailable", 480)

    office.line.answer = full
    services = make_services(office.database, Path(), office.clock)
    services.lines.register(office.line)
    colleagues = Colleagues(
        services,
        office.agent,
        claim.call,
        PhoneCall(uuid7()),
        over=asyncio.Event().wait,
        targets=frozenset(),
        desk=None,
    )
    for _ in range(3):
        leg = await office.opened(claim)
        with pytest.raises(DialFailed):
            await colleagues._ring(leg, 20)
        await office.end(leg)
        await colleagues.aclose()
        await office.set(TrunkRow, next_dial_at=None)
    async with office.database.transaction() as session:
        trunk = (await session.scalars(select(TrunkRow))).one()
    assert (trunk.refusals, trunk.backoff_until) == (3, NOW + timedelta(seconds=10))


async def test_after_a_crash_its_line_is_asked_about_it_too(office: Office) -> None:
    claim = await office.held()
    leg = await office.opened(claim)
    asked: list[UUID] = []

    async def exists(call_id: UUID) -> bool:
        asked.append(call_id)
        return True

    office.line.exists = exists  # type: ignore[assignment]
    clock = VirtualClock(NOW + LOST_AFTER + timedelta(minutes=1))
    [ended] = await reconcile(office.database, office.lines, clock)
    assert (ended.id, ended.reason) == (claim.call.id, "lost_owner")
    assert asked == [claim.call.id, leg.id]
    async with office.database.transaction() as session:
        assert (await session.scalars(select(CallLeg.ended_at))).all() == [clock.now()]
    assert office.line.dialled == []


async def test_a_call_that_was_ended_elsewhere_rings_nobody_any_more(office: Office) -> None:
    claim = await office.held()
    async with office.database.transaction() as session:
        await transition(session, claim.call.id, "failed", at=NOW, values={"reason": "lost_owner"})
    late = await office.open(claim)
    assert isinstance(late, Decision)
    assert (late.rule, await office.ledger()) == ("call_over", [(COLLEAGUE, False, "call_over")])
    async with office.database.transaction() as session:
        assert (await session.scalars(select(CallLeg))).all() == []


async def test_the_reconciler_does_not_end_a_call_past_a_leg_that_is_being_opened(office: Office) -> None:
    claim = await office.held()
    given: dict[str, Any] = {"drawn": [COLLEAGUE], "settings": office.gate, "now": office.now}
    async with office.database.transaction() as session:
        assert isinstance(await open_leg(session, claim.call, office.agent, office.line, COLLEAGUE, **given), Leg)
        later = VirtualClock(NOW + 2 * LOST_AFTER)
        assert await reconcile(office.database, office.lines, later) == [], "looked at in the next round"
    assert [call.status for call in await reconcile(office.database, office.lines, later)] == ["failed"]
    async with office.database.transaction() as session:
        assert all((await session.scalars(select(CallLeg.ended_at))).all())
