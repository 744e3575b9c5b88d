"""When somebody wants to be called again: an ISO time, or words as people say them, in English, Hindi and Hinglish."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from tron.core.tools import when_words as words
from tron.core.tools.when_before import with_clocks
from tron.core.tools.when_not import Unclear, without_refused

FARTHEST: Final = timedelta(days=180)
USUAL_HOUR: Final = 11
"""Of a day without a time."""
_LAST_OF_NIGHT: Final = 4
"""Up to this hour "raat" is after midnight: raat 2 baje."""


_PAST: Final = (
    (re.compile(r"\bhalf past\b"), "saadhe"),
    (re.compile(r"\bquarter (?:past|after)\b"), "sava"),
    (re.compile(r"\bquarter (?:to|of|till)\b"), "paune"),
)
_HOUR_AND: Final = re.compile(
    r"\b(1[0-2]|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r" (thirty|fifteen|forty[ -]?five|30|15|45)\b"
    r"(?! ?(?:min|day|hour|week|ghant|din|jan|feb|mar|apr|may|ju|aug|sep|oct|nov|dec))"
)
_MINUTES: Final = {"thi": "30", "fif": "15", "for": "45"}


class TimeRefused(Exception):
    """The time is not understood, over, outside the hours, or too far away; the text says so to the model."""


class TimeOver(TimeRefused):
    """It is over."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When phones may ring: from `start`, and before `end`."""

    start: time
    end: time

    def hold(self, at: datetime) -> bool:
        return self.start <= at.time() < self.end


@dataclass(frozen=True, slots=True)
class _Here:
    """Where and when it is said."""

    now: datetime
    hours: Hours

    def usual(self) -> time:
        """The clock of a day without one."""
        usual = time(USUAL_HOUR)
        return usual if self.hours.start <= usual < self.hours.end else self.hours.start


@dataclass(frozen=True, slots=True)
class _Clock:
    hour: int
    minute: int = 0
    certain: bool = False
    """Whether morning or evening was said."""


def parse_when(text: str, now: datetime, zone: tzinfo, hours: Hours) -> datetime:
    """The time meant, in `zone`. Raises TimeRefused, also for a time outside the hours."""
    here = now.astimezone(zone)
    found = _found(text, _Here(here, hours), zone)
    if found is None:
        raise TimeRefused(
            f"The time {text[:80]!r} is not clear. Ask for a day and an hour, or give ISO 8601. It is now {told(here)}."
        )
    if found <= here:
        raise TimeOver(f"{told(found)} is over: it is now {told(here)}. Ask for a later time.")
    if not hours.hold(found):
        raise TimeRefused(
            f"{told(found)} is outside the hours in which calls are made. Tell the person that calls are made from"
            f" {hours.start:%H:%M} and before {hours.end:%H:%M}, and ask for a time within these hours."
        )
    if found - here > FARTHEST:
        raise TimeRefused(f"{told(found)} is too far away. Ask for a time within {FARTHEST.days} days.")
    return found


def names_day(text: str, today: date) -> bool:
    """Whether the words name a day, or a time from now; else they name an hour at most."""
    try:
        tokens = without_refused(_tokens(text))
    except Unclear:
        return False
    return _relative(tokens) is not None or _day(tokens, today)[0] is not None


def day_in(tokens: Sequence[str], today: date) -> date | None:
    """The day that canonical words (`when_words.SAME`, figures as digits) name, none before `today`."""
    return _day(list(tokens), today)[0]


def clock_in(tokens: Sequence[str]) -> time | None:
    """The time of day that canonical words name; an hour from 1 to 7 without its part of the day is the afternoon's."""
    part = next((token for token in tokens if token in words.PARTS), None)
    clock = _clock(list(tokens), part)
    return None if clock is None else time(_hours_of(clock)[0], clock.minute)


def later_in(tokens: Sequence[str]) -> timedelta | None:
    """How much later canonical words say: "2 hour after", "next week"."""
    return _relative(list(tokens))


def told(at: datetime) -> str:
    """Such as "Monday 30 November 2026, 17:30"."""
    return f"{at:%A} {at.day} {at:%B %Y}, {at:%H:%M}"


def _found(text: str, here: _Here, zone: tzinfo) -> datetime | None:
    try:
        return _iso(text, here, zone) or _spoken(without_refused(_tokens(text)), here)
    except Unclear:
        return None


def _iso(text: str, here: _Here, zone: tzinfo) -> datetime | None:
    text = text.strip()
    if not re.match(r"\d{4}-?\d{2}-?\d{2}", text):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) <= 10:
        found = datetime.combine(found.date(), here.usual())
    return found.replace(tzinfo=zone) if found.tzinfo is None else found.astimezone(zone)


