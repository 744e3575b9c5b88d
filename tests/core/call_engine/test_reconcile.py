"""Calls whose owner is gone: ended once, told truly, never dialled again by themselves."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text, update

from tests.phones import NOON_IN_NEW_YORK, NUMBERS, PhoneLine, lines_of, queue_call, read_call, save_agent
from tests.support import VirtualClock
from tron.core.call_engine.reconcile import LOST_AFTER, Reconciler, reconcile
from tron.core.call_engine.transitions import transition
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, Call, CallEvent, OptOut
from tron.core.events.log import NewEvent, append
from tron.core.ids import uuid7
from tron.core.repositories.calls import CallRepository
from tron.core.repositories.workers import WorkerRepository

pytestmark = pytest.mark.thorough

NOW = NOON_IN_NEW_YORK
STALE = NOW - LOST_AFTER - timedelta(seconds=1)
FRESH = NOW - LOST_AFTER + timedelta(seconds=1)


@pytest.fixture
async def agent(database: Database) -> Agent:
    return await save_agent(database)


async def held(
    database: Database,
    agent: Agent,
    number: str = NUMBERS[0],
    *,
    beat: Any = STALE,
    talking: bool = False,
    phone: bool = True,
) -> UUID:
    """A call that some worker holds, last heard of at `beat`."""
    call_id = await queue_call(database, lines_of(PhoneLine()), agent, number, NOW - timedelta(minutes=5))
    async with database.transaction() as session:
        values = {
            "owner": uuid7(),
            "started_at": NOW - timedelta(minutes=2),
            "rings_phone": phone,
            "heartbeat_at": beat,
        }
        await transition(session, call_id, "ringing", at=NOW, values=values)
        if talking:
            await transition(
                session, call_id, "in_progress", at=NOW, values={"answered_at": NOW - timedelta(minutes=1)}
            )
    return call_id


async def run(database: Database, *lines: Any) -> list[Call]:
    return await reconcile(database, lines_of(*lines), VirtualClock(NOW))


@pytest.mark.parametrize("talking", [False, True])
@pytest.mark.parametrize(
    ("knows", "phone", "reason"),
    [
        (None, True, "unknown_outcome"),
        (False, True, "lost_owner"),
        (True, True, "lost_owner"),
        (None, False, "lost_owner"),
        (False, False, "lost_owner"),
    ],
)
async def test_a_stale_call_ends_as_its_line_says(
    database: Database, agent: Agent, knows: bool | None, phone: bool, reason: str, talking: bool
) -> None:
    call_id = await held(database, agent, talking=talking, phone=phone)
    line = PhoneLine(knows=knows)
    [ended] = await run(database, line)
    call = await read_call(database, call_id)
    assert (ended.id, call.status, call.reason) == (call_id, "failed", reason)
    assert call.error_message
    assert line.dialled == []


async def test_a_call_ended_when_it_was_last_heard_of(database: Database, agent: Agent) -> None:
    """Tron may have been off for a weekend: nobody talked that long."""
    call_id = await held(database, agent, talking=True, beat=NOW - timedelta(seconds=30))
    clock = VirtualClock(NOW + timedelta(days=2))
    await reconcile(database, lines_of(PhoneLine(knows=False)), clock)
    call = await read_call(database, call_id)
    assert call.ended_at == NOW - timedelta(seconds=30)
    assert call.talk_time_seconds == 30


@pytest.mark.parametrize("broken", ["raises", "hangs", "missing"])
async def test_a_line_that_cannot_be_asked_holds_up_nobody(
    database: Database, agent: Agent, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tron.core.call_engine import reconcile as module

    class Broken(PhoneLine):
        async def exists(self, call_id: UUID) -> bool | None:
            if broken == "hangs":
                await asyncio.sleep(60)
            raise RuntimeError("broken")

    monkeypatch.setattr(module, "ASK_LINE_SECONDS", 0.05)
    calls = [await held(database, agent, number) for number in NUMBERS[:3]]
    lines = [] if broken == "missing" else [Broken()]
    assert {call.id for call in await run(database, *lines)} == set(calls)
    assert {(await read_call(database, call)).reason for call in calls} == {"unknown_outcome"}


async def test_lines_are_asked_about_all_calls_at_once(
    database: Database, agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One after the other, those of a full worker would keep their phones and their trunk for minutes."""
    from tron.core.call_engine import reconcile as module

    monkeypatch.setattr(module, "ASK_LINE_SECONDS", 60.0)
    calls = [await held(database, agent, number) for number in NUMBERS[:5]]
    together = asyncio.Barrier(len(calls))

    class Slow(PhoneLine):
        async def exists(self, call_id: UUID) -> bool | None:
            await together.wait()
            return True

    assert {call.id for call in await run(database, Slow())} == set(calls)
    assert {(await read_call(database, call)).reason for call in calls} == {"lost_owner"}


async def test_recent_heartbeats_are_left_alone(database: Database, agent: Agent) -> None:
    calls = [
        await held(database, agent, NUMBERS[0], beat=FRESH),
        await held(database, agent, NUMBERS[1], beat=FRESH, talking=True),
    ]
    assert await run(database, PhoneLine()) == []
    assert [(await read_call(database, call)).status for call in calls] == ["ringing", "in_progress"]


