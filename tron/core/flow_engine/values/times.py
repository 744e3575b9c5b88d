"""Times of day: "shaam ko paanch baje", "saadhe chaar", "half past four", "4 baj ke 20 minute", "5:30 pm"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final

from tron.core.flow_engine.values.corrections import segments
from tron.core.flow_engine.values.dates import LONGEST_PARTIAL
from tron.core.flow_engine.values.days_and_hours import without_dates, without_days
from tron.core.flow_engine.values.model import Parsed, missing
from tron.core.flow_engine.values.time_words import is_day_or_number, time_words
from tron.core.flow_engine.values.tokens import tokenise
from tron.core.tools import when_words
from tron.core.tools.when import clock_in, later_in
from tron.core.tools.when_before import with_clocks

_EXACT: Final = {"noon": "12:00", "midnight": "0:00"}
_HALVES: Final = {"dedh": "1:30", "dhai": "2:30"}
_BEFORE_HOUR: Final = frozenset({5, 10, 15, 20, 25})
_ZERO: Final = frozenset({"oh", "o", "0"})
_FEW = 4
"""Words of an utterance in which a bare number is an hour."""


def parse_time(said: str, so_far: str, now: datetime, *, english: bool) -> Parsed:
    """A time of day as HH:MM, on a clock of 24 hours. An hour from 1 to 7 by itself is in the afternoon."""
    text = f"{so_far} {said}".strip()
    begun = False
    for part in reversed(segments(tokenise(without_dates(text)), is_day_or_number)):
        words = clocks_written(without_days(time_words(part, english=english)))
        if _is_choice(words):
            return missing("ambiguous")
        if (found := _time(words, now)) is not None:
            return Parsed(f"{found:%H:%M}")
        if _has_impossible(words):
            return missing("invalid")
        begun = begun or any(word in when_words.PARTS or word in when_words.FRACTIONS for word in words)
    return missing("incomplete", text[-LONGEST_PARTIAL:]) if begun else missing("nothing")


def _time(words: list[str], now: datetime) -> time | None:
    if not any(":" in word for word in words):
        later = later_in(words)
        if later is not None and later < timedelta(days=1):
            return (now + later).time()
    if (exact := _exact(words, now)) is not None or (exact := clock_in(words)) is not None:
        return exact
    hours = [word for word in words if word.isdecimal()]
    if len(hours) == 1 and len(words) <= _FEW:
        return clock_in([*words, "baje"]) if 1 <= len(hours[0]) <= 2 else _military(hours[0])
    return None


def _exact(words: Sequence[str], now: datetime) -> time | None:
    """Now; a clock of 24 hours with its zero: 05:30."""
    if "now" in words and len(words) <= _FEW:
        return now.time()
    written = next((word for word in words if ":" in word and len(word) == 5 and word[0] == "0"), None)
    if written is None or any(word in when_words.PARTS or word in ("am", "pm") for word in words):
        return None
    return time(int(written[:2]), int(written[3:])) if int(written[3:]) < 60 else None


def _military(figures: str) -> time | None:
    """1730, 0530, 530."""
    hour, minute = int(figures[:-2]), int(figures[-2:])
    if len(figures) > 4 or hour > 23 or minute > 59:
        return None
    return time(hour, minute) if figures[0] == "0" else clock_in([f"{hour}:{figures[-2:]}"])


def _has_impossible(words: Sequence[str]) -> bool:
    """25:70, 99 baje."""
    return any(
        ":" in word or (word.isdecimal() and words[at + 1 : at + 2] == ["baje"]) for at, word in enumerate(words)
    )


def _is_choice(words: Sequence[str]) -> bool:
    """ "5 ya 6 baje", "between 5 and 6", "5 se 6 ke beech"."""
    for at, word in enumerate(words):
        two = 0 < at < len(words) - 1 and _is_hour(words[at + 1]) and any(map(_is_hour, words[max(0, at - 2) : at]))
        if two and (word in ("or", "se", "to", "by") or (word in ("and", "aur") and "between" in words)):
            return True
    return False


def _is_hour(word: str) -> bool:
    return ":" in word or (word.isdecimal() and 1 <= int(word[:6]) <= 24)


def clocks_written(words: Sequence[str]) -> list[str]:
    """Words of `time_words`, times in words as figures: "half past four" is 4:30, "10 minutes to 5" 4:50."""
    words = with_clocks(words)
    written: list[str] = []
    at = 0
    while at < len(words):
        clock, length = _clock_at(words, at)
        written.append(clock)
        at += length
    return written


def _clock_at(words: Sequence[str], at: int) -> tuple[str, int]:
    """The clock that begins at `at` with the words it takes, or the word itself."""
    word, after = words[at], [*words[at + 1 : at + 5], "", "", "", ""]
    if word in _EXACT:
        return _EXACT[word], 1
    if word == "half" and after[0] == "night":
        return "0:00", 2
    if word in _HALVES and after[0] == "baje":
        return _HALVES[word], 2
    if word in ("half", "quarter") and after[0] in ("after", "to") and _hour(after[1]):
        return _past(_hour(after[1]), 30 if word == "half" else 15, after[0]), 3
    if word.isdecimal() and (found := _from_minutes(int(word[:6]), after)):
        return found
    return _from_hour(word, after) or (word, 1)


def _from_minutes(minutes: int, after: Sequence[str]) -> tuple[str, int] | None:
    """ "ten past five", "20 minutes to 6"."""
    named = after[0] == "minute"
    link, hour = (after[1], after[2]) if named else (after[0], after[1])
    if link not in ("after", "to") or not _hour(hour) or minutes >= 60:
        return None
    if not named and minutes not in _BEFORE_HOUR:
        return None
    return _past(_hour(hour), minutes, link), 3 + named


def _from_hour(word: str, after: Sequence[str]) -> tuple[str, int] | None:
    """ "4 baj ke 20 minute", "five thirty"."""
    hour = _hour(word)
    if not hour:
        return _from_24(word, after)
    if after[0] == "baje":
        skipped = 1 + (after[1] in ("kar", "ke", "ker"))
        minutes, unit = after[skipped], after[skipped + 1] if skipped < 3 else ""
        if minutes.isdecimal() and int(minutes[:6]) < 60 and (skipped == 2 or unit == "minute"):
            return f"{hour}:{int(minutes):02}", 2 + skipped + (unit == "minute")
        return None
    if after[0] in _ZERO and after[1].isdecimal() and len(after[1]) == 1:
        return f"{hour}:0{after[1]}", 3
    if len(after[0]) == 2 and after[0].isdecimal() and int(after[0]) < 60 and after[1] not in when_words.UNITS:
        return f"{hour}:{after[0]}", 2
    return None


def _from_24(word: str, after: Sequence[str]) -> tuple[str, int] | None:
    """ "eighteen thirty", "18 30 hours"."""
    if not (word.isdecimal() and len(word) == 2 and 12 < int(word) < 24):
        return None
    if not (after[0].isdecimal() and len(after[0]) == 2 and int(after[0]) < 60):
        return None
    return f"{word}:{after[0]}", 2 + (after[1] == "hour")


def _past(hour: int, minutes: int, link: str) -> str:
    if link == "to":
        return f"{hour - 1 or 12}:{60 - minutes:02}"
    return f"{hour}:{minutes:02}"


def _hour(word: str) -> int:
    """The hour of a clock of twelve, 0 for none."""
    return int(word) if word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 12 else 0
