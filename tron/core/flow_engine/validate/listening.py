"""Questions whose answer nobody waits for."""

from __future__ import annotations

from collections.abc import Iterator

from tron.core.flow_engine.graph import GraphNode
from tron.core.flow_engine.validate.drawn import Drawn, reach
from tron.core.flow_engine.validate.finding import Finding


def unheard_questions(drawn: Drawn) -> Iterator[Finding]:
    """A branch behind a spoken question looks at what was said before it, where anything was."""
    hears = [id_ for id_, node in drawn.walked.items() if node.type.listens(node.data) or node.type.recalls(node.data)]
    later = reach((target for id_ in hears for target in drawn.after[id_]), drawn.after)
    for id_ in drawn.order():
        node = drawn.walked[id_]
        asked = id_ in later and not node.type.listens(node.data) and _asks(node)
        for target in dict.fromkeys(drawn.after[id_]) if asked else ():
            behind = drawn.walked[target]
            if behind.type.recalls(behind.data):
                yield Finding(
                    code="unheard_question",
                    severity="warning",
                    node_id=target,
                    message=f"“{behind.label}” looks at what the caller said before “{node.label}” asks.",
                    fix="Put a Listen between them, or ask with a Greeting that waits for an answer.",
                )


def _asks(node: GraphNode) -> bool:
    return any(text.rstrip().endswith("?") for text in node.type.likely_texts(node.data))
