"""Scenarios whose caller a model plays: agent, caller and judge, by the real client, behind OpenAI's protocol."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import pytest
from fastapi import FastAPI

from tests.api.test_flow_simulator import FLOWS, made
from tests.api.test_scenarios import asked, at_work, created, over
from tests.core.flow_engine.talks import canvas
from tests.emulators.brain import Row, Says, last
from tests.emulators.model_vendors import OPENAI_KEY, OpenAICloudEmulator
from tron.providers.llm.models import Models

SHOP = canvas(
    [
        ("start", "start_outbound", {}),
        ("hi", "greeting", {"text": "Hello Ravi, an automated assistant. May I tell you about our tea?"}),
        ("free", "llm_response", {"instructions": "Name the price and ask whether they order."}),
        ("want", "branch_intent", {}),
        ("done", "end_call", {"message": "It comes tomorrow. Goodbye.", "outcome": "sold"}),
        ("bye", "end_call", {"message": "Goodbye.", "outcome": "refused"}),
    ],
    [
        "start > hi",
        "hi > free",
        "free > want",
        "free.failed > bye",
        "want.interested > done",
        "want.not_interested > bye",
        "want.question > bye",
        "want.fallback > bye",
    ],
)
MOODY: dict[str, Any] = {
    "name": "Moody Ravi",
    "caller": {"kind": "persona", "persona": "Ravi, who is moody", "goal": "decide about the tea"},
    "assertions": [
        {"kind": "visited", "nodes": ["free"]},
        {"kind": "outcome", "outcome": "sold"},
        {"kind": "judged", "criterion": "The agent names the price."},
    ],
    "tries": 3,
    "must_pass": 2,
}
PRICE = "A packet costs 300 rupees. Shall I send one?"
ENDS = ("Sounds fair, put me down for one packet.", "That is far too much for me.")


class ThreeMinds:
    """The agent, the caller who buys two times out of three, and the judge: told apart by what they are asked."""

    def __init__(self) -> None:
        self.calls = 0
        self.price = PRICE

    def answer(self, messages: Sequence[Row], tools: Sequence[Mapping[str, Any]]) -> Says:
        system = last(messages, "system")
        if "You play a person" in system:
            return Says(self._plays(messages))
        if "You judge a phone call" in system:
            return Says(self._judges(json.loads(last(messages, "user"))))
        if "You classify" in system:
            wants = "interested" if "put me down" in last(messages, "user") else "not_interested"
            return Says(json.dumps({"q1": wants}))
        return Says(self.price)

    def _plays(self, messages: Sequence[Row]) -> str:
        said = [row for row in messages if row["role"] == "assistant"]
        if not said:
            self.calls += 1
            return '"Well, what does it cost?"'
        return ENDS[1] if self.calls == 2 else ENDS[0]

    def _judges(self, asked: Mapping[str, str]) -> str:
        agent = re.findall(r"^agent: (.*)$", asked["transcript"], re.M)
        holds = any("300 rupees" in line for line in agent)
        verdict = {"why": "It says 300 rupees." if holds else "No price is named.", "holds": holds}
        return f"```json\n{json.dumps(verdict)}\n```"


@pytest.fixture
async def vendor(client, edge_app: FastAPI) -> AsyncIterator[OpenAICloudEmulator]:
    """OpenAI as the emulator plays it, with three minds; the app reaches it by its own client."""
    async with OpenAICloudEmulator(brain=ThreeMinds()) as server:
        values = {"ai.openai_endpoint": server.url + server.base, "ai.openai_api_key": OPENAI_KEY}
        answer = await client.put("/api/tron/settings", json={"revision": 1, "values": values})
        assert answer.status_code == 200, answer.text
        models = edge_app.state.services.models = Models()
        yield server
        await models.aclose()


@pytest.fixture
async def address(client, vendor) -> str:
    return f"{FLOWS}/{await made(client, SHOP)}/scenarios"


@pytest.fixture
async def run(client, address, edge_app):
    """A run of MOODY, changed so, to its end."""
    agent = {"name": "Meera", "language": "en-IN", "llm_provider": "openai", "llm_model": "gpt-4o-mini"}
    answer = await client.post("/api/tron/agents", json=agent)
    assert answer.status_code == 201, answer.text

    async def held(**changes: Any) -> dict[str, Any]:
        scenario = await created(client, address, **{**MOODY, "agent_id": answer.json()["id"], **changes})
        waits = await asked(client, address, scenario)
        async with at_work(edge_app.state.services):
            return await over(client, address, waits)

    return held


async def test_a_persona_is_played_judged_and_has_to_pass_some_tries_of_many(run, vendor):
    result = await run()
    assert (result["state"], result["passes"], result["runs"]) == ("passed", 2, 3), result
    bought, left, _again = result["results"]
    talk = [(one["role"], one["text"]) for one in bought["talk"]]
    assert talk[1:5] == [
        ("caller", "Well, what does it cost?"),
        ("agent", PRICE),
        ("caller", ENDS[0]),
        ("agent", "It comes tomorrow. Goodbye."),
    ]
    assert [one["passed"] for one in result["results"]] == [True, False, True]
    assert [one["held"] for one in left["assertions"]] == [True, False, True]
    assert left["assertions"][1]["message"] == "The outcome is refused."
    assert left["talk"][3]["text"] == ENDS[1]
    assert all(one["tokens"] > 50 for one in result["results"])
    kinds = [
        next(key for key in ("play a person", "judge", "classify", "") if key in _system(body)) for body in vendor.asked
    ]
    assert {kind: kinds.count(kind) for kind in kinds} == {"play a person": 6, "": 3, "classify": 3, "judge": 3}


def _system(body: Mapping[str, Any]) -> str:
    return last(body["messages"], "system")


async def test_the_same_caller_fails_where_every_try_has_to_pass(run):
    result = await run(must_pass=3)
    assert (result["state"], result["passes"], result["runs"]) == ("failed", 2, 3)


async def test_a_judge_reads_what_was_really_said(run, vendor):
    vendor.brain.price = "It is cheap. Shall I send one?"
    result = await run(tries=1, must_pass=1)
    [tried] = result["results"]
    assert (result["state"], tried["assertions"][2]["message"]) == ("failed", "No price is named.")


async def test_a_vendor_that_is_away_is_the_problem_and_not_the_flow(run, vendor):
    vendor.fault = "unauthorised"
    [tried] = (await run(tries=1, must_pass=1))["results"]
    assert not tried["passed"]
    assert tried["problem"].startswith("The model gave no answer")