def _tokens(text: str) -> list[str]:
    text = (
        unicodedata.normalize("NFKC", text)
        .casefold()
        .replace("’", "'")
        .replace("o'clock", " baje ")
        .replace("n't", "nt")
    )
    text = _with_fractions(text.translate(words.DIGITS))
    text = re.sub(r"([ap])\.\s?m\b\.?", r"\1m", text)
    text = re.sub(r"(\d)\s*(am|pm|baje|bje|st|nd|rd|th|min|hrs?)\b", r"\1 \2", text)
    found = re.findall(
        r"\d{1,2}[:.]\d{2}(?!\d)|\d+[/-]\d+(?:[/-]\d+)?|\d+|[^\W\d_]+[^\W\d_\u0900-\u0dff]*[\u0900-\u0dff]*", text
    )
    return with_clocks([words.SAME.get(token, token) for token in found])


def _with_fractions(text: str) -> str:
    """ "half past five" and "quarter to six" as the fractions of Hindi, "five thirty" as 5:30."""
    for said, word in _PAST:
        text = said.sub(f" {word} ", text)
    return _HOUR_AND.sub(_written_clock, text)


def _written_clock(said: re.Match[str]) -> str:
    hour = words.NUMBERS.get(said[1]) or int(said[1])
    return f"{hour}:{said[2] if said[2].isdigit() else _MINUTES[said[2][:3]]}"


def _spoken(tokens: list[str], here: _Here) -> datetime | None:
    if (later := _relative(tokens)) is not None:
        return _after(later, tokens, here)
    day, rest = _day(tokens, here.now.date())
    part = next((token for token in tokens if token in words.PARTS), None)
    clock = _clock(rest, part)
    if clock is None and day is None and part is None:
        return None
    if clock is None:
        clock = _day_clock(part, here)
    return _joined(day, clock, here, weekday=any(token in words.WEEKDAYS for token in tokens))


def _joined(day: date | None, clock: _Clock, here: _Here, *, weekday: bool) -> datetime:
    """The day with the hour that was meant; a time alone, or on a weekday, is the next such time."""
    first = day or here.now.date()
    if day is not None and not weekday:
        return _at([first], clock, here)
    return _at([first, first + timedelta(days=7 if weekday else 1)], clock, here)


def _at(days: Sequence[date], clock: _Clock, here: _Here) -> datetime:
    """The first reading of the hour that is ahead and within the hours; without one, the first that is ahead.

    "11 baje" at three in the afternoon is tomorrow's morning: nobody is called at 23:00.
    """
    readings = [
        datetime.combine(day, time(hour, clock.minute), here.now.tzinfo) for day in days for hour in _hours_of(clock)
    ]
    ahead = [at for at in readings if at > here.now]
    return next((at for at in ahead if here.hours.hold(at)), ahead[0] if ahead else readings[0])


def _hours_of(clock: _Clock) -> tuple[int, ...]:
    """An hour from 1 to 7 is in the afternoon unless morning was said; one from 8 to 11 may be either."""
    if clock.certain or clock.hour >= 12:
        return (clock.hour,)
    return (clock.hour + 12,) if clock.hour <= 7 else (clock.hour, clock.hour + 12)


def _day_clock(part: str | None, here: _Here) -> _Clock:
    """The hour of a day of which at most a part was named."""
    usual = here.usual()
    return _Clock(words.PARTS[part], certain=True) if part else _Clock(usual.hour, usual.minute, certain=True)


def _relative(tokens: list[str]) -> timedelta | None:
    """How much later: "2 ghante baad", "in half an hour", "agle hafte"."""
    for index, token in enumerate(tokens):
        unit = words.UNITS.get(token)
        if unit is None:
            continue
        before = [word for word in tokens[:index] if word not in words.FILLING]
        if before and before[-1] == "next":
            return unit
        amount = _amount(before)
        if amount is not None:
            return min(unit * min(amount, 10_000), timedelta(days=10_000))
    return None


def _amount(before: list[str]) -> float | None:
    if not before:
        return None
    last = before[-1]
    if last in ("a", "an") and "half" in before[-2:]:
        last = "half"
    number = float(last) if last.isdigit() else words.AMOUNTS.get(last, words.NUMBERS.get(last))
    if number is None:
        return None
    ahead = words.FRACTIONS.get(before[-2]) if len(before) > 1 else None
    return number + (ahead or 0.0)


def _after(later: timedelta, tokens: list[str], here: _Here) -> datetime:
    if later > 2 * FARTHEST:
        raise TimeRefused(f"That is too far away. Ask for a time within {FARTHEST.days} days.")
    at = here.now + later
    if later < timedelta(days=1):
        return at.replace(second=0, microsecond=0) + timedelta(minutes=bool(at.second or at.microsecond))
    part = next((token for token in tokens if token in words.PARTS), None)
    spoken = [index for index, token in enumerate(tokens) if token in words.UNITS]
    clock = _clock(tokens[spoken[-1] + 1 :], part)
    return _at([at.date()], clock or _day_clock(part, here), here)


