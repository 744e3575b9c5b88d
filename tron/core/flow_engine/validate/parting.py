"""What follows a wish never to be called again: a goodbye, and an end."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from tron.core.flow_engine.validate.drawn import Drawn
from tron.core.flow_engine.validate.finding import Finding


def goes_on(drawn: Drawn) -> Iterator[Finding]:
    """Ways from a global node for the wish that lead back into the talk."""
    first = [node.id for node in drawn.graph.globals if getattr(node.data, "condition", "") == "do_not_call"]
    seen, left = set(first), deque(first)
    while left:
        source = left.popleft()
        for target in dict.fromkeys(drawn.after[source]):
            node = drawn.walked[target]
            if not node.type.parts(node.data):
                yield _finding(drawn, source, target)
            elif target not in seen:
                seen.add(target)
                left.append(target)


def _finding(drawn: Drawn, source: str, target: str) -> Finding:
    edge = next(one for one in drawn.edges_of(source) if one.target == target)
    return Finding(
        code="opt_out_goes_on",
        severity="error",
        node_id=target,
        edge_id=edge.id,
        message=f"After a wish never to be called again the call would go on with “{drawn.walked[target].label}”.",
        fix="Only say goodbye there, and lead to End call.",
    )
