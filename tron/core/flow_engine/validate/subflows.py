"""Subflows: whether they exist in that version, and whether they call each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tron.core.flow_engine.canvas import FlowCanvas
from tron.core.flow_engine.graph import build, subflow_key
from tron.core.flow_engine.validate.drawn import Drawn
from tron.core.flow_engine.validate.finding import Finding, ValidateContext


def subflows(drawn: Drawn, context: ValidateContext) -> Iterator[Finding]:
    for id_, key in _called(drawn.canvas):
        flow_id = key.partition("@")[0]
        if not flow_id:
            yield _finding("no_subflow", id_, "No flow is chosen.", "Choose the flow that is called.")
        elif flow_id == context.flow_id or _calls(key, context.flow_id, context.subflows):
            yield _finding("recursion", id_, "This flow would call itself.", "Choose a flow that does not lead back.")
        elif key not in context.subflows:
            yield _finding(
                "unknown_subflow",
                id_,
                "This flow, or this version of it, does not exist.",
                "Choose a published version.",
            )


def listening(drawn: Drawn, context: ValidateContext) -> set[str]:
    """Ids of the subflow nodes whose flow, or one below it, listens to the caller."""
    return {id_ for id_, key in _called(drawn.canvas) if _listens(key, context.subflows, set())}


def _listens(key: str, known: Mapping[str, FlowCanvas], seen: set[str]) -> bool:
    canvas = known.get(key)
    if canvas is None or key in seen:
        return False
    seen.add(key)
    listens = any(node.type.listens(node.data) for node in build(canvas).nodes.values() if node.type.runs)
    return listens or any(_listens(inner, known, seen) for _id, inner in _called(canvas))


def _called(canvas: FlowCanvas) -> list[tuple[str, str]]:
    """(node id, key) of each subflow node, by its raw data: broken ones too."""
    found = []
    for node in canvas.nodes:
        if node.type == "subflow":
            version = node.data.get("version")
            key = subflow_key(str(node.data.get("flow_id") or ""), version if isinstance(version, int) else None)
            found.append((node.id, key))
    return found


def _calls(key: str, flow_id: str | None, known: Mapping[str, FlowCanvas]) -> bool:
    """Whether that subflow leads to the flow, or into a circle of its own."""
    seen: set[str] = set()
    left: list[tuple[str, tuple[str, ...]]] = [(key, (key.partition("@")[0],))]
    while left:
        now, above = left.pop()
        if now in seen or now not in known:
            continue
        seen.add(now)
        for _id, inner in _called(known[now]):
            inner_id = inner.partition("@")[0]
            if inner_id == flow_id or inner_id in above:
                return True
            left.append((inner, (*above, inner_id)))
    return False


def _finding(code: str, node: str, message: str, fix: str) -> Finding:
    return Finding(code=code, severity="error", node_id=node, field="data.flow_id", message=message, fix=fix)
