"""Calls in the browser: what dialling answers, the relay to the worker, ringing pages, muting, and preflight."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.factories import agent_row
from tests.serving import free_port, serving
from tron.api import streams as module
from tron.core.call_engine.streams import Tickets
from tron.core.call_engine.transitions import transition
from tron.core.database.tables import Agent, WorkerRow
from tron.core.ids import uuid7
from tron.core.ports import DialFailed, DialRequest, LineCall
from tron.core.services import Services
from tron.telephony.browser.line import BrowserLine
from tron.telephony.registry import LineContext
from tron.telephony.stream_server import StreamServer

pytestmark = pytest.mark.thorough

LOUD = b"\x10\x27" * 320


@asynccontextmanager
async def door_of(worker: WorkerSide) -> AsyncIterator[str]:
    """The worker's door at an address of its own."""
    port = free_port()
    lines, folder = {"browser": worker.line}, worker.services.config.data_dir
    server = StreamServer(lines, folder, name="elsewhere", listen=f"127.0.0.1:{port}")
    await server.start()
    yield f"ws://127.0.0.1:{port}"
    await server.close()


class Ear:
    async def ringing(self) -> None: ...


class WorkerSide:
    """A worker's line and stream server, and the claim of a call."""

    def __init__(self, services: Services) -> None:
        self.services = services
        tickets = Tickets(services.database, services.clock)
        context = LineContext(services.clock, services.config.data_dir, redeem=tickets.redeem)
        self.line = BrowserLine(context)
        self.server = StreamServer({"browser": self.line}, services.config.data_dir, name="api-test")
        self.id = uuid7()

    async def claim(self, call_id: UUID, **state: Any) -> asyncio.Task[LineCall]:
        now = self.services.clock.now()
        streams = {"streams": state or self.server.address()}
        async with self.services.database.transaction() as session:
            session.add(WorkerRow(id=self.id, name="test", host="here", pid=1, state=streams))
            await transition(session, call_id, "ringing", at=now, values={"owner": self.id, "started_at": now})
        return asyncio.create_task(self.line.dial(DialRequest(call_id, None, "en-IN", ring_timeout=5), Ear()))

    async def end(self, call_id: UUID) -> None:
        async with self.services.database.transaction() as session:
            await transition(session, call_id, "failed", at=self.services.clock.now(), values={"reason": "declined"})


@pytest.fixture
async def worker(edge_app: FastAPI) -> AsyncIterator[WorkerSide]:
    side = WorkerSide(edge_app.state.services)
    await side.server.start()
    yield side
    await side.server.close()


@pytest.fixture
async def agent(edge_app: FastAPI) -> Agent:
    row = agent_row()
    async with edge_app.state.services.database.transaction() as session:
        session.add(row)
    return row


@asynccontextmanager
async def opened(app: FastAPI, url: str) -> AsyncIterator[ClientConnection]:
    async with serving(app) as port:
        services: Services = app.state.services
        services.config = services.config.model_copy(update={"port": port})
        async with connect(f"ws://127.0.0.1:{port}{url}") as websocket:
            websocket.url = f"ws://127.0.0.1:{port}{url}"
            yield websocket


async def say(websocket: ClientConnection, type_: str, **values: Any) -> None:
    await websocket.send(json.dumps({"type": type_, **values}))


async def told(websocket: ClientConnection) -> dict[str, Any]:
    while True:
        message = await asyncio.wait_for(websocket.recv(), 5)
        if isinstance(message, str):
            return json.loads(message)


async def browser_call(client: httpx2.AsyncClient, agent: Agent, **more: Any) -> dict[str, Any]:
    answer = await client.post(f"/api/tron/agents/{agent.id}/test-call", json={"line": "browser", **more})
    assert answer.status_code == 202, answer.text
    return answer.json()


async def test_dialling_answers_where_the_page_speaks(client: httpx2.AsyncClient, agent: Agent) -> None:
    call = await browser_call(client, agent)
    assert call["call_id"] == call["id"]
    assert call["stream_url"] == f"/ws/tron/stream/{call['id']}"
    assert len(call["token"]) > 20
    assert (call["phone_number"], call["line"], call["ring"], call["agent_muted"]) == (None, "browser", False, False)
    body = {"agent_id": str(agent.id), "line": "browser"}
    assert (await client.post("/api/tron/calls/dial", json=body)).json()["token"] != call["token"]
    practice = {"agent_id": str(agent.id), "line": "sandbox", "phone_number": "+910000000001"}
    plain = (await client.post("/api/tron/calls/dial", json=practice)).json()
    assert (plain["stream_url"], plain["token"]) == (None, None)


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"line": "browser", "fidelity": "text"}, "fidelity"),
        ({"line": "sandbox", "ring": True, "phone_number": "+910000000001"}, "ring"),
        ({"line": "sandbox"}, "phone_number"),
        ({"line": "browser", "phone_number": "+910000000001"}, "phone_number"),
        ({"line": "browser", "ring": "loudly"}, "ring"),
    ],
)
async def test_what_does_not_fit_together(
    client: httpx2.AsyncClient, agent: Agent, body: dict[str, Any], path: str
) -> None:
    answer = await client.post(f"/api/tron/agents/{agent.id}/test-call", json=body)
    assert answer.status_code == 422
    assert answer.json()["error"]["fields"][0]["path"] == path
    assert (await client.get("/api/tron/calls")).json()["items"] == []


