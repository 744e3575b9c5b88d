"""The event writer: order, no gaps, no loss while the database is away, and bounds."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import text

from tests.phones import NOON_IN_NEW_YORK, NUMBERS, PhoneLine, lines_of, queue_call, save_agent
from tests.support import ScaledClock
from tests.talks import story
from tron.core.call_engine.transitions import transition
from tron.core.database.engine import Database
from tron.core.events import writer as module
from tron.core.events.bus import PostgresBus
from tron.core.events.writer import EventWriter
from tron.core.ids import uuid7

pytestmark = pytest.mark.thorough

NOW = NOON_IN_NEW_YORK


@pytest.fixture
async def calls(database: Database) -> list[UUID]:
    agent = await save_agent(database)
    return [await queue_call(database, lines_of(PhoneLine()), agent, number, NOW) for number in NUMBERS[:3]]


@asynccontextmanager
async def writing(database: Any) -> AsyncIterator[EventWriter]:
    writer = EventWriter(database, PostgresBus("postgresql://nowhere"), ScaledClock(1, NOW))
    await writer.start()
    yield writer
    await writer.close()


async def numbers(database: Database, call_id: UUID) -> list[int]:
    events = await story(database, call_id)
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    return [event.payload["n"] for event in events if event.type == "call.note"]


async def kill_backends(database: Database) -> None:
    """Ends every connection of Tron to the database, as a restart would."""
    connection = await asyncpg.connect(database.dsn)
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    await connection.close()


class Away:
    """A database that cannot be reached while `away`; `after_commit` fails only once the commit went through."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.away = False
        self.after_commit = 0
        self.attempts = 0

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Any]:
        self.attempts += 1
        if self.away:
            raise ConnectionRefusedError("away")
        async with self._database.transaction() as session:
            yield session
        if self.after_commit:
            self.after_commit -= 1
            raise ConnectionResetError("the answer to the commit was lost")


async def test_flush_waits_until_everything_is_written_in_order(database: Database, calls: list[UUID]) -> None:
    async with writing(database) as writer:
        for n in range(300):
            writer.emit(calls[n % 3], "call.note", {"n": n})
        await writer.flush()
        for index, call_id in enumerate(calls):
            assert await numbers(database, call_id) == list(range(index, 300, 3))


async def test_flush_does_not_wait_for_what_comes_later(database: Database, calls: list[UUID]) -> None:
    """Other calls of the process go on emitting: the end of one must not wait for them."""
    async with writing(database) as writer:
        stop = asyncio.Event()

        async def chatter() -> None:
            while not stop.is_set():
                writer.emit(calls[1], "call.note", {"n": 0})
                await asyncio.sleep(0)

        talking = asyncio.create_task(chatter())
        writer.emit(calls[0], "call.note", {"n": 1})
        await writer.flush(timeout=3)
        assert await numbers(database, calls[0]) == [1]
        stop.set()
        await talking


async def test_sequences_have_no_gaps_beside_transitions_and_a_second_writer(
    database: Database, calls: list[UUID]
) -> None:
    async with writing(database) as one, writing(database) as two:

        async def emit(writer: EventWriter, first: int) -> None:
            for n in range(first, first + 60):
                writer.emit(calls[0], "call.note", {"n": n})
                await asyncio.sleep(0.003)

        async def change() -> None:
            for status in ("ringing", "in_progress", "completed"):
                await asyncio.sleep(0.05)
                async with database.transaction() as session:
                    await transition(session, calls[0], status, at=NOW)

        await asyncio.gather(emit(one, 0), emit(two, 1000), change())
        await asyncio.gather(one.flush(), two.flush())
    found = await numbers(database, calls[0])
    assert [n for n in found if n < 1000] == list(range(60))
    assert [n for n in found if n >= 1000] == list(range(1000, 1060))


async def test_nothing_is_lost_or_doubled_when_connections_are_killed(database: Database, calls: list[UUID]) -> None:
    async with writing(database) as writer:
        for n in range(200):
            writer.emit(calls[n % 2], "call.note", {"n": n})
            if n % 40 == 20:
                await kill_backends(database)
            await asyncio.sleep(0.004)
        await writer.flush(timeout=20)
    assert await numbers(database, calls[0]) == list(range(0, 200, 2))
    assert await numbers(database, calls[1]) == list(range(1, 200, 2))


async def test_a_commit_whose_answer_was_lost_is_not_written_twice(database: Database, calls: list[UUID]) -> None:
    flaky = Away(database)
    async with writing(flaky) as writer:
        flaky.after_commit = 2
        for n in range(5):
            writer.emit(calls[n % 2], "call.note", {"n": n})
        await asyncio.sleep(0.2)
        writer.emit(calls[0], "call.note", {"n": 6})
        await writer.flush(timeout=10)
    assert await numbers(database, calls[0]) == [0, 2, 4, 6]
    assert await numbers(database, calls[1]) == [1, 3]


