"""/ws/tron/simulator over a real server: talks, mistakes, rubbish, limits, and nothing left in the database."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import pytest
import websockets
from fastapi import FastAPI
from sqlalchemy import func, select

from tests.core.knowledge.house import read_here
from tests.serving import serving
from tron.api import simulator as module
from tron.api import talk_socket
from tron.api.actor import Actor
from tron.core.database.tables import Base
from tron.core.knowledge.indexing import Indexer
from tron.core.knowledge.search import AgentKnowledge
from tron.core.simulator import Places
from tron.core.templates import find_template

pytestmark = pytest.mark.thorough

SUPPORT = {"template": "support_agent"}


class Talk:
    """A client of the simulator."""

    def __init__(self, connection: websockets.ClientConnection) -> None:
        self.connection = connection

    async def send(self, **message: Any) -> None:
        await self.connection.send(json.dumps(message))

    async def next(self) -> dict[str, Any]:
        async with asyncio.timeout(8):
            return json.loads(await self.connection.recv())

    async def until(self, *kinds: str) -> list[dict[str, Any]]:
        """Messages up to the first of these kinds."""
        seen = [await self.next()]
        while seen[-1]["type"] not in kinds:
            seen.append(await self.next())
        return seen

    async def start(self, agent: dict[str, Any] | None = None, **more: Any) -> list[dict[str, Any]]:
        await self.send(type="start", agent=SUPPORT if agent is None else agent, **more)
        return await self.until("listening", "error")

    async def farewell(self) -> tuple[dict[str, Any], int]:
        [error] = await self.until("error")
        await asyncio.wait_for(self.connection.wait_closed(), 5)
        return error["error"], self.connection.close_code or 0


@pytest.fixture
async def dial(edge_app: FastAPI, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Any]:
    async with serving(edge_app) as port:

        @asynccontextmanager
        async def connect(**options: Any) -> AsyncIterator[Talk]:
            async with websockets.connect(f"ws://127.0.0.1:{port}/ws/tron/simulator", **options) as connection:
                yield Talk(connection)

        yield connect
    # An emulator of another test may still write to a client that is gone: that is aiohttp's matter, not Tron's.
    records = [record for record in caplog.records if not record.name.startswith("aiohttp")]
    trouble = [record for record in records if record.levelno >= logging.ERROR]
    assert not trouble, [record.getMessage() for record in trouble]


def words(messages: list[dict[str, Any]]) -> list[str]:
    return [message["text"] for message in messages if message["type"] == "agent"]


def paths(error: dict[str, Any]) -> list[str]:
    return [field["path"] for field in error["error"]["fields"]]


def kinds(messages: list[dict[str, Any]]) -> list[str]:
    """Types of the messages without the call's events."""
    return [message["type"] for message in messages if message["type"] != "event"]


async def test_a_talk_from_greeting_to_goodbye_leaves_nothing_behind(dial, database):
    async with dial() as talk:
        opening = await talk.start(contact_name="Asha", contact_metadata={"order": "7"})
        assert kinds(opening) == ["started", "note", "agent", "listening"]
        assert words(opening)[0].startswith(find_template("support_agent").agent.greeting_text[:6])
        await talk.send(type="say", text="Please never call me again")
        closing = await talk.until("ended")
    assert (closing[-1]["reason"], closing[-1]["outcome"]) == ("opted_out", "do_not_call")
    assert "call.opted_out" in [message.get("event") for message in closing]
    async with database.transaction() as session:
        for table in Base.metadata.sorted_tables:
            assert await session.scalar(select(func.count()).select_from(table)) == 0, table.name


