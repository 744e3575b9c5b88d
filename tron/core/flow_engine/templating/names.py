"""The names that a template looks up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from jinja2 import nodes

from tron.core.flow_engine.templating.sandbox import TemplateProblem, checked


@dataclass(frozen=True, slots=True)
class Names:
    """What a template looks up: first names, and those of them that have a `default` beside them."""

    needed: frozenset[str]
    defaulted: frozenset[str]
    problem: str = ""


@lru_cache(maxsize=4096)
def names_in(text: str) -> Names:
    """The variables of a template, by their first name. Raises nothing: `problem` says what is wrong."""
    if "{" not in text:
        return Names(frozenset(), frozenset())
    try:
        tree = checked(text)
    except TemplateProblem as error:
        return Names(frozenset(), frozenset(), str(error))
    defaulted: set[str] = set()
    for one in tree.find_all(nodes.Filter):
        if one.name in ("default", "d") and one.node is not None:
            defaulted |= {name.name for name in [*one.node.find_all(nodes.Name), *_itself(one.node)]}
    for test in [*(two.test for two in tree.find_all(nodes.If)), *(two.test for two in tree.find_all(nodes.CondExpr))]:
        defaulted |= {name.name for name in [*test.find_all(nodes.Name), *_itself(test)]}
    names = {name.name for name in tree.find_all(nodes.Name)}
    return Names(frozenset(names - defaulted), frozenset(defaulted))


def used_names(text: str) -> frozenset[str]:
    """All that a template looks up, by its first name."""
    names = names_in(text)
    return names.needed | names.defaulted


def _itself(node: nodes.Node) -> list[nodes.Name]:
    return [node] if isinstance(node, nodes.Name) else []
