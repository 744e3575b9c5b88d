"""One node by itself, with what it is given: how it leaves, what it says, what it changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Final

from tron.core.errors import TronError
from tron.core.flow_engine.state import Words
from tron.core.models.flow_simulation import CallerTurn, Step, TestNodeOut
from tron.core.simulator.flow_simulation import FlowSimulation
from tron.core.simulator.flow_stage import Stage

SECONDS: Final = 60.0
WAITS: Final = "It still waits for the caller: add what they say or press."
TOO_LONG: Final = "It was not done within a minute."


def words_of(turn: CallerTurn | None) -> Words | None:
    """What the caller had said before the node; None for nothing."""
    if turn is None or turn.hang_up:
        return None
    if turn.silence:
        return Words(kind="silence")
    return Words(text=turn.text) if turn.text is not None else Words(kind="keys", keys=turn.keys or "")


async def run_node(
    stage: Stage, node: str, inputs: Sequence[CallerTurn], now: Callable[[], float] = time.monotonic
) -> TestNodeOut:
    """Runs `node` of the stage (opened with `only_one`). Closes nothing."""
    simulation = stage.simulation
    graph_node = stage.loaded.flows.main.nodes[node]
    problems = [f"{path}: {message}" for _code, path, message in graph_node.type.problems(graph_node.data)]
    began = now()
    simulation.begin()
    problems += await _play(simulation, inputs)
    seconds = round(now() - began, 3)
    state, steps = simulation.state(), list(simulation.steps)
    await simulation.aclose()
    return TestNodeOut(
        handle=_handle(steps, node),
        said=[step.text for step in steps if step.type == "agent" and step.text],
        steps=steps,
        variables=state.variables,
        problems=problems,
        seconds=seconds,
    )


async def _play(simulation: FlowSimulation, inputs: Sequence[CallerTurn]) -> list[str]:
    left = list(inputs)
    while await simulation.settled(SECONDS):
        if simulation.over:
            return []
        if not left:
            return [WAITS]
        try:
            await simulation.act(left.pop(0))
        except TronError as error:
            return [error.message]
    return [TOO_LONG]


def _handle(steps: Sequence[Step], node: str) -> str | None:
    return next((step.handle for step in steps if step.event == "flow.node_left" and step.node == node), None)
