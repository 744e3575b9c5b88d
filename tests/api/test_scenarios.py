"""Scenarios over HTTP: written, run by script and by persona, kept, and asked for before publishing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from tests.api.flow_requests import as_role
from tests.api.test_flow_simulator import FLOWS, TEA, made
from tests.core.flow_engine.talks import canvas
from tron.core.database.tables import AuditEntry
from tron.core.repositories import scenario_runs as repository
from tron.core.scenarios import asking, jobs, runner, spoken
from tron.core.scenarios.jobs import ScenarioJobs
from tron.core.services import Services

AGREES: dict[str, Any] = {
    "name": "Agrees",
    "variables": {"contact_name": "Asha"},
    "caller": {"kind": "script", "turns": ["yes please"]},
    "assertions": [
        {"kind": "visited", "nodes": ["want", "done"]},
        {"kind": "outcome", "outcome": "sold"},
        {"kind": "said", "regex": "it comes, asha"},
    ],
}


@pytest.fixture
async def flow_id(client: httpx2.AsyncClient) -> str:
    return await made(client)


@pytest.fixture
def address(flow_id: str) -> str:
    return f"{FLOWS}/{flow_id}/scenarios"


async def created(client: httpx2.AsyncClient, address: str, **changes: Any) -> dict[str, Any]:
    answer = await client.post(address, json={**AGREES, **changes})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


Asked = dict[str, Any]


async def asked(client: httpx2.AsyncClient, address: str, scenario: Asked, **body: Any) -> Asked:
    """A run that waits."""
    answer = await client.post(f"{address}/{scenario['id']}/run", json=body)
    assert answer.status_code == 202, answer.text
    return dict(answer.json())


async def over(client: httpx2.AsyncClient, address: str, run: Asked) -> Asked:
    """The run once it is over."""
    while run["state"] in ("queued", "running"):
        await asyncio.sleep(0.02)
        run = (await client.get(f"{address}/{run['scenario_id']}/runs/{run['id']}")).json()
    return run


@asynccontextmanager
async def at_work(services: Services) -> AsyncIterator[ScenarioJobs]:
    """A worker's side of scenarios."""
    jobs = ScenarioJobs(services, fidelity="text")
    await jobs.start()
    try:
        yield jobs
    finally:
        await jobs.close()


@pytest.fixture
def run(edge_app: FastAPI) -> Callable[..., Awaitable[Asked]]:
    """Asks for a run and lets a worker hold it."""

    async def held(client: httpx2.AsyncClient, address: str, scenario: Asked, **body: Any) -> Asked:
        waits = await asked(client, address, scenario, **body)
        async with at_work(edge_app.state.services):
            return await over(client, address, waits)

    return held


async def test_a_scenario_is_written_changed_and_removed(client, address):
    scenario = await created(client, address)
    assert scenario["caller"]["turns"] == ["yes please"]
    assert (scenario["tries"], scenario["must_pass"], scenario["last_run"]) == (1, 1, None)
    changed = {**AGREES, "name": "Agrees at once", "tries": 3, "must_pass": 2, "revision": 1}
    answer = await client.put(f"{address}/{scenario['id']}", json=changed)
    assert (answer.json()["name"], answer.json()["revision"]) == ("Agrees at once", 2)
    stale = await client.put(f"{address}/{scenario['id']}", json=changed)
    assert stale.status_code == 409
    assert stale.json()["current"]["revision"] == 2
    await created(client, address, name="a first one")
    names = [one["name"] for one in (await client.get(address)).json()["items"]]
    assert names == ["a first one", "Agrees at once"]
    assert (await client.delete(f"{address}/{scenario['id']}")).status_code == 204
    assert (await client.delete(f"{address}/{scenario['id']}")).status_code == 404


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"assertions": [{"kind": "said", "regex": "(a"}]}, "assertions.0.said.regex"),
        ({"assertions": []}, "assertions"),
        ({"caller": {"kind": "script", "turns": []}}, "caller.script.turns"),
        ({"caller": {"kind": "script", "turns": [{"text": "a", "keys": "1"}]}}, None),
        ({"caller": {"kind": "script", "turns": ["x" * 10_000]}}, None),
        ({"agent_id": str(uuid4())}, "agent_id"),
        ({"name": " "}, "name"),
        ({"must_pass": 2}, None),
    ],
)
async def test_what_is_no_scenario_is_refused(client, address, changes, path):
    answer = await client.post(address, json={**AGREES, **changes})
    assert answer.status_code == 422
    assert path is None or path in [field["path"] for field in answer.json()["error"]["fields"]]


