"""Starts, edges, handles, and what is written into the nodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tron.core.flow_engine.canvas import FlowEdge
from tron.core.flow_engine.graph import GraphNode
from tron.core.flow_engine.templating import names_in
from tron.core.flow_engine.validate.drawn import Drawn
from tron.core.flow_engine.validate.finding import Finding

ALONE = frozenset({"do_not_call", "custom"})
"""Conditions of global nodes that need nothing behind them: the call ends politely; the question is asked again."""
JUDGED = frozenset({"internal_host"})
"""Codes of node types that a person may be right about: the owner may have allowed the host."""


def starts(drawn: Drawn) -> Iterator[Finding]:
    """Exactly one start."""
    if not drawn.starts:
        yield Finding(
            code="no_start",
            severity="error",
            message="The flow has no start.",
            fix="Add Start (outbound) or Start (inbound) and connect it to the first node.",
        )
    for node in drawn.starts[1:]:
        yield Finding(
            code="many_starts",
            severity="error",
            node_id=node.id,
            message="The flow has more than one start.",
            fix="Delete all starts but one.",
        )


def unreadable(drawn: Drawn) -> Iterator[Finding]:
    """Unknown types, and data that their type does not take."""
    for node in drawn.graph.unreadable.values():
        if not node.problems:
            yield Finding(
                code="unknown_type",
                severity="error",
                node_id=node.id,
                field="type",
                message=f"This version of Tron does not know the node type {node.type}.",
                fix="Replace the node, or update Tron.",
            )
        for path, message in node.problems:
            yield Finding(
                code="bad_data",
                severity="error",
                node_id=node.id,
                field=f"data.{path}",
                message=message,
                fix="Correct this field.",
            )


def edges(drawn: Drawn) -> Iterator[Finding]:
    """Edges to nowhere, from handles that are not there, and two from one handle."""
    known = {node.id for node in drawn.canvas.nodes}
    seen: set[tuple[str, str | None]] = set()
    for edge in drawn.canvas.edges:
        if edge.source not in known or edge.target not in known:
            yield _edge(edge, "dangling_edge", "This connection leads to a node that is not there.", "Delete it.")
            continue
        source, target = drawn.graph.nodes.get(edge.source), drawn.graph.nodes.get(edge.target)
        handle = edge.source_handle or (source.default_handle if source else None)
        if source is not None and handle not in {one.id for one in source.handles}:
            yield _edge(edge, "unknown_handle", f"The node has no way out {handle}.", "Connect it again.")
        elif (edge.source, handle) in seen:
            yield _edge(edge, "two_edges", "Two connections leave this way out.", "Delete one: only one can be taken.")
        if target is not None and not target.type.entered_by_edge:
            yield _edge(edge, "edge_into_start", "Nothing can lead into this node.", "Connect to the node behind it.")
        seen.add((edge.source, handle))


def _edge(edge: FlowEdge, code: str, message: str, fix: str) -> Finding:
    return Finding(code=code, severity="error", edge_id=edge.id, node_id=edge.source, message=message, fix=fix)


def handles(drawn: Drawn, *, as_subflow: bool) -> Iterator[Finding]:
    """Ways out that lead nowhere, of nodes that calls reach; ids that stand twice."""
    for id_ in drawn.order():
        node = drawn.walked[id_]
        yield from _doubled(node)
        connected = {handle.id for handle in node.handles if drawn.graph.target(id_, handle.id) in drawn.ids}
        may_end = as_subflow or id_ not in drawn.from_start
        if node.handles and not connected and not node.type.is_end:
            if node.type.type == "global" and getattr(node.data, "condition", "") not in ALONE:
                yield _idle(node)
            elif not may_end:
                yield Finding(
                    code="dead_end",
                    severity="error",
                    node_id=id_,
                    message="The conversation stops here without an ending.",
                    fix="Connect this node to the next one, or to End call.",
                )
            continue
        for handle in node.handles:
            if handle.id in connected or not handle.needed or may_end:
                continue
            yield Finding(
                code="unreachable_fallback" if handle.fallback else "missing_edge",
                severity="error",
                node_id=id_,
                field=f"handles.{handle.id}",
                message=f"Nothing is connected to “{handle.title}”.",
                fix="Connect it: the call would end there with a polite goodbye.",
            )


def _idle(node: GraphNode) -> Finding:
    """A global node comes alive, and the talk goes back at once: the caller has asked for nothing."""
    return Finding(
        code="missing_edge",
        severity="warning",
        node_id=node.id,
        field=f"handles.{node.handles[0].id}",
        message=f"Nothing is connected to “{node.handles[0].title}”.",
        fix="Connect what is to be done then: as it is, nothing follows.",
    )


def _doubled(node: GraphNode) -> Iterator[Finding]:
    for handle, times in Counter(one.id for one in node.handles).items():
        if times > 1:
            yield Finding(
                code="duplicate_handle",
                severity="error",
                node_id=node.id,
                message=f"Two ways out have the id {handle}.",
                fix="Give each way an id of its own.",
            )


def contents(drawn: Drawn) -> Iterator[Finding]:
    """Empty texts, templates that cannot be filled in, and what each type says of its data."""
    for node in drawn.walked.values():
        for code, path, message in node.type.problems(node.data):
            severity = "warning" if code in JUDGED else "error"
            yield Finding(
                code=code, severity=severity, node_id=node.id, field=f"data.{path}", message=message, fix=message
            )
        for path, text in node.type.texts(node.data):
            if problem := names_in(text).problem:
                yield Finding(
                    code="bad_template",
                    severity="error",
                    node_id=node.id,
                    field=f"data.{path}",
                    message=problem,
                    fix="Write names in double braces, such as {{contact_name}}.",
                )
