"""What a call or a try walks: the graph of a flow, with those of all subflows below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.errors import Invalid, NotFound
from tron.core.flow_engine.canvas import FlowCanvas, read_canvas
from tron.core.flow_engine.graph import Flows, Graph, build
from tron.core.flow_engine.state import MAIN
from tron.core.flows.published import Called, Published, called_by, published_flows
from tron.core.repositories.flows import FlowRepository

MOST_SUBFLOWS: Final = 100


@dataclass(frozen=True, slots=True)
class LoadedFlows:
    """`flow_id` None: a canvas that nobody stored. `version` None: a draft."""

    flows: Flows
    flow_id: UUID | None
    version: int | None
    name: str


async def load_flows(session: AsyncSession, flow_id: UUID, version: int | None = None) -> LoadedFlows:
    """A published version, None for the latest. Raises NotFound where there is none, Invalid for an unreadable one.

    A subflow that does not exist is left out: its node says so in the call and takes its own way on.
    """
    flow = (await FlowRepository(session).latest([flow_id])).get(flow_id)
    number = version or (flow.version if flow else 0)
    found = await published_flows().get(session, flow_id, number) if flow and number else None
    if flow is None or found is None:
        raise NotFound("There is no such version of this flow.", hint="Publish the flow, or choose another version.")
    return LoadedFlows(await _flows(session, found.graph, found.called), flow_id, number, flow.name)


async def load_canvas(
    session: AsyncSession, canvas: FlowCanvas, flow_id: UUID | None = None, name: str = ""
) -> LoadedFlows:
    """A canvas as it is drawn just now, with the published versions of its subflows."""
    return LoadedFlows(await _flows(session, build(canvas), called_by(canvas)), flow_id, None, name)


async def load_draft(session: AsyncSession, flow_id: UUID) -> LoadedFlows:
    """The stored draft. Raises NotFound, and Invalid for an unreadable one."""
    flow = await FlowRepository(session).get(flow_id)
    if flow is None:
        raise NotFound("There is no such flow.", hint="List flows with GET /api/tron/flows.")
    return await load_canvas(session, read_canvas(flow.canvas_data), flow_id, flow.name)


async def subflows(session: AsyncSession, called: Iterable[Called]) -> dict[str, Published]:
    """All that exist of them and below them, by graph.subflow_key; each once, circles too."""
    found: dict[str, Published] = {}
    asked: set[Called] = set()
    level = set(called)
    while level and len(found) < MOST_SUBFLOWS:
        asked |= level
        below: set[Called] = set()
        for one, published in await _level(session, level):
            found[one.key] = published
            below |= set(published.called)
        level = below - asked
    return found


async def _flows(session: AsyncSession, main: Graph, called: Iterable[Called]) -> Flows:
    inner = await subflows(session, called)
    return Flows({MAIN: main, **{key: one.graph for key, one in inner.items()}})


async def _level(session: AsyncSession, called: Iterable[Called]) -> list[tuple[Called, Published]]:
    wanted = sorted(called, key=lambda one: one.key)
    latest = await FlowRepository(session).latest(one.flow_id for one in wanted)
    found = []
    for one in wanted:
        flow = latest.get(one.flow_id)
        number = one.version or (flow.version if flow else 0)
        published = await _readable(session, one.flow_id, number) if flow and number else None
        if published is not None:
            found.append((one, published))
    return found


async def _readable(session: AsyncSession, flow_id: UUID, number: int) -> Published | None:
    try:
        return await published_flows().get(session, flow_id, number)
    except Invalid:
        return None