async def test_a_script_passes_and_is_kept(client, address, run):
    scenario = await created(client, address)
    result = await run(client, address, scenario)
    assert (result["passed"], result["passes"], result["runs"], result["stale"]) == (True, 1, 1, False)
    [tried] = result["results"]
    assert tried["path"] == ["start", "hi", "want", "done"]
    assert [one["role"] for one in tried["talk"]] == ["agent", "caller", "agent"]
    assert tried["problem"] is None
    [listed] = (await client.get(address)).json()["items"]
    assert listed["last_run"]["id"] == result["id"]
    assert (await client.get(f"{address}/{scenario['id']}/runs")).json()["items"] == [result]


async def test_what_was_otherwise_is_told(client, address, run):
    turns = ["hmm", {"keys": "1"}]
    asks = [{"kind": "not_visited", "nodes": ["over"]}, {"kind": "reason", "reason": "agent_ended"}]
    scenario = await created(
        client,
        address,
        caller={"kind": "script", "turns": turns},
        assertions=asks,
        colleagues={"+910000000001": "no_answer"},
        tries=2,
    )
    result = await run(client, address, scenario, tries=1)
    assert (result["passed"], result["passes"], result["runs"]) == (False, 0, 1)
    [tried] = result["results"]
    assert [(one["held"], one["message"]) for one in tried["assertions"]] == [(False, "Visited: over."), (True, None)]
    assert (tried["assertions"][0]["note"], tried["assertions"][0]["values"]) == ("visited", {"nodes": ["over"]})
    assert tried["outcome"] == "refused"


async def test_who_has_said_all_hangs_up(client, address, run):
    asks = [{"kind": "reason", "reason": "caller_hung_up"}]
    scenario = await created(client, address, caller={"kind": "script", "turns": [{"silence": True}]}, assertions=asks)
    assert (await run(client, address, scenario))["passed"]


async def test_a_scripted_caller_talks_over_the_agent(client, address, run):
    turns = [{"text": "yes please", "after_words": 2}]
    scenario = await created(client, address, caller={"kind": "script", "turns": turns})
    assert scenario["caller"]["turns"][0]["after_words"] == 2
    result = await run(client, address, scenario)
    assert result["passed"], result
    said = [one["text"] for one in result["results"][0]["talk"]]
    assert said == ["Hello Asha,", "yes please", "It comes, Asha."]


async def test_the_draft_before_a_change_is_stale_and_a_version_is_not(client, address, flow_id, run):
    scenario = await created(client, address)
    await run(client, address, scenario)
    flow = (await client.get(f"{FLOWS}/{flow_id}")).json()
    await client.post(f"{FLOWS}/{flow_id}/publish", json={"revision": flow["revision"]})
    flow = (await client.get(f"{FLOWS}/{flow_id}")).json()
    changed = {**TEA, "nodes": [*TEA["nodes"][:-1], {**TEA["nodes"][-1], "data": {"message": "Bye bye."}}]}
    saved = await client.put(f"{FLOWS}/{flow_id}", json={"revision": flow["revision"], "canvas_data": changed})
    assert saved.status_code == 200
    [listed] = (await client.get(address)).json()["items"]
    assert listed["last_run"]["stale"]
    assert (await run(client, address, scenario, version=1))["version"] == 1
    [listed] = (await client.get(address)).json()["items"]
    assert listed["last_run"]["version"] is None
    assert (await client.post(f"{address}/{scenario['id']}/run", json={"version": 7})).status_code == 404


async def test_all_run(client, address, edge_app):
    await created(client, address)
    await created(client, address, name="Never", assertions=[{"kind": "outcome", "outcome": None}])
    answer = await client.post(f"{address}/run", json={})
    assert answer.status_code == 202
    async with at_work(edge_app.state.services):
        ended = [await over(client, address, one) for one in answer.json()["items"]]
    assert [one["state"] for one in ended] == ["passed", "failed"]
    assert (await client.post(f"{FLOWS}/{uuid4()}/scenarios/run", json={})).status_code == 404


