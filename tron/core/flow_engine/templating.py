"""{{names}} in texts, bodies and addresses: Jinja2's sandbox, cut down to expressions. It cannot loop or call.

An undefined variable becomes an empty text and is told (`Filled.missing`); nothing is raised to the caller's ear.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from inspect import signature
from typing import Any, Final, NamedTuple

from jinja2 import Undefined, nodes, pass_context
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tron.core.scripts.render import tidied

LONGEST: Final = 20_000
"""Characters of a filled text."""
_NAME_ALONE: Final = re.compile(r"\{\{ ?([A-Za-z][A-Za-z0-9_]*) ?\}\}")
_NUMBERS: Final = (int, float)
_MISSING: Final = "__missing__"
_FILLED: Final = "__filled__"
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


class Filled(NamedTuple):
    """`missing`: the names that had no value, each once."""

    text: str
    missing: tuple[str, ...] = ()


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


def fill(text: str, values: Mapping[str, Any], *, spoken: bool = True) -> Filled:
    """`text` with its {{names}} filled in; `spoken` also removes doubled spaces and stray commas around holes.

    Raises TemplateProblem for a text that no template can be; validate finds these before a call does.
    """
    if "{" not in text:
        return Filled(text)
    if (usual := names_alone(text, values)) is not None:
        return Filled(usual)
    missing: list[str] = []
    filled: list[str] = []
    try:
        marked = _compiled(text.replace("\0", ""), spoken).render({**values, _MISSING: missing, _FILLED: filled})
    except SecurityError as error:
        raise TemplateProblem(str(error)) from error
    except Exception as error:
        raise TemplateProblem(f"{type(error).__name__}: {error}") from error
    done = tidied(marked, filled) if spoken else marked
    return Filled(done[:LONGEST], tuple(dict.fromkeys(missing)))


def names_alone(text: str, values: Mapping[str, Any]) -> str | None:
    """The text filled in where it holds nothing but names, each with a value: nearly every text of a flow.

    None: Jinja decides.
    """
    parts = _parts(text)
    if parts is None:
        return None
    if len(parts) == 1:
        return text
    done = list(parts)
    for place in range(1, len(parts), 2):
        value = values.get(parts[place])
        if not isinstance(value, str):
            if not isinstance(value, _NUMBERS):
                return None
            value = plain(value)
        filled = value.strip()
        if not filled:
            return None
        done[place] = filled
    return "".join(done).strip()[:LONGEST]


@lru_cache(maxsize=4096)
def _parts(text: str) -> tuple[str, ...] | None:
    """Text, name, text, name, ..., text; None where more than names stands in braces."""
    parts = tuple(_NAME_ALONE.split(text))
    plain_text = "".join(parts[::2])
    return None if "{" in plain_text or "}" in plain_text or "\0" in text else parts


def fill_json(text: str, values: Mapping[str, Any]) -> Filled:
    """A JSON text with its {{names}} filled in so that no value can break out of its place.

    Within quotes a value is written as text, elsewhere as JSON; what is missing is "" or null. Raises TemplateProblem.
    """
    if "{{" not in text and "{%" not in text:
        return Filled(text)
    missing: list[str] = []
    filled: list[Any] = []
    try:
        template = _BODIES.from_string(_checked(text.replace("\0", "")))
        marked = template.render({**values, _MISSING: missing, _FILLED: filled})
    except TemplateProblem:
        raise
    except Exception as error:
        raise TemplateProblem(f"{type(error).__name__}: {error}") from error
    return Filled(_with_values(marked, filled), tuple(dict.fromkeys(missing)))


def filled_or_plain(text: str, values: Mapping[str, Any]) -> Filled:
    """The same for speech, never raising: a broken template is spoken without its holes."""
    if (usual := names_alone(text, values)) is not None:
        return Filled(usual)
    try:
        return fill(text, values)
    except TemplateProblem:
        return Filled("", ("template",)) if "{%" in text else Filled(tidied(_without_holes(text), []), ("template",))


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
        tree = _checked(text)
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


def _checked(text: str) -> nodes.Template:
    try:
        tree = _ENVIRONMENT.parse(text)
    except TemplateError as error:
        raise TemplateProblem(
            f"{error.message or type(error).__name__} (line {getattr(error, 'lineno', 1)})"
        ) from error
    except (RecursionError, MemoryError, OverflowError, ValueError) as error:
        raise TemplateProblem("This template is nested too deeply.") from error
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _ALLOWED):
            raise TemplateProblem(f"Only values, filters and if can be used here, no {type(node).__name__.lower()}.")
        if isinstance(node, nodes.Name) and node.name.startswith("__"):
            raise TemplateProblem(f"The name {node.name} cannot be used.")
        if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            raise TemplateProblem(f"The part {node.attr} cannot be used.")
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            raise TemplateProblem(f"There is no filter {node.name}. There are: {', '.join(sorted(FILTERS))}.")
        if isinstance(node, nodes.Filter):
            _check_arguments(node)
    return tree


def _check_arguments(used: nodes.Filter) -> None:
    named: dict[str, Any] = {str(one.key): one.value for one in used.kwargs}
    try:
        signature(FILTERS[used.name]).bind(None, *used.args, **named)
    except TypeError as error:
        raise TemplateProblem(f"The filter {used.name} cannot be used like this: {error}.") from error


@lru_cache(maxsize=4096)
def _compiled(text: str, spoken: bool) -> Any:
    return (_SPOKEN if spoken else _ENVIRONMENT).from_string(_checked(text))


@pass_context
def _told(context: Context, value: Any) -> str:
    if isinstance(value, Undefined):
        context[_MISSING].append(str(value._undefined_name or "?"))
        return ""
    return plain(value)


@pass_context
def _marked(context: Context, value: Any) -> str:
    text = _told(context, value).strip()
    if not text:
        return ""
    context[_FILLED].append(text)
    return f"\0{len(context[_FILLED]) - 1}\0"


@pass_context
def _kept(context: Context, value: Any) -> str:
    """The place of a value that is written once it is known whether quotes are around it."""
    if isinstance(value, Undefined):
        context[_MISSING].append(str(value._undefined_name or "?"))
        value = None
    context[_FILLED].append(value)
    return f"\0{len(context[_FILLED]) - 1}\0"


def _with_values(marked: str, filled: Sequence[Any]) -> str:
    written: list[str] = []
    quoted = False
    for index, part in enumerate(marked.split("\0")):
        if index % 2:
            written.append(_within(filled[int(part)]) if quoted else _json(filled[int(part)]))
            continue
        written.append(part)
        open_ended = part.replace("\\\\", "")
        if open_ended.endswith("\\"):
            raise TemplateProblem("A backslash cannot stand before a value.")
        quoted ^= open_ended.replace('\\"', "").count('"') % 2 == 1
    return "".join(written)


def _within(value: Any) -> str:
    """As part of a JSON string."""
    return json.dumps(plain(value), ensure_ascii=False)[1:-1]


class _Json(str):
    """What `tojson` gave: JSON already."""

    __slots__ = ()


def plain(value: Any) -> str:
    """A value as text: whole numbers without a point, nothing for null, mappings and lists."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value) if isinstance(value, str | int | float) else ""


