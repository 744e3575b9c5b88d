"""Fills `{{ name }}` in spoken text. A replacement, never a program."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

_VARIABLE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_NAME = re.compile(r"^[A-Za-z_]\w*(\.\w+)*$")
_LEFTOVERS = (
    (re.compile(r"[ \t]{2,}"), " "),
    (re.compile(r"[ \t]+([,.!?।;:])"), r"\1"),
    (re.compile(r"([,;:])(?:\s*[,;:])+"), r"\1"),
    (re.compile(r"[,;:]\s*([.!?।])"), r"\1"),
    (re.compile(r"^[\s,.;:।]+"), ""),
)


def render(text: str, values: Mapping[str, Any]) -> str:
    """`text` with each `{{ name }}` replaced from `values`; dots go into nested mappings.

    Unknown names and values that are no plain text or number become empty, then doubled spaces and stray commas go.
    Values are taken as they are: `{{...}}` inside one is spoken text, not looked up again.
    """
    if "{{" not in text:
        return text
    # Tidy around the holes only: a marker stands in for each value so that the value's own text is not touched.
    filled: list[str] = []

    def mark(match: re.Match[str]) -> str:
        value = _look_up(match.group(1), values)
        if not value:
            return ""
        filled.append(value)
        return f"\0{len(filled) - 1}\0"

    return tidied(_VARIABLE.sub(mark, text.replace("\0", "")), filled)


def tidied(marked: str, filled: Sequence[str]) -> str:
    """`marked` without the doubled spaces and stray commas that holes leave; each \\0n\\0 is the n-th of `filled`."""
    for pattern, replacement in _LEFTOVERS:
        marked = pattern.sub(replacement, marked)
    return re.sub(r"\0(\d+)\0", lambda match: filled[int(match.group(1))], marked).strip()


def variables_in(text: str) -> set[str]:
    """The names that `text` would look up."""
    return {name for name in _VARIABLE.findall(text) if _NAME.match(name)}


def _look_up(name: str, values: Mapping[str, Any]) -> str:
    if not _NAME.match(name):
        return ""
    found: Any = values
    for part in name.split("."):
        if not isinstance(found, Mapping):
            return ""
        found = found.get(part)
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return ""
    return str(found).strip()
