"""One node by itself: what is told of it where it does not run to its end."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.core.flow_engine.talks import Room, canvas, flows
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.state import FlowState
from tron.core.models.flow_simulation import TestNodeOut
from tron.core.simulator import node_test
from tron.core.simulator.flow_simulation import FlowSimulation, Speaker
from tron.core.simulator.flow_stage import Stage
from tron.core.simulator.flow_steps import Steps

SHOP = canvas(
    [("start", "start_inbound", {}), ("say", "speak", {"text": "Hello."}), ("hear", "listen", {})],
    ["start > say", "say > hear"],
)


async def tried(node: str) -> TestNodeOut:
    drawn = flows(SHOP)
    simulation = FlowSimulation(drawn, FlowRules(), Room(), Speaker(), FlowState(node=node), only_one=True)
    stage = SimpleNamespace(simulation=simulation, loaded=SimpleNamespace(flows=drawn))
    return await node_test.run_node(cast(Stage, stage), node, [])


def codes(result: TestNodeOut) -> list[str]:
    return [problem.code for problem in result.problems]


async def test_a_node_that_runs_has_no_problem() -> None:
    result = await tried("say")
    assert (result.handle, result.said, result.problems) == ("next", ["Hello."], [])


async def test_a_node_that_listens_waits_for_the_caller() -> None:
    assert codes(await tried("hear")) == ["waits"]


async def test_a_defect_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(Steps, "shown", broken)
    assert codes(await tried("say")) == ["broke"]


async def test_a_node_that_takes_too_long_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(node_test, "SECONDS", 0.0)
    assert codes(await tried("hear")) == ["too_long"]