async def test_an_agent_of_ones_own_words(dial):
    lines = {
        **find_template("support_agent").agent.prepared_lines.model_dump(mode="json"),
        "lines": [{"id": "price", "when": ["price"], "say": ["Ten rupees, {{ contact_name }}."], "outcome": "told"}],
        "next": [],
        "greeting_yes": None,
        "greeting_no": None,
    }
    agent = {"name": "Tara", "language": "en-IN", "greeting_text": "Tara here.", "prepared_lines": lines}
    async with dial() as talk:
        opening = await talk.start(agent, contact_name="Ravi")
        assert words(opening) == ["Tara here."]
        await talk.send(type="say", text="what is the price")
        [answer] = words(await talk.until("listening"))
        assert answer.startswith("Ten rupees, Ravi.")
        await talk.send(type="hangup")
        [end] = await talk.until("ended")
    assert (end["reason"], end["outcome"]) == ("caller_hung_up", "told")


async def test_start_again_begins_anew(dial):
    async with dial() as talk:
        first = await talk.start()
        await talk.send(type="say", text="hello")
        await talk.until("listening")
        second = await talk.start({**SUPPORT, "greeting_text": "Another one."})
        assert words(first) != words(second) == ["Another one."]
        await talk.send(type="hangup")
        ends = await talk.until("ended")
        assert kinds(ends) == ["ended"]
        again = await talk.start()
        assert words(again) == words(first)


async def test_tools_are_run_for_real_only_for_who_may_try_them(dial, monkeypatch):
    async with dial() as talk:
        assert kinds(await talk.start(run_tools=True))[0] == "started"

    async def manager(*_: Any) -> Actor:
        return Actor("someone", "manager")

    monkeypatch.setattr(module, "authorize_websocket", manager)
    async with dial() as talk:
        [refused] = await talk.start(run_tools=True)
        assert refused["error"]["code"] == "forbidden"
        assert kinds(await talk.start())[0] == "started"


async def test_silence_and_keys(dial):
    async with dial() as talk:
        await talk.start()
        await talk.send(type="silence")
        asked = await talk.until("listening")
        assert asked[0] == {"type": "event", "event": "silence", "payload": {"count": 1}}
        assert len(words(asked)) == 1
        await talk.send(type="keys", digits="1")
        pressed = await talk.until("listening", "ended")
        assert pressed[0] == {"type": "event", "event": "keys.pressed", "payload": {"keys": "1"}}


@pytest.mark.parametrize(
    ("message", "path"),
    [
        ({"type": "start"}, "agent"),
        ({"type": "start", "agent": {}}, "agent.name"),
        ({"type": "start", "agent": {"name": "A", "voice_speed": 9}}, "agent.voice_speed"),
        ({"type": "start", "agent": {"name": "A", "voice_id": "nobody"}}, "agent.voice_id"),
        ({"type": "start", "agent": {"template": "nothing"}}, "agent.template"),
        ({"type": "start", "agent": {"name": "A", "colour": "red"}}, "agent.colour"),
        ({"type": "start", "agent": {"name": "A", "guardrails": {"forbidden_topics": [1]}}}, None),
        ({"type": "start", "agent": {"name": "A", "persona": "\ud800"}}, "agent.persona"),
        ({"type": "start", "agent": SUPPORT, "contact_name": "x" * 101}, "contact_name"),
        ({"type": "start", "agent": SUPPORT, "contact_metadata": {"a": "b" * 20_000}}, "contact_metadata"),
        ({"type": "say", "text": ""}, "text"),
        ({"type": "say", "text": "x" * 2001}, "text"),
        ({"type": "say"}, "text"),
        ({"type": "keys", "digits": "ten"}, "digits"),
        ({"type": "keys", "digits": "1" * 33}, "digits"),
        ({"type": "sing"}, "type"),
        ({}, "type"),
        ({"type": "say", "text": "hello"}, None),
        ({"type": "hangup"}, None),
    ],
)
async def test_a_mistake_is_told_and_the_connection_stays(dial, message, path):
    async with dial() as talk:
        await talk.connection.send(json.dumps(message))
        error = await talk.next()
        assert error["type"] == "error"
        assert error["error"]["message"]
        assert path is None or path in paths(error)
        assert (await talk.start())[0]["type"] == "started"


@pytest.mark.parametrize(
    ("message", "code"),
    [(b"\x00\xff", 1003), ("garbage", 1008), ("[]", 1008), ("[" * 50_000, 1008), ("x" * 1_000_001, 1009)],
)
async def test_rubbish_is_closed(dial, message, code):
    async with dial() as talk:
        await talk.start()
        await talk.connection.send(message)
        error, closed = await talk.farewell()
    assert closed == code
    assert error["code"] == "invalid"