async def test_while_they_must_pass_only_an_owner_changes_them(client, address, flow_id, database, monkeypatch):
    scenario = await created(client, address)
    changed = {**AGREES, "revision": scenario["revision"], "name": "Easier"}
    flow = (await client.get(f"/api/tron/flows/{flow_id}")).json()
    body = {"revision": flow["revision"], "require_scenarios": True}
    assert (await client.put(f"/api/tron/flows/{flow_id}", json=body)).status_code == 200
    assert (await client.get(address)).json()["may_decide"] is True
    as_role(monkeypatch, "manager")
    assert (await client.get(address)).json()["may_decide"] is False
    for answer in (
        await client.put(f"{address}/{scenario['id']}", json=changed),
        await client.delete(f"{address}/{scenario['id']}"),
    ):
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "forbidden")
        assert "only an owner" in answer.json()["error"]["message"]
    # One more asks for more, never for less.
    assert (await client.post(address, json={**AGREES, "name": "Stricter"})).status_code == 201
    as_role(monkeypatch, "owner")
    assert (await client.put(f"{address}/{scenario['id']}", json=changed)).json()["name"] == "Easier"
    assert (await client.delete(f"{address}/{scenario['id']}")).status_code == 204
    async with database.transaction() as session:
        rows = await session.scalars(select(AuditEntry).where(AuditEntry.action == "scenario.delete"))
        assert [row.changes["required"] for row in rows] == [True]


async def test_an_owner_can_require_them_before_publishing(client, address, flow_id, run):
    flow = (await client.get(f"{FLOWS}/{flow_id}")).json()
    body = {"revision": flow["revision"], "require_scenarios": True}
    flow = (await client.put(f"{FLOWS}/{flow_id}", json=body)).json()

    async def refused() -> list[str]:
        answer = await client.post(f"{FLOWS}/{flow_id}/publish", json={"revision": flow["revision"]})
        if answer.status_code == 201:
            return []
        assert answer.status_code == 422
        assert answer.json()["error"]["code"] == "scenarios_failed"
        return [one["message"] for one in answer.json()["scenarios"]]

    assert await refused() == ["This flow has no scenario."]
    scenario = await created(client, address, assertions=[{"kind": "outcome", "outcome": "none"}])
    assert await refused() == ["It was never run."]
    await run(client, address, scenario)
    assert await refused() == ["0 of 1 tries passed."]
    await client.put(f"{address}/{scenario['id']}", json={**AGREES, "revision": 1})
    assert await refused() == ["It was not run since the last change."]
    await run(client, address, scenario)
    assert await refused() == []


async def test_a_run_with_fewer_tries_than_it_asks_for_opens_no_gate(client, address, flow_id, run):
    flow = (await client.get(f"{FLOWS}/{flow_id}")).json()
    body = {"revision": flow["revision"], "require_scenarios": True}
    flow = (await client.put(f"{FLOWS}/{flow_id}", json=body)).json()
    scenario = await created(client, address, tries=5, must_pass=4)

    async def publish() -> httpx2.Response:
        return await client.post(f"{FLOWS}/{flow_id}/publish", json={"revision": flow["revision"]})

    assert (await run(client, address, scenario, tries=1))["state"] == "passed"
    [problem] = (await publish()).json()["scenarios"]
    assert (problem["code"], problem["message"]) == ("too_few", "Its last run had fewer tries than it asks for.")
    await run(client, address, scenario, tries=6)
    await run(client, address, scenario, tries=1)  # takes nothing away from the one before
    assert (await publish()).status_code == 201


async def test_only_so_many_are_kept(client, address, monkeypatch, run):
    monkeypatch.setattr(repository, "KEPT", 2)
    scenario = await created(client, address)
    ran = [(await run(client, address, scenario))["id"] for _ in range(3)]
    kept = [one["id"] for one in (await client.get(f"{address}/{scenario['id']}/runs")).json()["items"]]
    assert kept == ran[:0:-1]


async def test_time_that_is_over_fails_the_rest(client, address, monkeypatch, run):
    monkeypatch.setattr(jobs, "MOST_TIME", timedelta(0))
    scenario = await created(client, address)
    [tried] = (await run(client, address, scenario))["results"]
    assert (tried["passed"], tried["problem"]) == (False, jobs.NO_TIME.text)


# ---------------------------------------------------------------- with a model


