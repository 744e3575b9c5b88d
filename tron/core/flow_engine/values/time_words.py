"""What was said of days and hours, in the canonical words of `core/tools/when_words.py`, numbers as figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from tron.core.flow_engine.values import number_words
from tron.core.flow_engine.values.atoms import atom_at
from tron.core.flow_engine.values.sounds import sound
from tron.core.flow_engine.values.tokens import Token
from tron.core.tools import when_words

_MORE: Final = {
    "yesterday": "yesterday बीता yestarday",
    "last": "last pichle pichhle pichla pichhla pichli pichhli previous पिछले पिछला पिछली",
    "ago": "ago",
    "or": "or ya या",
    "to": "to till",
    "se": "se से from",
    "quarter": "quarter क्वार्टर",
    "midnight": "midnight मिडनाइट",
    "end": "end ant antim aakhri aakhir अंत आखिरी आखिर एंड",
    "am": "am एएम",
    "pm": "pm पीएम",
    "o'clock": "o'clock",
    "was": "tha thi gaya gayi hua hui kiya beeta beete was था थी गया गई हुआ हुई किया",
    "friday": "jumma jumme जुम्मा जुम्मे",
    "now": "now abhi अभी",
    "not": "not dont",
    "between": "between beech बीच",
    "this": "this is isi इस इसी",
    "date": "dinank दिनांक",
    "half": "aadhi आधी",
    "baje": "बजकर bajke बजके bajker",
    "year": "year years saal varsh साल वर्ष",
}
"""Canonical words beyond those of when_words, with their spellings."""
_ENGLISH_DAYS: Final = {"mon": "monday", "tue": "tuesday", "wed": "wednesday", "sat": "saturday", "sun": "sunday"}
DAY_WORDS: Final = frozenset({*when_words.DAYS, *when_words.WEEKDAYS, *when_words.MONTHS, "yesterday"})
_CORRECTED: Final = DAY_WORDS | {*when_words.PARTS, "baje", "am", "pm"}


def time_words(tokens: Sequence[Token], *, english: bool) -> list[str]:
    """The canonical words. `english`: "sat" is Saturday and no seven, "sun" Sunday and no "listen"."""
    found: list[str] = []
    at = 0
    while at < len(tokens):
        words, at = _words_at(tokens, at, english=english)
        found += words
    return found


def is_day_or_number(token: Token) -> bool:
    """Whether a correction may stand between this and its like."""
    return number_words.value_like(token) or _canonical(token) in _CORRECTED


def _words_at(tokens: Sequence[Token], at: int, *, english: bool) -> tuple[list[str], int]:
    if clock := _written_clock(tokens, at) or _half_of_day(tokens, at):
        return clock
    token = tokens[at]
    if english and token.word in _ENGLISH_DAYS:
        return [_ENGLISH_DAYS[token.word]], at + 1
    return _number_at(tokens, at) or (([_canonical(token)] if token.kind == "word" else []), at + 1)


def _number_at(tokens: Sequence[Token], at: int) -> tuple[list[str], int] | None:
    """A whole number as figures; one that counts days with "date" behind it."""
    number = atom_at(tokens, at)
    if number is not None and number.digits and number.value == int(number.value):
        if number.value in (20, 30) and (nth := _nth(tokens, number.end)):
            return [str(int(number.value) + nth[0]), "date"], nth[1]
        return [number.digits if tokens[at].kind == "figures" else str(int(number.value))], number.end
    place = number_words.ordinal(tokens[at])
    return ([str(place), "date"], at + 1) if place is not None and _canonical(tokens[at]) != "before" else None


def _nth(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The fifth of "twenty-fifth", and where it ends."""
    at += at < len(tokens) and tokens[at].raw == "-"
    nth = number_words.ordinal(tokens[at]) if at < len(tokens) else None
    return (nth, at + 1) if nth is not None and nth < 10 else None


def _written_clock(tokens: Sequence[Token], at: int) -> tuple[list[str], int] | None:
    """5:30, 5.30."""
    token = tokens[at]
    if token.kind != "figures":
        return None
    whole, _, places = token.raw.partition(".")
    if len(places) == 2 and len(whole) <= 2:
        return [f"{whole}:{places}"], at + 1
    after = tokens[at + 1 : at + 3]
    if len(after) == 2 and after[0].raw == ":" and after[1].kind == "figures" and len(after[1].raw) == 2:
        return [f"{token.raw}:{after[1].raw}"], at + 3
    return None


def _half_of_day(tokens: Sequence[Token], at: int) -> tuple[list[str], int] | None:
    """ "p.m.", "p m"."""
    if tokens[at].word not in ("a", "p"):
        return None
    after = [token.word for token in tokens[at + 1 : at + 3]]
    length = 2 if after[:1] == ["m"] else 3 if after == [".", "m"] else 0
    return ([f"{tokens[at].word}m"], at + length) if length else None


def _canonical(token: Token) -> str:
    if token.kind != "word":
        return ""
    word = token.word.replace("’", "'")
    return when_words.SAME.get(word) or _by_sound().get(token.sound) or word


@cache
def _by_sound() -> Mapping[str, str]:
    """Later ones win: the words of when_words over those added here."""
    more = {sound(said): word for word, spellings in _MORE.items() for said in spellings.split()}
    names = {sound(word): word for word in (*DAY_WORDS, *when_words.PARTS, *when_words.UNITS)}
    same = {sound(said): word for said, word in when_words.SAME.items() if len(said) > 3 or not said.isascii()}
    return same | names | more
