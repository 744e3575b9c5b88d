"""Times that are told by what is left to the hour: "10 minutes to 5", "paanch bajne mein das minute"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tron.core.tools import when_words as words

_LINKS: Final = frozenset({"to", "kam"})
_REST: Final = frozenset({"kam", "left", "baki", "baaki", "बाकी", "बाक़ी"})


def with_clocks(tokens: Sequence[str]) -> list[str]:
    """Canonical words (`when_words.SAME`), such times written as clocks of twelve hours: 4:50."""
    written: list[str] = []
    at = 0
    while at < len(tokens):
        clock, taken = _clock_at(tokens[at : at + 7])
        written.append(clock)
        at += taken
    return written


def _clock_at(tokens: Sequence[str]) -> tuple[str, int]:
    """The clock that begins with the first word and how many it takes, or that word."""
    first, second, third, *rest = [*tokens, *[""] * 6]
    if second == "minute" and third in _LINKS and (hour := _hour(rest[0])) and (minutes := _minutes(first)):
        return _before(hour, minutes), 4
    hour = _hour(first)
    if hour and second == "bajne":
        told = 3 if third == "mein" else 2
        if (minutes := _minutes(tokens[told] if told < len(tokens) else "")) and rest[told - 2] == "minute":
            return _before(hour, minutes), told + 2 + (rest[told - 1] in _REST)
    if hour and [second, third, *rest[1:3]] == ["baje", "se", "minute", "before"] and (minutes := _minutes(rest[0])):
        return _before(hour, minutes), 6
    return first, 1


def _before(hour: int, minutes: int) -> str:
    return f"{hour - 1 or 12}:{60 - minutes:02}"


def _hour(token: str) -> int:
    """Of a clock of twelve; 0 for none."""
    found = int(token) if token.isdecimal() and len(token) <= 2 else words.NUMBERS.get(token, 0)
    return found if found <= 12 else 0


def _minutes(token: str) -> int:
    """Below an hour; 0 for none."""
    named = words.AMOUNTS.get(token, words.NUMBERS.get(token, 0))
    found = int(token) if token.isdecimal() and len(token) <= 2 else int(named) if named == int(named) else 0
    return found if found < 60 else 0
