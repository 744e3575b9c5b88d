"""A flow as the checks see it: its graph, and who leads to whom."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from tron.core.flow_engine.canvas import FlowCanvas, FlowEdge
from tron.core.flow_engine.graph import Graph, GraphNode, build

ENDS_SOMETIMES = frozenset({"transfer"})


class Drawn:
    """One canvas, read once. Only edges between nodes that run, from handles that exist, are ways."""

    def __init__(self, canvas: FlowCanvas) -> None:
        self.canvas = canvas
        self.graph: Graph = build(canvas)

    @cached_property
    def ids(self) -> set[str]:
        """Of all nodes, those that cannot be read included."""
        return {node.id for node in self.canvas.nodes}

    @cached_property
    def walked(self) -> Mapping[str, GraphNode]:
        """Nodes that calls walk."""
        return {id_: node for id_, node in self.graph.nodes.items() if node.type.runs}

    @cached_property
    def handles(self) -> Mapping[str, set[str]]:
        return {id_: {handle.id for handle in node.handles} for id_, node in self.walked.items()}

    @cached_property
    def after(self) -> Mapping[str, list[str]]:
        """The nodes behind each node."""
        found: dict[str, list[str]] = {id_: [] for id_ in self.walked}
        for (source, handle), target in self.graph.targets.items():
            if source in found and target in found and handle in self.handles[source]:
                found[source].append(target)
        return found

    @cached_property
    def before(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for source, targets in self.after.items():
            for target in targets:
                found[target].append(source)
        return found

    @cached_property
    def starts(self) -> list[GraphNode]:
        return [node for node in self.walked.values() if node.type.is_start]

    @cached_property
    def from_start(self) -> set[str]:
        """What a call can reach without a global node."""
        return reach([node.id for node in self.starts], self.after)

    @cached_property
    def from_globals(self) -> set[str]:
        return reach([node.id for node in self.graph.globals], self.after)

    @cached_property
    def reachable(self) -> set[str]:
        return self.from_start | self.from_globals

    @cached_property
    def ends(self) -> set[str]:
        return {id_ for id_, node in self.walked.items() if node.type.is_end or node.type.type in ENDS_SOMETIMES}

    @cached_property
    def towards_end(self) -> set[str]:
        """From where an ending can be reached."""
        return reach(self.ends, self.before)

    def order(self) -> list[str]:
        """The reachable nodes, each as early as its way from the start allows."""
        first = [node.id for node in (*self.starts, *self.graph.globals)]
        return list(_breadth_first(first, self.after))

    def edges_of(self, node: str) -> Sequence[FlowEdge]:
        return [edge for edge in self.canvas.edges if edge.source == node]


def reach(first: Iterable[str], ways: Mapping[str, Sequence[str]]) -> set[str]:
    """Everything that can be reached from `first`, themselves included."""
    return set(_breadth_first(first, ways))


def _breadth_first(first: Iterable[str], ways: Mapping[str, Sequence[str]]) -> dict[str, None]:
    seen = dict.fromkeys(first)
    left = deque(seen)
    while left:
        for target in ways.get(left.popleft(), ()):
            if target not in seen:
                seen[target] = None
                left.append(target)
    return seen
