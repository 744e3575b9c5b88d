"""What can be reached, whether an ending can, and loops in which nobody listens."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from tron.core.flow_engine.validate.drawn import Drawn
from tron.core.flow_engine.validate.finding import Finding

COUNTED = frozenset({"retry"})
"""Nodes that leave a loop by themselves."""


def unreachable(drawn: Drawn) -> Iterator[Finding]:
    for id_ in drawn.walked:
        if id_ not in drawn.reachable and drawn.starts:
            yield Finding(
                code="unreachable",
                severity="warning",
                node_id=id_,
                message="No way leads to this node.",
                fix="Connect something to it, or delete it.",
            )


def no_end(drawn: Drawn, *, as_subflow: bool) -> Iterator[Finding]:
    """A call that can never end by the flow."""
    if as_subflow or len(drawn.starts) != 1:
        return
    start = drawn.starts[0].id
    if start not in drawn.towards_end:
        yield Finding(
            code="no_end",
            severity="error",
            node_id=start,
            message="No way from the start leads to an ending.",
            fix="Add End call and connect it.",
        )
        return
    for id_ in drawn.order():
        if id_ in drawn.from_start and id_ not in drawn.towards_end and drawn.after[id_]:
            yield Finding(
                code="no_way_out",
                severity="error",
                node_id=id_,
                message="From here no way leads to an ending.",
                fix="Connect a way out of this part to End call.",
            )
            return


def silent_loops(drawn: Drawn, listening: Collection[str] = ()) -> Iterator[Finding]:
    """Rounds in which the caller is never listened to. One finding for each loop, at its first node.

    `listening`: nodes that run a flow in which somebody listens.
    """
    quiet = {
        id_
        for id_, node in drawn.walked.items()
        if id_ in drawn.reachable
        and id_ not in listening
        and not node.type.listens(node.data)
        and node.type.type not in COUNTED
    }
    ways = {id_: [target for target in drawn.after[id_] if target in quiet] for id_ in quiet}
    for loop in _rounds(ways, [id_ for id_ in drawn.order() if id_ in quiet]):
        labels = ", ".join(drawn.walked[id_].label for id_ in loop[:6])
        yield Finding(
            code="loop_without_listening",
            severity="error",
            node_id=loop[0],
            message=f"These nodes go round without listening to the caller: {labels}.",
            fix="Put a Listen, or a Retry with a limit, into the loop.",
        )


def _rounds(ways: Mapping[str, Sequence[str]], order: Sequence[str]) -> list[list[str]]:
    """Strongly connected parts with a round in them (Tarjan, without recursion), in the order of the flow."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    found: list[list[str]] = []
    for root in order:
        if root in index:
            continue
        work = [(root, iter(ways[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, targets = work[-1]
            target = next(targets, None)
            if target is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    part = _popped(stack, on_stack, node)
                    if len(part) > 1 or node in ways[node]:
                        found.append(part)
            elif target not in index:
                index[target] = low[target] = len(index)
                stack.append(target)
                on_stack.add(target)
                work.append((target, iter(ways[target])))
            elif target in on_stack:
                low[node] = min(low[node], index[target])
    place = {id_: number for number, id_ in enumerate(order)}
    return [sorted(part, key=place.__getitem__) for part in found]


def _popped(stack: list[str], on_stack: set[str], until: str) -> list[str]:
    part = []
    while True:
        node = stack.pop()
        on_stack.discard(node)
        part.append(node)
        if node == until:
            return part