class Playing:
    """Plays the caller and the judge."""

    def __init__(self) -> None:
        self.lines = ["yes of course", "[HANG UP]"]
        self.holds = "true"

    async def reply(self, messages: Any, **_: Any) -> AsyncIterator[str]:
        if "judge a phone call" in messages[0]["content"]:
            yield f'{{"why": "As it should be.", "holds": {self.holds}}}'
        elif "You play a person" in messages[0]["content"]:
            yield self.lines.pop(0)

    async def find(self, choice: Any, settings: Any) -> Playing:
        return self


PERSONA = {"kind": "persona", "persona": "Ravi, who loves tea", "goal": "order tea"}


@pytest.fixture
def model(edge_app: FastAPI) -> Playing:
    edge_app.state.services.models = Playing()
    return edge_app.state.services.models


async def test_a_persona_and_a_judge(client, address, model, run):
    judged = {"kind": "judged", "criterion": "The agent was polite."}
    scenario = await created(client, address, caller=PERSONA, assertions=[judged, AGREES["assertions"][1]])
    result = await run(client, address, scenario)
    assert result["passed"]
    assert result["results"][0]["talk"][1] == {"role": "caller", "text": "yes of course"}
    assert result["results"][0]["tokens"] > 0
    model.lines, model.holds = ["yes"], "false"
    result = await run(client, address, scenario)
    assert result["results"][0]["assertions"][0] == {
        "assertion": 0,
        "held": False,
        "message": "As it should be.",
        "note": None,
        "values": {},
    }


async def test_a_persona_that_leaves_at_once(client, address, model, run):
    model.lines = ["[HANG UP]"]
    scenario = await created(client, address, caller=PERSONA, assertions=[{"kind": "reason", "reason": "agent_ended"}])
    [tried] = (await run(client, address, scenario))["results"]
    assert tried["reason"] == "caller_hung_up"
    model.lines = [""]
    [tried] = (await run(client, address, scenario))["results"]
    assert "gave no answer" in tried["problem"]


async def test_without_a_model_it_says_so(client, address, run):
    judged = [{"kind": "judged", "criterion": "The agent was polite."}]
    persona = await created(client, address, caller=PERSONA)
    assert (await run(client, address, persona))["results"][0]["problem"] == runner.NO_MODEL.text
    scenario = await created(client, address, assertions=judged)
    [tried] = (await run(client, address, scenario))["results"]
    assert tried["assertions"][0]["message"] == runner.NO_JUDGE.text


async def test_a_flow_that_takes_too_long_is_left(client, address, monkeypatch, run):
    monkeypatch.setattr(runner, "TURN_SECONDS", 0.0)
    scenario = await created(client, address)
    [tried] = (await run(client, address, scenario))["results"]
    assert (tried["passed"], tried["problem"]) == (False, runner.TOO_LONG.text)


async def test_a_spoken_run_wants_a_version_and_a_worker(client, address, flow_id, monkeypatch, run):
    agent = (await client.post("/api/tron/agents", json={"template": "survey_bot"})).json()
    scenario = await created(client, address, agent_id=agent["id"])
    answer = await client.post(f"{address}/{scenario['id']}/run", json={"spoken": True})
    assert [one["path"] for one in answer.json()["error"]["fields"]] == ["version"]
    flow = (await client.get(f"{FLOWS}/{flow_id}")).json()
    await client.post(f"{FLOWS}/{flow_id}/publish", json={"revision": flow["revision"]})
    monkeypatch.setattr(spoken, "CLAIM_SECONDS", -1.0)
    result = await run(client, address, scenario, spoken=True)
    assert (result["version"], result["results"][0]["problem"]) == (1, spoken.NO_WORKER.text)
    [listed] = (await client.get(address)).json()["items"]
    assert (listed["last_spoken_run"]["id"], listed["last_run"]) == (result["id"], None)
    call = (await client.get(f"/api/tron/calls/{result['results'][0]['call_id']}")).json()
    assert (call["status"], call["contact_name"]) == ("cancelled", "Asha")


async def test_a_node_to_begin_at_that_is_gone(client, address):
    scenario = await created(client, address, node="nowhere")
    answer = await client.post(f"{address}/{scenario['id']}/run", json={})
    assert answer.status_code == 422


