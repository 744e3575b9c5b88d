"""The gate before every dial: each rule at its edges, and its ledger in the transaction of the claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tests.phones import (
    NUMBERS,
    PRACTICE,
    GateValues,
    PhoneLine,
    lines_of,
    open_gate,
    queue_call,
    read_call,
    save_agent,
)
from tests.support import VirtualClock
from tron.core import compliance, phone
from tron.core.call_engine.claim import Dialler
from tron.core.compliance import Decision, Facts, Rules, decide
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, DialDecision, OptOut
from tron.core.ids import uuid7

pytestmark = pytest.mark.thorough

NUMBER = NUMBERS[0]
NEW_YORK = ZoneInfo("America/New_York")


def at(text: str, zone: str = "America/New_York") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


NOON = at("2026-11-23T12:00")
OPEN = Rules.of(open_gate())
FACTS = Facts(NUMBER, "fake", rings_phone=True, now=NOON)


def test_a_number_that_passes_every_rule_is_dialled_and_not_exempt() -> None:
    decision = decide(FACTS, OPEN)
    assert (decision.allowed, decision.exempt, decision.rule) == (True, False, None)


@pytest.mark.parametrize(
    ("changes", "rules", "rule"),
    [
        ({"number": None}, {}, "number"),
        ({"number": PRACTICE}, {}, "practice_number"),
        ({}, {"countries": frozenset({"IN"})}, "country"),
        ({}, {"countries": frozenset()}, "country"),
        ({"number": "+999123456789"}, {"test_numbers": frozenset({"+999123456789"})}, "country"),
        ({"number": "rubbish"}, {"test_numbers": frozenset({"rubbish"})}, "country"),
        ({}, {"test_numbers": frozenset()}, "test_numbers"),
        ({"number": NUMBERS[1]}, {"test_numbers": frozenset({NUMBERS[2]})}, "test_numbers"),
        ({"opted_out": True}, {}, "opted_out"),
        ({"now": at("2026-11-23T09:59:59")}, {}, "hours"),
        ({"dials_today": 3}, {}, "daily_cap"),
        ({"dials_today": 99}, {}, "daily_cap"),
        ({"rings_phone": False}, {}, "line"),
    ],
)
def test_each_rule_refuses(changes: dict[str, Any], rules: dict[str, Any], rule: str) -> None:
    decision = decide(replace(FACTS, **changes), replace(OPEN, **rules))
    assert (decision.allowed, decision.rule) == (False, rule)
    assert decision.detail


@pytest.mark.parametrize("number", [None, PRACTICE, "+910000099999"])
def test_calls_that_ring_nobody_are_exempt_at_any_hour(number: str | None) -> None:
    night = Facts(number, "sandbox", rings_phone=False, now=at("2026-11-23T03:00"))
    assert decide(night, Rules.of(GateValues())) == Decision(True, exempt=True)


@pytest.mark.parametrize(
    ("time", "inside"),
    [
        ("00:00:00", False),
        ("09:59:59.999999", False),
        ("10:00:00", True),
        ("15:30:00", True),
        ("20:59:59.999999", True),
        ("21:00:00", False),
        ("23:59:59", False),
    ],
)
def test_hours_are_half_open_in_the_numbers_own_zone(time: str, inside: bool) -> None:
    assert decide(replace(FACTS, now=at(f"2026-11-23T{time}")), OPEN).allowed is inside


@pytest.mark.parametrize(
    ("day", "opens"), [("2026-11-23T04:00", "2026-11-23T10:00"), ("2026-03-07T23:00", "2026-03-08T10:00")]
)
def test_a_refusal_by_the_hours_says_when_they_begin_again(day: str, opens: str) -> None:
    """The second night is the one in which New York's clocks go forward."""
    assert decide(replace(FACTS, now=at(day)), OPEN).retry_at == at(opens)


