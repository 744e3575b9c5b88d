"""Spelled units as one line of characters, in which templates of codes are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, product
from typing import Final

from tron.core.flow_engine.values.letters import Unit

_EITHER: Final = "o"
"""Stands in the line for an O that may be a zero."""
_CLASSES: Final = {"L": "[A-Zo]", "D": "[0-9o]", "A": "[0-9A-Zo]"}
_READINGS: Final = {"L": "O", "D": "0", "A": "0O"}


@dataclass(frozen=True, slots=True)
class CodeLine:
    """The characters of all units, a space where a word is none of a code. Places count the units with characters."""

    text: str
    starts: tuple[int, ...]
    """Where the unit of each place begins in the text."""
    ends: tuple[int, ...]
    noises: tuple[int, ...]
    """How many units before each place are likely words of the sentence."""

    def whole(self, place: int, template: str) -> Iterator[tuple[str, int]]:
        """Each reading of a code from `place`, with the place behind it."""
        found = _whole_pattern(template).match(self.text, self.starts[place])
        end = self._place_after(place, found.end()) if found else None
        if found and end is not None:
            for text in _readings(found[0], template):
                yield text, end

    def beginnings(self, place: int, template: str) -> Iterator[tuple[str, int]]:
        """The longest beginning of a code from `place`, and those that end before a word of the sentence."""
        start = self.starts[place]
        found = _begun_pattern(template).match(self.text, start)
        if found is None:
            return
        last = place
        while last < len(self.ends) and self.ends[last] <= found.end():
            last += 1
        for end in range(place + 1, last + 1):
            if end == last or self.noise(end, end + 1):
                yield next(_readings(self.text[start : self.ends[end - 1]], template)), end

    def noise(self, start: int, end: int) -> int:
        """How many units of [start, end) are likely words of the sentence."""
        return self.noises[min(end, len(self.starts))] - self.noises[start]

    def _place_after(self, place: int, end: int) -> int | None:
        """The place behind the unit that ends there; None within a unit."""
        for at in range(place, min(place + 20, len(self.ends))):
            if self.ends[at] >= end:
                return at + 1 if self.ends[at] == end else None
        return None


def code_line(units: Sequence[Unit]) -> CodeLine:
    """The line of some units."""
    text: list[str] = []
    starts, ends, noises = list[int](), list[int](), list[int]()
    length = 0
    for unit in units:
        if unit.skipped:
            continue
        chars = _EITHER if unit.letters and unit.digits else unit.letters or unit.digits
        text.append(chars or " ")
        if chars:
            starts.append(length)
            ends.append(length + len(chars))
            noises.append(int(unit.noise))
        length += len(chars) or 1
    return CodeLine("".join(text), tuple(starts), tuple(ends), (0, *accumulate(noises)))


def _readings(text: str, template: str) -> Iterator[str]:
    """`text` with each doubtful O as letter or zero, as its place in the template wants it."""
    if _EITHER not in text:
        yield text
        return
    chars = (_READINGS[place] if char == _EITHER else char for char, place in zip(text, template, strict=False))
    yield from map("".join, product(*chars))


@lru_cache(maxsize=64)
def _whole_pattern(template: str) -> re.Pattern[str]:
    return re.compile("".join(_CLASSES[place] for place in template))


@lru_cache(maxsize=64)
def _begun_pattern(template: str) -> re.Pattern[str]:
    """The first place, and as many of the next as fit."""
    nested = ""
    for place in reversed(template):
        nested = f"{_CLASSES[place]}(?:{nested})?" if nested else _CLASSES[place]
    return re.compile(nested)
