"""The worker: room, wake-ups, heartbeats, a database that goes away, and leaving."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, update

from tests.phones import NUMBERS, PhoneLine, queue_call, read_call, save_agent
from tests.relay import Relay
from tests.talks import TextTalks, has_status, services_of, story, talk_for_ever, until, working
from tron.core.call_engine.transitions import transition
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, Call, OptOut, WorkerRow
from tron.core.ports import CallOver, Conversation, DialRequest, LineCall, RingListener, ScriptResult
from tron.core.services import Services
from tron.voice import worker as module

pytestmark = pytest.mark.thorough


@pytest.fixture
async def agent(database: Database) -> Agent:
    return await save_agent(database)


async def queue(database: Database, services: Services, agent: Agent, number: str, fidelity: str = "audio") -> UUID:
    now = services.clock.now()
    return await queue_call(database, services.lines, agent, number, now, line_options={"fidelity": fidelity})


async def statuses(database: Database, calls: list[UUID]) -> list[tuple[str, str | None]]:
    rows = [await read_call(database, call_id) for call_id in calls]
    return [(row.status, row.reason) for row in rows]


# ---------------------------------------------------------------- room


async def test_calls_beyond_the_room_wait_and_say_so(database: Database, tmp_path: Path, agent: Agent) -> None:
    line = PhoneLine()
    services = services_of(database, tmp_path, line, TRON_WORKER_MAX_CALLS_AUDIO="2", TRON_WORKER_MAX_CALLS_TEXT="1")
    audio = [await queue(database, services, agent, number) for number in NUMBERS[:4]]
    text = [await queue(database, services, agent, number, "text") for number in NUMBERS[4:6]]
    async with working(services) as worker:

        async def settled() -> bool:
            found = await statuses(database, [*audio, *text])
            return found.count(("queued", "waiting:capacity")) == 3 and found.count(("in_progress", None)) == 3

        await until(settled)
        assert await statuses(database, audio) == [("in_progress", None)] * 2 + [("queued", "waiting:capacity")] * 2
        assert await statuses(database, text) == [("in_progress", None), ("queued", "waiting:capacity")]
        assert worker.running == 3
        # One leaves: the next of its kind gets the room, and loses its reason to wait.
        line.calls[0].leave()
        await has_status(database, audio[0])
        third = await has_status(database, audio[2], "in_progress")
        assert third.reason is None
        assert (await statuses(database, [audio[3], text[1]])) == [("queued", "waiting:capacity")] * 2
    assert max(line.rings.values()) == 1


async def test_a_reserved_worker_takes_nothing_else(database: Database, tmp_path: Path, agent: Agent) -> None:
    services = services_of(database, tmp_path)
    async with working(services, reserved_only=True) as worker:
        free = await queue(database, services, agent, NUMBERS[0])
        mine = await queue_call(database, services.lines, agent, NUMBERS[1], services.clock.now(), owner=worker.id)
        worker.wake()
        await has_status(database, mine, "in_progress")
        assert (await read_call(database, free)).status == "queued"


# ---------------------------------------------------------------- waking


async def test_a_call_rings_soon_after_it_was_asked_for(
    database: Database, tmp_path: Path, agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the bus alone: asking the table again and again would take a minute here."""
    monkeypatch.setattr(module, "POLL_SECONDS", 60.0)
    rung = asyncio.Event()

    async def answer(request: DialRequest, listener: RingListener) -> LineCall:
        rung.set()
        raise asyncio.CancelledError

    services = services_of(database, tmp_path, PhoneLine(answer=answer))
    asking = services_of(database, tmp_path)
    await asking.bus.start()
    took: list[float] = []
    async with working(services):
        await asyncio.sleep(0.3)
        for number in NUMBERS[:3]:
            rung.clear()
            await queue(database, services, agent, number)
            began = time.monotonic()
            asking.bus.publish("dial")
            await asyncio.wait_for(rung.wait(), 5)
            took.append(time.monotonic() - began)
    await asking.bus.close()
    assert min(took) < 0.2, took


async def test_without_the_bus_a_call_is_found_all_the_same(database: Database, tmp_path: Path, agent: Agent) -> None:
    services = services_of(database, tmp_path, dsn="postgresql://tron@127.0.0.1:9/nowhere")
    async with working(services):
        await asyncio.sleep(0.1)
        call_id = await queue(database, services, agent, NUMBERS[0])
        await has_status(database, call_id, "in_progress", seconds=4)