@pytest.fixture
def zones(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the zones in which the number may be."""
    return lambda *names: monkeypatch.setattr(phone, "zones", lambda number: names)


@pytest.mark.parametrize(
    ("time", "inside"),
    [("12:59:59", False), ("13:00:00", True), ("20:59:59", True), ("21:00:00", False)],
)
def test_a_number_that_may_be_in_several_zones_must_be_inside_in_all(zones: Any, time: str, inside: bool) -> None:
    zones("America/New_York", "America/Los_Angeles")
    decision = decide(replace(FACTS, now=at(f"2026-11-23T{time}")), OPEN)
    assert decision.allowed is inside
    if not inside:
        day = 23 if time < "13" else 24
        assert decision.retry_at == at(f"2026-11-{day}T13:00")


def test_zones_that_are_never_inside_together_never_open(zones: Any) -> None:
    zones("Pacific/Auckland", "America/New_York", "Europe/London")
    decision = decide(FACTS, OPEN)
    assert (decision.rule, decision.retry_at) == ("hours", None)


@pytest.mark.parametrize("names", [(), ("Nowhere/Atlantis",), ("America/New_York", "Nowhere/Atlantis"), ("../../etc",)])
def test_an_unknown_zone_is_a_refusal(zones: Any, names: tuple[str, ...]) -> None:
    zones(*names)
    assert decide(FACTS, OPEN).rule == "timezone"


def test_settings_narrow_the_hours() -> None:
    rules = Rules.of(open_gate(compliance__calling_hours_start="11:30", compliance__calling_hours_end="17:00"))
    inside = {
        hour: decide(replace(FACTS, now=at(f"2026-11-23T{hour}")), rules).allowed
        for hour in ("11:29", "11:30", "16:59", "17:00")
    }
    assert inside == {"11:29": False, "11:30": True, "16:59": True, "17:00": False}


def test_settings_cannot_widen_what_the_law_allows() -> None:
    rules = Rules.of(
        open_gate(
            compliance__calling_hours_start="00:00",
            compliance__calling_hours_end="23:59",
            compliance__max_calls_per_number_per_day=50,
        )
    )
    hours = rules.hours_of(FACTS.caller)
    assert (hours.start.hour, hours.end.hour, rules.daily_cap) == (10, 21, 3)


def test_hours_that_settings_closed_altogether_never_open() -> None:
    rules = Rules.of(open_gate(compliance__calling_hours_start="18:00", compliance__calling_hours_end="12:00"))
    assert decide(FACTS, rules).rule == "hours"
    assert decide(FACTS, rules).retry_at is None


def test_by_default_nothing_real_is_dialled() -> None:
    assert not decide(FACTS, Rules.of(GateValues())).allowed
    assert decide(FACTS, Rules.of(GateValues(compliance__countries=["US"]))).rule == "test_numbers"


def test_a_lowered_cap_holds_and_says_when_the_day_is_over() -> None:
    rules = Rules.of(open_gate(compliance__max_calls_per_number_per_day=1))
    decision = decide(replace(FACTS, dials_today=1), rules)
    assert decision.rule == "daily_cap"
    assert decision.retry_at == at("2026-11-24T10:00")


# ---------------------------------------------------------------- with the ledger


@pytest.fixture
async def agent(database: Database) -> Agent:
    return await save_agent(database)


class Gate:
    """Claims one call after another as a worker does, at a time of its own."""

    def __init__(self, database: Database, agent: Agent) -> None:
        self.database = database
        self.agent = agent
        self.clock = VirtualClock(NOON)
        self.lines = lines_of(PhoneLine())
        self.owner = uuid7()
        self.dialler = Dialler(database, self.lines, self.clock, self.owner)

    async def claim(self, number: str, settings: Any = None, **more: Any) -> tuple[UUID, Decision | None]:
        call_id = await queue_call(self.database, self.lines, self.agent, number, self.clock.now(), **more)
        claim = await self.dialler.claim(settings or open_gate())
        return call_id, claim.decision if claim else None

    async def ledger(self) -> list[DialDecision]:
        async with self.database.transaction() as session:
            return list((await session.scalars(select(DialDecision).order_by(DialDecision.id))).all())

    async def end(self, call_id: UUID) -> None:
        from tron.core.call_engine.transitions import transition

        async with self.database.transaction() as session:
            await transition(session, call_id, "failed", at=self.clock.now(), values={"reason": "unreachable"})


@pytest.fixture
def gate(database: Database, agent: Agent) -> Gate:
    return Gate(database, agent)


async def test_an_allowed_dial_is_in_the_ledger(gate: Gate) -> None:
    call_id, decision = await gate.claim(NUMBER)
    assert decision is not None
    assert decision.allowed
    [row] = await gate.ledger()
    assert (row.call_id, row.phone_number, row.line) == (call_id, NUMBER, "fake")
    assert (row.allowed, row.exempt, row.rule, row.at) == (True, False, None, NOON)
    of_the_call = {"category": "service", "loan_recovery": False, "caller_id": None, "excepted": False}
    asked = {"opted_out": False, "dials_today": 0, **of_the_call}
    assert row.facts == asked
    assert (await read_call(gate.database, call_id)).status == "ringing"


async def test_a_refusal_is_in_the_ledger_and_cancels_the_call(gate: Gate) -> None:
    gate.clock.elapsed = 10 * 3600
    call_id, decision = await gate.claim(NUMBER)
    assert decision is not None
    [row] = await gate.ledger()
    assert (row.allowed, row.rule) == (False, "hours")
    call = await read_call(gate.database, call_id)
    assert (call.status, call.reason, call.started_at, call.owner) == ("cancelled", "blocked:hours", None, None)
    async with gate.database.transaction() as session:
        from tron.core.repositories.calls import CallRepository

        last = (await CallRepository(session).events(call_id))[-1]
    assert last.type == "call.failed"
    assert last.payload["retry_at"] == at("2026-11-24T09:00").isoformat()


async def test_an_opted_out_number_is_never_dialled(gate: Gate) -> None:
    async with gate.database.transaction() as session:
        session.add(OptOut(phone_number=NUMBER, source="file"))
    call_id, decision = await gate.claim(NUMBER)
    assert decision is not None
    assert decision.rule == "opted_out"
    assert (await read_call(gate.database, call_id)).reason == "blocked:opted_out"
    assert (await gate.ledger())[0].facts["opted_out"] is True


async def test_the_fourth_dial_of_a_local_day_is_refused_by_the_ledger(gate: Gate) -> None:
    for expected in (True, True, True, False):
        call_id, decision = await gate.claim(NUMBER)
        assert decision is not None
        assert decision.allowed is expected
        await gate.end(call_id)
        gate.clock.elapsed += 60
    assert decision.rule == "daily_cap"
    other = await gate.claim(NUMBERS[1])
    assert other[1] is not None
    assert other[1].allowed
    # 23:30 in New York is another day in UTC, and still the same one there.
    gate.clock.elapsed = timedelta(hours=8, minutes=59).total_seconds()
    late = await gate.claim(NUMBER)
    assert late[1] is not None
    assert late[1].rule == "daily_cap"
    gate.clock.elapsed = timedelta(hours=22).total_seconds()
    tomorrow = await gate.claim(NUMBER)
    assert tomorrow[1] is not None
    assert tomorrow[1].allowed


async def test_refused_and_exempt_dials_do_not_count_against_the_cap(gate: Gate) -> None:
    async with gate.database.transaction() as session:
        exempt = {"phone_number": NUMBER, "line": "browser", "allowed": True, "exempt": True, "at": NOON}
        session.add_all(DialDecision(call_id=uuid7(), **exempt) for _ in range(5))
    for _ in range(5):
        _, decision = await gate.claim(NUMBER, open_gate([]))
        assert decision is not None
        assert decision.rule == "test_numbers"
    _, decision = await gate.claim(NUMBER)
    assert decision is not None
    assert decision.allowed


async def test_a_call_of_an_agent_that_was_switched_off_is_refused_and_not_counted(gate: Gate) -> None:
    call_id = await queue_call(gate.database, gate.lines, gate.agent, NUMBER, NOON)
    async with gate.database.transaction() as session:
        (await session.get_one(Agent, gate.agent.id)).is_active = False
    claim = await gate.dialler.claim(open_gate())
    assert claim is not None
    assert not claim.decision.allowed
    assert (await read_call(gate.database, call_id)).reason == "blocked:agent_off"
    [row] = await gate.ledger()
    assert (row.allowed, row.rule) == (False, "agent_off")


@pytest.mark.parametrize("part", ["decide", "_gather"])
async def test_a_gate_that_breaks_cancels_the_call_and_says_so_in_the_ledger(
    gate: Gate, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    def broken(*_: Any) -> Any:
        raise RuntimeError("no answer")

    monkeypatch.setattr(compliance, part, broken)
    call_id, decision = await gate.claim(NUMBER)
    assert decision is not None
    assert not decision.allowed
    call = await read_call(gate.database, call_id)
    assert (call.status, call.reason, call.started_at) == ("cancelled", "blocked:error", None)
    assert [(row.call_id, row.allowed, row.rule) for row in await gate.ledger()] == [(call_id, False, "error")]


async def test_settings_that_make_no_sense_cancel_the_call(gate: Gate) -> None:
    call_id, _ = await gate.claim(NUMBER, open_gate(compliance__calling_hours_start="soon"))
    assert (await read_call(gate.database, call_id)).reason == "blocked:error"


async def test_the_answer_and_the_claim_are_one_transaction(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the call's change fails after the gate said yes, no allowance stays in the ledger."""
    from tron.core.call_engine import claim

    real = claim.transition

    async def fails_to_ring(session: Any, call_id: UUID, to: str, **more: Any) -> Any:
        if to == "ringing":
            raise RuntimeError("broken")
        return await real(session, call_id, to, **more)

    monkeypatch.setattr(claim, "transition", fails_to_ring)
    call_id, _ = await gate.claim(NUMBER)
    assert (await read_call(gate.database, call_id)).status == "cancelled"
    assert [(row.allowed, row.rule) for row in await gate.ledger()] == [(False, "error")]


async def test_a_practice_call_is_logged_as_exempt(database: Database, agent: Agent, tmp_path: Any) -> None:
    from tests.factories import make_services

    clock = VirtualClock(at("2026-11-23T03:00"))
    services = make_services(database, tmp_path, clock)
    await queue_call(database, services.lines, agent, PRACTICE, clock.now(), line="sandbox")
    claim = await Dialler(database, services.lines, clock, uuid7()).claim(GateValues())
    assert claim is not None
    assert claim.decision == Decision(True, exempt=True)
    async with database.transaction() as session:
        [row] = (await session.scalars(select(DialDecision))).all()
    assert (row.allowed, row.exempt) == (True, True)
