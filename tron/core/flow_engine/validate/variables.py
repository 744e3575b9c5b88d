"""Variables that nobody sets, and variables that some way reads before it sets them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from tron.core.flow_engine.graph import GraphNode
from tron.core.flow_engine.templating import names_in
from tron.core.flow_engine.validate.drawn import Drawn
from tron.core.flow_engine.validate.finding import GIVEN, Finding


def variables(
    drawn: Drawn, more: frozenset[str], of_templates: Mapping[str, Sequence[str]] | None = None
) -> Iterator[Finding]:
    """Warnings: a name may also be a column of the contact list. `of_templates`: what nodes' message templates read."""
    given = GIVEN | more
    sets = {id_: frozenset(node.type.sets(node.data)) for id_, node in drawn.walked.items()}
    anywhere = frozenset().union(*sets.values()) if sets else frozenset()
    sure = _surely_set(drawn)
    for id_ in drawn.order():
        node = drawn.walked[id_]
        implied = [("template", name) for name in (of_templates or {}).get(id_, ())]
        for path, name in (*_reads(node), *implied):
            if name in given or name in sure.get(id_, frozenset()) or name in sets[id_]:
                continue
            yield _early(id_, path, name) if name in anywhere else _unknown(id_, path, name)


def _reads(node: GraphNode) -> Iterator[tuple[str, str]]:
    for path, text in node.type.texts(node.data):
        for name in sorted(names_in(text).needed):
            yield path, name
    for path, name in node.type.reads(node.data):
        yield path, name.split(".", maxsplit=1)[0]


def _surely_set(drawn: Drawn) -> dict[str, frozenset[str]]:
    """What every way to a node has set before it. A global node may come alive before anything was set."""
    entries = [node.id for node in (*drawn.starts, *drawn.graph.globals)]
    sure: dict[str, frozenset[str]] = dict.fromkeys(entries, frozenset())
    ways = {id_: _ways(drawn, node) for id_, node in drawn.walked.items()}
    left = deque(entries)
    while left:
        id_ = left.popleft()
        for target, by_it in ways[id_]:
            out = sure[id_] | by_it
            now = out if target not in sure else sure[target] & out
            if target not in sure or now != sure[target]:
                sure[target] = now
                left.append(target)
    return sure


def _ways(drawn: Drawn, node: GraphNode) -> list[tuple[str, frozenset[str]]]:
    """(node behind it, what is set for sure) of each way out."""
    to = {way: drawn.graph.target(node.id, way.id) for way in node.handles}
    connected = {way.id for way, target in to.items() if target in drawn.walked}
    return [
        (target, frozenset(node.type.sets_by(node.data, way, connected)))
        for way, target in to.items()
        if target is not None and way.id in connected
    ]


def _unknown(node: str, path: str, name: str) -> Finding:
    return Finding(
        code="undefined_variable",
        severity="warning",
        node_id=node,
        field=f"data.{path}",
        message=f"No node sets {{{{{name}}}}}.",
        fix=f"Add a column {name} to the contacts, set it in a node before, or give it a default.",
    )


def _early(node: str, path: str, name: str) -> Finding:
    return Finding(
        code="variable_before_set",
        severity="warning",
        node_id=node,
        field=f"data.{path}",
        message=f"On some way {{{{{name}}}}} is used before it is set.",
        fix=f"Set it on every way that leads here, or write {{{{ {name}|default('...') }}}}.",
    )