async def test_a_database_that_is_away_makes_flush_give_up_in_time_and_loses_nothing(
    database: Database, calls: list[UUID]
) -> None:
    away = Away(database)
    async with writing(away) as writer:
        away.away = True
        for n in range(50):
            writer.emit(calls[0], "call.note", {"n": n})
        with pytest.raises(TimeoutError):
            await writer.flush(timeout=0.3)
        assert away.attempts < 5, "no busy loop"
        away.away = False
        await writer.flush(timeout=5)
    assert await numbers(database, calls[0]) == list(range(50))


async def test_close_stops_the_writer_even_when_the_database_is_away(
    database: Database, calls: list[UUID], caplog: pytest.LogCaptureFixture
) -> None:
    away = Away(database)
    away.away = True
    writer = EventWriter(away, PostgresBus("postgresql://nowhere"), ScaledClock(1, NOW))  # type: ignore[arg-type]
    await writer.start()
    writer.emit(calls[0], "call.note", {"n": 1})
    await writer.close(0.2)
    assert "1 events were not written" in caplog.text
    assert not [task for task in asyncio.all_tasks() if task.get_name() == "event-writer"]


async def test_events_of_a_call_that_is_gone_cost_no_other_call_anything(database: Database, calls: list[UUID]) -> None:
    async with writing(database) as writer:
        for n in range(6):
            writer.emit(calls[0], "call.note", {"n": n})
            writer.emit(uuid7(), "call.note", {"n": n})
        await writer.flush()
        assert writer.dropped == 6
    assert await numbers(database, calls[0]) == list(range(6))


async def test_an_event_that_can_never_be_stored_blocks_nothing(database: Database, calls: list[UUID]) -> None:
    async with writing(database) as writer:
        writer.emit(calls[0], "call.note", {"n": 0})
        writer.emit(calls[0], "x" * 60, {"n": 1})
        writer.emit(calls[0], "call.note", {"n": 2, "text": "\x00\ud800", "nan": float("nan"), "id": uuid7()})
        await writer.flush()
        assert writer.dropped == 1
    assert await numbers(database, calls[0]) == [0, 2]


async def test_an_odd_payload_of_a_known_type_is_kept(database: Database, calls: list[UUID]) -> None:
    async with writing(database) as writer:
        writer.emit(calls[0], "turn.latency", {"turn": "first"})
        await writer.flush()
    assert (await story(database, calls[0]))[-1].payload == {"turn": "first"}


async def test_memory_is_bounded_while_the_database_is_away(
    database: Database, calls: list[UUID], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Passing events go first, then everything; what was queued before is kept, and the loss is logged."""
    monkeypatch.setattr(module, "SOFT_LIMIT", 10)
    monkeypatch.setattr(module, "HARD_LIMIT", 20)
    away = Away(database)
    async with writing(away) as writer:
        away.away = True
        for n in range(15):
            writer.emit(calls[0], "call.transcript", {"role": "caller", "text": "x", "final": False})
            writer.emit(calls[0], "call.note", {"n": n})
        for n in range(15, 100):
            writer.emit(calls[0], "call.note", {"n": n})
        assert writer.dropped == 10 + 85 - 5 + 5
        assert [record for record in caplog.records if record.levelno == logging.ERROR]
        away.away = False
        await writer.flush(timeout=5)
    assert await numbers(database, calls[0]) == list(range(15))


async def test_the_server_refusing_connections_is_only_a_pause(database: Database, calls: list[UUID]) -> None:
    """What connecting raises is asyncpg's own: it must not end the writer."""
    own = Database(database.dsn, pool_size=1)
    async with writing(own) as writer:
        name = database.url.database
        connection = await asyncpg.connect(database.dsn, database="template1")
        try:
            await connection.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS false')
            writer.emit(calls[0], "call.note", {"n": 1})
            await asyncio.sleep(0.3)
        finally:
            await connection.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS true')
            await connection.close()
        await writer.flush(timeout=5)
    await own.close()
    assert await numbers(database, calls[0]) == [1]


async def test_a_held_row_only_delays(database: Database, calls: list[UUID]) -> None:
    async with writing(database) as writer:
        async with database.transaction() as session:
            await session.execute(text("SELECT 1 FROM calls WHERE id = :id FOR UPDATE"), {"id": calls[0]})
            writer.emit(calls[0], "call.note", {"n": 1})
            await asyncio.sleep(0.2)
        await writer.flush()
    assert await numbers(database, calls[0]) == [1]