async def test_a_flow_takes_its_scenarios_with_it(client, database, run):
    empty = canvas([("s", "start_inbound", {})], [])
    flow_id = await made(client, empty)
    scenario = await created(client, f"{FLOWS}/{flow_id}/scenarios")
    await run(client, f"{FLOWS}/{flow_id}/scenarios", scenario)
    assert (await client.delete(f"{FLOWS}/{flow_id}")).status_code == 204
    assert (await client.get(f"{FLOWS}/{flow_id}/scenarios")).status_code == 404


# ---------------------------------------------------------------- on their way


async def test_a_run_waits_and_is_told_from_afar(client, address, edge_app):
    scenario = await created(client, address, tries=2)
    waits = await asked(client, address, scenario)
    assert (waits["state"], waits["done"], waits["runs"], waits["started_at"]) == ("queued", 0, 2, None)
    again = await asked(client, address, scenario)
    assert again["id"] == waits["id"]  # nothing would be learnt of a second one
    [listed] = (await client.get(address)).json()["items"]
    assert (listed["current_run"]["id"], listed["last_run"]) == (waits["id"], None)
    async with at_work(edge_app.state.services):
        ended = await over(client, address, waits)
    assert (ended["state"], ended["done"], ended["passes"], ended["error"]) == ("passed", 2, 2, None)
    assert ended["created_at"] <= ended["started_at"] <= ended["ended_at"]
    [listed] = (await client.get(address)).json()["items"]
    assert (listed["current_run"], listed["last_run"]["id"]) == (None, waits["id"])
    assert (await client.get(f"{address}/{scenario['id']}/runs/{uuid4()}")).status_code == 404


async def test_a_run_walks_the_draft_that_was_asked_for(client, address, flow_id, edge_app):
    scenario = await created(client, address)
    waits = await asked(client, address, scenario)
    flow = (await client.get(f"{FLOWS}/{flow_id}")).json()
    empty = canvas([("s", "start_inbound", {})], [])
    saved = await client.put(f"{FLOWS}/{flow_id}", json={"revision": flow["revision"], "canvas_data": empty})
    assert saved.status_code == 200
    async with at_work(edge_app.state.services):
        ended = await over(client, address, waits)
    assert (ended["state"], ended["stale"]) == ("passed", True)


async def test_a_run_is_cancelled_and_that_is_no_verdict(client, address, run):
    scenario = await created(client, address)
    before = await run(client, address, scenario)
    waits = await asked(client, address, scenario)
    where = f"{address}/{scenario['id']}/runs/{waits['id']}"
    cancelled = await client.post(f"{where}/cancel")
    assert (cancelled.status_code, cancelled.json()["state"]) == (200, "cancelled")
    assert (await client.post(f"{where}/cancel")).status_code == 409
    assert (await client.post(f"{address}/{scenario['id']}/runs/{uuid4()}/cancel")).status_code == 404
    [listed] = (await client.get(address)).json()["items"]
    assert (listed["current_run"], listed["last_run"]["id"]) == (None, before["id"])


async def test_only_so_many_runs_wait(client, address, monkeypatch):
    monkeypatch.setattr(asking, "MOST_OPEN", 1)
    scenario = await created(client, address)
    await asked(client, address, scenario)
    assert (await client.post(f"{address}/{scenario['id']}/run", json={"tries": 3})).status_code == 409


async def test_all_are_run_but_those_of_which_too_many_wait(client, address, monkeypatch):
    monkeypatch.setattr(asking, "MOST_OPEN", 1)
    full = await created(client, address)
    await asked(client, address, full, tries=3)
    refused = await client.post(f"{address}/run", json={})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "too_many_runs")
    free = await created(client, address, name="Free")
    answer = await client.post(f"{address}/run", json={})
    assert (answer.status_code, [one["scenario_id"] for one in answer.json()["items"]]) == (202, [free["id"]])


async def test_a_run_under_way_opens_no_gate(client, address, flow_id, run):
    flow = (await client.get(f"{FLOWS}/{flow_id}")).json()
    body = {"revision": flow["revision"], "require_scenarios": True}
    flow = (await client.put(f"{FLOWS}/{flow_id}", json=body)).json()
    scenario = await created(client, address)
    await asked(client, address, scenario)
    refused = await client.post(f"{FLOWS}/{flow_id}/publish", json={"revision": flow["revision"]})
    assert [one["message"] for one in refused.json()["scenarios"]] == ["Its run has not come to its end yet."]
    await run(client, address, scenario)
    assert (await client.post(f"{FLOWS}/{flow_id}/publish", json={"revision": flow["revision"]})).status_code == 201
