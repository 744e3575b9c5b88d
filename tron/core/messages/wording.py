"""A template's words: text with {{names}}, each filled in by one value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from tron.core.phone import mask

SHORTEST_NUMBER: Final = 6
LONGEST: Final = 1600
"""Characters of a message in parts: what carriers take."""
_NAME: Final = re.compile(r"\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}")
_SPACES: Final = re.compile(r"\s+")


def names_in(text: str) -> tuple[str, ...]:
    """The names, each once, in the order of their first place: WhatsApp numbers them so."""
    return tuple(dict.fromkeys(_NAME.findall(text)))


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """The text with its values; a name without one stays as it is written."""
    return _NAME.sub(lambda found: values.get(found[1], found[0]), text)


def one_line(value: str) -> str:
    """A value as templates take it: WhatsApp refuses line breaks and runs of spaces in one."""
    return _SPACES.sub(" ", value).strip()


def without_number(told: str, number: str) -> str:
    """The text with this number masked, as E.164 and as vendors write it: without its plus, or its country."""
    for written in (number, number.removeprefix("+"), number.removeprefix("+91")):
        if len(written) >= SHORTEST_NUMBER:
            told = told.replace(written, mask(written))
    return told


def has_stray_braces(text: str) -> bool:
    """Whether something stands in braces that is no name."""
    bare = _NAME.sub("", text)
    return "{{" in bare or "}}" in bare
