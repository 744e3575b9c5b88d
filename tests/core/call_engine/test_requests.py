"""Asking for calls, hanging up and trying again."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.phones import (
    NOON_IN_NEW_YORK,
    NUMBERS,
    PRACTICE,
    PhoneLine,
    lines_of,
    open_gate,
    queue_call,
    read_call,
    save_agent,
)
from tests.support import VirtualClock
from tron.core.call_engine.claim import Dialler
from tron.core.call_engine.requests import request_hangup, request_retry
from tron.core.call_engine.transitions import transition
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, Call
from tron.core.errors import Conflict, Invalid, NotFound
from tron.core.ids import uuid7
from tron.core.repositories.calls import CallRepository

pytestmark = pytest.mark.thorough

NOW = NOON_IN_NEW_YORK
LINE = PhoneLine()
LINES = lines_of(LINE, PhoneLine(name="sandbox", rings_phone=False), PhoneLine(name="browser", rings_phone=False))


@pytest.fixture
async def agent(database: Database) -> Agent:
    return await save_agent(database)


async def move(database: Database, call_id: UUID, to: str, **values: Any) -> None:
    async with database.transaction() as session:
        assert await transition(session, call_id, to, at=NOW, values=values) is not None


async def hang_up(database: Database, call_id: UUID) -> Call:
    async with database.transaction() as session:
        return await request_hangup(session, call_id, "local owner", NOW)


async def retry(database: Database, call_id: UUID, minutes: int = 30) -> Call:
    async with database.transaction() as session:
        return await request_retry(session, call_id, LINES, NOW, timedelta(minutes=minutes))


async def types(database: Database, call_id: UUID) -> list[str]:
    async with database.transaction() as session:
        return [event.type for event in await CallRepository(session).events(call_id)]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("fake", None),
        ("sandbox", None),
        ("fake", PRACTICE),
        ("browser", PRACTICE),
        ("sandbox", NUMBERS[0]),
        ("fake", "12"),
        ("fake", ""),
    ],
)
async def test_numbers_that_do_not_fit_their_line_are_refused(
    database: Database, agent: Agent, line: str, number: str | None
) -> None:
    with pytest.raises(Invalid) as caught:
        await queue_call(database, LINES, agent, number, NOW, line=line)
    assert [problem.path for problem in caught.value.fields] == ["phone_number"]


async def test_a_line_that_does_not_exist_is_named(database: Database, agent: Agent) -> None:
    with pytest.raises(Invalid) as caught:
        await queue_call(database, LINES, agent, NUMBERS[0], NOW, line="carrier_pigeon")
    assert caught.value.fields[0].path == "line"


async def test_only_a_line_that_rings_nobody_can_be_made_to_ring_tron(database: Database, agent: Agent) -> None:
    """On any other, claiming an inbound call would dial the number."""
    with pytest.raises(Invalid) as caught:
        await queue_call(database, LINES, agent, NUMBERS[0], NOW, direction="inbound")
    assert caught.value.fields[0].path == "line"
    assert await queue_call(database, LINES, agent, PRACTICE, NOW, line="sandbox", direction="inbound")


@pytest.mark.parametrize("changes", [{"is_active": False}, {"archived_at": NOW}])
async def test_an_agent_that_is_off_or_archived_makes_no_calls(database: Database, changes: dict[str, Any]) -> None:
    agent = await save_agent(database, **changes)
    with pytest.raises(Conflict):
        await queue_call(database, LINES, agent, NUMBERS[0], NOW)


async def test_a_queued_call_is_cancelled_at_once(database: Database, agent: Agent) -> None:
    call_id = await queue_call(database, LINES, agent, NUMBERS[0], NOW)
    call = await hang_up(database, call_id)
    assert (call.status, call.reason, call.started_at) == ("cancelled", "by_user", None)
    with pytest.raises(Conflict):
        await hang_up(database, call_id)
    assert await Dialler(database, LINES, VirtualClock(NOW), uuid7()).claim(open_gate()) is None


@pytest.mark.parametrize("status", ["ringing", "in_progress"])
async def test_a_live_call_is_left_to_its_owner_and_two_hang_ups_are_one(
    database: Database, agent: Agent, status: str
) -> None:
    call_id = await queue_call(database, LINES, agent, NUMBERS[0], NOW)
    owner = uuid7()
    await move(database, call_id, "ringing", owner=owner)
    if status == "in_progress":
        await move(database, call_id, "in_progress")
    calls = await asyncio.gather(*(hang_up(database, call_id) for _ in range(4)))
    assert {call.status for call in calls} == {status}
    assert (await types(database, call_id)).count("call.hangup_requested") == 1
    async with database.transaction() as session:
        assert await CallRepository(session).hangups(owner) == [call_id]
        assert await CallRepository(session).hangups(uuid7()) == []


async def test_hanging_up_and_claiming_at_the_same_moment_never_loses_the_wish(
    database: Database, agent: Agent
) -> None:
    dialler = Dialler(database, LINES, VirtualClock(NOW), uuid7())
    for number in NUMBERS[:12]:
        call_id = await queue_call(database, LINES, agent, number, NOW)
        claim, _ = await asyncio.gather(dialler.claim(open_gate()), hang_up(database, call_id))
        call = await read_call(database, call_id)
        if claim is None:
            assert call.status == "cancelled"
        else:
            assert (call.status, call.hangup_requested_at) == ("ringing", NOW)
            await move(database, call_id, "cancelled")


async def test_hanging_up_a_call_that_does_not_exist(database: Database) -> None:
    with pytest.raises(NotFound):
        await hang_up(database, uuid7())


async def test_a_retry_is_a_linked_call_that_waits_for_its_time(database: Database, agent: Agent) -> None:
    first = await queue_call(
        database, LINES, agent, NUMBERS[0], NOW, contact_name="Asha", contact_metadata={"order": "7"}
    )
    with pytest.raises(Conflict):
        await retry(database, first)
    await move(database, first, "ringing")
    await move(database, first, "no_answer", reason="rang_out")
    second = await retry(database, first)
    with pytest.raises(Conflict):
        await retry(database, first)
    call = await read_call(database, second.id)
    assert (call.previous_call_id, call.retry_count, call.status) == (first, 1, "queued")
    assert (call.contact_name, call.contact_metadata, call.phone_number) == ("Asha", {"order": "7"}, NUMBERS[0])
    assert call.eligible_at == NOW + timedelta(minutes=30)
    clock = VirtualClock(NOW)
    dialler = Dialler(database, LINES, clock, uuid7())
    clock.elapsed = 30 * 60 - 1
    assert await dialler.claim(open_gate()) is None
    clock.elapsed = 30 * 60
    claim = await dialler.claim(open_gate())
    assert claim is not None
    assert claim.call.id == second.id
    await move(database, second.id, "busy", reason="busy")
    third = await retry(database, second.id)
    assert (third.previous_call_id, third.retry_count) == (second.id, 2)


async def test_a_retry_passes_the_gate_like_any_call(database: Database, agent: Agent) -> None:
    first = await queue_call(database, LINES, agent, NUMBERS[0], NOW)
    await move(database, first, "failed", reason="unknown_outcome")
    second = await retry(database, first, minutes=0)
    await Dialler(database, LINES, VirtualClock(NOW), uuid7()).claim(open_gate([]))
    assert (await read_call(database, second.id)).reason == "blocked:test_numbers"


async def test_an_unknown_outcome_makes_no_retry_by_itself(database: Database, agent: Agent) -> None:
    first = await queue_call(database, LINES, agent, NUMBERS[0], NOW)
    await move(database, first, "ringing")
    await move(database, first, "failed", reason="unknown_outcome")
    clock = VirtualClock(NOW)
    clock.elapsed = 4 * 3600
    assert await Dialler(database, LINES, clock, uuid7()).claim(open_gate()) is None
