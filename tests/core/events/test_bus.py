"""The bus between processes: coalesced, cut to NOTIFY's limit, honest about what may have been missed."""

from __future__ import annotations

import asyncio
import shutil
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import asyncpg
import pytest

from tests.core.events.test_writer import kill_backends
from tests.relay import Relay
from tron.core.database.engine import Database
from tron.core.events import bus as module
from tron.core.events.bus import LAGGED, LIMIT_BYTES, EventBus, PostgresBus, RedisBus, Subscription, chunks, make_bus
from tron.core.ids import uuid7

pytestmark = pytest.mark.thorough


async def start(bus: EventBus) -> None:
    await bus.start()
    async with asyncio.timeout(5):
        while not bus.healthy():
            await asyncio.sleep(0.01)


async def collect(subscription: Subscription, wanted: set[str], seconds: float = 5.0) -> set[str]:
    """References until all wanted ones came."""
    found: set[str] = set()
    async with asyncio.timeout(seconds):
        while not wanted <= found:
            found |= await subscription.next(1)
    return found


@pytest.fixture
async def pair(database: Database) -> AsyncIterator[tuple[PostgresBus, PostgresBus]]:
    one, two = PostgresBus(database.dsn), PostgresBus(database.dsn)
    await start(one)
    await start(two)
    yield one, two
    await one.close()
    await two.close()


def references(count: int) -> set[str]:
    return {f"call:{uuid7()}" for _ in range(count)}


# ---------------------------------------------------------------- inside a process


@pytest.mark.parametrize("count", [0, 1, 170, 171, 500])
def test_chunks_stay_below_the_limit_and_lose_nothing(count: int) -> None:
    wanted = sorted(references(count))
    messages = chunks(wanted)
    assert all(0 < len(message.encode()) <= LIMIT_BYTES for message in messages)
    assert [reference for message in messages for reference in message.split(",")] == wanted
    assert len(messages) <= count * 42 // LIMIT_BYTES + 1


def test_chunks_count_bytes() -> None:
    messages = chunks(["system:" + "क" * 1000] * 4)
    assert all(len(message.encode()) <= LIMIT_BYTES for message in messages)
    assert len(messages) == 2


async def test_a_subscriber_that_does_not_read_is_told_that_it_lags(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "QUEUE_LIMIT", 5)
    subscription = Subscription()
    for n in range(20):
        subscription.offer(f"call:{n}")
    assert subscription.lagged
    assert await subscription.next() == {*(f"call:{n}" for n in range(5)), LAGGED}
    subscription.lagged = False
    subscription.offer("call:again")
    assert await subscription.next() == {"call:again"}


async def test_next_is_empty_after_its_time() -> None:
    assert await Subscription().next(0.05) == set()


# ---------------------------------------------------------------- Postgres


async def test_two_processes_hear_each_other_and_themselves(pair: tuple[PostgresBus, PostgresBus]) -> None:
    one, two = pair
    async with one.subscribe() as here, two.subscribe() as there:
        one.publish("call:a", "dial")
        two.publish("hangup:b")
        wanted = {"call:a", "dial", "hangup:b"}
        assert await collect(here, wanted) == wanted
        assert await collect(there, wanted) == wanted


async def test_a_burst_is_coalesced_into_few_notifications(
    database: Database, pair: tuple[PostgresBus, PostgresBus]
) -> None:
    one, two = pair
    heard: list[str] = []
    listener = await asyncpg.connect(database.dsn)
    await listener.add_listener("tron", lambda *a: heard.append(str(a[3])))
    wanted = references(400)
    async with two.subscribe() as there:
        for _ in range(10):
            for reference in wanted:
                one.publish(reference)
        assert await collect(there, wanted) == wanted
    await listener.close()
    assert len(heard) <= 6, "4,000 publications of 400 references"
    assert all(len(message) <= LIMIT_BYTES for message in heard)


async def test_a_reference_arrives_soon(pair: tuple[PostgresBus, PostgresBus]) -> None:
    one, two = pair
    async with two.subscribe() as there:
        one.publish("call:warm")
        await collect(there, {"call:warm"})
        took: list[float] = []
        for n in range(5):
            began = time.monotonic()
            one.publish(f"call:{n}")
            await collect(there, {f"call:{n}"})
            took.append(time.monotonic() - began)
        assert min(took) < 0.1, took


async def test_after_a_lost_connection_subscribers_are_told_when_listening_works_again(
    database: Database, pair: tuple[PostgresBus, PostgresBus]
) -> None:
    one, two = pair
    async with two.subscribe() as there:
        await kill_backends(database)
        async with asyncio.timeout(5):
            while two.healthy():
                await asyncio.sleep(0.01)
        found = await collect(there, {LAGGED})
        assert found == {LAGGED}
        assert there.lagged
        assert two.healthy(), "whoever looks everything up now misses nothing afterwards"
        there.lagged = False
        one.publish("call:after")
        assert "call:after" in await collect(there, {"call:after"})


