"""Days among the words of a time, and hours among those of a day: "5 tareekh ko shaam 6 baje" names both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tron.core.tools import when_words

_DATE: Final = re.compile(
    r"(?<!\d)(?:\d{1,2}\s?/\s?\d{1,2}(?:\s?/\s?\d{2,4})?|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-\d{2,4})(?!\d)"
)
_RANGE: Final = re.compile(r"(\d)\s?[-–]\s?(?=\d)")
_HALVES: Final = frozenset({"am", "pm"})
_OF_HOUR: Final = frozenset({"baje", *_HALVES})
_BETWEEN: Final = when_words.FILLING | {"date", "the"}


def without_dates(text: str) -> str:
    """What was said of a time, without a date in figures; "5-6" from one hour to another."""
    return _RANGE.sub(r"\1 se ", _DATE.sub(" ", text))


def without_days(words: Sequence[str]) -> list[str]:
    """Canonical words without the numbers of days: "5 date", "5 december", "december 5"."""
    left = list(words)
    for at, word in enumerate(words):
        if word == "date" and at and words[at - 1].isdecimal():
            left[at - 1 : at + 1] = ["", ""]
        elif word in when_words.MONTHS and (day := _day_of(words, at)) is not None:
            left[day] = ""
    return [word for word in left if word]


def _day_of(words: Sequence[str], month: int) -> int | None:
    """Where the day of the month stands that is named there."""
    before = month - 1
    while before >= 0 and words[before] in _BETWEEN:
        before -= 1
    if before >= 0 and _is_small(words[before]):
        return before
    after = month + 1 + (words[month + 1 : month + 2] == ["the"])
    hour = words[after + 1 : after + 2] and words[after + 1] in _OF_HOUR
    return after if after < len(words) and _is_small(words[after]) and not hour else None


def without_hours(words: Sequence[str]) -> list[str]:
    """Canonical words without the numbers of hours: "6 baje", "at 6", "evening ko 6"."""
    return [word for at, word in enumerate(words) if not (_is_small(word) and _is_hour(words, at))]


def _is_hour(words: Sequence[str], at: int) -> bool:
    after = words[at + 1] if at + 1 < len(words) else ""
    if after in _OF_HOUR:
        return True
    if after == "date" or after in when_words.MONTHS or after in when_words.UNITS:
        return False
    before = [word for word in words[max(0, at - 2) : at] if word not in when_words.FILLING]
    return bool(before) and (before[-1] == "at" or before[-1] in when_words.PARTS)


def _is_small(word: str) -> bool:
    return word.isdecimal() and len(word) <= 2
