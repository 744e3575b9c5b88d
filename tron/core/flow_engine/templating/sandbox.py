"""Jinja2's sandbox, cut down to expressions: no loops, no calls, no attribute of Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import signature
from typing import Any, Final

from jinja2 import Undefined, nodes
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tron.core.flow_engine.templating.filters import FILTERS, guarded

_ALLOWED: Final = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Filter,
    nodes.CondExpr,
    nodes.If,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Keyword,
)


class TemplateProblem(ValueError):
    """The template cannot be used; the message says why in one sentence."""


class _Environment(ImmutableSandboxedEnvironment):
    def getattr(self, obj: Any, attribute: str) -> Any:
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Values are JSON: only mappings and lists have parts, and no attribute of Python is ever reached."""
        if isinstance(obj, Undefined):
            return obj  # it is missing under the name that was looked up first
        if isinstance(obj, Mapping) and argument in obj:
            return obj[argument]
        if isinstance(obj, list) and isinstance(argument, int | str):
            try:
                return obj[int(argument)]
            except (ValueError, IndexError):
                pass
        return self.undefined(obj=obj, name=str(argument))


class _Missing(Undefined):
    """Empty wherever it is looked into, so that a.b.c of nothing is nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    __getitem__ = __getattr__


def checked(text: str) -> nodes.Template:
    """The template, read. Raises TemplateProblem where it holds more than is allowed."""
    try:
        tree = _PARSER.parse(text)
    except TemplateError as error:
        raise TemplateProblem(
            f"{error.message or type(error).__name__} (line {getattr(error, 'lineno', 1)})"
        ) from error
    except (RecursionError, MemoryError, OverflowError, ValueError) as error:
        raise TemplateProblem("This template is nested too deeply.") from error
    for node in tree.find_all(nodes.Node):
        _check(node)
    return tree


def _check(node: nodes.Node) -> None:
    if not isinstance(node, _ALLOWED):
        raise TemplateProblem(f"Only values, filters and if can be used here, no {type(node).__name__.lower()}.")
    if isinstance(node, nodes.Name) and node.name.startswith("__"):
        raise TemplateProblem(f"The name {node.name} cannot be used.")
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        raise TemplateProblem(f"The part {node.attr} cannot be used.")
    if isinstance(node, nodes.Filter):
        _check_filter(node)


def _check_filter(used: nodes.Filter) -> None:
    if used.name not in FILTERS:
        raise TemplateProblem(f"There is no filter {used.name}. There are: {', '.join(sorted(FILTERS))}.")
    named: dict[str, Any] = {str(one.key): one.value for one in used.kwargs}
    try:
        signature(FILTERS[used.name]).bind(None, *used.args, **named)
    except TypeError as error:
        raise TemplateProblem(f"The filter {used.name} cannot be used like this: {error}.") from error


def environment(finalize: Callable[..., Any] | None) -> ImmutableSandboxedEnvironment:
    """One whose values go through `finalize` before they are written."""
    made = _Environment(undefined=_Missing, finalize=finalize, autoescape=False, keep_trailing_newline=True)
    made.filters = guarded()
    made.globals = {}
    made.tests = {name: made.tests[name] for name in ("defined", "undefined", "none", "number", "string")}
    return made


_PARSER: Final = environment(None)
