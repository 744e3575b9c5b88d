"""The number that a claimed call shows an Indian number, and what is refused. No phone has these numbers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.core.trunks.trunk_lines import TrunkLine, save_trunk
from tests.phones import PhoneLine, lines_of, open_gate, queue_call, read_call, save_agent
from tests.support import VirtualClock
from tron.core.agent_registry import AgentRegistry
from tron.core.call_engine.claim import Claim, Dialler
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, AuditEntry, Call, DialDecision, TrunkRow
from tron.core.ids import uuid7
from tron.core.models.agent import AgentCreate
from tron.core.repositories.calls import CallRepository

PERSON = "+911600000099"
PROMOTIONAL, SERVICE, ORDINARY = "+911400000001", "+911600000001", "+12025550190"
DAY_IN_INDIA = datetime(2026, 11, 23, 6, tzinfo=UTC)


class Office:
    """Calls one Indian number by the trunks of the fake line, for an agent with a category."""

    def __init__(self, database: Database, agent: Agent, line: PhoneLine | None = None) -> None:
        self.database, self.agent = database, agent
        self.lines = lines_of(line or TrunkLine())
        self.dialler = Dialler(database, self.lines, VirtualClock(DAY_IN_INDIA), uuid7())
        self.gate = open_gate([PERSON])

    async def queue(self) -> UUID:
        return await queue_call(self.database, self.lines, self.agent, PERSON, DAY_IN_INDIA)

    async def claim(self, *, asked: str | None = None) -> Claim:
        call_id = await self.queue()
        if asked is not None:
            async with self.database.transaction() as session:
                (await session.get_one(Call, call_id)).our_number = asked
        claim = await self.dialler.claim(self.gate)
        assert claim is not None
        return claim

    async def ledger(self) -> list[DialDecision]:
        async with self.database.transaction() as session:
            return list((await session.scalars(select(DialDecision).order_by(DialDecision.id))).all())

    async def story(self, call_id: UUID, type_: str) -> list[dict[str, Any]]:
        async with self.database.transaction() as session:
            events = await CallRepository(session).events_named(call_id, [type_])
        return [event.payload for event in events]

    async def told(self, call_id: UUID) -> list[dict[str, Any]]:
        """Exceptions in the call's story, which the audit log has as well."""
        told = await self.story(call_id, "call.caller_id_exception")
        async with self.database.transaction() as session:
            entries = select(AuditEntry).where(AuditEntry.entity_id == str(call_id))
            audited = [entry.changes for entry in (await session.scalars(entries)).all()]
        assert audited == told
        return told


async def office(database: Database, category: str | None = "service", line: PhoneLine | None = None) -> Office:
    options = {} if category is None else {"call_category": category}
    return Office(database, await save_agent(database, options=options), line)


@pytest.mark.parametrize(
    ("category", "shown"), [("promotional", PROMOTIONAL), ("service", SERVICE), ("transactional", SERVICE)]
)
async def test_the_trunks_number_of_the_right_series_is_shown(database: Database, category: str, shown: str) -> None:
    await save_trunk(database, "a", caller_ids=[ORDINARY, PROMOTIONAL, SERVICE])
    desk = await office(database, category)
    claim = await desk.claim()
    assert (claim.call.status, claim.call.our_number) == ("ringing", shown)
    [row] = await desk.ledger()
    assert (row.facts["category"], row.facts["caller_id"], row.facts["excepted"]) == (category, shown, False)
    assert await desk.told(claim.call.id) == []


async def made_from(database: Database, template: str) -> Office:
    """The office of an agent that somebody made from this template and did not change."""
    await save_trunk(database, "a", caller_ids=[ORDINARY, PROMOTIONAL, SERVICE])
    async with database.transaction() as session:
        agent = await AgentRegistry(session, open_gate()).create(AgentCreate(template=template))
    return Office(database, agent)


@pytest.mark.parametrize(
    ("template", "shown"),
    [("sales_agent", PROMOTIONAL), ("cod_confirmation", SERVICE), ("payment_reminder", SERVICE)],
)
async def test_an_agent_made_from_a_template_calls_india_at_once(database: Database, template: str, shown: str) -> None:
    claim = await (await made_from(database, template)).claim()
    assert (claim.call.status, claim.call.our_number) == ("ringing", shown)


@pytest.mark.parametrize(
    ("template", "clock", "status"),
    [
        ("sales_agent", "09:30", "cancelled"),
        ("support_agent", "09:30", "ringing"),
        ("payment_reminder", "09:30", "ringing"),
        ("support_agent", "19:30", "ringing"),
        ("payment_reminder", "19:30", "cancelled"),
    ],
)
async def test_the_hours_of_a_claimed_call_go_by_its_agent(
    database: Database, template: str, clock: str, status: str
) -> None:
    desk = await made_from(database, template)
    now = datetime.fromisoformat(f"2026-11-24T{clock}+05:30").astimezone(UTC)
    desk.dialler = Dialler(database, desk.lines, VirtualClock(now), uuid7())
    claim = await desk.claim()
    assert (claim.call.status, claim.call.reason) == (status, "blocked:hours" if status == "cancelled" else None)


