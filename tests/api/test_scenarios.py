"""Scenarios over HTTP: written, run by script and by persona, kept, and asked for before publishing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI

from tests.api.test_flow_simulator import FLOWS, TEA, made
from tests.core.flow_engine.talks import canvas
from tron.core.repositories import scenarios as repository
from tron.core.scenarios import runner, running, spoken

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


async def run(client: httpx2.AsyncClient, address: str, scenario: dict[str, Any], **body: Any) -> dict[str, Any]:
    answer = await client.post(f"{address}/{scenario['id']}/run", json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


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


async def test_a_script_passes_and_is_kept(client, address):
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


async def test_what_was_otherwise_is_told(client, address):
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
    assert tried["outcome"] == "refused"


async def test_who_has_said_all_hangs_up(client, address):
    asks = [{"kind": "reason", "reason": "caller_hung_up"}]
    scenario = await created(client, address, caller={"kind": "script", "turns": [{"silence": True}]}, assertions=asks)
    assert (await run(client, address, scenario))["passed"]


async def test_the_draft_before_a_change_is_stale_and_a_version_is_not(client, address, flow_id):
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


async def test_all_run_one_after_the_other(client, address):
    await created(client, address)
    await created(client, address, name="Never", assertions=[{"kind": "outcome", "outcome": None}])
    answer = await client.post(f"{address}/run", json={})
    assert [one["passed"] for one in answer.json()["items"]] == [True, False]
    assert (await client.post(f"{FLOWS}/{uuid4()}/scenarios/run", json={})).status_code == 404


async def test_an_owner_can_require_them_before_publishing(client, address, flow_id):
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


async def test_only_so_many_are_kept(client, address, monkeypatch):
    monkeypatch.setattr(repository, "KEPT", 2)
    scenario = await created(client, address)
    ran = [(await run(client, address, scenario))["id"] for _ in range(3)]
    kept = [one["id"] for one in (await client.get(f"{address}/{scenario['id']}/runs")).json()["items"]]
    assert kept == ran[:0:-1]


async def test_time_that_is_over_fails_the_rest(client, address, monkeypatch):
    monkeypatch.setattr(running, "MOST_SECONDS", -1.0)
    scenario = await created(client, address)
    [tried] = (await run(client, address, scenario))["results"]
    assert (tried["passed"], tried["problem"]) == (False, running.NO_TIME)


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


async def test_a_persona_and_a_judge(client, address, model):
    judged = {"kind": "judged", "criterion": "The agent was polite."}
    scenario = await created(client, address, caller=PERSONA, assertions=[judged, AGREES["assertions"][1]])
    result = await run(client, address, scenario)
    assert result["passed"]
    assert result["results"][0]["talk"][1] == {"role": "caller", "text": "yes of course"}
    assert result["results"][0]["tokens"] > 0
    model.lines, model.holds = ["yes"], "false"
    result = await run(client, address, scenario)
    assert result["results"][0]["assertions"][0] == {"assertion": 0, "held": False, "message": "As it should be."}


async def test_a_persona_that_leaves_at_once(client, address, model):
    model.lines = ["[HANG UP]"]
    scenario = await created(client, address, caller=PERSONA, assertions=[{"kind": "reason", "reason": "agent_ended"}])
    [tried] = (await run(client, address, scenario))["results"]
    assert tried["reason"] == "caller_hung_up"
    model.lines = [""]
    [tried] = (await run(client, address, scenario))["results"]
    assert "gave no answer" in tried["problem"]


async def test_without_a_model_it_says_so(client, address):
    judged = [{"kind": "judged", "criterion": "The agent was polite."}]
    persona = await created(client, address, caller=PERSONA)
    assert (await run(client, address, persona))["results"][0]["problem"] == runner.NO_MODEL
    scenario = await created(client, address, assertions=judged)
    [tried] = (await run(client, address, scenario))["results"]
    assert tried["assertions"][0]["message"] == runner.NO_JUDGE


async def test_a_flow_that_takes_too_long_is_left(client, address, monkeypatch):
    monkeypatch.setattr(runner, "TURN_SECONDS", 0.0)
    scenario = await created(client, address)
    [tried] = (await run(client, address, scenario))["results"]
    assert (tried["passed"], tried["problem"]) == (False, runner.TOO_LONG)


async def test_a_spoken_run_wants_a_version_and_a_worker(client, address, flow_id, monkeypatch):
    agent = (await client.post("/api/tron/agents", json={"template": "survey_bot"})).json()
    scenario = await created(client, address, agent_id=agent["id"])
    answer = await client.post(f"{address}/{scenario['id']}/run", json={"spoken": True})
    assert [one["path"] for one in answer.json()["error"]["fields"]] == ["version"]
    flow = (await client.get(f"{FLOWS}/{flow_id}")).json()
    await client.post(f"{FLOWS}/{flow_id}/publish", json={"revision": flow["revision"]})
    monkeypatch.setattr(spoken, "CLAIM_SECONDS", -1.0)
    result = await run(client, address, scenario, spoken=True)
    assert (result["version"], result["results"][0]["problem"]) == (1, spoken.NO_WORKER)
    call = (await client.get(f"/api/tron/calls/{result['results'][0]['call_id']}")).json()
    assert (call["status"], call["contact_name"]) == ("cancelled", "Asha")


async def test_a_node_to_begin_at_that_is_gone(client, address):
    scenario = await created(client, address, node="nowhere")
    answer = await client.post(f"{address}/{scenario['id']}/run", json={})
    assert answer.status_code == 422


async def test_a_flow_takes_its_scenarios_with_it(client, database):
    empty = canvas([("s", "start_inbound", {})], [])
    flow_id = await made(client, empty)
    scenario = await created(client, f"{FLOWS}/{flow_id}/scenarios")
    await run(client, f"{FLOWS}/{flow_id}/scenarios", scenario)
    assert (await client.delete(f"{FLOWS}/{flow_id}")).status_code == 204
    assert (await client.get(f"{FLOWS}/{flow_id}/scenarios")).status_code == 404
