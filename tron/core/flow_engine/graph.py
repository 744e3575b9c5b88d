"""A canvas made ready to be walked: nodes by id, edges by handle, data read by each type's model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from tron.core.flow_engine.canvas import FlowCanvas, FlowEdge, FlowNode
from tron.core.flow_engine.registry import node_types
from tron.core.flow_engine.spec import Handle, NodeData, NodeType
from tron.core.flow_engine.state import MAIN


@dataclass(slots=True)
class GraphNode:
    """A node of a known type whose data could be read."""

    id: str
    type: NodeType[Any]
    data: NodeData
    label: str
    handles: tuple[Handle, ...] = ()

    @property
    def default_handle(self) -> str | None:
        return self.handles[0].id if self.handles else None


@dataclass(slots=True)
class Unreadable:
    """A node that cannot run: its type is unknown, or its data is not what the type wants."""

    id: str
    type: str
    problems: list[tuple[str, str]]
    """(field path, message); none for an unknown type."""


@dataclass
class Graph:
    """One flow. Nothing here changes once it is made: calls share it."""

    nodes: Mapping[str, GraphNode]
    unreadable: Mapping[str, Unreadable]
    edges: tuple[FlowEdge, ...]
    targets: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @cached_property
    def start(self) -> GraphNode | None:
        """The start; None where there is none or more than one."""
        starts = [node for node in self.nodes.values() if node.type.is_start]
        return starts[0] if len(starts) == 1 else None

    @cached_property
    def globals(self) -> list[GraphNode]:
        """The global nodes, in the order of the canvas."""
        return [node for node in self.nodes.values() if node.type.type == "global"]

    def target(self, node: str, handle: str) -> str | None:
        """Where the handle leads; None where nothing is connected."""
        return self.targets.get((node, handle))


@dataclass(frozen=True, slots=True)
class Flows:
    """The graphs of one call: its own under MAIN, its subflows under their keys."""

    graphs: Mapping[str, Graph]

    @property
    def main(self) -> Graph:
        return self.graphs[MAIN]


def subflow_key(flow_id: str, version: int | None) -> str:
    """The name under which a subflow's graph is kept."""
    return f"{flow_id}@{version or 'latest'}"


def build(canvas: FlowCanvas) -> Graph:
    """The graph of a canvas. Raises nothing: what cannot run is `unreadable`."""
    nodes: dict[str, GraphNode] = {}
    unreadable: dict[str, Unreadable] = {}
    for drawn in canvas.nodes:
        read = _read(drawn)
        if isinstance(read, GraphNode):
            nodes[read.id] = read
        else:
            unreadable[read.id] = read
    targets: dict[tuple[str, str], str] = {}
    for edge in canvas.edges:
        source = nodes.get(edge.source)
        handle = edge.source_handle or (source.default_handle if source else None)
        if handle is not None:
            targets.setdefault((edge.source, handle), edge.target)
    return Graph(nodes, unreadable, tuple(canvas.edges), targets)


def _read(drawn: FlowNode) -> GraphNode | Unreadable:
    node_type = node_types().get(drawn.type)
    if node_type is None:
        return Unreadable(drawn.id, drawn.type, [])
    try:
        data = node_type.data.model_validate(drawn.data)
    except ValidationError as error:
        return Unreadable(drawn.id, drawn.type, [(".".join(map(str, e["loc"])), e["msg"]) for e in error.errors()])
    return GraphNode(drawn.id, node_type, data, drawn.label or node_type.title, tuple(node_type.handles_of(data)))
