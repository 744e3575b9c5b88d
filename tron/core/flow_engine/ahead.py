"""What lies ahead of where a walk stands: the texts that may come next, and what will be asked about the next words."""

from __future__ import annotations

from typing import Final

from tron.core.flow_engine.confidence import speakable
from tron.core.flow_engine.graph import Graph, GraphNode
from tron.core.flow_engine.questions import Question
from tron.core.flow_engine.state import FlowState
from tron.core.flow_engine.templating import filled_or_plain

LOOK_AHEAD: Final = 4
MOST_LIKELY: Final = 6


def questions_ahead(graph: Graph, node: str) -> list[Question]:
    """What the node and those on its way to the next that listens would ask about the words that come next."""
    found: list[Question] = []
    seen: set[str] = set()
    while len(seen) < LOOK_AHEAD and node in graph.nodes and node not in seen:
        seen.add(node)
        one = graph.nodes[node]
        found += one.type.questions(one.data)
        following = [graph.target(node, handle.id) for handle in one.handles]
        node = next((target for target in following if target), "")
        if node in graph.nodes and graph.nodes[node].type.listens(graph.nodes[node].data):
            break
    return found


def likely_texts(graph: Graph, state: FlowState) -> list[str]:
    """What may be said next, as far as its variables are known: spoken by the nodes up to the next that listens."""
    found: list[str] = []
    level, seen, known = [state.node], {state.node}, speakable(state)
    while level and len(found) < MOST_LIKELY:
        following = [graph.target(id_, handle.id) for id_ in level for handle in graph.nodes[id_].handles]
        level = [id_ for id_ in dict.fromkeys(following) if id_ and id_ in graph.nodes and id_ not in seen]
        seen.update(level)
        for id_ in level:
            node = graph.nodes[id_]
            filled = [filled_or_plain(text, known) for text in node.type.likely_texts(node.data)]
            found += [one.text for one in filled if one.text and not one.missing]
        level = [id_ for id_ in level if _goes_on(graph.nodes[id_])]
    return found[:MOST_LIKELY]


def connected(graph: Graph, node: GraphNode) -> list[tuple[str, str]]:
    """(handle, label of the node behind it) of every way out that leads somewhere."""
    found = []
    for handle in node.handles:
        target = graph.target(node.id, handle.id)
        if target is not None and target in graph.nodes:
            found.append((handle.id, graph.nodes[target].label))
    return found


def _goes_on(node: GraphNode) -> bool:
    """Whether a walk passes it without a word and without listening."""
    return not (node.type.likely_texts(node.data) or node.type.listens(node.data))