async def test_a_failing_claim_does_not_end_the_dialling(
    database: Database, tmp_path: Path, agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = services_of(database, tmp_path)
    async with working(services) as worker:
        real = worker._dialler.claim

        async def broken(*_: object, **__: object) -> None:
            raise RuntimeError("odd")

        monkeypatch.setattr(worker._dialler, "claim", broken)
        worker.wake()
        await asyncio.sleep(0.1)
        monkeypatch.setattr(worker._dialler, "claim", real)
        call_id = await queue(database, services, agent, NUMBERS[0])
        worker.wake()
        await has_status(database, call_id, "in_progress")


# ---------------------------------------------------------------- owning


async def test_heartbeats_are_those_of_calls_that_are_really_held(
    database: Database, tmp_path: Path, agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row that carries this worker's name, and that no task holds, must be found by reconciliation."""
    monkeypatch.setattr(module, "HEARTBEAT_SECONDS", 0.1)
    services = services_of(database, tmp_path)
    async with working(services) as worker:
        held = await queue(database, services, agent, NUMBERS[0])
        await has_status(database, held, "in_progress")
        orphan = await queue_call(database, services.lines, agent, NUMBERS[1], services.clock.now(), owner=worker.id)
        async with database.transaction() as session:
            early = services.clock.now().replace(year=2020)
            values = {"owner": worker.id, "heartbeat_at": early, "rings_phone": True}
            await transition(session, orphan, "ringing", at=services.clock.now(), values=values)
        first = (await read_call(database, held)).heartbeat_at
        await asyncio.sleep(0.4)
        assert (await read_call(database, orphan)).heartbeat_at == early
        assert (await read_call(database, held)).heartbeat_at > first
        assert (await read_call(database, held)).status == "in_progress"


async def test_an_owner_whose_call_was_ended_by_others_hangs_up(
    database: Database, tmp_path: Path, agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HEARTBEAT_SECONDS", 0.1)
    line = PhoneLine()
    services = services_of(database, tmp_path, line)
    async with working(services) as worker:
        call_id = await queue(database, services, agent, NUMBERS[0])
        await has_status(database, call_id, "in_progress")
        async with database.transaction() as session:
            await transition(session, call_id, "failed", at=services.clock.now(), values={"reason": "lost_owner"})

        async def gone() -> bool:
            return worker.running == 0

        await until(gone)
    assert line.calls[0].hung_up
    call = await read_call(database, call_id)
    assert (call.status, call.reason) == ("failed", "lost_owner")
    assert [event.type for event in await story(database, call_id)].count("call.failed") == 1


async def test_the_calls_of_a_worker_that_is_gone_are_ended_by_another(
    database: Database, tmp_path: Path, agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RECONCILE_SECONDS", 0.1)
    services = services_of(database, tmp_path)
    call_id = await queue(database, services, agent, NUMBERS[0])
    async with database.transaction() as session:
        await session.execute(
            update(Call).values(
                status="in_progress", heartbeat_at=services.clock.now().replace(year=2020), owner=call_id
            )
        )
    async with working(services):
        call = await has_status(database, call_id)
    assert (call.status, call.reason) == ("failed", "unknown_outcome")


# ---------------------------------------------------------------- a database that is away


@pytest.mark.slow
@pytest.mark.sound
@pytest.mark.parametrize("how", ["down", "frozen"])
async def test_a_database_that_is_away_for_three_seconds_costs_nothing(
    database: Database, tmp_path: Path, agent: Agent, how: str
) -> None:
    """The talk goes on, ends while nobody can be told, and is told in full afterwards."""
    away, talked = asyncio.Event(), asyncio.Event()

    async def talk(conversation: Conversation) -> ScriptResult:
        await conversation.say("Namaste.")
        await away.wait()
        for number in range(20):
            await conversation.emit("call.note", {"n": number})
        await conversation.say("Bye.")
        talked.set()
        return ScriptResult("opted_out", "do_not_call", {"rating": 4})

    async with Relay(database.dsn) as relay:
        own = Database(relay.dsn)
        services = services_of(own, tmp_path, PhoneLine())
        async with working(services, TextTalks(services.clock, talk)):
            call_id = await queue(database, services, agent, NUMBERS[0])
            await has_status(database, call_id, "in_progress")
            setattr(relay, how, True)
            away.set()
            await asyncio.wait_for(talked.wait(), 3)
            await asyncio.sleep(3)
            assert (await read_call(database, call_id)).status == "in_progress"
            setattr(relay, how, False)
            call = await has_status(database, call_id, seconds=20)
        await own.close()
    assert (call.status, call.reason, call.outcome) == ("completed", "opted_out", "do_not_call")
    assert call.extracted_data == {"rating": 4}
    assert [entry["text"] for entry in call.transcript] == ["Namaste.", "Bye."]
    events = await story(database, call_id)
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    assert [event.payload["n"] for event in events if event.type == "call.note"] == list(range(20))
    assert [event.type for event in events].count("call.ended") == 1
    async with database.transaction() as session:
        assert (await session.scalars(select(OptOut.phone_number))).all() == [NUMBERS[0]]


async def test_a_database_that_is_away_at_the_answer_hangs_up_soon(
    database: Database, tmp_path: Path, agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody listens to silence for a minute; the row is left to reconciliation, which needs no heartbeat of ours."""
    from tron.voice import call_run

    monkeypatch.setattr(call_run, "ANSWER_PATIENCE_SECONDS", 0.5)
    line = PhoneLine()
    async with Relay(database.dsn) as relay:
        own = Database(relay.dsn)
        services = services_of(own, tmp_path, line)

        async def answer(request: DialRequest, listener: RingListener) -> LineCall:
            relay.down = True
            line.answer = None
            return await line.dial(request, listener)

        line.answer = answer
        async with working(services) as worker:
            call_id = await queue(database, services, agent, NUMBERS[0])

            async def hung_up() -> bool:
                return bool(line.calls) and line.calls[0].hung_up > 0 and worker.running == 0

            await until(hung_up, 8)
            relay.down = False
        await own.close()
    assert (await read_call(database, call_id)).status == "ringing"


# ---------------------------------------------------------------- leaving


async def test_draining_takes_no_more_and_waits_for_what_runs(database: Database, tmp_path: Path, agent: Agent) -> None:
    line = PhoneLine()
    services = services_of(database, tmp_path, line)
    async with working(services) as worker:
        running = await queue(database, services, agent, NUMBERS[0])
        await has_status(database, running, "in_progress")
        assert worker.ready
        draining = asyncio.create_task(worker.drain(20))
        await asyncio.sleep(0.1)
        later = await queue(database, services, agent, NUMBERS[1])
        worker.wake()
        await asyncio.sleep(0.3)
        assert not draining.done()
        assert not worker.ready
        line.calls[0].leave()
        await asyncio.wait_for(draining, 3)
        assert (await read_call(database, running)).reason == "caller_hung_up"
        assert (await read_call(database, later)).status == "queued"
    assert len(line.dialled) == 1


async def test_closing_ends_calls_with_a_reason_and_takes_the_row_away(
    database: Database, tmp_path: Path, agent: Agent
) -> None:
    rings = asyncio.Event()

    async def answer(request: DialRequest, listener: RingListener) -> LineCall:
        if request.to == NUMBERS[0]:
            rings.set()
            await asyncio.sleep(60)
        line.answer, kept = None, line.answer
        call = await line.dial(request, listener)
        line.answer = kept
        return call

    line = PhoneLine(answer=answer)
    services = services_of(database, tmp_path, line)
    async with working(services):
        ringing = await queue(database, services, agent, NUMBERS[0])
        await asyncio.wait_for(rings.wait(), 5)
        talking = await queue(database, services, agent, NUMBERS[1])
        services.bus.publish("dial")
        await has_status(database, talking, "in_progress")
        began = time.monotonic()
    assert time.monotonic() - began < 5
    # A restart of ours is nobody's wish: the call that rang may be tried again.
    assert await statuses(database, [ringing, talking]) == [("failed", "lost_owner"), ("completed", "agent_ended")]
    assert line.calls[0].hung_up
    async with database.transaction() as session:
        assert (await session.scalars(select(WorkerRow))).all() == []


async def test_a_call_that_will_not_end_is_broken_off(
    database: Database, tmp_path: Path, agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "DRAIN_SECONDS", 0.3)

    async def deaf(conversation: Conversation) -> ScriptResult:
        await conversation.say("Namaste.")
        while True:
            try:
                await conversation.listen(5)
            except CallOver:
                await asyncio.sleep(5)

    line = PhoneLine()
    services = services_of(database, tmp_path, line)
    async with working(services, TextTalks(services.clock, deaf)):
        call_id = await queue(database, services, agent, NUMBERS[0])
        await has_status(database, call_id, "in_progress")
        await asyncio.sleep(0.6)
    call = await read_call(database, call_id)
    assert (call.status, call.reason) == ("failed", "lost_owner")
    assert [entry["text"] for entry in call.transcript] == ["Namaste."]
    assert line.calls[0].hung_up


@pytest.mark.slow
@pytest.mark.sound
async def test_closing_does_not_wait_for_a_database_that_is_away(
    database: Database, tmp_path: Path, agent: Agent
) -> None:
    async with Relay(database.dsn) as relay:
        own = Database(relay.dsn)
        line = PhoneLine()
        services = services_of(own, tmp_path, line)
        async with working(services, TextTalks(services.clock, talk_for_ever)):
            call_id = await queue(database, services, agent, NUMBERS[0])
            await has_status(database, call_id, "in_progress")
            relay.down = True
            began = time.monotonic()
        took = time.monotonic() - began
        await own.close()
    assert took < 15
    assert line.calls[0].hung_up


async def test_a_worker_that_leaves_during_a_claim_rings_nobody(
    database: Database, tmp_path: Path, agent: Agent
) -> None:
    line = PhoneLine()
    services = services_of(database, tmp_path, line)
    async with working(services) as worker:
        real = worker._dialler.claim
        claimed = asyncio.Event()

        async def slow(*args: object, **more: object) -> object:
            claim = await real(*args, **more)  # type: ignore[arg-type]
            if claim is not None:
                claimed.set()
                await asyncio.sleep(0.3)
            return claim

        worker._dialler.claim = slow  # type: ignore[assignment, method-assign]
        call_id = await queue(database, services, agent, NUMBERS[0])
        worker.wake()
        await asyncio.wait_for(claimed.wait(), 5)
    call = await read_call(database, call_id)
    assert (call.status, call.reason) == ("failed", "lost_owner")
    assert line.dialled == []