def _day(tokens: list[str], today: date) -> tuple[date | None, list[str]]:
    """The day that was named, and the tokens without it."""
    for index, token in enumerate(tokens):
        rest = tokens[:index] + tokens[index + 1 :]
        if token == "tomorrow" and {"day", "after"} <= set(tokens[:index]):
            return today + timedelta(days=2), [word for word in rest if word not in ("day", "after")]
        if (ahead := _days_ahead(token, tokens, today)) is not None:
            return today + timedelta(days=ahead), rest
        if token in words.MONTHS:
            return _month_day(tokens, index, today)
        if re.fullmatch(r"\d+[/-]\d+(?:[/-]\d+)?", token):
            return _written_date(token, today), rest
        if token == "date" and index and tokens[index - 1].isdigit() and not words.MONTHS.keys() & set(tokens):
            return _day_of_month(int(tokens[index - 1]), today), tokens[: index - 1] + tokens[index + 1 :]
    return None, tokens


def _days_ahead(token: str, tokens: list[str], today: date) -> int | None:
    if token in words.DAYS:
        return words.DAYS[token]
    if token not in words.WEEKDAYS:
        return None
    ahead = (words.WEEKDAYS[token] - today.weekday()) % 7
    return 7 if ahead == 0 and "next" in tokens else ahead


def _month_day(tokens: list[str], index: int, today: date) -> tuple[date | None, list[str]]:
    """ "15 december", "december 15th", "15th of december"."""
    near = [i for i in (index - 1, index - 2, index - 3, index + 1) if 0 <= i < len(tokens)]
    for i in near:
        if tokens[i].isdigit() and 1 <= int(tokens[i]) <= 31:
            rest = [token for j, token in enumerate(tokens) if j not in (i, index)]
            return _coming(int(tokens[i]), words.MONTHS[tokens[index]], today), rest
    return None, tokens


def _written_date(token: str, today: date) -> date | None:
    """Day first, as India writes it."""
    numbers = list(map(int, re.split(r"[/-]", token)))
    if len(numbers) == 2:
        return _coming(numbers[0], numbers[1], today)
    day, month, year = numbers
    return _date(year + 2000 if year < 100 else year, month, day)


def _coming(day: int, month: int, today: date) -> date | None:
    found = _date(today.year, month, day)
    return _date(today.year + 1, month, day) if found is not None and found < today else found


def _day_of_month(day: int, today: date) -> date | None:
    if (found := _date(today.year, today.month, day)) is not None and found >= today:
        return found
    year, month = (today.year + 1, 1) if today.month == 12 else (today.year, today.month + 1)
    return _date(year, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock(tokens: list[str], part: str | None) -> _Clock | None:
    """The hour that was said. A bare number counts only where nothing else was said or a word makes it an hour."""
    marked = len(tokens) == 1
    for index, token in enumerate(tokens):
        marked = marked or (index > 0 and tokens[index - 1] in words.HOUR_MARKS)
        written = re.fullmatch(r"(\d{1,2})[:.](\d{2})", token)
        hour, minute = (int(written[1]), int(written[2])) if written else (_number(token), 0)
        if hour is None or hour > 24 or minute > 59:
            continue
        after, before = tokens[index + 1 : index + 3], tokens[max(index - 1, 0) : index]
        if not (written or part or marked or words.HOUR_MARKS & {*after}):
            continue
        return _exact(hour, minute, after, before, part)
    return None


def _exact(hour: int, minute: int, after: list[str], before: list[str], part: str | None) -> _Clock | None:
    if minute == 0 and before and before[-1] in words.FRACTIONS:
        minute = int(words.FRACTIONS[before[-1]] * 60)
        if minute < 0:
            hour, minute = hour - 1 or 12, 60 + minute
    if minute == 0 and after and after[0].isdigit() and int(after[0]) in (15, 30, 45) and "baje" not in after[:1]:
        minute = int(after[0])
    if hour == 24:
        hour = 0
    if hour > 12 or (hour == 0):
        return _Clock(hour, minute, certain=True)
    late = "pm" in after or part in ("evening", "night") or (part in ("afternoon", "noon", "dopahar") and hour != 11)
    if "am" in after or part == "morning" or (part == "night" and hour <= _LAST_OF_NIGHT):
        return _Clock(hour % 12, minute, certain=True)
    if late:
        return _Clock(hour % 12 + (12 if not (part == "night" and hour == 12) else 0), minute, certain=True)
    return _Clock(hour, minute)


def _number(token: str) -> int | None:
    if token.isdigit() and len(token) <= 2:
        return int(token)
    return words.NUMBERS.get(token)
