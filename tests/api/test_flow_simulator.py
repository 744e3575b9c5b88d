"""Flows walked in writing over HTTP and over a WebSocket: steps, mistakes, limits, and nothing left behind."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import httpx2
import pytest
import websockets
from fastapi import FastAPI
from sqlalchemy import func, select

from tests.api.test_simulator import Talk
from tests.core.flow_engine.talks import canvas
from tests.serving import serving
from tron.api import deps, talk_socket
from tron.api.actor import Actor
from tron.core.database.tables import Call, Callback
from tron.core.simulator import Places, flow_sessions

FLOWS = "/api/tron/flows"
TEA = canvas(
    [
        ("start", "start_outbound", {}),
        ("hi", "greeting", {"text": "Hello {{contact_name}}, an automated assistant. Do you want tea?"}),
        ("want", "branch_keyword", {"routes": [{"id": "yes", "keywords": ["yes"]}]}),
        ("done", "end_call", {"message": "It comes, {{contact_name}}.", "outcome": "sold"}),
        ("over", "transfer", {"to": "+910000000001", "text": "One moment."}),
        ("bye", "end_call", {"message": "Goodbye.", "outcome": "refused"}),
    ],
    ["start > hi", "hi > want", "want.yes > done", "want.fallback > over", "over.failed > bye"],
)


async def made(client: httpx2.AsyncClient, raw: dict[str, Any] = TEA) -> str:
    answer = await client.post(FLOWS, json={"name": "Tea", "canvas_data": raw})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


@pytest.fixture
async def flow_id(client: httpx2.AsyncClient) -> str:
    return await made(client)


@pytest.fixture(autouse=True)
async def _closed(edge_app: FastAPI) -> AsyncIterator[None]:
    yield
    await edge_app.state.services.flow_sessions.aclose()


Begin = Callable[..., Any]


@pytest.fixture
def begin(client: httpx2.AsyncClient, flow_id: str) -> Begin:
    async def start(**body: Any) -> dict[str, Any]:
        answer = await client.post(f"{FLOWS}/{flow_id}/simulate", json=body)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    return start


async def turn(client: httpx2.AsyncClient, session: dict[str, Any], **body: Any) -> dict[str, Any]:
    answer = await client.post(f"{FLOWS}/simulations/{session['session_id']}/input", json=body)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def words(simulation: dict[str, Any]) -> list[str]:
    return [step["text"] for step in simulation["steps"] if step["type"] == "agent"]


def path(steps: list[dict[str, Any]]) -> list[str]:
    return [step["node"] for step in steps if step["type"] == "node"]


async def test_a_walk_request_by_request(client, begin, database):
    simulation = await begin(variables={"contact_name": "Asha"})
    assert words(simulation) == ["Hello Asha, an automated assistant. Do you want tea?"]
    assert path(simulation["steps"]) == ["start", "hi"]
    assert simulation["waiting"]
    assert simulation["state"]["node"] == "hi"
    end = await turn(client, simulation, text="yes please")
    assert words(end) == ["It comes, Asha."]
    assert (end["state"]["ended"], end["state"]["outcome"], end["waiting"]) == (True, "sold", False)
    assert end["steps"][0]["text"] == "yes please"
    again = await client.post(f"{FLOWS}/simulations/{simulation['session_id']}/input", json={"text": "hello?"})
    assert again.status_code == 409
    back = (await client.post(f"{FLOWS}/simulations/{simulation['session_id']}/back")).json()
    assert back["steps"] == simulation["steps"]
    assert back["state"]["ended"] is False
    end = await turn(client, simulation, text="no")
    assert (end["state"]["reason"], end["state"]["ended"]) == ("transferred", True)
    async with database.transaction() as session:
        for table in (Call, Callback):
            assert await session.scalar(select(func.count()).select_from(table)) == 0


async def test_a_caller_talks_over_the_agent(client, begin):
    simulation = await begin(variables={"contact_name": "Asha"})
    end = await turn(client, simulation, text="yes please", after_words=5)
    assert words(end) == ["Hello Asha, an automated assistant.", "It comes, Asha."]
    assert [step["interrupted"] for step in end["steps"] if step["type"] == "agent"] == [True, None]
    assert [step["text"] for step in end["steps"] if step["type"] == "caller"] == ["yes please"]
    back = (await client.post(f"{FLOWS}/simulations/{simulation['session_id']}/back")).json()
    assert (back["steps"], back["waiting"]) == (simulation["steps"], True)
    address = f"{FLOWS}/simulations/{simulation['session_id']}/input"
    assert (await client.post(address, json={"silence": True, "after_words": 2})).status_code == 422
    assert (await client.post(address, json={"text": "a", "after_words": 0})).status_code == 422


async def test_an_agent_speaks_and_a_colleague_does_not_answer(client, begin):
    agent = (await client.post("/api/tron/agents", json={"template": "survey_bot"})).json()
    simulation = await begin(agent_id=agent["id"], colleagues={"+91 00000 00001": "busy"})
    end = await turn(client, simulation, text="hmm")
    assert words(end)[-2:] == ["One moment.", "Goodbye."]
    [failed] = [step for step in end["steps"] if step["event"] == "transfer.failed"]
    assert failed["payload"]["reason"] == "busy"
    assert end["state"]["variables"]["agent"]["name"] == agent["name"]


async def test_a_canvas_that_is_not_stored_a_node_and_a_version(client, begin, flow_id):
    changed = canvas([("x", "start_inbound", {}), ("only", "end_call", {"message": "New."})], ["x > only"])
    assert words(await begin(canvas_data=changed)) == ["New."]
    assert words(await begin(node="done", variables={"contact_name": "Ravi"})) == ["It comes, Ravi."]
    refused = await client.post(f"{FLOWS}/{flow_id}/simulate", json={"version": 1})
    assert refused.status_code == 404
    revision = (await client.get(f"{FLOWS}/{flow_id}")).json()["revision"]
    assert (await client.post(f"{FLOWS}/{flow_id}/publish", json={"revision": revision})).status_code == 201
    assert path((await begin(version=1))["steps"]) == ["start", "hi"]


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"node": "nowhere"}, 422, "node"),
        ({"agent_id": str(uuid4())}, 422, "agent_id"),
        ({"canvas_data": {"nodes": [{"id": "a"}]}}, 422, "canvas_data.nodes.0.type"),
        ({"canvas_data": {"nodes": []}, "version": 1}, 422, None),
        ({"variables": {"a": "b" * 20_000}}, 422, "variables"),
        ({"language": "klingon"}, 422, "language"),
        ({"colour": 1}, 422, "colour"),
        ({"colleagues": {"x": "maybe"}}, 422, "colleagues.x"),
    ],
)
async def test_what_cannot_be_walked_is_told(client, flow_id, body, status, field):
    answer = await client.post(f"{FLOWS}/{flow_id}/simulate", json=body)
    assert answer.status_code == status, answer.text
    paths = [one["path"] for one in answer.json()["error"]["fields"]]
    assert field is None or field in paths


async def test_nodes_that_cannot_run_say_why(client, begin, flow_id):
    raw = canvas([("s", "start_inbound", {}), ("h", "hologram", {}), ("b", "greeting", {"tries": 99})], ["s > h"])
    for node, message in (("h", "unknown type"), ("b", "tries")):
        answer = await client.post(f"{FLOWS}/{flow_id}/simulate", json={"canvas_data": raw, "node": node})
        assert answer.status_code == 422
        assert message in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    "body",
    [{}, {"text": "a", "keys": "1"}, {"text": "x" * 10_000}, {"text": ""}, {"keys": "ten"}, {"silence": False}],
)
async def test_a_turn_is_one_thing(client, begin, body):
    simulation = await begin()
    answer = await client.post(f"{FLOWS}/simulations/{simulation['session_id']}/input", json=body)
    assert answer.status_code == 422
    assert (await turn(client, simulation, silence=True))["waiting"]


async def test_what_is_over_is_gone(client, begin, edge_app, monkeypatch):
    simulation = await begin()
    address = f"{FLOWS}/simulations/{simulation['session_id']}"
    assert (await client.post(f"{address}/back")).status_code == 409
    assert (await client.delete(address)).status_code == 204
    assert (await client.delete(address)).status_code == 204
    assert (await client.post(f"{address}/back")).status_code == 404
    monkeypatch.setattr(flow_sessions, "IDLE_SECONDS", 0.05)
    simulation = await begin()
    for _ in range(100):
        await asyncio.sleep(0.02)
        if not edge_app.state.services.flow_sessions._open:
            break
    answer = await client.post(f"{FLOWS}/simulations/{simulation['session_id']}/input", json={"text": "yes"})
    assert answer.status_code == 404


async def test_only_so_many_at_once(client, begin, edge_app, flow_id):
    edge_app.state.services.simulators = Places(1)
    simulation = await begin()
    refused = await client.post(f"{FLOWS}/{flow_id}/simulate", json={})
    assert refused.status_code == 503
    assert refused.json()["error"]["code"] == "too_many_simulations"
    await client.delete(f"{FLOWS}/simulations/{simulation['session_id']}")
    edge_app.state.services.simulators = Places(1)
    assert (await client.post(f"{FLOWS}/{flow_id}/simulate", json={"node": "nowhere"})).status_code == 422
    await begin()


async def test_only_who_may_write_flows_simulates_and_only_who_may_set_up_runs_tools(client, flow_id, monkeypatch):
    role = "manager"
    monkeypatch.setattr(deps, "identify", lambda *_: Actor("somebody", role))
    address = f"{FLOWS}/{flow_id}/simulate"
    assert (await client.post(address, json={})).status_code == 201
    assert (await client.post(address, json={"run_tools": True})).status_code == 403
    role = "operator"
    assert (await client.post(address, json={})).status_code == 403
    assert (await client.post(f"{FLOWS}/{flow_id}/test-node", json={"node_id": "hi"})).status_code == 403


# ---------------------------------------------------------------- one node


async def test_one_node_by_itself(client, flow_id):
    async def tried(**body: Any) -> dict[str, Any]:
        answer = await client.post(f"{FLOWS}/{flow_id}/test-node", json=body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    branch = await tried(node_id="want", heard={"text": "yes, why not"})
    assert (branch["handle"], branch["said"], branch["problems"]) == ("yes", [], [])
    assert (await tried(node_id="want", heard={"text": "no"}))["handle"] == "fallback"
    asks = await tried(node_id="hi", variables={"contact_name": "Asha"})
    assert asks["said"] == ["Hello Asha, an automated assistant. Do you want tea?"]
    assert asks["handle"] is None
    assert [(one["code"], one["field"]) for one in asks["problems"]] == [("waits", None)]
    assert "still waits" in asks["problems"][0]["message"]
    both = await tried(node_id="hi", inputs=["yes", {"keys": "1"}])
    assert both["handle"] == "next"
    assert (await tried(node_id="want", inputs=[{"text": "yes"}]))["handle"] == "yes"
    empty = canvas([("s", "start_inbound", {}), ("say", "speak", {"text": ""})], ["s > say"])
    told = await tried(node_id="say", canvas_data=empty)
    assert told["problems"] == [{"code": "empty_text", "field": "data.text", "message": "Write what the agent says."}]
    unreadable = canvas([("s", "start_inbound", {}), ("say", "greeting", {"text": "Hi", "tries": 99})], ["s > say"])
    told = await tried(node_id="say", canvas_data=unreadable)
    assert [(one["code"], one["field"]) for one in told["problems"]] == [("bad_data", "data.tries")]
    assert (told["handle"], told["said"]) == (None, [])
    answer = await client.post(f"{FLOWS}/{flow_id}/test-node", json={"node_id": "nowhere"})
    assert answer.status_code == 422


# ---------------------------------------------------------------- WebSocket


@pytest.fixture
async def dial(edge_app: FastAPI, flow_id: str, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Any]:
    async with serving(edge_app) as port:

        @asynccontextmanager
        async def connect(flow: str = flow_id, **options: Any) -> AsyncIterator[Talk]:
            url = f"ws://127.0.0.1:{port}/ws/tron/flows/{flow}/simulate"
            async with websockets.connect(url, **options) as connection:
                yield Talk(connection)

        yield connect
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


live = pytest.mark.thorough


@live
async def test_a_live_walk_with_a_step_back(dial):
    async with dial() as talk:
        await talk.send(type="start", variables={"contact_name": "Asha"})
        opening = await talk.until("waiting")
        assert opening[0] == {"type": "started"}
        assert path(opening) == ["start", "hi"]
        await talk.send(type="say", text="yes")
        end = (await talk.until("ended"))[-1]
        assert (end["reason"], end["outcome"]) == ("agent_ended", "sold")
        assert end["variables"]["contact_name"] == "Asha"
        await talk.send(type="say", text="hello?")
        assert (await talk.until("error"))[-1]["error"]["code"] == "conflict"
        await talk.send(type="back")
        [back, _waiting] = await talk.until("waiting")
        assert back["steps"] == opening[1:-1]
        await talk.send(type="silence")
        await talk.until("waiting")
        await talk.send(type="keys", keys="1")
        assert [one["keys"] for one in await talk.until("ended") if one["type"] == "caller"] == ["1"]
        await talk.send(type="start", node="hi")
        await talk.until("waiting")
        await talk.send(type="hang_up")
        assert (await talk.until("ended"))[-1]["reason"] == "caller_hung_up"


@live
async def test_a_line_is_cut_live_and_shown_anew(dial):
    async with dial() as talk:
        await talk.send(type="start", variables={"contact_name": "Asha"})
        opening = await talk.until("waiting")
        await talk.send(type="say", text="yes please", after_words=2)
        shown = await talk.until("ended")
        assert shown[0]["type"] == "back"
        agent = [step for step in [*shown[0]["steps"], *shown[1:]] if step["type"] == "agent"]
        assert [step["text"] for step in agent] == ["Hello Asha,", "It comes, Asha."]
        assert agent[0]["interrupted"]
        await talk.send(type="back")
        [back, _waiting] = await talk.until("waiting")
        assert back["steps"] == opening[1:-1]
        await talk.send(type="hang_up", after_words=1)
        assert (await talk.until("ended"))[-1]["reason"] == "caller_hung_up"


@live
@pytest.mark.parametrize(
    ("message", "field"),
    [
        ({"type": "start", "node": "nowhere"}, "node"),
        ({"type": "start", "variables": 7}, "variables"),
        ({"type": "say", "text": "x" * 10_000}, "text"),
        ({"type": "keys", "digits": "1"}, "keys"),
        ({"type": "sing"}, "type"),
        ({"type": "back"}, None),
    ],
)
async def test_a_mistake_is_told_and_the_connection_stays(dial, message, field):
    async with dial() as talk:
        await talk.send(**message)
        error = (await talk.until("error"))[-1]["error"]
        assert field is None or field in [one["path"] for one in error["fields"]]
        await talk.send(type="ping")
        assert (await talk.next())["type"] == "pong"
        await talk.send(type="start")
        await talk.until("waiting")


@live
async def test_a_big_canvas_fits_and_rubbish_is_closed(dial):
    big = canvas([("s", "start_inbound", {}), ("n", "note", {"text": "अ" * 19_000})], ["s > n"])
    big["nodes"] += [{**big["nodes"][1], "id": f"n{number}"} for number in range(20)]
    async with dial(max_size=None) as talk:
        await talk.send(type="start", canvas_data=big)
        await talk.until("ended")
        await talk.connection.send("[]")
        assert (await talk.farewell())[1] == 1008


@live
async def test_the_idle_and_the_foreign_are_closed(dial, monkeypatch):
    with pytest.raises(websockets.InvalidStatus) as refused:
        async with dial(origin="http://evil.example"):
            pass
    assert refused.value.response.status_code == 403
    with pytest.raises(websockets.InvalidStatus) as refused:
        async with dial("no-id"):
            pass
    assert refused.value.response.status_code == 404
    async with dial(str(uuid4())) as talk:
        await talk.send(type="start")
        assert (await talk.next())["error"]["code"] == "not_found"
    monkeypatch.setattr(talk_socket, "IDLE_SECONDS", 0.3)
    async with dial() as talk:
        error, closed = await talk.farewell()
    assert (error["code"], closed) == ("idle", 1000)


@live
async def test_a_client_that_vanishes_leaves_no_task(dial):
    async with dial() as talk:
        await talk.send(type="start")
        await talk.until("waiting")
        talk.connection.transport.abort()
    for _ in range(100):
        if not [task for task in asyncio.all_tasks() if task.get_name() in ("flow-simulation", "flow-steps")]:
            break
        await asyncio.sleep(0.05)
    assert not [task for task in asyncio.all_tasks() if task.get_name() in ("flow-simulation", "flow-steps")]


@live
async def test_an_agents_simulator_walks_its_flow(dial, edge_app, client, flow_id):
    revision = (await client.get(f"{FLOWS}/{flow_id}")).json()["revision"]
    async with serving(edge_app) as port:
        url = f"ws://127.0.0.1:{port}/ws/tron/simulator"
        async with websockets.connect(url) as connection:
            talk = Talk(connection)
            agent = {"template": "survey_bot", "flow_id": flow_id}
            opening = await talk.start(agent, contact_name="Asha")
            assert "flow.unavailable" in [one.get("event") for one in opening]
            await client.post(f"{FLOWS}/{flow_id}/publish", json={"revision": revision})
            opening = await talk.start(agent, contact_name="Asha")
            assert [one["text"] for one in opening if one["type"] == "agent"] == [
                "Hello Asha, an automated assistant. Do you want tea?"
            ]
            await talk.send(type="say", text="yes")
            end = (await talk.until("ended"))[-1]
            assert (end["outcome"], end["reason"]) == ("sold", "agent_ended")
            [refused] = await talk.start({"template": "survey_bot", "flow_id": str(uuid4())})
            assert refused["error"]["fields"][0]["path"] == "agent.flow_id"


def test_steps_travel_without_what_they_do_not_have() -> None:
    from tron.api.flow_simulator import _wire
    from tron.core.models.flow_simulation import Step

    step = Step(type="agent", at=1.0, text="Hi", node="hi", node_type="greeting")
    assert json.loads(json.dumps(_wire(step))) == {
        "type": "agent",
        "at": 1.0,
        "text": "Hi",
        "node": "hi",
        "node_type": "greeting",
    }
