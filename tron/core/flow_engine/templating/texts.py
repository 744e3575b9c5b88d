"""Spoken and written texts with their {{names}} filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from jinja2 import Undefined, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context

from tron.core.flow_engine.templating.filled import Filled, marked, miss, place
from tron.core.flow_engine.templating.filters import plain
from tron.core.flow_engine.templating.sandbox import TemplateProblem, checked, environment
from tron.core.scripts.render import tidied

LONGEST: Final = 20_000
"""Characters of a filled text."""
_NAME_ALONE: Final = re.compile(r"\{\{ ?([A-Za-z][A-Za-z0-9_]*) ?\}\}")
_NUMBERS: Final = (int, float)


def fill(text: str, values: Mapping[str, Any], *, spoken: bool = True) -> Filled:
    """`text` with its {{names}} filled in; `spoken` also removes doubled spaces and stray commas around holes.

    Raises TemplateProblem for a text that no template can be; validate finds these before a call does.
    """
    if "{" not in text:
        return Filled(text)
    if (usual := names_alone(text, values)) is not None:
        return Filled(usual)
    try:
        done = marked(_compiled(text.replace("\0", ""), spoken), values)
    except SecurityError as error:
        raise TemplateProblem(str(error)) from error
    except Exception as error:
        raise TemplateProblem(f"{type(error).__name__}: {error}") from error
    whole = tidied(done.text, done.values) if spoken else done.text
    return Filled(whole[:LONGEST], done.missing)


def filled_or_plain(text: str, values: Mapping[str, Any]) -> Filled:
    """The same for speech, never raising: a broken template is spoken without its holes."""
    if (usual := names_alone(text, values)) is not None:
        return Filled(usual)
    try:
        return fill(text, values)
    except TemplateProblem:
        return Filled("", ("template",)) if "{%" in text else Filled(tidied(_without_holes(text), []), ("template",))


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
    for at in range(1, len(parts), 2):
        value = values.get(parts[at])
        if not isinstance(value, str):
            if not isinstance(value, _NUMBERS):
                return None
            value = plain(value)
        filled = value.strip()
        if not filled:
            return None
        done[at] = filled
    return "".join(done).strip()[:LONGEST]


@lru_cache(maxsize=4096)
def _parts(text: str) -> tuple[str, ...] | None:
    """Text, name, text, name, ..., text; None where more than names stands in braces."""
    parts = tuple(_NAME_ALONE.split(text))
    plain_text = "".join(parts[::2])
    return None if "{" in plain_text or "}" in plain_text or "\0" in text else parts


@lru_cache(maxsize=4096)
def _compiled(text: str, spoken: bool) -> Any:
    return (_SPOKEN if spoken else _WRITTEN).from_string(checked(text))


@pass_context
def _told(context: Context, value: Any) -> str:
    if isinstance(value, Undefined):
        miss(context, value)
        return ""
    return plain(value)


@pass_context
def _marked(context: Context, value: Any) -> str:
    text = _told(context, value).strip()
    return place(context, text) if text else ""


def _without_holes(text: str) -> str:
    parts = text.split("{{")
    return parts[0] + "".join(part.partition("}}")[2] for part in parts[1:])


_WRITTEN: Final = environment(_told)
_SPOKEN: Final = environment(_marked)
