"""Days by their month and number: "pandrah agast", "25 tareekh", "fifteen eight nineteen eighty five"."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date
from typing import Final

from tron.core.flow_engine.values.said_days import YEARS, SaidDay, checked_day, exact_day, full_year, named_year
from tron.core.tools import when_words

_FEW: Final = 4
"""Words of an utterance in which a bare number is a day of the month."""


def named_day(words: list[str], today: date) -> SaidDay | None:
    """A named month, with the day near it and a year. Raises Impossible."""
    at = next((index for index, word in enumerate(words) if word in when_words.MONTHS), None)
    if at is None:
        return None
    month = when_words.MONTHS[words[at]]
    before = [int(word) for word in words[max(0, at - 4) : at] if _is_small(word)]
    after = [word for word in words[at + 1 : at + 6] if word.isdecimal()]
    day = before[-1] if before else None
    if day is None and after and len(after[0]) <= 2:
        day, after = int(after[0]), after[1:]
    year = _year(after, today) or _year_before(words[:at]) or named_year(words, today)
    if day is None and "end" in words:
        return SaidDay(_last_day(month, year, today))
    return SaidDay(day=None if day is None else checked_day(day), month=month, year=year)


def _year_before(words: Sequence[str]) -> int | None:
    return next((int(word) for word in words if len(word) == 4 and word.isdecimal() and int(word) in YEARS), None)


def _last_day(month: int, year: int | None, today: date) -> date:
    year = year or today.year + (month < today.month)
    return date(year, month, calendar.monthrange(year, month)[1])


def _year(numbers: Sequence[str], today: date) -> int | None:
    """ "1985", "nineteen eighty five", "85"."""
    if not numbers:
        return None
    if len(numbers) > 1 and numbers[0] in ("19", "20") and len(numbers[1]) <= 2:
        return int(numbers[0]) * 100 + int(numbers[1])
    if len(numbers) == 4 and all(len(number) == 1 for number in numbers):
        return int("".join(numbers))
    if len(numbers[0]) == 2 or int(numbers[0]) in YEARS:
        return full_year(numbers[0], today)
    return None


def figured_day(words: list[str], today: date) -> SaidDay | None:
    """Figures alone: day, month and year; a day of the month. Raises Impossible."""
    told = [word for word in words if word not in when_words.FILLING]
    figures = [word for word in told if word.isdecimal()]
    if len(figures) == 1 and "date" in told:
        return SaidDay(day=checked_day(int(figures[0][:4])))
    return _whole_figures(figures, today) or (_few_figures(figures) if len(told) <= _FEW else None)


def _whole_figures(figures: Sequence[str], today: date) -> SaidDay | None:
    """Day, month and year in one run, digit by digit, or as three numbers."""
    if _is_dmy(figures):
        year = _year(figures[2:], today)
        return SaidDay(exact_day(year, int(figures[1]), int(figures[0]))) if year is not None else None
    run = "".join(figures)
    if len(run) == 8 and (len(figures) == 1 or all(len(word) <= 2 for word in figures)):
        return SaidDay(exact_day(int(run[4:]), int(run[2:4]), int(run[:2])))
    if len(run) == 6 and len(figures) == 1:
        return SaidDay(exact_day(full_year(run[4:], today), int(run[2:4]), int(run[:2])))
    return None


def _few_figures(figures: Sequence[str]) -> SaidDay | None:
    """ "15 8", "25", "1985", "nineteen ninety"."""
    if len(figures) == 2 and figures[0] in ("19", "20") and _is_small(figures[1]) and int(figures[1]) > 12:
        return SaidDay(year=int(figures[0]) * 100 + int(figures[1]))
    if len(figures) == 2 and all(_is_small(word) for word in figures) and int(figures[1]) <= 12:
        return SaidDay(day=checked_day(int(figures[0])), month=int(figures[1]))
    if len(figures) != 1:
        return None
    if len(figures[0]) <= 2:
        return SaidDay(day=checked_day(int(figures[0])))
    return SaidDay(year=int(figures[0])) if len(figures[0]) == 4 and int(figures[0]) in YEARS else None


def _is_dmy(figures: Sequence[str]) -> bool:
    """ "fifteen eight nineteen eighty-five", "15 8 1985"."""
    if not 3 <= len(figures) <= 4 or not all(_is_small(word) for word in figures[:2]):
        return False
    return len(figures) == 3 or figures[2] in ("19", "20")


def _is_small(word: str) -> bool:
    return word.isdecimal() and len(word) <= 2
