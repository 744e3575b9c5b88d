"""Numbers under a hundred and figures as they stand, with "double" and "teen baar" carried out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tron.core.flow_engine.values import number_words as words
from tron.core.flow_engine.values.tokens import Token

LONGEST = 100
"""Digits of one number: a bound on the work for what nobody means."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One number, and the tokens [start, end) that said it."""

    digits: str
    """As dictated: "007", "99"."""
    value: Decimal
    start: int
    end: int
    weak: bool = False
    """Only words that mean something else in longer talk."""
    scaled: bool = False
    """Hundred, lakh, a fraction: no digits to be strung together."""
    loose: bool = False
    """ "do lakh pachas": fifty, or fifty thousand."""


def simple_at(tokens: Sequence[Token], at: int) -> Atom | None:
    """The simple number that begins at `at`."""
    return _repeated(tokens, at) or _then_repeated(tokens, at) or _plain(tokens, at)


def _plain(tokens: Sequence[Token], at: int) -> Atom | None:
    """Figures, a word, or tens with a digit: twenty-five."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.kind == "figures":
        return _figures(token, at)
    number = words.simple(token)
    if number is None or _is_verb(tokens, at):
        return None
    first = Atom(str(number), Decimal(number), at, at + 1, weak=words.is_weak(token))
    return _with_digit(tokens, first) if words.is_tens(token) else first


def _is_verb(tokens: Sequence[Token], at: int) -> bool:
    """The "do" of "bata do": give, not two."""
    if not at or not words.is_give(tokens[at]) or not words.is_done(tokens[at - 1]):
        return False
    return at + 1 == len(tokens) or not words.value_like(tokens[at + 1])


def _figures(token: Token, at: int) -> Atom:
    written = token.raw.replace(",", "")[:LONGEST].rstrip(".")
    return Atom(written.replace(".", ""), Decimal(written), at, at + 1, scaled="." in written)


def _with_digit(tokens: Sequence[Token], tens: Atom) -> Atom:
    at = tens.end
    if at < len(tokens) and tokens[at].raw == "-" and tokens[at].glued:
        at += 1
    digit = words.simple(tokens[at]) if at < len(tokens) else None
    if digit is None or not 0 < digit < 10:
        return tens
    value = int(tens.value) + digit
    return replace(tens, digits=str(value), value=Decimal(value), end=at + 1, weak=False)


def _repeated(tokens: Sequence[Token], at: int) -> Atom | None:
    """ "double nine", "teen baar zero"."""
    count, digit_at = words.repeats(tokens[at]), at + 1
    if count is None and at + 1 < len(tokens) and words.is_times(tokens[at + 1]):
        number = _plain(tokens, at)
        if number is not None and number.end == at + 1 and 2 <= number.value <= 5:
            count, digit_at = int(number.value), at + 2
    if count is None:
        return None
    digit = _plain(tokens, digit_at)
    return _times(digit, count, at, digit.end) if digit else None


def _then_repeated(tokens: Sequence[Token], at: int) -> Atom | None:
    """ "nine twice", "nau do baar" where no digit follows."""
    digit = _plain(tokens, at)
    if digit is None or len(digit.digits) != 1 or digit.end >= len(tokens):
        return None
    count = words.repeats_before(tokens[digit.end])
    if count is not None:
        return _times(digit, count, at, digit.end + 1)
    number = _plain(tokens, digit.end)
    if number is None or not 2 <= number.value <= 5 or number.end >= len(tokens):
        return None
    times = words.is_times(tokens[number.end]) and _plain(tokens, number.end + 1) is None
    return _times(digit, int(number.value), at, number.end + 1) if times else None


def _times(digit: Atom, count: int, start: int, end: int) -> Atom:
    """The first digit as often as it was said: recognisers write "double 9876" for 9 9 8 7 6."""
    digits = digit.digits[0] * (count - 1) + digit.digits
    return Atom(digits, Decimal(digits), start, end)