async def test_what_is_published_while_the_connection_is_lost_arrives_or_is_told_as_missed(
    database: Database, pair: tuple[PostgresBus, PostgresBus]
) -> None:
    one, two = pair
    async with two.subscribe() as there:
        one.publish("call:first")
        await collect(there, {"call:first"})
        await kill_backends(database)
        one.publish("call:second")
        found: set[str] = set()
        async with asyncio.timeout(10):
            while not found & {"call:second", LAGGED}:
                found |= await there.next(1)


async def test_closing_sends_what_is_left(database: Database) -> None:
    one, two = PostgresBus(database.dsn), PostgresBus(database.dsn)
    await start(one)
    await start(two)
    async with two.subscribe() as there:
        one.publish("call:last")
        await one.close()
        assert await collect(there, {"call:last"}) == {"call:last"}
    await two.close()


async def test_closing_is_quick_when_the_database_cannot_be_reached() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(16)
        bus = PostgresBus(f"postgresql://tron@127.0.0.1:{silent.getsockname()[1]}/tron")
        await bus.start()
        bus.publish("call:lost")
        await asyncio.sleep(0.05)
        began = time.monotonic()
        await bus.close()
        assert time.monotonic() - began < 3


async def test_a_server_that_vanished_without_a_word_is_noticed(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection that nothing answers on: the far end closed nothing."""
    monkeypatch.setattr(module, "CHECK_SECONDS", 0.1)
    monkeypatch.setattr(module, "SEND_SECONDS", 0.2)
    async with AsyncExitStack() as stack:
        relay = await stack.enter_async_context(Relay(database.dsn))
        bus = PostgresBus(relay.dsn)
        await start(bus)
        stack.push_async_callback(bus.close)
        relay.frozen = True
        async with asyncio.timeout(3):
            while bus.healthy():
                await asyncio.sleep(0.02)


async def test_a_sender_that_hangs_gets_a_new_connection(
    database: Database, pair: tuple[PostgresBus, PostgresBus], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SEND_SECONDS", 0.3)
    async with Relay(database.dsn) as relay, pair[1].subscribe() as there:
        bus = PostgresBus(relay.dsn)
        await start(bus)
        bus.publish("call:first")
        await collect(there, {"call:first"})
        relay.frozen = True
        bus.publish("call:second")
        await asyncio.sleep(0.6)
        relay.frozen = False
        await collect(there, {"call:second"})
        await bus.close()


# ---------------------------------------------------------------- Redis


Redis = Callable[[], Awaitable[str]]


@pytest.fixture
async def redis(tmp_path: Path) -> AsyncIterator[tuple[str, Redis, Redis]]:
    """A server of our own: its URL, and how to stop and start it."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("redis-server is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process: asyncio.subprocess.Process | None = None

    async def run() -> str:
        nonlocal process
        process = await asyncio.create_subprocess_exec(
            program,
            "--port",
            str(port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--dir",
            str(tmp_path),
            stdout=asyncio.subprocess.DEVNULL,
        )
        for _ in range(200):
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                break
        return f"redis://127.0.0.1:{port}/0"

    async def stop() -> str:
        assert process is not None
        process.kill()
        await process.wait()
        return ""

    yield await run(), stop, run
    if process is not None and process.returncode is None:
        await stop()


async def test_redis_carries_references_too(redis: tuple[str, Redis, Redis]) -> None:
    one, two = make_bus("postgresql://unused", redis[0]), make_bus("postgresql://unused", redis[0])
    assert isinstance(one, RedisBus)
    await start(one)
    await start(two)
    async with one.subscribe() as here, two.subscribe() as there:
        wanted = references(500)
        one.publish(*wanted)
        assert await collect(there, wanted) == wanted
        assert await collect(here, wanted) == wanted
    await one.close()
    await two.close()


async def test_a_redis_that_restarts_is_found_again(redis: tuple[str, Redis, Redis]) -> None:
    url, stop, run = redis
    one, two = make_bus("", url), make_bus("", url)
    await start(one)
    await start(two)
    async with two.subscribe() as there:
        await stop()
        async with asyncio.timeout(5):
            while two.healthy():
                await asyncio.sleep(0.02)
        one.publish("call:meanwhile")
        await run()
        await collect(there, {LAGGED}, 10)
        there.lagged = False
        one.publish("call:after")
        await collect(there, {"call:after"}, 10)
    await one.close()
    await two.close()
