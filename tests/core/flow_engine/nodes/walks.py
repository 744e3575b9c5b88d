"""One node between a start and ends, so that a test is one line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.core.flow_engine.talks import Room, Talk, canvas, walk
from tron.core.flow_engine.registry import node_types
from tron.core.flow_engine.rules import FlowRules
from tron.core.ports import ScriptResult
from tron.core.scripts.prepared import generic_lines

HINDI = FlowRules(language="hi-IN", lines=generic_lines("hi-IN"))


def around(type_: str, data: Mapping[str, Any], *handles: str, ask: str = "") -> dict[str, Any]:
    """start > (ask: a greeting that listens >) the node; each of `handles` leads to an end of its name."""
    nodes: list[Any] = [("start", "start_outbound", {})]
    edges = ["start > ask", "ask > it"] if ask else ["start > it"]
    if ask:
        nodes.append(("ask", "greeting", {"text": ask}))
    nodes.append(("it", type_, dict(data)))
    for handle in handles:
        nodes.append((handle, "end_call", {"outcome": handle}))
        edges.append(f"it.{handle} > {handle}")
    return canvas(nodes, edges)


async def way(
    type_: str,
    data: Mapping[str, Any],
    *caller: str | None,
    handles: tuple[str, ...] = ("next",),
    ask: str = "Hello?",
    **more: Any,
) -> str | None:
    """The handle that the node took after these turns of the caller."""
    raw = around(type_, data, *handles, ask=ask)
    return (await walk(raw, Talk(*caller), more.get("room"), more.get("rules"), more.get("variables"))).outcome


def problems(type_: str, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(code, field) of what the type says of this data."""
    one = node_types()[type_]
    return [(code, path) for code, path, _message in one.problems(one.data.model_validate(data))]


async def walked(
    raw: Mapping[str, Any], talk: Talk, room: Room | None = None, **variables: Any
) -> tuple[ScriptResult, dict[str, Any]]:
    """The result and what flow.node_left says of the node `it`."""
    result = await walk(raw, talk, room, None, variables)
    left = [payload for type_, payload, node in talk.events if type_ == "flow.node_left" and node == "it"]
    return result, left[-1] if left else {}
