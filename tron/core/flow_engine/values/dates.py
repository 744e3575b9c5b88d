"""Days: "kal", "agle somvaar", "pandrah agast", "25 tareekh", "15/8/1985", "two days ago"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from tron.core.flow_engine.values.corrections import segments
from tron.core.flow_engine.values.days_and_hours import without_hours
from tron.core.flow_engine.values.model import Parsed, missing
from tron.core.flow_engine.values.named_days import figured_day, named_day
from tron.core.flow_engine.values.relative_days import coming_weekday, numbered_weekday, relative_day
from tron.core.flow_engine.values.said_days import (
    Impossible,
    SaidDay,
    coming_day,
    day_of_month,
    exact_day,
    full_year,
)
from tron.core.flow_engine.values.time_words import is_day_or_number, time_words
from tron.core.flow_engine.values.tokens import Token, plain_said, tokenise
from tron.core.tools import when_words
from tron.core.tools.when_not import Unclear, without_refused

_ISO: Final = re.compile(r"(?<![\d/.-])(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d/-])")
_WRITTEN: Final = re.compile(r"(?<![\d/.-])(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d{2})(?![\d/-])")
_SHORT: Final = re.compile(r"(?<![\d/.-])(\d{1,2})[-/](\d{1,2})(?![\d/-])")
_LINKS: Final = frozenset({"and", "aur", "और", "se", "to"})
LONGEST_PARTIAL: Final = 200


def parse_date(said: str, so_far: str, today: date, *, english: bool) -> Parsed:
    """A day as YYYY-MM-DD. One without a year is the next such day."""
    text = f"{so_far} {said}".strip()
    tokens = tokenise(text)
    try:
        found = _written(text, tokens, today) or _spoken(tokens, today, english=english)
    except Impossible:
        return missing("invalid")
    if len(found) > 1:
        return missing("ambiguous")
    if found and isinstance(found[0], date):
        return Parsed(found[0].isoformat())
    return missing("incomplete", text[-LONGEST_PARTIAL:]) if found else missing("nothing")


def _written(text: str, tokens: Sequence[Token], today: date) -> list[date | SaidDay]:
    """The dates in figures: the last where one was corrected, each once."""
    plain = plain_said(text)
    found: list[date | SaidDay] = [exact_day(int(m[1]), int(m[2]), int(m[3])) for m in _ISO.finditer(plain)]
    found += [exact_day(full_year(m[3], today), int(m[2]), int(m[1])) for m in _WRITTEN.finditer(plain)]
    found = found or [coming_day(int(m[1]), int(m[2]), today) for m in _SHORT.finditer(plain)]
    corrected = len(segments(tokens, is_day_or_number)) > 1
    return found[-1:] if corrected else list(dict.fromkeys(found))


def _spoken(tokens: Sequence[Token], today: date, *, english: bool) -> list[date | SaidDay]:
    """A day, or the parts of one; both where two are named."""
    total = SaidDay()
    for part in segments(tokens, is_day_or_number):
        alternatives = _alternatives(part, today, english=english)
        if len(set(alternatives)) > 1:
            return list(alternatives)
        if alternatives:
            total = total.corrected(alternatives[0])
    return [total.whole or _nearest(total, today) or total] if total else []


def _nearest(said: SaidDay, today: date) -> date | None:
    """The day that its parts make, the coming one where more than one does."""
    if said.day and said.month:
        return exact_day(said.year, said.month, said.day) if said.year else coming_day(said.day, said.month, today)
    return day_of_month(said.day, today) if said.day and not said.year else None


def _alternatives(tokens: Sequence[Token], today: date, *, english: bool) -> list[SaidDay]:
    """What each side of an "or" names; the parts of a date that only one side names count for both."""
    sides: list[list[str]] = [[]]
    words = time_words(tokens, english=english)
    for at, word in enumerate(words):
        if word == "or" or (word in _LINKS and _links(words[at - 1 : at], words[at + 1 : at + 2])):
            sides.append([])
        else:
            sides[-1].append(word)
    found = [said for side in sides if (said := _named(side, today))]
    if len(found) == 2 and found[0].day and not found[0].month and found[1].month:
        return [SaidDay(day=found[0].day, month=found[1].month), found[1]]
    return found


def _links(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether two days of one kind stand around a word: "15 se 20", "monday and tuesday"."""
    if not before or not after:
        return False
    small = all(word.isdecimal() and len(word) <= 2 for word in (*before, *after))
    return small or any({*before, *after} <= kind.keys() for kind in (when_words.WEEKDAYS, when_words.DAYS))


def _named(words: list[str], today: date) -> SaidDay:
    try:
        words = without_hours(without_refused(words))
    except Unclear:
        return SaidDay()
    for read in (relative_day, named_day, numbered_weekday, coming_weekday, figured_day):
        if said := read(words, today):
            return said
    return SaidDay()
