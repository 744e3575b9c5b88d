"""What a call with a flow needs before its first word: the flow, and what it will say first."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any, Final

from tron.core.database.engine import Database
from tron.core.database.failures import DATABASE_ERRORS
from tron.core.database.tables import Call
from tron.core.errors import TronError
from tron.core.events.emit import Emit
from tron.core.flow_engine.graph import Graph, GraphNode
from tron.core.flow_engine.templating import filled_or_plain
from tron.core.flows.drafts import load_call_draft
from tron.core.flows.loading import LoadedFlows, load_flows

log = logging.getLogger(__name__)

LOAD_SECONDS: Final = 3.0
MOST_OPENING: Final = 6
LOOKED_AT: Final = 30
"""Nodes from the start on."""


async def open_flow(database: Database, call: Call, emit: Emit | None = None) -> LoadedFlows | None:
    """The flow that the call is to walk. None: it talks freely, and an event tells why where it has a flow."""
    if call.flow_id is None:
        return None
    reason = "never_published"
    if call.flow_version is not None or call.flow_draft:
        try:
            async with asyncio.timeout(LOAD_SECONDS), database.transaction() as session:
                if call.flow_draft:
                    return await load_call_draft(session, call)
                return await load_flows(session, call.flow_id, call.flow_version)
        except (TronError, TimeoutError, *DATABASE_ERRORS) as error:
            log.error("the flow of a call cannot be loaded: %s", type(error).__name__)
            reason = "cannot_load"
    if emit is not None:
        told = {"flow_id": str(call.flow_id), "version": call.flow_version, "reason": reason}
        await emit("flow.unavailable", told, None)
    return None


def opening_texts(loaded: LoadedFlows, variables: Mapping[str, Any]) -> list[str]:
    """What the flow may say first, nearest to its start first, as far as its variables are known."""
    graph = loaded.flows.main
    found: list[str] = []
    for node in _from_start(graph):
        filled = [filled_or_plain(text, variables) for text in node.type.likely_texts(node.data)]
        found += [one.text for one in filled if one.text and not one.missing]
    return list(dict.fromkeys(found))[:MOST_OPENING]


def _from_start(graph: Graph) -> list[GraphNode]:
    level = [graph.start.id] if graph.start is not None else []
    seen = dict.fromkeys(level)
    while level and len(seen) < LOOKED_AT:
        ways = [graph.target(id_, handle.id) for id_ in level for handle in graph.nodes[id_].handles]
        following = [target for target in dict.fromkeys(ways) if target is not None]
        level = [id_ for id_ in following if id_ in graph.nodes and id_ not in seen]
        seen.update(dict.fromkeys(level))
    return [graph.nodes[id_] for id_ in seen]
