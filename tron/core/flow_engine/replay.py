"""Walks a call's flow again from its events: the same way, with nobody on the telephone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any, Final

from tron.core.flow_engine.engine import Walk
from tron.core.flow_engine.graph import Flows
from tron.core.flow_engine.outside import Input, Replayed
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.state import FlowState

STARTED: Final = "flow.started"
LEFT: Final = "flow.node_left"
ENTERED: Final = "flow.node_entered"
Event = tuple[str, Mapping[str, Any]]
"""Its type and its payload."""


class _Retraced(Replayed):
    """Keeps the names of the nodes that were entered."""

    def __init__(self, inputs: Iterable[Input]) -> None:
        super().__init__(inputs)
        self.path: list[str] = []

    async def emit(self, type_: str, payload: Mapping[str, Any], node: str | None = None) -> None:
        if type_ == ENTERED:
            self.path.append(node or "")


def inputs_of(events: Iterable[Event]) -> list[Input]:
    """All that came in during a walk, from its events in their order."""
    return [one for type_, payload in events if type_ == LEFT for one in payload["inputs"]]


async def replayed(
    flows: Flows, rules: FlowRules, state: FlowState, inputs: Iterable[Input]
) -> tuple[list[str], FlowState]:
    """The nodes that a walk from `state` enters with these inputs, and where it stands then.

    Raises ReplayDiverged where the flow is not the one that was walked.
    """
    retraced = _Retraced(inputs)
    end = await Walk(flows, deepcopy(state), retraced, rules).run()
    return retraced.path, end


def last_walk(events: Iterable[Event]) -> tuple[str, list[Event]]:
    """The node that a call's last walk began at ("": the flow's start), and its events.

    A talk is begun anew for somebody who picks up late, and for the flow's way for a machine.
    """
    node, since = "", list[Event]()
    for type_, payload in events:
        if type_ == STARTED:
            node, since = str(payload.get("node", "")), []
        since.append((type_, payload))
    return node, since


async def replayed_path(
    flows: Flows, rules: FlowRules, variables: Mapping[str, Any], events: Iterable[Event]
) -> list[str]:
    """Names of the nodes that a call's last walk entered, found again from its events. Raises ReplayDiverged."""
    node, since = last_walk(events)
    path, _state = await replayed(flows, rules, FlowState(node=node, variables=dict(variables)), inputs_of(since))
    return path
