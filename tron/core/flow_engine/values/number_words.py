"""What each word means in a number, looked up by its sound."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from tron.core.flow_engine.values import number_tables as tables
from tron.core.flow_engine.values.sounds import sound, sounds_of
from tron.core.flow_engine.values.tokens import Token


def simple(token: Token) -> int | None:
    """A word from zero to ninety-nine."""
    return _whole(tables.UNDER_101).get(token.sound) if token.kind == "word" else None


def ordinal(token: Token) -> int | None:
    """ "third", "teesra"."""
    return _whole(tables.ORDINALS).get(token.sound) if token.kind == "word" else None


def parted(token: Token) -> Decimal | None:
    """dedh, dhai, aadha."""
    return _table(tables.PARTED).get(token.sound)


def scale(token: Token) -> int | None:
    """Hundred, lakh ..., and the k of 50k."""
    if token.glued and token.word in tables.GLUED_SCALES:
        return tables.GLUED_SCALES[token.word]
    return _whole(tables.SCALES).get(token.sound)


def added(token: Token) -> Decimal | None:
    """What saadhe, sava and paune add to the number behind them."""
    return _table(tables.ADDED).get(token.sound)


def repeats(token: Token) -> int | None:
    """double, triple."""
    return _whole(tables.REPEATS).get(token.sound)


def repeats_before(token: Token) -> int | None:
    """twice, thrice."""
    return _whole(tables.AFTERWARDS).get(token.sound)


def is_times(token: Token) -> bool:
    return token.sound in sounds_of(tables.TIMES)


def is_point(token: Token) -> bool:
    return token.sound in sounds_of(tables.POINT)


def is_and(token: Token) -> bool:
    return token.sound in sounds_of(tables.AND)


def is_minus(token: Token) -> bool:
    return token.sound in sounds_of(tables.MINUS) or token.raw in "-−"


def is_weak(token: Token) -> bool:
    """Whether the word means something else in longer talk."""
    return token.sound in sounds_of(tables.WEAK)


def is_give(token: Token) -> bool:
    """Whether it is "do", two or give."""
    return token.sound in sounds_of(tables.GIVE)


def is_done(token: Token) -> bool:
    """Whether "do" behind it is "give": "bata do", "kar do"."""
    return token.sound in sounds_of(tables.DONE)


def is_counted(token: Token) -> bool:
    """Whether a weak number before it is none: "ek minute"."""
    return token.sound in sounds_of(tables.COUNTED)


def is_unit(token: Token) -> bool:
    """Whether the number before it counts months, people or the like."""
    return token.sound in sounds_of(tables.UNITS)


def is_filler(token: Token) -> bool:
    """Whether it may stand between digits."""
    return token.sound in sounds_of(tables.FILLERS) if token.kind == "word" else token.raw in ",.-()–—…;"


def is_tens(token: Token) -> bool:
    """twenty ... ninety, which a digit may follow."""
    return token.sound in sounds_of(tables.TENS)


def value_like(token: Token) -> bool:
    """Whether it may be part of a number."""
    return token.kind == "figures" or simple(token) is not None or scale(token) is not None


@cache
def _table(table: str) -> Mapping[str, Decimal]:
    return {sound(word): number for number, words in tables.rows(table) for word in words}


@cache
def _whole(table: str) -> Mapping[str, int]:
    return {key: int(number) for key, number in _table(table).items()}
