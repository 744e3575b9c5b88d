"""A day as far as it was named, and the days of the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from tron.core.tools.when import day_in

YEARS: Final = range(1900, 2200)


class Impossible(Exception):
    """A day that no calendar has: 31 February, the 45th."""


@dataclass(frozen=True, slots=True)
class SaidDay:
    """What was named: a whole day, or parts of one."""

    whole: date | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None

    def __bool__(self) -> bool:
        return self != SaidDay()

    def corrected(self, later: SaidDay) -> SaidDay:
        """With what a correction names in place of it."""
        if later.whole or self.whole:
            return later or self
        given = {f.name: getattr(later, f.name) for f in fields(later) if getattr(later, f.name) is not None}
        parts = {f.name: getattr(self, f.name) for f in fields(self)} | given
        return SaidDay(**parts)


def exact_day(year: int, month: int, day: int) -> date:
    """Raises Impossible."""
    try:
        return date(year, month, day)
    except ValueError:
        raise Impossible from None


def coming_day(day: int, month: int, today: date) -> date:
    """The next such day, today included; 29 February in the next leap year. Raises Impossible."""
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise Impossible


def day_of_month(day: int, today: date) -> date:
    """The next such day, this month or the next. Raises Impossible."""
    found = day_in([str(day), "date"], today)
    if found is None:
        raise Impossible
    return found


def full_year(written: str, today: date) -> int:
    """Two figures are a year of the last ninety or the next ten."""
    year = int(written)
    if len(written) > 2:
        return year
    century = today.year // 100 * 100
    return century + year - (100 if century + year > today.year + 10 else 0)


def named_year(words: Sequence[str], today: date) -> int | None:
    """ "next year", "is saal"."""
    at = words.index("year") if "year" in words else 0
    step = {"next": 1, "this": 0, "last": -1}.get(words[at - 1]) if at else None
    return None if step is None else today.year + step


def checked_day(day: int) -> int:
    """A day that some month has. Raises Impossible."""
    if not 1 <= day <= 31:
        raise Impossible
    return day
