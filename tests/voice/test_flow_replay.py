"""A call's events alone are enough to walk its flow again, the same way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.core.flow_engine.talks import canvas, flows
from tests.support import ScaledClock
from tests.voice.flow_calls import Place, place
from tron.core.database.engine import Database
from tron.core.database.tables import Agent
from tron.core.flow_calls.rules import flow_rules, flow_variables
from tron.core.flow_engine.replay import replayed, replayed_path
from tron.core.flow_engine.state import FlowState

VISIT = canvas(
    [
        ("s", "start_outbound", {}),
        ("hi", "greeting", {"text": "Hello {{contact_name}}, an automated assistant. May I ask something?"}),
        ("way", "branch_keyword", {"routes": [{"id": "yes", "keywords": ["yes"]}]}),
        ("pin", "collect", {"kind": "pincode", "prompt": "Your pin code?", "variable": "pin", "confirm": False}),
        ("key", "dtmf", {"prompt": "And your secret number.", "variable": "secret", "sensitive": True}),
        ("back", "schedule_callback", {"when": "relative", "amount": 2, "unit": "hours"}),
        ("bye", "end_call", {"message": "Thank you, goodbye.", "outcome": "done"}),
        ("human", "global", {"condition": "asks_human"}),
        ("calm", "speak", {"text": "A colleague calls you later."}),
    ],
    [
        *("s > hi", "hi > way", "way.yes > pin", "way.fallback > bye", "pin > key", "pin.failed > bye"),
        *("key > back", "key.failed > bye", "back > bye", "back.failed > bye", "human > calm"),
    ],
)


MACHINE = "+910000000004"
LEAVES = canvas(
    [
        ("s", "start_outbound", {}),
        ("hi", "greeting", {"text": "Hello, an automated assistant. May I ask something?"}),
        ("bye", "end_call", {"message": "Goodbye."}),
        ("box", "global", {"condition": "voicemail"}),
        ("note", "set_outcome", {"outcome": "voicemail"}),
        ("leave", "end_call", {"message": "Please call {{agent.name}} back."}),
    ],
    ["s > hi", "hi > bye", "box > note", "note > leave"],
)


@pytest.fixture
async def here(database: Database, tmp_path: Path) -> AsyncIterator[Place]:
    async with place(database, tmp_path) as made:
        yield made


@pytest.mark.parametrize(
    "says",
    [
        ["I want to talk to a human", "yes", "four one one zero zero one", "#4321#"],
        ["", "yes", "hm", "411001", "!"],
        ["never call me again"],
        ["no"],
    ],
)
async def test_a_call_is_walked_again_from_its_events(here: Place, says: list[str]) -> None:
    story = await here.call(VISIT, says)
    events = [(event.type, event.payload) for event in story.events]
    assert "4321" not in str(events)
    async with here.database.transaction() as session:
        agent = await session.get_one(Agent, story.call.agent_id)
    rules, variables = flow_rules(agent, story.call), flow_variables(agent, story.call)
    assert await replayed_path(flows(VISIT), rules, variables, events) == story.path
    inputs = [one for type_, payload in events if type_ == "flow.node_left" for one in payload["inputs"]]
    _path, state = await replayed(flows(VISIT), rules, FlowState(variables=variables), inputs)
    assert state.outcome == story.call.outcome
    assert state.reason in (story.call.reason, "replay_ended")


@pytest.mark.slow
async def test_the_way_for_a_machine_is_walked_again_from_its_own_node(database: Database, tmp_path: Path) -> None:
    async with place(database, tmp_path, clock=ScaledClock(25)) as here:  # a machine has half a minute to be known in
        story = await here.call(LEAVES, None, number=MACHINE, options={"voicemail_action": "flow"})
    assert [told["node"] for told in story.of("flow.started")] == ["", "box"]
    assert (story.path[:2], story.path[2:]) == (["s", "hi"], ["box", "note", "leave"])
    events = [(event.type, event.payload) for event in story.events]
    async with database.transaction() as session:
        agent = await session.get_one(Agent, story.call.agent_id)
    rules, variables = flow_rules(agent, story.call), flow_variables(agent, story.call)
    assert await replayed_path(flows(LEAVES), rules, variables, events) == ["box", "note", "leave"]
