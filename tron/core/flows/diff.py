"""What differs between two canvases, as a person sees it: nodes, their fields, edges."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from tron.core.flow_engine.canvas import FlowCanvas, FlowEdge, FlowNode
from tron.core.models.flow import ChangedNode, DiffEdge, DiffNode, EdgesDiff, FieldChange, FlowDiff, NodesDiff

MOST_FIELDS: Final = 100
"""Of one node."""

Key = tuple[str, str | None, str]


def diff(before: FlowCanvas, after: FlowCanvas) -> FlowDiff:
    """Nodes are the same by their id, edges by what they connect. Where things stand counts only in `moved`."""
    old = {node.id: node for node in before.nodes}
    new = {node.id: node for node in after.nodes}
    both = [(old[id_], node) for id_, node in new.items() if id_ in old]
    return FlowDiff(
        nodes=NodesDiff(
            added=[_node(node) for id_, node in new.items() if id_ not in old],
            removed=[_node(node) for id_, node in old.items() if id_ not in new],
            changed=[changed for pair in both if (changed := _changed(*pair)) is not None],
        ),
        edges=_edges(before, after),
        moved=sum(was.position != now.position for was, now in both),
    )


def _changed(was: FlowNode, now: FlowNode) -> ChangedNode | None:
    fields = [FieldChange(path=path, before=old, after=new) for path, old, new in _fields(was, now)][:MOST_FIELDS]
    return ChangedNode(id=now.id, label=now.label, type=now.type, fields=fields) if fields else None


def _fields(was: FlowNode, now: FlowNode) -> Iterator[tuple[str, Any, Any]]:
    if was.type != now.type:
        yield "type", was.type, now.type
    if was.label != now.label:
        yield "label", was.label, now.label
    yield from _values("data", was.data, now.data)


def _values(path: str, was: Any, now: Any) -> Iterator[tuple[str, Any, Any]]:
    old, new = _parts(was), _parts(now)
    if old is None or new is None:
        if not same(was, now):
            yield path, was, now
        return
    for key in [*old, *(key for key in new if key not in old)]:
        yield from _values(f"{path}.{key}", old.get(key), new.get(key))
    if isinstance(was, list) and set(old) == set(new):
        before, after = list(old), list(new)
        if before != after:
            yield path, before, after


def same(one: Any, two: Any) -> bool:
    """Whether two JSON values are equal. For Python 1 is True as well, for a flow it is not."""
    return json.dumps(one, sort_keys=True) == json.dumps(two, sort_keys=True)


def _parts(value: Any) -> Mapping[str, Any] | None:
    """A mapping's values; a list's rows by their id, where all have one of their own. None: it is compared whole."""
    if isinstance(value, Mapping):
        return value
    if isinstance(value, list) and all(isinstance(row, Mapping) and isinstance(row.get("id"), str) for row in value):
        rows = {row["id"]: row for row in value}
        return rows if len(rows) == len(value) else None
    return None


def _edges(before: FlowCanvas, after: FlowCanvas) -> EdgesDiff:
    old = {_key(edge) for edge in before.edges}
    new = {_key(edge) for edge in after.edges}
    return EdgesDiff(
        added=[_edge(key) for key in dict.fromkeys(map(_key, after.edges)) if key not in old],
        removed=[_edge(key) for key in dict.fromkeys(map(_key, before.edges)) if key not in new],
    )


def _key(edge: FlowEdge) -> Key:
    return edge.source, edge.source_handle, edge.target


def _edge(key: Key) -> DiffEdge:
    source, handle, target = key
    return DiffEdge(source=source, source_handle=handle, target=target)


def _node(node: FlowNode) -> DiffNode:
    return DiffNode(id=node.id, label=node.label, type=node.type)
