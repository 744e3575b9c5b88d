"""The state machine against Postgres: whatever is tried in whatever order, only the table's steps happen."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.phones import NOON_IN_NEW_YORK, NUMBERS, PhoneLine, lines_of, queue_call, read_call, save_agent
from tron.core.call_engine.states import FINAL, QUEUED, SOURCES, event_type, may_follow
from tron.core.call_engine.transitions import transition
from tron.core.database.engine import Database
from tron.core.database.tables import CallEvent
from tron.core.events.log import NewEvent, append
from tron.core.ids import uuid7

pytestmark = pytest.mark.thorough

NOW = NOON_IN_NEW_YORK
LINES = lines_of(PhoneLine())
TARGETS = st.lists(st.sampled_from(sorted(SOURCES)), min_size=1, max_size=8)


async def story(database: Database, call_id: UUID) -> list[CallEvent]:
    async with database.transaction() as session:
        query = select(CallEvent).where(CallEvent.call_id == call_id).order_by(CallEvent.sequence)
        return list((await session.scalars(query)).all())


async def queued(database: Database, number: str = NUMBERS[0]) -> UUID:
    agent = await save_agent(database)
    return await queue_call(database, LINES, agent, number, NOW)


async def step(database: Database, call_id: UUID, to: str, **more: Any) -> Any:
    async with database.transaction() as session:
        return await transition(session, call_id, to, at=NOW + timedelta(seconds=1), **more)


def test_nothing_leaves_a_final_status() -> None:
    assert not any(may_follow(source, target) for source in FINAL for target in (*SOURCES, QUEUED))


def test_random_sequences_never_leave_the_table(database: Database, event_loop_runner: Any) -> None:
    numbers = iter(NUMBERS)

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(TARGETS)
    def holds(targets: list[str]) -> None:
        event_loop_runner(_walk(database, next(numbers), targets))

    holds()


async def _walk(database: Database, number: str, targets: list[str]) -> None:
    call_id = await queued(database, number)
    status, told = QUEUED, ["call.queued"]
    for target in targets:
        changed = await step(database, call_id, target)
        assert (changed is not None) is may_follow(status, target)
        if changed is not None:
            status = target
            told.append(event_type(target))
    assert (await read_call(database, call_id)).status == status
    events = await story(database, call_id)
    assert [event.type for event in events] == told
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))


@pytest.fixture
def event_loop_runner() -> Any:
    """Runs a coroutine on the session's loop from inside hypothesis, which is synchronous."""
    import threading

    loop = asyncio.get_event_loop_policy().get_event_loop()
    assert threading.current_thread() is threading.main_thread()
    return loop.run_until_complete


async def test_concurrent_endings_happen_once(database: Database) -> None:
    call_id = await queued(database)
    await step(database, call_id, "ringing")
    results = await asyncio.gather(
        *(step(database, call_id, to, values={"reason": to}) for to in ("failed", "busy", "no_answer", "cancelled") * 5)
    )
    [winner] = [result for result in results if result is not None]
    call = await read_call(database, call_id)
    assert (call.status, call.reason) == (winner.status, winner.reason)
    assert [event.sequence for event in await story(database, call_id)] == [1, 2, 3]


async def test_only_the_owner_changes_a_claimed_call(database: Database) -> None:
    call_id, owner = await queued(database), uuid7()
    assert await step(database, call_id, "ringing", values={"owner": owner}) is not None
    assert await step(database, call_id, "in_progress", owner=uuid7()) is None
    assert await step(database, call_id, "in_progress", owner=owner) is not None


async def test_an_end_measures_the_call(database: Database) -> None:
    call_id = await queued(database)
    await step(database, call_id, "ringing", values={"started_at": NOW - timedelta(seconds=60)})
    await step(database, call_id, "in_progress", values={"answered_at": NOW - timedelta(seconds=50)})
    ended = await step(database, call_id, "completed", values={"reason": "agent_ended"})
    assert (ended.duration_seconds, ended.talk_time_seconds) == (61, 51)
    last = (await story(database, call_id))[-1]
    assert (last.type, last.payload["duration_seconds"], last.payload["reason"]) == ("call.ended", 61, "agent_ended")


async def test_what_postgres_cannot_store_does_not_cost_the_ending(database: Database) -> None:
    call_id = await queued(database)
    await step(database, call_id, "ringing")
    await step(database, call_id, "in_progress")
    odd = [{"role": "caller", "text": "ha\x00lo \ud83d", "start": float("nan"), "who": {1, 2}}]
    ended = await step(database, call_id, "completed", values={"transcript": odd, "error_message": "a\x00b"})
    assert ended is not None
    stored = (await read_call(database, call_id)).transcript[0]
    assert stored["text"] == "ha\ufffdlo \ufffd"
    assert stored["start"] is None


async def test_sequences_have_no_gaps_when_batches_and_transitions_interleave(database: Database) -> None:
    call_id = await queued(database)

    async def batches() -> None:
        for number in range(15):
            async with database.transaction() as session:
                events = [NewEvent(call_id, "call.note", {"n": number, "part": part}, NOW) for part in range(3)]
                await append(session, call_id, events)

    async def steps() -> None:
        for status in ("ringing", "in_progress", "completed"):
            await asyncio.sleep(0.01)
            await step(database, call_id, status)

    await asyncio.gather(batches(), batches(), batches(), batches(), steps())
    events = await story(database, call_id)
    assert [event.sequence for event in events] == list(range(1, 4 * 45 + 4 + 1))
    assert (await read_call(database, call_id)).next_seq == len(events) + 1
    changes = [event.type for event in events if event.type != "call.note"]
    assert changes == ["call.queued", "call.started", "call.answered", "call.ended"]
    notes = [event.payload["part"] for event in events if event.type == "call.note"]
    assert notes == [0, 1, 2] * 60
