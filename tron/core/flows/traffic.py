"""How calls went through a flow: figures for its nodes and ways."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.errors import NotFound
from tron.core.flow_engine.graph import Graph
from tron.core.flow_engine.nodes.subflow import FAILED
from tron.core.flow_engine.spec import NEXT
from tron.core.flows.published import published_flows
from tron.core.flows.registry import FlowRegistry
from tron.core.models.flow_traffic import EdgeTraffic, FlowTraffic, NodeTraffic, TrafficQuery
from tron.core.repositories.traffic import TrafficRepository

MOST_CALLS: Final = 2_000
"""That are counted: figures of so many are exact enough, and read in well under a second."""


async def flow_traffic(session: AsyncSession, flow_id: UUID, query: TrafficQuery, now: datetime) -> FlowTraffic:
    """Figures of a version. Raises NotFound for the flow or the version, Invalid for one that cannot be read."""
    flow = await FlowRegistry(session).get(flow_id)
    version = query.version or flow.version
    if version == 0:
        return _figures(query, None)
    published = await published_flows().get(session, flow_id, version)
    if published is None:
        raise NotFound(f"This flow has no version {version}.")
    since = now - timedelta(days=query.days)
    calls = TrafficRepository(session, (flow_id, version), since, practice=query.practice, most=MOST_CALLS)
    found, other = await calls.calls(), await calls.calls(other=True)
    shown = _figures(query, version, calls=min(found, MOST_CALLS), limited=found > MOST_CALLS, other_calls=other)
    if found == 0:
        return shown
    return shown.model_copy(update={"nodes": await _nodes(calls), "edges": await _edges(calls, published.graph)})


def _figures(
    query: TrafficQuery, version: int | None, *, calls: int = 0, limited: bool = False, other_calls: int = 0
) -> FlowTraffic:
    return FlowTraffic(
        version=version,
        days=query.days,
        practice=query.practice,
        calls=calls,
        limited=limited,
        other_calls=min(other_calls, MOST_CALLS),
        nodes=[],
        edges=[],
    )


async def _nodes(calls: TrafficRepository) -> list[NodeTraffic]:
    ends = {node: (ended, hung_up) for node, ended, hung_up in await calls.ends()}
    return [
        NodeTraffic(node_id=node, calls=count, ended=ends.get(node, (0, 0))[0], hung_up=ends.get(node, (0, 0))[1])
        for node, count in sorted((await calls.nodes()).items())
    ]


async def _edges(calls: TrafficRepository, graph: Graph) -> list[EdgeTraffic]:
    taken: Counter[tuple[str, str]] = Counter()
    for node, handle, count in await calls.ways():
        taken[node, handle] += count
    for node, following, count in await calls.after_subflows():
        # Over goes before failed where both lead to the same node.
        way = next((one for one in (NEXT, FAILED) if graph.target(node, one) == following), None)
        if way is not None:
            taken[node, way] += count
    return [
        EdgeTraffic(source=node, handle=handle, target=target, calls=count)
        for (node, handle), count in sorted(taken.items())
        if (target := graph.target(node, handle)) is not None
    ]