async def test_two_reconcilers_end_each_call_once(database: Database, agent: Agent) -> None:
    calls = {await held(database, agent, number) for number in NUMBERS[:20]}
    rounds = await asyncio.gather(*(run(database, PhoneLine(knows=False)) for _ in range(4)))
    ended = [call.id for one in rounds for call in one]
    assert len(ended) == 20
    assert set(ended) == calls
    async with database.transaction() as session:
        last = (await session.scalars(select(CallEvent).where(CallEvent.type == "call.failed"))).all()
    assert len(last) == 20


async def test_the_transcript_is_rebuilt_from_events(database: Database, agent: Agent) -> None:
    call_id = await held(database, agent, talking=True)
    said = [
        {"role": "agent", "text": "Namaste", "final": True, "start": 0.0, "end": 1.0},
        {"role": "caller", "text": "haan bo", "final": False, "start": 1.5, "end": 2.0},
        {"role": "caller", "text": "haan boliye", "final": True, "start": 1.5, "end": 2.4, "interrupted": False},
    ]
    async with database.transaction() as session:
        await append(session, call_id, [NewEvent(call_id, "call.transcript", row, NOW) for row in said])
    await run(database, PhoneLine())
    call = await read_call(database, call_id)
    assert [(entry["role"], entry["text"]) for entry in call.transcript] == [
        ("agent", "Namaste"),
        ("caller", "haan boliye"),
    ]


async def test_an_opt_out_in_a_lost_call_counts(database: Database, agent: Agent) -> None:
    call_id = await held(database, agent, talking=True)
    words = {"role": "caller", "text": "please never call me again", "final": True}
    async with database.transaction() as session:
        await append(session, call_id, [NewEvent(call_id, "call.transcript", words, NOW)])
    await run(database, PhoneLine())
    async with database.transaction() as session:
        assert (await session.scalars(select(OptOut.phone_number))).all() == [NUMBERS[0]]
    assert (await read_call(database, call_id)).outcome == "do_not_call"


async def test_the_owner_that_comes_back_cannot_overwrite(database: Database, agent: Agent) -> None:
    call_id = await held(database, agent, talking=True)
    owner = (await read_call(database, call_id)).owner
    assert owner is not None
    await run(database, PhoneLine(knows=False))
    async with database.transaction() as session:
        late = await transition(session, call_id, "completed", at=NOW, owner=owner, values={"reason": "agent_ended"})
        ours = await CallRepository(session).beat(owner, NOW, [call_id])
    assert late is None
    assert ours == set()
    call = await read_call(database, call_id)
    assert (call.status, call.reason) == ("failed", "lost_owner")


async def test_a_call_reserved_for_a_dead_worker_ends_and_one_of_a_living_waits(
    database: Database, agent: Agent
) -> None:
    dead, living = uuid7(), uuid7()
    async with database.transaction() as session:
        for worker, beat in ((dead, STALE), (living, NOW)):
            await WorkerRepository(session).beat(worker, name="w", host="h", pid=1, now=beat, state={})
    lines = lines_of(PhoneLine())
    early = NOW - timedelta(minutes=1)
    lost = await queue_call(database, lines, agent, NUMBERS[0], early, owner=dead)
    waiting = await queue_call(database, lines, agent, NUMBERS[1], early, owner=living)
    free = await queue_call(database, lines, agent, NUMBERS[2], early)
    young = await queue_call(database, lines, agent, NUMBERS[3], NOW, owner=uuid7())
    assert [call.id for call in await run(database, PhoneLine())] == [lost]
    call = await read_call(database, lost)
    assert (call.status, call.reason) == ("failed", "lost_owner"), "it never rang: nothing is unknown about it"
    assert {(await read_call(database, other)).status for other in (waiting, free, young)} == {"queued"}


async def test_after_a_database_that_was_away_owners_get_time_to_say_that_they_live(
    database: Database, agent: Agent
) -> None:
    clock = VirtualClock(NOW)
    reconciler = Reconciler(database, lines_of(PhoneLine()), clock)
    call_id = await held(database, agent)
    reconciler.database_was_away()
    assert await reconciler.run() == []
    async with database.transaction() as session:
        await session.execute(update(Call).where(Call.id == call_id).values(heartbeat_at=NOW + timedelta(seconds=6)))
    clock.elapsed = 8
    assert await reconciler.run() == []
    clock.elapsed = 15
    assert [call.id for call in await reconciler.run()] == [call_id]


async def test_heartbeats_and_the_event_writer_never_wait_in_a_circle(database: Database, agent: Agent) -> None:
    calls = [await held(database, agent, number, beat=NOW) for number in NUMBERS[:12]]
    async with database.transaction() as session:
        owner = uuid7()
        await session.execute(update(Call).values(owner=owner))
        # Physical order against the order of ids: an unordered update would lock the other way round.
        await session.execute(
            text("UPDATE calls SET heartbeat_at = heartbeat_at WHERE id = :first"), {"first": calls[0]}
        )

    async def write() -> None:
        for _ in range(15):
            async with database.transaction() as session:
                for call_id in sorted(calls):
                    await append(session, call_id, [NewEvent(call_id, "call.note", {}, NOW)])

    async def beat() -> None:
        for _ in range(15):
            async with database.transaction() as session:
                assert await CallRepository(session).beat(owner, NOW, calls) == set(calls)

    await asyncio.gather(write(), beat(), write(), beat())
