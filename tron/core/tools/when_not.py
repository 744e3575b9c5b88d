"""Days that were named to be left out: "kal nahi, parso", "not tomorrow, monday", "kal mat karna"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tron.core.tools import when_words as words

_EXCEPTING: Final = """
except excepting chhod chod chhodkar chodkar alawa ilava siva siwa sivay siway छोड़ छोड़ छोड़कर छोड़कर अलावा सिवा
"""
EXCEPTING: Final = frozenset(_EXCEPTING.split())
"""What leaves a day out, and otherwise says nothing of it."""
BEFORE_DAY: Final = frozenset({"not", "dont", "never", "cant", "cannot", "wont", "except", "excepting"})
"""What refuses the day that follows, as English says it."""
AFTER_DAY: Final = frozenset({"nahi", "mat", "na", "no"}) | EXCEPTING - BEFORE_DAY
"""What refuses the day just named, as Hindi says it."""
BETWEEN: Final = words.FILLING | {"on", "this", "next", "the", "for", "call", "me", "day", "after", "din", "bhi", "is"}
DOING: Final = frozenset({"karna", "karo", "kariye", "karein", "kare", "kijiye", "करना", "करो", "करिए", "कीजिए"})
OTHERWISE: Final = frozenset({"to", "toh", "तो"})
NOW: Final = "now"
_TAKEN: Final = """
time samay waqt vakt fursat free available possible talk speak समय वक्त वक़्त टाइम फुर्सत फ़ुर्सत फ्री
"""
TAKEN: Final = frozenset(_TAKEN.split())
"""What somebody has not, or cannot do, who is called at a bad time: "abhi time nahi hai", "can't talk right now"."""
TALKING: Final = frozenset({"baat", "bat", "बात"})
_ABLE: Final = frozenset({"kar", "ho", "कर", "हो"})
_AROUND_TAKEN: Final = frozenset({"have", "any", "be", "the", "a", "to", "you", "right", "on", "this", "at"})


class Unclear(Exception):
    """What was refused cannot be told, or no day is left."""


def without_refused(tokens: Sequence[str]) -> list[str]:
    """The tokens without the days that nobody wants. Raises Unclear."""
    left = list(tokens)
    days = False
    for at in reversed([at for at, token in enumerate(tokens) if token in BEFORE_DAY | AFTER_DAY]):
        if _bounds_an_hour(tokens, at):
            continue
        day = _refused_by(tokens, at)
        if day is not None:
            first, last = min(at, day), max(at, day)
            if _is_numbered(tokens, day):
                first = min(first, day - 1)
            # Ranges may share a word ("kal nahi parso nahi"); each word goes once.
            left[first : last + 1] = [""] * (last + 1 - first)
            days = days or tokens[day] != NOW
        elif not _is_harmless(tokens, at):
            raise Unclear
    if days and not any(_is_day(token) for token in left):
        raise Unclear
    return [token for token in left if token]


def _refused_by(tokens: Sequence[str], at: int) -> int | None:
    """Where the day stands that the word at `at` refuses."""
    if (taken := _taken_at(tokens, at)) is not None:
        day = _previous(tokens, min(at, taken))
        return _next(tokens, taken, _AROUND_TAKEN) if day is None and taken > at else day
    if tokens[at] in BEFORE_DAY:
        day = _next(tokens, at, BETWEEN)
        return _previous(tokens, at) if day is None else day
    if tokens[at + 1 : at + 2] and tokens[at + 1] in OTHERWISE:
        return None
    day = _previous(tokens, at)
    refuses_ahead = tokens[at] == "mat" or bool(DOING & set(tokens[at + 1 : at + 2]))
    return _next(tokens, at, BETWEEN | DOING) if day is None and refuses_ahead else day


def _taken_at(tokens: Sequence[str], at: int) -> int | None:
    """Where the word stands that the no at `at` belongs to, where that word tells of no time to talk."""
    if tokens[at] in BEFORE_DAY:
        beside = next((i for i in range(at + 1, len(tokens)) if tokens[i] not in _AROUND_TAKEN), at)
        return beside if tokens[beside] in TAKEN else None
    before, after = tokens[at - 1] if at else "", tokens[at + 1] if at + 1 < len(tokens) else ""
    return at - 1 if before in TAKEN or (before in TALKING and after in _ABLE) else None


def _next(tokens: Sequence[str], at: int, between: frozenset[str]) -> int | None:
    for day in range(at + 1, len(tokens)):
        if _is_day(tokens[day]) or tokens[day] == NOW:
            return day
        if tokens[day] not in between and not tokens[day].isdigit():
            return None
    return None


def _previous(tokens: Sequence[str], at: int) -> int | None:
    for day in range(at - 1, -1, -1):
        if _is_day(tokens[day]) or tokens[day] == NOW:
            return day
        if tokens[day] not in BETWEEN:
            return None
    return None


def _is_harmless(tokens: Sequence[str], at: int) -> bool:
    """A "no" to what was asked before, or a tag."""
    if tokens[at] in EXCEPTING:
        return True
    if at == 0 and tokens[at] in ("no", "nahi"):
        return tokens[1:2] == [] or tokens[1] not in OTHERWISE
    return tokens[at] == "na" or _taken_at(tokens, at) is not None


def _bounds_an_hour(tokens: Sequence[str], at: int) -> bool:
    """ "not before five", "paanch se pehle nahi": the hour still says when."""
    return bool({"before", "after"} & {*tokens[max(at - 1, 0) : at], *tokens[at + 1 : at + 2]})


def _is_day(token: str) -> bool:
    named = token in words.DAYS or token in words.WEEKDAYS or token in words.MONTHS or token == "date"
    return named or re.fullmatch(r"\d+[/-]\d+(?:[/-]\d+)?", token) is not None


def _is_numbered(tokens: Sequence[str], day: int) -> bool:
    """Whether the day is a month or "tarikh" with its number before it."""
    return (tokens[day] in words.MONTHS or tokens[day] == "date") and day > 0 and tokens[day - 1].isdigit()