async def test_a_long_persona_fits(dial):
    async with dial() as talk:
        assert (await talk.start({**SUPPORT, "persona": "अ" * 50_000}))[0]["type"] == "started"


async def test_who_says_nothing_is_closed_for_good(dial, monkeypatch):
    monkeypatch.setattr(talk_socket, "IDLE_SECONDS", 0.3)
    async with dial() as talk:
        await talk.start()
        await talk.send(type="ping")
        assert (await talk.next())["type"] == "pong"
        error, closed = await talk.farewell()
    assert (error["code"], closed) == ("idle", 1000)


async def test_only_so_many_at_once(dial, edge_app):
    edge_app.state.services.simulators = Places(1)
    async with dial() as first:
        await first.start()
        async with dial() as second:
            error, closed = await second.farewell()
        assert (error["code"], closed) == ("too_many_simulations", 1013)
        await first.send(type="hangup")
        await first.until("ended")
    for _ in range(50):
        async with dial() as third:
            await third.send(type="ping")
            if (await third.next())["type"] == "pong":
                break
        await asyncio.sleep(0.05)
    else:
        pytest.fail("the place was not given back")


async def test_a_client_that_vanishes_leaves_no_task(dial, edge_app):
    async with dial() as talk:
        await talk.start()
        talk.connection.transport.abort()
    for _ in range(100):
        if not [task for task in asyncio.all_tasks() if task.get_name() == "simulation"]:
            break
        await asyncio.sleep(0.05)
    assert not [task for task in asyncio.all_tasks() if task.get_name() == "simulation"]


async def test_without_a_database_it_says_so_and_stays(dial, edge_app, monkeypatch):
    async def away() -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(edge_app.state.services.settings, "snapshot", away)
        async with dial() as talk:
            [error] = await talk.start()
            assert error["error"]["code"] == "unavailable"
            patch.undo()
            assert (await talk.start())[0]["type"] == "started"


async def test_a_foreign_page_is_refused(dial):
    with pytest.raises(websockets.InvalidStatus) as refused:
        async with dial(origin="http://evil.example"):
            pass
    assert refused.value.response.status_code == 403


class Echo:
    """A model that shows what it was told of documents."""

    async def find(self, choice: Any, settings: Any) -> Any:
        return self

    async def reply(self, messages: Any, **_: Any) -> AsyncIterator[str]:
        system = str(messages[0]["content"])
        yield "Nine hundred rupees." if "Gold plan: 900" in system else "I will check and let you know."


async def test_the_stored_agents_documents_are_answered_from(dial, client, edge_app):
    services = edge_app.state.services
    services.models = Echo()
    agent = (await client.post("/api/tron/agents", json={"name": "Asha", "language": "en-IN"})).json()
    text = {"kind": "text", "title": "Plans", "text": "Gold plan: 900 rupees a month."}
    await client.post(f"/api/tron/agents/{agent['id']}/knowledge", json=text)
    indexer = Indexer(services, read=read_here)
    await indexer.start()
    async with asyncio.timeout(10):
        while not await AgentKnowledge(services.database, None, UUID(agent["id"]), threshold=0.3).has_documents():
            await asyncio.sleep(0.02)
    await indexer.close()
    draft = {"name": "Asha", "language": "en-IN", "llm_provider": "openai", "llm_model": "gpt-4o-mini"}
    async with dial() as talk:
        await talk.start(draft, agent_id=agent["id"])
        await talk.send(type="say", text="What does the gold plan cost?")
        answer = await talk.until("listening", "ended")
        assert "Nine hundred rupees." in words(answer)
        [used] = [message["payload"] for message in answer if message.get("event") == "knowledge.used"]
        assert used["title"] == "Plans"
        await talk.send(type="say", text="And do you sell bicycles?")
        assert "I will check and let you know." in words(await talk.until("listening", "ended"))
