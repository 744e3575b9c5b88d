"""/api/tron/flows: the agents and flows that a flow is linked to."""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import select

from tests.api.flow_requests import AGENTS, FLOWS, actions, make, paths, publish, read, refused, save
from tests.core.flows.drawn import calling, drawn
from tests.factories import agent_row
from tron.core.database.tables import Agent, Call, Flow


async def test_an_agent_is_linked_to_a_flow_and_a_version(client):
    flow = await make(client, drawn())
    answer = await client.post(AGENTS, json={"name": "Asha", "flow_id": flow["id"], "flow_version": 1})
    assert paths(answer) == ["flow_version"]
    agent = (await client.post(AGENTS, json={"name": "Asha", "flow_id": flow["id"]})).json()
    assert (agent["flow_id"], agent["flow_version"]) == (flow["id"], None)
    await publish(client, flow)
    pinned = (await client.put(f"{AGENTS}/{agent['id']}", json={**taken(agent), "flow_version": 1})).json()
    assert pinned["flow_version"] == 1
    wrong = await client.put(f"{AGENTS}/{agent['id']}", json={**taken(pinned), "flow_version": 2})
    assert paths(wrong) == ["flow_version"]
    used = (await read(client, flow))["used_by"]
    assert used == [{"kind": "agent", "id": agent["id"], "name": "Asha", "version": 1, "archived": False}]
    [listed] = (await client.get(FLOWS)).json()["items"]
    assert (listed["used_by_count"], listed["language"]) == (1, agent["language"])


def taken(agent: dict[str, Any]) -> dict[str, Any]:
    """An agent as PUT takes it."""
    shown_only = ("id", "archived_at", "created_at", "updated_at", "llm_api_key")
    return {name: value for name, value in agent.items() if name not in shown_only}


async def test_another_flow_or_none_takes_the_pinned_version_away(client):
    one, two = await make(client, drawn(), "One"), await make(client, drawn(), "Two")
    await publish(client, one)
    body = {"name": "Asha", "flow_id": one["id"], "flow_version": 1}
    agent = (await client.post(AGENTS, json=body)).json()
    for flow_id in (two["id"], None):
        change = {name: value for name, value in taken(agent).items() if name != "flow_version"}
        agent = (await client.put(f"{AGENTS}/{agent['id']}", json={**change, "flow_id": flow_id})).json()
        assert (agent["flow_id"], agent["flow_version"]) == (flow_id, None)
    assert paths(await client.post(AGENTS, json={"name": "x", "flow_version": 1})) == ["flow_version"]


async def test_an_archived_flow_is_kept_but_not_taken(client):
    flow = await make(client, drawn())
    agent = (await client.post(AGENTS, json={"name": "Asha", "flow_id": flow["id"]})).json()
    await client.post(f"{FLOWS}/{flow['id']}/archive", json={"revision": 1})
    assert paths(await client.post(AGENTS, json={"name": "Ravi", "flow_id": flow["id"]})) == ["flow_id"]
    kept = await client.put(f"{AGENTS}/{agent['id']}", json={**taken(agent), "name": "Usha"})
    assert kept.json()["flow_id"] == flow["id"]


async def test_a_flow_in_use_is_not_removed(client, database):
    flow, outer = await make(client, drawn(), "Inner"), await make(client, drawn(), "Outer")
    await save(client, outer, canvas_data=calling(flow["id"]))
    async with database.transaction() as session:
        agent = agent_row(name="Asha", flow_id=flow["id"])
        session.add_all([agent, Call(line="sandbox", status="in_progress", flow_id=flow["id"], flow_version=1)])
    body = await refused(await client.delete(f"{FLOWS}/{flow['id']}"), 409, "in_use")
    assert [(user["kind"], user["name"]) for user in body["users"]] == [
        ("agent", "Asha"),
        ("flow", "Outer"),
        ("call", ""),
    ]
    async with database.transaction() as session:
        (await session.get_one(Agent, agent.id)).flow_id = None
        for call in (await session.scalars(select(Call))).all():
            call.status = "completed"
    await save(client, await read(client, outer), canvas_data=drawn())
    assert (await client.delete(f"{FLOWS}/{flow['id']}")).status_code == 204
    await refused(await client.get(f"{FLOWS}/{flow['id']}"), 404, "not_found")
    assert (await actions(database, flow))[-1] == "flow.delete"


async def test_a_flow_that_an_older_version_runs_is_in_use(client):
    inner, middle = await make(client, drawn(), "Inner"), await make(client, drawn(), "Middle")
    await publish(client, inner)
    middle = (await save(client, middle, canvas_data=calling(inner["id"]))).json()
    await publish(client, middle)
    outer = await make(client, calling(middle["id"], 1), "Outer")
    await publish(client, outer)
    middle = (await save(client, await read(client, middle), canvas_data=drawn())).json()
    await publish(client, middle)
    body = await refused(await client.delete(f"{FLOWS}/{inner['id']}"), 409, "in_use")
    assert [user["name"] for user in body["users"]] == ["Middle"]
    outer = (await save(client, await read(client, outer), canvas_data=calling(middle["id"]))).json()
    await refused(await client.delete(f"{FLOWS}/{inner['id']}"), 409, "in_use")
    await publish(client, outer)
    assert (await client.delete(f"{FLOWS}/{inner['id']}")).status_code == 204


async def test_a_link_made_while_the_flow_is_removed_is_refused_or_kept(client, database):
    flow = await make(client, drawn())
    removed, linked = await asyncio.gather(
        client.delete(f"{FLOWS}/{flow['id']}"), client.post(AGENTS, json={"name": "Asha", "flow_id": flow["id"]})
    )
    assert (removed.status_code, linked.status_code) in {(204, 422), (204, 409), (409, 201)}
    async with database.transaction() as session:
        flows = set((await session.scalars(select(Flow.id))).all())
        assert set((await session.scalars(select(Agent.flow_id).where(Agent.flow_id.is_not(None)))).all()) <= flows


async def test_a_flow_that_calls_itself_is_not_published(client):
    one, two = await make(client, drawn(), "One"), await make(client, drawn(), "Two")
    await publish(client, one)
    calls_one = (await save(client, two, canvas_data=calling(one["id"]))).json()
    await publish(client, calls_one)
    circle = (await save(client, one, canvas_data=calling(two["id"]))).json()
    body = await publish(client, circle, 422)
    assert "recursion" in {finding["code"] for finding in body["findings"]}
