"""Days counted from today: "kal", "agle hafte somvaar", "two days ago", "agle mahine ki 5 tareekh"."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from tron.core.flow_engine.values.said_days import (
    YEARS,
    Impossible,
    SaidDay,
    checked_day,
    day_of_month,
    exact_day,
    named_year,
)
from tron.core.tools import when_words
from tron.core.tools.when import day_in, later_in

_FARTHEST: Final = timedelta(days=3650)


def relative_day(words: list[str], today: date) -> SaidDay | None:
    """A day told by its distance from `today`. Raises Impossible for one that is decades away."""
    if "yesterday" in words:
        before = {"day", "before"} <= set(words[: words.index("yesterday")])
        return SaidDay(today - timedelta(days=2 if before else 1))
    if "week" in words and "next" in words and (weekday := _weekday_in(words)) is not None:
        return SaidDay(today + timedelta(days=7 - today.weekday() + weekday))
    if {"week", "se"} <= set(words) and _weekday_in(words) is not None and (day := day_in(words, today)):
        return SaidDay(day + timedelta(weeks=1))  # "a week from Monday"
    for unit, read in (("month", _of_month), ("year", _of_year)):
        if unit in words:
            return read(words, today)
    return _counted(words, today) or _near(words, today)


def _of_year(words: list[str], today: date) -> SaidDay | None:
    """ "2 saal pehle"; a year by itself, unless a month is named with it."""
    before = words[words.index("year") - 1]
    if before.isdecimal() and int(before[:6]) not in YEARS:
        return SaidDay(_months_later(today, _sign(words) * 12 * int(before[:6])))
    year = named_year(words, today)
    named = any(word in when_words.MONTHS for word in words)
    return SaidDay(year=year) if year is not None and not named else None


def _counted(words: list[str], today: date) -> SaidDay | None:
    """ "3 din baad", "two days ago", "next week"."""
    later = _later(words)
    if later is None or abs(later) < timedelta(days=1):
        return None
    if abs(later) > _FARTHEST:
        raise Impossible
    return SaidDay(today + _sign(words) * later)


def _near(words: list[str], today: date) -> SaidDay | None:
    """ "kal", "parso": ahead, unless it is told as past."""
    for word in ("today", "tonight", "tomorrow", "overmorrow", "narson"):
        if word in words:
            ahead = (day_in(words, today) or today) - today
            return SaidDay(today - ahead if "was" in words or "last" in words else today + ahead)
    return None


def _sign(words: list[str]) -> int:
    return -1 if {"ago", "before"} & set(words) else 1


def _later(words: list[str]) -> timedelta | None:
    later = later_in(words)
    if later is not None and _is_after_next(words):
        later *= 2
    if later is None and "last" in words and "week" in words:
        return timedelta(weeks=-1)
    return later


def _of_month(words: list[str], today: date) -> SaidDay | None:
    """ "agle mahine ki 5 tareekh", "month end", "2 mahine baad"."""
    ahead = 1 if "next" in words else -1 if "last" in words else 0
    months = today.year * 12 + today.month - 1 + ahead
    year, month = months // 12, months % 12 + 1
    before = words[words.index("month") - 1]
    if "end" in words:
        return SaidDay(date(year, month, calendar.monthrange(year, month)[1]))
    if before.isdecimal() and "date" not in words:
        return SaidDay(_months_later(today, _sign(words) * int(before[:6])))
    numbers = [int(word) for word in words if word.isdecimal() and len(word) <= 2]
    if numbers and (ahead or "this" in words):
        return SaidDay(exact_day(year, month, numbers[0]))
    if numbers and "date" in words:
        return SaidDay(day=checked_day(numbers[0]))
    return SaidDay(month=month, year=year) if ahead else None


def _months_later(today: date, count: int) -> date:
    if abs(count) > 2400:
        raise Impossible
    months = today.year * 12 + today.month - 1 + count
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(today.day, calendar.monthrange(year, month)[1]))


def _weekday_in(words: Sequence[str]) -> int | None:
    return next((when_words.WEEKDAYS[word] for word in words if word in when_words.WEEKDAYS), None)


def coming_weekday(words: list[str], today: date) -> SaidDay | None:
    """The coming one; with "last" or told as past, the one before."""
    weekday = _weekday_in(words)
    if weekday is None:
        return None
    if len({word for word in words if word in when_words.WEEKDAYS}) > 1:
        return None
    if "last" in words or "was" in words:
        return SaidDay(today - timedelta(days=(today.weekday() - weekday) % 7 or 7))
    day = day_in(words, today)
    return SaidDay(day + timedelta(weeks=1) if _is_after_next(words) else day) if day else None


def numbered_weekday(words: list[str], today: date) -> SaidDay | None:
    """ "Friday the 4th": the next such day or the one a month later. Raises Impossible where neither is a Friday."""
    weekday = _weekday_in(words)
    numbers = [words[at - 1] for at, word in enumerate(words) if word == "date" and at and words[at - 1].isdecimal()]
    if weekday is None or len(numbers) != 1:
        return None
    day = day_of_month(checked_day(int(numbers[0][:4])), today)
    for _month in range(2):
        if day.weekday() == weekday:
            return SaidDay(day)
        day = day_of_month(day.day, day + timedelta(days=1))
    raise Impossible


def _is_after_next(words: Sequence[str]) -> bool:
    """ "next to next Monday", "Monday after next"."""
    return words.count("next") > 1 or any(pair == ("after", "next") for pair in pairwise(words))
