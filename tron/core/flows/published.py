"""Published versions, read once by each process: they never change, so long flows start as fast as short ones."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.flow_engine.canvas import FlowCanvas, read_canvas
from tron.core.flow_engine.graph import Graph, build, subflow_key
from tron.core.repositories.flows import FlowRepository

MOST_NODES: Final = 20_000
"""Of all versions that are kept together."""


@dataclass(frozen=True, slots=True)
class Called:
    """A subflow that a canvas names. `version` None: the latest. `key`: as the graphs of a call are named."""

    flow_id: UUID
    version: int | None
    key: str


@dataclass
class Published:
    """One version. Calls share it; nothing of it changes."""

    flow_id: UUID
    version: int
    canvas: FlowCanvas

    @cached_property
    def graph(self) -> Graph:
        return build(self.canvas)

    @cached_property
    def called(self) -> tuple[Called, ...]:
        return called_by(self.canvas)


class PublishedFlows:
    """The versions that were used last, at most `most_nodes` nodes together."""

    def __init__(self, most_nodes: int = MOST_NODES) -> None:
        self._most = most_nodes
        self._kept: OrderedDict[tuple[UUID, int], Published] = OrderedDict()

    async def get(self, session: AsyncSession, flow_id: UUID, version: int) -> Published | None:
        """None where there is no such version. Raises Invalid for one that cannot be read."""
        kept = self._kept.get((flow_id, version))
        if kept is None:
            row = await FlowRepository(session).version(flow_id, version)
            if row is None:
                return None
            kept = Published(flow_id, version, read_canvas(row.canvas))
        self._keep(kept)
        return kept

    def _keep(self, one: Published) -> None:
        self._kept[one.flow_id, one.version] = one
        self._kept.move_to_end((one.flow_id, one.version))
        while len(self._kept) > 1 and sum(_nodes(kept) for kept in self._kept.values()) > self._most:
            self._kept.popitem(last=False)


@cache
def published_flows() -> PublishedFlows:
    """Those of this process."""
    return PublishedFlows()


def called_by(canvas: FlowCanvas) -> tuple[Called, ...]:
    """The subflows that a canvas names, each once; a name that is no id leads nowhere and is left out."""
    return tuple(dict.fromkeys(_called(canvas)))


def names_given(stored: Mapping[str, Any], flow_id: UUID) -> Iterable[str]:
    """The variables that a stored canvas hands to this flow, its subflow. Whatever was stored: it raises nothing."""
    for node in stored.get("nodes") or ():
        data = node.get("data") or {}
        if node.get("type") == "subflow" and data.get("flow_id") == str(flow_id):
            rows = data.get("inputs")
            for row in rows if isinstance(rows, list) else ():
                if isinstance(row, Mapping) and isinstance(name := row.get("name"), str):
                    yield name


def _called(canvas: FlowCanvas) -> Iterable[Called]:
    for node in canvas.nodes:
        if node.type == "subflow":
            named, version = str(node.data.get("flow_id") or ""), node.data.get("version")
            try:
                flow_id = UUID(named)
            except ValueError:
                continue
            number = version if isinstance(version, int) and 0 < version < 2**31 else None
            yield Called(flow_id, number, subflow_key(named, number))


def _nodes(one: Published) -> int:
    return max(1, len(one.canvas.nodes))
