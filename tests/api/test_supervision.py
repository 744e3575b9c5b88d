"""Supervising a live call over HTTP: what is answered, refused and audited, and the relay to the worker."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import select
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection

from tests.phones import PRACTICE, queue_call, save_agent
from tests.serving import serving
from tron.api import deps
from tron.api.actor import Actor
from tron.core.call_engine.transitions import transition
from tron.core.database.engine import Database
from tron.core.database.tables import AuditEntry, Call, WorkerRow
from tron.core.ids import uuid7
from tron.core.services import Services
from tron.telephony.stream_server import StreamServer


@pytest.fixture
async def call(edge_app: FastAPI, database: Database) -> str:
    services: Services = edge_app.state.services
    agent, now = await save_agent(database), services.clock.now()
    call_id = await queue_call(database, services.lines, agent, PRACTICE, now, line="sandbox")
    for status in ("ringing", "in_progress"):
        async with database.transaction() as session:
            await transition(session, call_id, status, at=now, values={})
    return f"/api/tron/calls/{call_id}"


async def ask(client: httpx2.AsyncClient, call: str, action: str, **values: Any) -> httpx2.Response:
    return await client.post(f"{call}/supervision", json={"action": action, **values})


async def test_a_supervised_call_from_the_first_listener_to_its_end(
    client: httpx2.AsyncClient, call: str, database: Database
) -> None:
    call_id = call.rpartition("/")[2]
    listening = await ask(client, call, "listen")
    seat = listening.json()
    assert (listening.status_code, seat["stream_url"]) == (202, f"/ws/tron/supervision/{call_id}")
    assert len(seat["token"]) > 40
    assert (seat["by"], seat["heeded"], seat["why"]) == ("local", None, None)
    whispered = (await ask(client, call, "whisper", text="  Offer ten percent.  ")).json()
    assert (whispered["heeded"], whispered["stream_url"], whispered["seat"]) == (True, None, None)
    taken = (await ask(client, call, "take_over", seat=seat["seat"])).json()
    assert (taken["seat"], taken["token"]) == (seat["seat"], None)
    assert (await client.get(f"{call}/supervision")).json() == {
        "call_id": call_id,
        "taken_over_by": "local",
        "seats": [{"seat": seat["seat"], "by": "local", "taken_over": True}],
    }
    again = await ask(client, call, "take_over")
    assert (again.status_code, again.json()["current"]) == (409, {"taken_over_by": "local"})
    assert (await ask(client, call, "hand_back")).status_code == 202
    story = (await client.get(f"{call}/events")).json()["items"]
    asked = [event["payload"] for event in story if event["type"] == "call.supervision"]
    assert [row["action"] for row in asked] == ["listen", "whisper", "take_over", "hand_back"]
    assert asked[1]["text"] == "Offer ten percent."
    async with database.transaction() as session:
        rows = (
            await session.scalars(select(AuditEntry).where(AuditEntry.entity_id == call_id).order_by(AuditEntry.at))
        ).all()
    assert [(row.action, row.actor) for row in rows] == [
        (f"call.{action}", "local") for action in ("listen", "whisper", "take_over", "hand_back")
    ]
    assert "ten percent" not in str([row.changes for row in rows])
    async with database.transaction() as session:
        await transition(session, UUID(call_id), "completed", at=rows[0].at, values={"reason": "caller_hung_up"})
    late = await ask(client, call, "whisper", text="Be brief.")
    assert (late.status_code, late.json()["error"]["message"]) == (409, "This call is over.")
    assert (await client.get(f"{call}/supervision")).json()["seats"] == []


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"action": "shout"}, "action"),
        ({}, "action"),
        ({"action": "whisper"}, "text"),
        ({"action": "say", "text": "   "}, "text"),
        ({"action": "say", "text": "x" * 501}, "text"),
        ({"action": "take_over", "seat": "front row"}, "seat"),
        ({"action": "listen", "seat": str(uuid7())}, "seat"),
        ({"action": "listen", "loud": True}, "loud"),
    ],
    ids=["unknown", "none", "no_text", "blank", "long", "seat", "listen_seat", "extra"],
)
async def test_bad_input_names_its_field(client: httpx2.AsyncClient, call: str, body: Any, path: str) -> None:
    answer = await client.post(f"{call}/supervision", json=body)
    assert answer.status_code == 422
    assert [field["path"] for field in answer.json()["error"]["fields"]] == [path]


async def test_no_call_and_no_right(client: httpx2.AsyncClient, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (await ask(client, f"/api/tron/calls/{uuid7()}", "listen")).status_code == 404
    assert (await client.get(f"/api/tron/calls/{uuid7()}/supervision")).status_code == 404
    monkeypatch.setattr(deps, "identify", lambda _connection, _config: Actor("somebody", "analyst"))
    assert (await ask(client, call, "listen")).status_code == 403
    assert (await client.get(f"{call}/supervision")).status_code == 200


class Door:
    """A worker's door that says what it is shown."""

    async def stream(self, call_id: UUID, websocket: ServerConnection) -> None:
        hello = json.loads(await websocket.recv())
        await websocket.send(json.dumps({"type": "ready", "call_id": str(call_id), "resume_token": hello["token"]}))


@pytest.mark.thorough
async def test_the_sound_comes_from_the_worker_that_owns_the_call(
    edge_app: FastAPI, client: httpx2.AsyncClient, call: str, database: Database
) -> None:
    services: Services = edge_app.state.services
    seat = (await ask(client, call, "listen")).json()
    door = StreamServer({"supervision": Door()}, services.config.data_dir, name="supervision-test")
    await door.start()
    worker = uuid7()
    async with database.transaction() as session:
        session.add(WorkerRow(id=worker, name="w", host="here", pid=1, state={"streams": door.address()}))
        row = await session.get(Call, UUID(seat["call_id"]))
        assert row is not None
        row.owner = worker
    async with serving(edge_app) as port:
        services.config = services.config.model_copy(update={"port": port})
        async with connect(f"ws://127.0.0.1:{port}{seat['stream_url']}") as page:
            await page.send(json.dumps({"type": "hello", "token": seat["token"], "sample_rate": 16_000}))
            ready = json.loads(await page.recv())
    await door.close()
    assert (ready["type"], ready["call_id"], ready["resume_token"]) == ("ready", seat["call_id"], seat["token"])