async def test_the_relay_passes_sound_both_ways(
    edge_app: FastAPI, client: httpx2.AsyncClient, agent: Agent, worker: WorkerSide
) -> None:
    call = await browser_call(client, agent)
    async with opened(edge_app, call["stream_url"]) as page:
        await say(page, "hello", token=call["token"], sample_rate=16_000)
        dial = await worker.claim(UUID(call["id"]))
        assert (await told(page))["type"] == "ready"
        line_call = await dial
        assert line_call.audio is not None
        await page.send(LOUD)
        assert await anext(line_call.audio.frames()) == LOUD
        await line_call.audio.send(LOUD)
        assert await asyncio.wait_for(page.recv(), 3) == LOUD
        await line_call.hang_up()
        assert await told(page) == {"type": "ended", "by": "agent"}
        with pytest.raises(ConnectionClosed):
            await page.recv()
        assert page.close_code == 1000


async def test_a_token_used_twice(
    edge_app: FastAPI, client: httpx2.AsyncClient, agent: Agent, worker: WorkerSide
) -> None:
    call = await browser_call(client, agent)
    dial = await worker.claim(UUID(call["id"]))
    async with opened(edge_app, call["stream_url"]) as first:
        await say(first, "hello", token=call["token"], sample_rate=16_000)
        assert (await told(first))["type"] == "ready"
        async with connect(first.url) as second:
            await say(second, "hello", token=call["token"], sample_rate=16_000)
            assert (await told(second))["error"]["code"] == "bad_token"
            with pytest.raises(ConnectionClosed):
                await second.recv()
            assert second.close_code == 4401
        await (await dial).hang_up()


async def test_a_worker_elsewhere_has_an_address_of_its_own(
    edge_app: FastAPI, client: httpx2.AsyncClient, agent: Agent, worker: WorkerSide
) -> None:
    call = await browser_call(client, agent)
    dial = await worker.claim(UUID(call["id"]), socket="/nowhere.sock", url="wss://worker-1.example.com")
    async with opened(edge_app, call["stream_url"]) as page:
        assert await told(page) == {"type": "redirect", "url": f"wss://worker-1.example.com/browser/{call['id']}"}
    dial.cancel()


async def test_a_worker_elsewhere_that_only_the_api_reaches(
    edge_app: FastAPI, client: httpx2.AsyncClient, agent: Agent, worker: WorkerSide
) -> None:
    async with door_of(worker) as url:
        call = await browser_call(client, agent)
        dial = await worker.claim(UUID(call["id"]), socket="/nowhere.sock", private_url=url)
        async with opened(edge_app, call["stream_url"]) as page:
            await say(page, "hello", token=call["token"], sample_rate=16_000)
            assert (await told(page))["type"] == "ready"
            await (await dial).hang_up()
            assert await told(page) == {"type": "ended", "by": "agent"}


async def test_streams_that_cannot_be(
    edge_app: FastAPI,
    client: httpx2.AsyncClient,
    agent: Agent,
    worker: WorkerSide,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "OWNED_WITHIN", 0.3)
    unknown, waiting, over, away = uuid7(), *[(await browser_call(client, agent))["id"] for _ in range(3)]
    await worker.end(UUID(over))
    dial = await worker.claim(UUID(away), socket="/nowhere.sock")
    codes = {str(unknown): "not_found", waiting: "unavailable", over: "conflict", away: "unavailable"}
    for call_id, code in codes.items():
        async with opened(edge_app, f"/ws/tron/stream/{call_id}") as page:
            error = await told(page)
            assert (error["type"], error["error"]["code"]) == ("error", code)
            with pytest.raises(ConnectionClosed):
                await page.recv()
    dial.cancel()


