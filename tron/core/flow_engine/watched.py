"""Global nodes: conditions that are watched at every turn of a flow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from tron.core.flow_engine.graph import Flows, GraphNode
from tron.core.flow_engine.questions import Question
from tron.core.flow_engine.state import MAIN, FlowState

if TYPE_CHECKING:
    from tron.core.flow_engine.nodes.global_node import GlobalData

MOST_ASKED: Final = 20


class Watched:
    """Those of the flow that is walked, then those of the call's own flow. Node names are `flow key:node id`."""

    def __init__(self, flows: Flows) -> None:
        self._flows = flows

    def opt_out(self, state: FlowState) -> str | None:
        return next((name for name, _node, data in self._alive(state) if data.condition == "do_not_call"), None)

    def is_opt_out(self, name: str) -> bool:
        """Whether the node is for those who ask not to be called again."""
        flow, _colon, node = name.partition(":")
        return cast("GlobalData", self._flows.graphs[flow].nodes[node].data).condition == "do_not_call"

    def by_words(self, state: FlowState, text: str) -> str | None:
        """The first whose words are in the text."""
        return next((name for name, _node, data in self._alive(state) if data.said(text)), None)

    def questions(self, state: FlowState) -> list[Question]:
        """What the model is asked for those that are described and not only listed; of the first MOST_ASKED."""
        found = [
            Question(f"global:{name}", "yes_no", f"Does this hold: {data.description}?")
            for name, _node, data in self._alive(state)
            if data.condition == "custom" and data.description
        ]
        return found[:MOST_ASKED]

    def by_answers(self, state: FlowState) -> str | None:
        return next(
            (name for name, _node, _data in self._alive(state) if state.answers.get(f"global:{name}") is True), None
        )

    def _alive(self, state: FlowState) -> list[tuple[str, GraphNode, GlobalData]]:
        found = []
        for key in dict.fromkeys((state.flow, MAIN)):
            graph = self._flows.graphs.get(key)
            for node in graph.globals if graph else ():
                name, data = f"{key}:{node.id}", cast("GlobalData", node.data)
                inside = any(frame.kind == "global" for frame in state.stack) and state.fired.get(name, 0) > 0
                if not inside and (state.fired.get(name, 0) < data.times or data.condition == "do_not_call"):
                    found.append((name, node, data))
        return found
