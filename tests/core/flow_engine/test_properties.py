"""Any graph with any caller: a walk never hangs, never raises, ends; it can be replayed, and gone on with elsewhere."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.flow_engine.random_flows import RandomRoom, RandomTalk, confided, confiding, cuts, random_flows, turns
from tests.core.flow_engine.talks import Room, Talk, canvas, flows
from tests.support import finished
from tron.core.flow_engine.engine import MOST_STEPS, Walk
from tron.core.flow_engine.graph import Flows
from tron.core.flow_engine.outside import Outside, ReplayDiverged
from tron.core.flow_engine.replay import replayed, replayed_path
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.state import FlowState
from tron.core.ports import Heard

pytestmark = pytest.mark.thorough

RULES = FlowRules(disclosures=("This call is recorded. Say stop to end it.", "Hello {{contact_name}}."))
REASONS = {"agent_ended", "caller_hung_up", "no_input", "opted_out", "max_duration", "vendor_failed", "transferred"}
GIVEN: Mapping[str, Any] = {"contact_name": "Ravi", "order": ["A-7"]}
SECONDS = 10

any_walk = given(random_flows(), turns, cuts, st.booleans(), st.integers(0, 9))
few = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
Turns = Sequence[str | Heard | None]


def told(talk: Talk) -> list[tuple[str, Mapping[str, Any]]]:
    """The events as the database gives them back."""
    return [(type_, json.loads(json.dumps(payload))) for type_, payload, _node in talk.events]


async def _walked(all_flows: Flows, talk: Talk, room: Room, state: FlowState) -> FlowState:
    async with asyncio.timeout(SECONDS):
        return await Walk(all_flows, state, Outside(talk, room), RULES).run()


@pytest.mark.slow
@any_walk
@few
def test_any_walk_ends_and_its_replay_goes_the_same_way(
    all_flows: Flows, caller: Turns, cut: Mapping[int, str], model: bool, seed: int
) -> None:
    talk, start = RandomTalk(caller, cut, model=model), FlowState(variables=dict(GIVEN))
    end = finished(_walked(all_flows, talk, RandomRoom(seed), deepcopy(start)))
    assert end.ended
    assert end.reason in REASONS
    assert end.steps <= MOST_STEPS + 1
    assert not talk.of("flow.node_failed")
    events = told(talk)
    assert finished(replayed_path(all_flows, RULES, GIVEN, events)) == talk.path()


@given(confided(), st.sampled_from(["#12#", "#4111111111#"]), confiding, cuts)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_walk_by_secrets_is_found_again_from_their_masks(
    all_flows: Flows, pin: str, caller: Turns, cut: Mapping[int, str]
) -> None:
    talk = RandomTalk([pin, *caller], cut, model=False)
    finished(_walked(all_flows, talk, RandomRoom(0), FlowState()))
    assert not talk.of("flow.node_failed")
    assert finished(replayed_path(all_flows, RULES, {}, told(talk))) == talk.path()


@pytest.mark.slow
@any_walk
@few
def test_a_walk_goes_on_from_its_stored_state_after_any_node(
    all_flows: Flows, caller: Turns, cut: Mapping[int, str], model: bool, seed: int
) -> None:
    """Each node in another walk, as if in another process: nothing is kept but the state's JSON."""
    at_once, moved = (RandomTalk(caller, cut, model=model) for _ in range(2))
    end = finished(_walked(all_flows, at_once, RandomRoom(seed), FlowState(variables=dict(GIVEN))))

    async def stepwise() -> FlowState:
        state, room = FlowState(variables=dict(GIVEN)), RandomRoom(seed)
        async with asyncio.timeout(SECONDS):
            while not state.ended:
                await Walk(all_flows, state, Outside(moved, room), RULES).step()
                state = FlowState.restored(state.stored())
        return state

    assert finished(stepwise()) == FlowState.restored(end.stored())
    assert moved.path() == at_once.path()
    assert moved.said == at_once.said


ASKS = canvas(
    [
        ("s", "start_inbound", {}),
        ("ask", "greeting", {"text": "Which colour?"}),
        ("keep", "listen", {"variable": "colour"}),
        ("end", "end_call", {"message": "Noted: {{colour}}."}),
    ],
    ["s > ask", "ask > keep", "keep > end"],
)


async def test_a_replay_finds_the_values_again() -> None:
    talk = Talk("fine", "blue")
    end = await _walked(flows(ASKS), talk, Room(), FlowState())
    inputs = [one for type_, payload in told(talk) if type_ == "flow.node_left" for one in payload["inputs"]]
    path, again = await replayed(flows(ASKS), RULES, FlowState(), inputs)
    assert path == ["s", "ask", "keep", "end"]
    assert again == end
    assert again.variables == {"colour": "blue"}


async def test_a_replay_over_another_flow_says_so() -> None:
    talk = Talk("fine", "blue")
    await _walked(flows(ASKS), talk, Room(), FlowState())
    other = canvas([("s", "start_inbound", {}), ("l", "listen", {}), ("e", "end_call", {})], ["s > l", "l > e"])
    with pytest.raises(ReplayDiverged, match="heard was wanted, said was recorded"):
        await replayed_path(flows(other), RULES, {}, told(talk))
