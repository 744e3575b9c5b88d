"""When somebody can come: "Mon-Sat 10:00-13:00, 17:00-20:00; Sun 10-12", and what it says of a day and a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

_NAMES: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEK: Final = range(7)
_DAY: Final = r"[A-Za-z]{3,9}"
_ROW: Final = re.compile(rf"({_DAY}(?:\s*[-–,]\s*{_DAY})*)?:?\s*([\d\s:.,–-]+)")
_RANGE: Final = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[:.](\d{2}))?")
_END_OF_DAY: Final = 24 * 60


class BadHours(Exception):
    """The text tells no hours; the message says why."""


@dataclass(frozen=True, slots=True)
class OpenHours:
    """Of each weekday from Monday on, its openings as minutes of the day: from the first, and before the second."""

    week: tuple[tuple[tuple[int, int], ...], ...]

    def on(self, day: date, *, after: time = time.min) -> bool:
        """Whether there is an opening that day that ends later than `after`."""
        return any(_minutes(after) < end for _start, end in self.week[day.weekday()])

    def hold(self, at: time, day: date | None) -> bool:
        """Whether the time is within an opening of the day; of any day where it is not known."""
        days = _WEEK if day is None else (day.weekday(),)
        return any(start <= _minutes(at) < end for number in days for start, end in self.week[number])


@dataclass(frozen=True, slots=True)
class When:
    """Which days and times are taken. `ahead`: none that is over at `now`; `day`: the one that a time is of."""

    now: datetime
    hours: OpenHours | None = None
    ahead: bool = False
    day: date | None = None

    def is_over(self, value: date | time) -> bool:
        """Whether it is to be ahead, and is not."""
        if not self.ahead:
            return False
        if isinstance(value, time):
            return self.day is not None and (self.day, value) <= (self.now.date(), self.now.time())
        return value < self.now.date()

    def is_closed(self, value: date | time) -> bool:
        """Whether nobody can come then. Today counts until its last opening ends."""
        if self.hours is None:
            return False
        if isinstance(value, time):
            return not self.hours.hold(value, self.day)
        ended = self.now.time() if self.ahead and value == self.now.date() else time.min
        return not self.hours.on(value, after=ended)


def open_hours(text: str) -> OpenHours | None:
    """None for an empty text. Raises BadHours."""
    week: list[list[tuple[int, int]]] = [[] for _ in _WEEK]
    rows = [row.strip() for row in re.split(r"[;\n]", text) if row.strip()]
    for row in rows:
        found = _ROW.fullmatch(row)
        if found is None:
            raise BadHours(f"These hours are not understood: {row[:60]}.")
        openings = list(_openings(found[2]))
        for day in _days(found[1] or "Mon-Sun"):
            week[day] += openings
    return OpenHours(tuple(map(tuple, week))) if rows else None


def _days(text: str) -> Iterator[int]:
    for part in text.split(","):
        first, *last = [_weekday(name) for name in re.split(r"[-–]", part)]
        if len(last) > 1:
            raise BadHours(f"These hours are not understood: {part.strip()[:60]}.")
        end = last[0] if last else first
        yield from (day % 7 for day in range(first, end + 1 if end >= first else end + 8))


def _weekday(name: str) -> int:
    said = name.strip().lower()
    found = next((number for number, day in enumerate(_NAMES) if day.startswith(said)), None)
    if found is None:
        raise BadHours(f"This is no day of the week: {name.strip()[:60]}.")
    return found


def _openings(text: str) -> Iterator[tuple[int, int]]:
    for part in text.split(","):
        found = _RANGE.fullmatch(part.strip())
        start, end = (_clock(found[1], found[2]), _clock(found[3], found[4])) if found else (0, 0)
        if not 0 <= start < end <= _END_OF_DAY:
            raise BadHours(f"These hours are not understood: {part.strip()[:60]}.")
        yield start, end


def _clock(hour: str, minute: str | None) -> int:
    """Minutes of the day; less than none where a clock has no such minute."""
    return int(hour) * 60 + int(minute or 0) if int(minute or 0) < 60 else -1


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
