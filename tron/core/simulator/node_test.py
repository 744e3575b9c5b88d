"""One node by itself, with what it is given: how it leaves, what it says, what it changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Final

from tron.core.errors import TronError
from tron.core.flow_engine.graph import GraphNode, Unreadable
from tron.core.flow_engine.state import Words
from tron.core.models.flow_simulation import CallerTurn, NodeProblem, NodeTestCode, Step, TestNodeOut
from tron.core.simulator.flow_simulation import BROKEN, FlowSimulation
from tron.core.simulator.flow_stage import Stage

SECONDS: Final = 60.0
SAID: Final[dict[NodeTestCode, str]] = {
    "waits": "It still waits for the caller: add what they say or press.",
    "too_long": "It was not done within a minute.",
    "broke": "Tron broke while the node ran. Its log says where.",
}


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
    began = now()
    simulation.begin()
    problems = [*_lacks(graph_node), *await _play(simulation, inputs)]
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


def not_run(node: Unreadable) -> TestNodeOut:
    """The answer for a node whose data is not what its type wants."""
    problems = [NodeProblem(code="bad_data", field=f"data.{path}", message=text) for path, text in node.problems]
    return TestNodeOut(handle=None, said=[], steps=[], variables={}, problems=problems, seconds=0.0)


def _lacks(node: GraphNode) -> list[NodeProblem]:
    found = node.type.problems(node.data)
    return [NodeProblem(code=code, field=f"data.{path}", message=message) for code, path, message in found]


async def _play(simulation: FlowSimulation, inputs: Sequence[CallerTurn]) -> list[NodeProblem]:
    left = list(inputs)
    while await simulation.settled(SECONDS):
        if simulation.over:
            return [_said("broke")] if simulation.walk_state.reason == BROKEN else []
        if not left:
            return [_said("waits")]
        try:
            await simulation.act(left.pop(0))
        except TronError as error:
            return [NodeProblem(code=error.code, field=None, message=error.message)]
    return [_said("too_long")]


def _said(code: NodeTestCode) -> NodeProblem:
    return NodeProblem(code=code, field=None, message=SAID[code])


def _handle(steps: Sequence[Step], node: str) -> str | None:
    return next((step.handle for step in steps if step.event == "flow.node_left" and step.node == node), None)