def _number(value: Any, decimals: int = 0) -> str:
    """1234567 as 12,34,567."""
    try:
        amount = round(float(str(value).replace(",", "")), max(0, min(int(decimals), 6)))
    except (ValueError, OverflowError):
        return plain(value)
    whole, _point, rest = f"{abs(amount):.{max(0, min(int(decimals), 6))}f}".partition(".")
    head, tail = whole[:-3], whole[-3:]
    groups = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    grouped = ",".join([*groups, tail])
    return ("-" if amount < 0 else "") + (f"{grouped}.{rest}" if rest else grouped)


def _money(value: Any) -> str:
    """1234567 as ₹12,34,567; paise only where there are some."""
    text = plain(value)
    try:
        amount = float(text.replace(",", ""))
    except ValueError:
        return text
    return "₹" + _number(amount, 0 if amount.is_integer() else 2)


def _moment(value: Any) -> datetime | date | None:
    text = plain(value)
    for read in (datetime.fromisoformat, date.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    return None


def _date(value: Any) -> str:
    """2026-11-28 as 28 November 2026."""
    moment = _moment(value)
    return f"{moment.day} {moment:%B %Y}" if moment else plain(value)


def _time(value: Any) -> str:
    """2026-11-28T17:30 and 17:30 as 5:30 PM."""
    text = plain(value)
    moment = _moment(value) or _moment(f"2000-01-01T{text}")
    return moment.strftime("%I:%M %p").lstrip("0") if isinstance(moment, datetime) else text


def _default(value: Any, default: Any = "", empty_too: Any = True) -> Any:
    return default if isinstance(value, Undefined) or value is None or (empty_too and value == "") else value


def _length(value: Any) -> int:
    return len(value) if isinstance(value, str | list | Mapping) else 0


def _digits(value: Any) -> str:
    """98123 as 9 8 1 2 3."""
    return " ".join("".join(plain(value).split()))


def _json(value: Any) -> str:
    if isinstance(value, _Json):
        return value
    return _Json(json.dumps(None if isinstance(value, Undefined) else value, ensure_ascii=False, default=str))


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "default": _default,
    "d": _default,
    "number": _number,
    "money": _money,
    "date": _date,
    "time": _time,
    "digits": _digits,
    "upper": lambda value: plain(value).upper(),
    "lower": lambda value: plain(value).lower(),
    "title": lambda value: plain(value).title(),
    "trim": lambda value: plain(value).strip(),
    "length": _length,
    "first": lambda value: value[0] if isinstance(value, list | str) and value else "",
    "last": lambda value: value[-1] if isinstance(value, list | str) and value else "",
    "join": lambda value, by=", ": str(by).join(map(plain, value)) if isinstance(value, list) else plain(value),
    "tojson": _json,
}


def _without_holes(text: str) -> str:
    parts = text.split("{{")
    return parts[0] + "".join(part.partition("}}")[2] for part in parts[1:])


_OF_NOTHING: Final = frozenset({"default", "d", "length", "tojson"})
"""Filters that make something of a name without a value."""


def _unless_missing(made: Callable[..., Any]) -> Callable[..., Any]:
    """A name without a value stays one behind the filter: it is empty, and told."""
    return lambda value, *given, **named: value if isinstance(value, Undefined) else made(value, *given, **named)


def _environment(finalize: Any) -> _Environment:
    made = _Environment(undefined=_Missing, finalize=finalize, autoescape=False, keep_trailing_newline=True)
    made.filters = {name: one if name in _OF_NOTHING else _unless_missing(one) for name, one in FILTERS.items()}
    made.globals = {}
    made.tests = {name: made.tests[name] for name in ("defined", "undefined", "none", "number", "string")}
    return made


_ENVIRONMENT = _environment(_told)
_SPOKEN = _environment(_marked)
_BODIES = _environment(_kept)