@pytest.mark.parametrize(
    ("category", "numbers", "rule"),
    [
        (None, [SERVICE], "call_category"),
        ("service", [ORDINARY], "caller_id"),
        ("service", [PROMOTIONAL], "caller_id"),
        ("promotional", [SERVICE], "caller_id"),
        ("service", [], "caller_id"),
    ],
    ids=["no category", "ordinary", "promotional number", "service number", "no number"],
)
async def test_otherwise_nothing_is_dialled(
    database: Database, category: str | None, numbers: list[str], rule: str
) -> None:
    await save_trunk(database, "a", caller_ids=numbers)
    desk = await office(database, category)
    claim = await desk.claim()
    assert (claim.call.status, claim.call.reason) == ("cancelled", f"blocked:{rule}")
    assert claim.call.error_message
    assert [(row.allowed, row.rule) for row in await desk.ledger()] == [(False, rule)]


async def test_what_is_not_there_at_all_is_said_first(database: Database) -> None:
    desk = await office(database, None)
    assert (await desk.claim()).call.reason == "blocked:line", "there is no trunk"
    await save_trunk(database, "a", caller_ids=[SERVICE])
    await desk.queue()
    async with database.transaction() as session:
        (await session.get_one(Agent, desk.agent.id)).is_active = False
    claim = await desk.dialler.claim(desk.gate)
    assert claim is not None
    assert claim.call.reason == "blocked:agent_off"


async def test_a_number_that_was_asked_for_must_fit_too(database: Database) -> None:
    await save_trunk(database, "a", caller_ids=[PROMOTIONAL, SERVICE], calls_per_second=100)
    desk = await office(database)
    assert (await desk.claim(asked=PROMOTIONAL)).call.reason == "blocked:caller_id"
    assert (await desk.claim(asked=SERVICE)).call.our_number == SERVICE


async def test_the_settings_number_counts_only_for_a_trunk_without_numbers(database: Database) -> None:
    trunk = await save_trunk(database, "a", caller_ids=[ORDINARY])
    desk = await office(database)
    desk.gate = open_gate([PERSON], telephony__from_number=SERVICE)
    assert (await desk.claim()).call.reason == "blocked:caller_id", "its carrier does not know the other one"
    async with database.transaction() as session:
        (await session.get_one(TrunkRow, trunk)).caller_ids = []
    assert (await desk.claim()).call.our_number == SERVICE


async def test_an_exception_lets_it_through_and_is_recorded(database: Database) -> None:
    await save_trunk(database, "a", caller_ids=["+12025550191", ORDINARY])
    desk = await office(database)
    desk.gate = open_gate([PERSON], compliance__caller_id_exceptions=[ORDINARY])
    claim = await desk.claim()
    assert (claim.call.status, claim.call.our_number) == ("ringing", ORDINARY)
    assert [row.facts["excepted"] for row in await desk.ledger()] == [True]
    assert await desk.told(claim.call.id) == [{"number": ORDINARY, "category": "service"}]


async def test_a_softphone_of_ours_sees_any_number(database: Database) -> None:
    await save_trunk(database, "desk phone", settings={"host": "pbx.invalid", "kind": "softphone"})
    assert (await (await office(database, None)).claim()).call.status == "ringing"


@pytest.mark.parametrize(
    ("line", "rule"), [(PhoneLine(), "caller_id"), (TrunkLine(), "line")], ids=["without trunks", "no trunk"]
)
async def test_a_line_that_does_not_know_its_number_dials_no_indian_one(
    database: Database, line: PhoneLine, rule: str
) -> None:
    assert (await (await office(database, line=line)).claim()).call.reason == f"blocked:{rule}"


@pytest.mark.parametrize(
    ("second", "exceptions", "shown"),
    [
        ([SERVICE], [], SERVICE),
        ([ORDINARY], [], None),
        ([ORDINARY, "+911600000002"], [], "+911600000002"),
        ([ORDINARY], [ORDINARY], ORDINARY),
    ],
    ids=["fits", "does not", "picks", "excepted"],
)
async def test_the_trunk_that_takes_over_must_show_a_right_number_too(
    database: Database, second: list[str], exceptions: list[str], shown: str | None
) -> None:
    on = await save_trunk(database, "second", caller_ids=second)
    await save_trunk(database, "first", is_default=True, fallback_id=on, caller_ids=["+911600000003"])
    desk = await office(database)
    desk.gate = open_gate([PERSON], compliance__caller_id_exceptions=exceptions)
    claim = await desk.claim()
    assert claim.call.our_number == "+911600000003"
    taken = await desk.dialler.fall_back(claim, desk.gate, 503)
    assert (taken.call.our_number if taken else None) == shown
    assert (await read_call(database, claim.call.id)).our_number == (shown or "+911600000003")
    last = (await desk.ledger())[-1]
    assert (last.allowed, last.rule) == ((True, None) if shown else (False, "caller_id"))
    assert len(await desk.told(claim.call.id)) == len(exceptions)
    assert await desk.story(claim.call.id, "call.trunk_refused") == (
        [] if shown else [{"trunk": "second", "reason": "blocked:caller_id"}]
    )
