"""/ws/tron over a real server: what is pushed, resuming, and clients that misbehave."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import websockets
from fastapi import FastAPI
from sqlalchemy import text

from tests.factories import agent_row
from tests.serving import serving
from tron.api import websocket as module
from tron.core.call_engine.requests import CallRequest, request_call
from tron.core.call_engine.transitions import transition
from tron.core.events.log import NewEvent, append, append_system
from tron.core.ids import uuid7

pytestmark = pytest.mark.thorough


class Tron:
    """The served app, and hands to make calls and events with."""

    def __init__(self, app: FastAPI, port: int) -> None:
        self.services = app.state.services
        self.url = f"ws://127.0.0.1:{port}/ws/tron"
        self._agent: UUID | None = None

    async def call(self) -> UUID:
        """A queued call: its first event is call.queued."""
        async with self.services.database.transaction() as session:
            if self._agent is None:
                agent = agent_row()
                session.add(agent)
                await session.flush()
                self._agent = agent.id
            request = CallRequest(self._agent, "+910000000001", "sandbox")
            made = await request_call(session, request, self.services.lines, self.services.clock.now())
        self.services.bus.publish(f"call:{made.id}")
        return made.id

    async def move(self, call_id: UUID, status: str) -> None:
        now = self.services.clock.now()
        column = {"ringing": "started_at", "in_progress": "answered_at"}.get(status)
        async with self.services.database.transaction() as session:
            await transition(session, call_id, status, at=now, values={column: now} if column else {})
        self.services.bus.publish(f"call:{call_id}")

    async def say(self, call_id: UUID, words: str, *, quietly: bool = False) -> None:
        payload = {"role": "agent", "text": words}
        async with self.services.database.transaction() as session:
            event = NewEvent(call_id, "call.transcript", payload, self.services.clock.now())
            await append(session, call_id, [event])
        if not quietly:
            self.services.bus.publish(f"call:{call_id}")

    async def campaign(self, stream: str, done: int) -> None:
        async with self.services.database.transaction() as session:
            await append_system(session, stream, "campaign.progress", {"done": done}, self.services.clock.now())
        self.services.bus.publish(f"system:{stream}")

    @asynccontextmanager
    async def client(self, wish: dict[str, Any] | None = None, **options: Any) -> AsyncIterator[Client]:
        async with websockets.connect(self.url, **options) as connection:
            client = Client(connection)
            if wish is not None:
                client.subscribed = await client.ask(wish)
            yield client


class Client:
    def __init__(self, connection: websockets.ClientConnection) -> None:
        self.connection = connection
        self.subscribed: dict[str, Any] = {}

    async def ask(self, wish: dict[str, Any]) -> dict[str, Any]:
        await self.connection.send(json.dumps({"type": "subscribe", **wish}))
        [answer] = await self.take(1)
        return answer

    async def take(self, count: int) -> list[dict[str, Any]]:
        async with asyncio.timeout(8):
            return [json.loads(await self.connection.recv()) for _ in range(count)]

    async def nothing(self, seconds: float = 0.4) -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(seconds):
                pytest.fail(f"unexpected: {await self.connection.recv()}")

    async def farewell(self) -> tuple[dict[str, Any], int]:
        [error] = await self.take(1)
        await asyncio.wait_for(self.connection.wait_closed(), 5)
        return error, self.connection.close_code or 0


def story(messages: list[dict[str, Any]], call_id: UUID) -> list[int]:
    return [message["sequence"] for message in messages if message.get("call_id") == str(call_id)]


@pytest.fixture
async def tron(edge_app: FastAPI, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Tron]:
    bus = edge_app.state.services.bus
    await bus.start()
    while not bus.healthy():
        await asyncio.sleep(0.01)
    async with serving(edge_app) as port:
        yield Tron(edge_app, port)
    await bus.close()
    trouble = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert not trouble, [record.getMessage() for record in trouble]


async def test_a_call_is_told_from_its_start_and_as_it_goes(tron):
    call_id = await tron.call()
    async with tron.client({"calls": [str(call_id)]}) as client:
        assert client.subscribed["type"] == "subscribed"
        assert client.subscribed["unknown"] == []
        await tron.move(call_id, "ringing")
        await tron.move(call_id, "in_progress")
        await tron.say(call_id, "नमस्ते")
        await tron.move(call_id, "completed")
        events = await client.take(5)
    types = [event["type"] for event in events]
    assert types == ["call.queued", "call.started", "call.answered", "call.transcript", "call.ended"]
    assert story(events, call_id) == [1, 2, 3, 4, 5]
    assert events[3]["payload"]["text"] == "नमस्ते"
    assert set(events[3]) == {"type", "call_id", "sequence", "at", "node", "payload"}


async def test_only_the_calls_that_were_asked_for(tron):
    mine, other = await tron.call(), await tron.call()
    nobodys = uuid7()
    async with tron.client({"calls": [str(mine), str(nobodys)], "after": {str(mine): 1}}) as client:
        assert client.subscribed["unknown"] == [str(nobodys)]
        await tron.say(other, "not for you")
        await client.nothing()
        await tron.say(mine, "for you")
        assert story(await client.take(1), mine) == [2]


async def test_all_tells_of_live_calls_and_of_new_ones(tron):
    live, waiting = await tron.call(), await tron.call()
    await tron.move(live, "ringing")
    await asyncio.sleep(0.3)  # what the bus tells of them is past
    async with tron.client({"all": True}) as client:
        assert story(await client.take(2), live) == [1, 2]
        new = await tron.call()
        assert story(await client.take(1), new) == [1]
        await tron.move(waiting, "ringing")
        assert story(await client.take(2), waiting) == [1, 2]


async def test_resuming_leaves_no_gap_and_tells_nothing_twice(tron):
    known, quiet = await tron.call(), await tron.call()
    await tron.move(known, "ringing")
    async with tron.client({"all": True}) as client:
        first = await client.take(2)
        since = client.subscribed["at"]
    await tron.say(known, "while you were away")
    await tron.move(known, "failed")
    begun = await tron.call()
    await tron.move(begun, "ringing")
    await tron.move(begun, "failed")
    async with tron.client({"all": True, "since": since, "after": {str(known): 2, str(quiet): 1}}) as client:
        second = await client.take(5)
        await client.nothing()
    assert story(first + second, known) == [1, 2, 3, 4]
    assert story(second, begun) == [1, 2, 3]


async def test_many_reconnects_under_load_see_every_event_once(tron):
    call_id = await tron.call()

    async def talk() -> None:
        for number in range(120):
            await tron.say(call_id, f"word {number}", quietly=number % 3 == 0)

    talking = asyncio.create_task(talk())
    seen: list[int] = []
    while len(seen) < 121:
        async with tron.client({"calls": [str(call_id)], "after": {str(call_id): len(seen)}}) as client:
            wanted = min(25, 121 - len(seen))
            seen += story(await client.take(wanted), call_id)
    await talking
    assert seen == list(range(1, 122))


async def test_a_lost_reference_is_made_good_by_looking(tron, monkeypatch):
    monkeypatch.setattr(module, "POLL_SECONDS", 0.3)
    call_id = await tron.call()
    async with tron.client({"calls": [str(call_id)], "after": {str(call_id): 1}}) as client:
        await tron.say(call_id, "nobody was told", quietly=True)
        assert story(await client.take(1), call_id) == [2]


async def test_a_bus_that_was_away_is_made_good(tron):
    call_id = await tron.call()
    async with tron.client({"all": True, "after": {str(call_id): 1}}) as client:
        await tron.say(call_id, "lost", quietly=True)
        async with tron.services.database.transaction() as session:
            kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query ILIKE 'listen%'"
            await session.execute(text(kill + " AND datname = current_database()"))
        assert story(await client.take(1), call_id) == [2]


async def test_streams_resume_by_their_own_sequences(tron):
    stream = "campaign:" + str(uuid7())
    for done in range(3):
        await tron.campaign(stream, done)
    async with tron.client({"streams": {stream: 2}}) as client:
        [event] = await client.take(1)
        assert (event["type"], event["stream"], event["sequence"]) == ("campaign.progress", stream, 3)
        assert event["payload"] == {"done": 2}
        await tron.campaign(stream, 4)
        assert [event["sequence"] for event in await client.take(1)] == [4]
    async with tron.client({"all": True}) as client:
        await client.nothing()
        await tron.campaign(stream, 5)
        assert [event["sequence"] for event in await client.take(1)] == [5]


async def test_subscribing_again_replaces(tron):
    one, two = await tron.call(), await tron.call()
    async with tron.client({"calls": [str(one)]}) as client:
        assert story(await client.take(1), one) == [1]
        await client.ask({"calls": [str(one), str(two)]})
        assert story(await client.take(1), two) == [1]
        await client.nothing()


async def test_pings_and_pongs(tron, monkeypatch):
    monkeypatch.setattr(module, "PING_SECONDS", 0.2)
    async with tron.client({"all": True}) as client:
        [ping] = await client.take(1)
        assert ping["type"] == "ping"
        await client.connection.send('{"type": "pong"}')
        await client.connection.send('{"type": "ping"}')
        assert "pong" in {message["type"] for message in await client.take(3)}


@pytest.mark.parametrize(
    ("message", "code", "path"),
    [
        (b"\x00\xff binary", 1003, None),
        ("", 1008, None),
        ("garbage", 1008, None),
        ("[" * 50_000, 1008, None),
        ("[]", 1008, None),
        ('"subscribe"', 1008, None),
        ("x" * 70_000, 1009, None),
        ("अ" * 30_000, 1009, None),
        ('{"all": true}', 1008, "type"),
        ('{"type": "unsubscribe"}', 1008, "type"),
        ('{"type": "subscribe"}', 1008, "message"),
        ('{"type": "subscribe", "calls": ["1"]}', 1008, "calls.0"),
        ('{"type": "subscribe", "calls": "all"}', 1008, "calls"),
        ('{"type": "subscribe", "all": true, "after": {"x": 1}}', 1008, "after.x.[key]"),
        ('{"type": "subscribe", "all": true, "since": "yesterday"}', 1008, "since"),
        ('{"type": "subscribe", "all": true, "since": "2026-11-23T10:00:00"}', 1008, "since"),
        ('{"type": "subscribe", "all": true, "since": "0001-01-01T00:00:00+14:00"}', 1008, "since"),
        ('{"type": "subscribe", "streams": {"\\u0000": 1}}', 1008, None),
        ('{"type": "subscribe", "streams": {"\\ud800": 1}}', 1008, None),
        ('{"type": "subscribe", "streams": {"campaign:a": -1}}', 1008, "streams.campaign:a"),
        ('{"type": "subscribe", "streams": {"campaign:a": 99999999999999999999}}', 1008, "streams.campaign:a"),
        ('{"type": "subscribe", "all": true, "more": 1}', 1008, "more"),
    ],
)
async def test_rubbish_is_answered_and_closed(tron, message, code, path):
    async with tron.client() as client:
        await client.connection.send(message)
        error, closed = await client.farewell()
    assert (error["type"], closed) == ("error", code)
    assert error["error"]["message"]
    assert path is None or path in [field["path"] for field in error["error"]["fields"]]


async def test_rubbish_later_closes_too(tron):
    async with tron.client({"all": True}) as client:
        await client.connection.send("{")
        error, closed = await client.farewell()
    assert (error["error"]["code"], closed) == ("invalid", 1008)


async def test_a_silent_client_is_closed(tron, monkeypatch):
    monkeypatch.setattr(module, "FIRST_MESSAGE_SECONDS", 0.2)
    async with tron.client() as client:
        error, closed = await client.farewell()
    assert closed == 1008
    assert "10 s" in error["error"]["message"]


async def test_a_client_that_leaves_leaves_nothing_behind(tron):
    for _ in range(5):
        async with tron.client({"all": True}) as client:
            client.connection.transport.abort()
    async with tron.client():
        pass
    for _ in range(100):
        if not tron.services.bus._subscriptions:
            break
        await asyncio.sleep(0.05)
    assert not tron.services.bus._subscriptions
    assert tron.services.database.engine.pool.checkedout() == 0


class StalledSocket:
    """A client that says what it wants and then takes nothing."""

    def __init__(self, wish: dict[str, Any], takes: int) -> None:
        self.closed: tuple[int, str] | None = None
        self.sent: list[str] = []
        self._wish = json.dumps({"type": "subscribe", **wish})
        self._takes = takes

    async def receive(self) -> dict[str, Any]:
        if self._wish:
            wish, self._wish = self._wish, ""
            return {"type": "websocket.receive", "text": wish}
        await asyncio.sleep(3600)
        raise AssertionError

    async def send_text(self, message: str) -> None:
        if '"type": "error"' not in message and len(self.sent) >= self._takes:
            await asyncio.sleep(3600)
        self.sent.append(message)

    async def close(self, code: int, reason: str) -> None:
        self.closed = (code, reason)


async def test_a_client_that_takes_nothing_is_dropped(tron, monkeypatch):
    monkeypatch.setattr(module, "SEND_SECONDS", 0.2)
    call_id = await tron.call()
    for number in range(5):
        await tron.say(call_id, str(number))
    stalled = StalledSocket({"calls": [str(call_id)]}, takes=3)
    await asyncio.wait_for(module.EventSocket(stalled, tron.services).run(), 5)
    assert stalled.closed == (1013, "The client reads too slowly.")
    assert tron.services.database.engine.pool.checkedout() == 0


async def test_a_client_that_cannot_keep_up_is_dropped(tron, monkeypatch):
    monkeypatch.setattr(module, "PASS_SECONDS", 0.0)
    call_id = await tron.call()
    crawling = StalledSocket({"calls": [str(call_id)]}, takes=99)
    await asyncio.wait_for(module.EventSocket(crawling, tron.services).run(), 5)
    assert crawling.closed == (1013, "The client reads too slowly.")


async def test_without_a_database_the_client_is_told_to_try_later(tron):
    class Away:
        def transaction(self):
            raise ConnectionRefusedError

    services = SimpleNamespace(bus=tron.services.bus, clock=tron.services.clock, database=Away())
    socket_ = StalledSocket({"all": True}, takes=99)
    await asyncio.wait_for(module.EventSocket(socket_, services).run(), 5)
    assert socket_.closed == (1013, "The database cannot be reached.")


async def test_since_is_at_most_a_day_back(tron):
    since = (tron.services.clock.now() - timedelta(hours=30)).isoformat()
    async with tron.client() as client:
        await client.connection.send(json.dumps({"type": "subscribe", "all": True, "since": since}))
        error, closed = await client.farewell()
    assert (error["error"]["fields"][0]["path"], closed) == ("since", 1008)


async def test_a_foreign_page_is_refused(tron):
    with pytest.raises(websockets.InvalidStatus) as refused:
        async with tron.client(origin="http://evil.example"):
            pass
    assert refused.value.response.status_code == 403
