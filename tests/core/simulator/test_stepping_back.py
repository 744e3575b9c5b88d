"""Any flow, any caller: a step back shows what was shown then, and the same turn leads the same way again."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.flow_engine.random_flows import WORDS, RandomRoom, random_flows
from tests.support import finished
from tron.core.flow_engine.graph import Flows
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.state import FlowState
from tron.core.models.flow_simulation import CallerTurn
from tron.core.simulator.flow_simulation import BROKEN, FlowSimulation, Speaker

TURNS = st.lists(
    st.one_of(
        st.sampled_from(WORDS).map(lambda text: CallerTurn(text=text)),
        st.sampled_from([CallerTurn(silence=True), CallerTurn(keys="12#"), CallerTurn(hang_up=True)]),
        st.builds(CallerTurn, text=st.sampled_from(WORDS), after_words=st.integers(1, 9)),
        st.builds(CallerTurn, hang_up=st.just(True), after_words=st.integers(1, 9)),
    ),
    min_size=3,
    max_size=8,
)
UNNOTICED = "backchannel"


def shown(simulation: FlowSimulation) -> tuple[list[dict[str, Any]], dict[str, Any], bool, float]:
    """All that a person sees of it, without what it took, and what passed unnoticed: that was no turn."""
    steps = [step.model_dump(exclude={"latency_ms", "tokens"}) for step in simulation.steps if step.event != UNNOTICED]
    return steps, simulation.state().model_dump(), simulation.waiting, round(simulation.seconds, 6)


async def settled(simulation: FlowSimulation) -> None:
    assert await simulation.settled(10)
    for _ in range(50):  # while a colleague rings it listens, too, and goes on by itself
        await asyncio.sleep(0)
    assert await simulation.settled(10)
    assert simulation.state().reason != BROKEN


async def hold(flows: Flows, turns: list[CallerTurn], back: int, seed: int) -> None:
    rules = FlowRules(disclosures=("This call is recorded.",))
    start = FlowState(variables={"contact_name": "Ravi", "order": ["A-7"]})
    simulation = FlowSimulation(flows, rules, RandomRoom(seed), Speaker(), start)
    simulation.begin()
    await settled(simulation)
    before: list[tuple[CallerTurn, Any]] = []
    for turn in turns:
        if simulation.over:
            break
        was, taken = shown(simulation), simulation.turns
        await simulation.act(turn)
        await settled(simulation)
        if simulation.turns > taken:  # one that passes unnoticed is none
            before.append((turn, was))
    last = shown(simulation)
    taken_back = []
    for _ in range(min(back, simulation.turns)):
        turn, was = before.pop()
        await simulation.back()
        await settled(simulation)
        assert shown(simulation) == was
        taken_back.append(turn)
    for turn in reversed(taken_back):
        await simulation.act(turn)
        await settled(simulation)
    assert shown(simulation) == last
    await simulation.aclose()


@pytest.mark.slow
@given(random_flows(), TURNS, st.integers(1, 4), st.integers(0, 9))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_turn_taken_back_had_never_been(flows: Flows, turns: list[CallerTurn], back: int, seed: int) -> None:
    finished(hold(flows, turns, back, seed))