async def test_one_page_answers_a_call_that_rings_here(
    edge_app: FastAPI, client: httpx2.AsyncClient, agent: Agent, worker: WorkerSide
) -> None:
    call = await browser_call(client, agent, ring=True)
    assert (call["ring"], call["stream_url"], call["token"]) == (True, None, None)
    dial = await worker.claim(UUID(call["id"]))
    events = (await client.get(f"/api/tron/calls/{call['id']}/events")).json()["items"]
    assert next(event for event in events if event["type"] == "call.started")["payload"]["ring"] is True
    answer = await client.post(f"/api/tron/calls/{call['id']}/answer")
    assert answer.status_code == 200, answer.text
    late = await client.post(f"/api/tron/calls/{call['id']}/answer")
    assert late.status_code == 409
    assert late.json()["error"]["message"] == "Another page took this call."
    async with opened(edge_app, answer.json()["stream_url"]) as page:
        await say(page, "hello", token=answer.json()["token"], sample_rate=16_000)
        assert (await told(page))["type"] == "ready"
        await (await dial).hang_up()


async def test_declining(client: httpx2.AsyncClient, agent: Agent, worker: WorkerSide) -> None:
    call = await browser_call(client, agent, ring=True)
    dial = await worker.claim(UUID(call["id"]))
    assert (await client.post(f"/api/tron/calls/{call['id']}/decline")).status_code == 202
    with pytest.raises(DialFailed, match="declined"):
        await dial
    assert (await client.post(f"/api/tron/calls/{call['id']}/decline")).status_code == 409
    waiting = await browser_call(client, agent, ring=True)
    assert (await client.post(f"/api/tron/calls/{waiting['id']}/decline")).status_code == 202
    assert (await client.get(f"/api/tron/calls/{waiting['id']}")).json()["status"] == "cancelled"


@pytest.mark.parametrize("what", ["answer", "decline"])
async def test_only_ringing_pages_can_be_answered(client: httpx2.AsyncClient, agent: Agent, what: str) -> None:
    call = await browser_call(client, agent)
    assert (await client.post(f"/api/tron/calls/{call['id']}/{what}")).status_code == 409
    assert (await client.post(f"/api/tron/calls/{uuid7()}/{what}")).status_code == 404
    rung = await browser_call(client, agent, ring=True)
    await client.post(f"/api/tron/calls/{rung['id']}/hangup")
    assert (await client.post(f"/api/tron/calls/{rung['id']}/{what}")).status_code == 409


async def test_a_retry_rings_the_open_pages(client: httpx2.AsyncClient, agent: Agent) -> None:
    call = await browser_call(client, agent)
    await client.post(f"/api/tron/calls/{call['id']}/hangup")
    again = (await client.post(f"/api/tron/calls/{call['id']}/retry", json={"delay_minutes": 1})).json()
    assert (again["ring"], again["line"], again["retry_count"]) == (True, "browser", 1)


async def test_muting_the_agent(client: httpx2.AsyncClient, agent: Agent, worker: WorkerSide) -> None:
    call = await browser_call(client, agent)
    early = await client.post(f"/api/tron/calls/{call['id']}/mute", json={"muted": True})
    assert early.status_code == 409
    dial = await worker.claim(UUID(call["id"]))
    for muted in (True, True, False):
        answer = await client.post(f"/api/tron/calls/{call['id']}/mute", json={"muted": muted})
        assert (answer.status_code, answer.json()["agent_muted"]) == (202, muted)
    events = (await client.get(f"/api/tron/calls/{call['id']}/events")).json()["items"]
    told_of = [event["payload"]["muted"] for event in events if event["type"] == "call.agent_muted"]
    assert told_of == [True, False]
    dial.cancel()


async def test_preflight(edge_app: FastAPI, client: httpx2.AsyncClient) -> None:
    hindi, english = agent_row(language="hi-IN", voice_id="shreya"), agent_row(language="en-IN", voice_id="builtin~joe")
    async with edge_app.state.services.database.transaction() as session:
        session.add_all([hindi, english])

    async def codes(agent: Agent, line: str) -> list[str]:
        answer = await client.get(f"/api/tron/agents/{agent.id}/preflight", params={"line": line})
        return [notice["code"] for notice in answer.json()["items"]]

    assert await codes(hindi, "browser") == ["cannot_hear", "stand_in_voice", "prepared_lines"]
    assert await codes(hindi, "sandbox") == ["stand_in_voice", "prepared_lines"]
    assert await codes(english, "browser") == ["prepared_lines"]
    assert await codes(english, "moon") == ["line_off", "prepared_lines"]
    async with edge_app.state.services.database.transaction() as session:
        (await session.get_one(Agent, english.id)).is_active = False
    assert (await codes(english, "browser"))[0] == "agent_off"
