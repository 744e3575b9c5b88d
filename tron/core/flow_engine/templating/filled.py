"""What comes of a template that was filled in, and what is noted while it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from jinja2 import Template, Undefined
from jinja2.runtime import Context

_MISSING: Final = "__missing__"
_FILLED: Final = "__filled__"


class Filled(NamedTuple):
    """`missing`: the names that had no value, each once."""

    text: str
    missing: tuple[str, ...] = ()


class Marked(NamedTuple):
    """A text with \\0n\\0 in the place of its n-th value."""

    text: str
    values: list[Any]
    missing: tuple[str, ...]


def marked(template: Template, values: Mapping[str, Any]) -> Marked:
    """The template, rendered; its environment finalizes by `place` and `miss`. Raises what Jinja raises."""
    missing: list[str] = []
    filled: list[Any] = []
    text = template.render({**values, _MISSING: missing, _FILLED: filled})
    return Marked(text, filled, tuple(dict.fromkeys(missing)))


def place(context: Context, value: Any) -> str:
    """Notes a value; what stands for it in the text."""
    context[_FILLED].append(value)
    return f"\0{len(context[_FILLED]) - 1}\0"


def miss(context: Context, value: Undefined) -> None:
    """Notes the name of a value that is not there."""
    context[_MISSING].append(str(value._undefined_name or "?"))
