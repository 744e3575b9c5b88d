"""Letters and digits as they are spelled: "em ech barah", "A for apple", "double B", "एमएच"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from tron.core.flow_engine.values import letter_tables as tables
from tron.core.flow_engine.values import number_words as words
from tron.core.flow_engine.values.atoms import atom_at
from tron.core.flow_engine.values.sounds import sound, sounds_of
from tron.core.flow_engine.values.tokens import Token
from tron.core.word_lists import ENGLISH, HINDI


@dataclass(frozen=True, slots=True)
class Unit:
    """What one piece may stand for: letters, digits, either or none. `noise`: it is likely a word of the sentence."""

    letters: str = ""
    digits: str = ""
    noise: bool = False
    skipped: bool = False
    """A pause or separator that says nothing."""


BREAK = Unit(noise=True)
_SKIP = Unit(skipped=True)
_SMALL = ENGLISH | HINDI
_LIKE_DIGITS = {"O": "0"}


def spelled(tokens: Sequence[Token]) -> list[Unit]:
    """The units, in order."""
    tokens = [replace(token, glued=False) for token in tokens]  # the L of 1234L is no lakh
    units: list[Unit] = []
    at = 0
    while at < len(tokens):
        unit, at = _unit_at(tokens, at)
        units.append(unit)
    return units


def units_of(text: str) -> list[Unit]:
    """Those of letters and digits that are certain."""
    return [Unit(digits=char) if char.isdigit() else Unit(letters=char) for char in text.upper() if char.isalnum()]


def letter(token: Token) -> str:
    """The letter that a token is or names, or "" where it is none; W is also said in two words."""
    if token.kind != "word":
        return ""
    if len(token.raw) == 1 and token.raw.isascii():
        return token.raw.upper()
    return _names().get(token.word) or _devanagari_names().get(sound(token.word), "")


def is_spelled(token: Token) -> bool:
    """Whether it may be a letter or a digit of a code."""
    return words.value_like(token) or bool(letter(token)) or words.repeats(token) is not None


def _unit_at(tokens: Sequence[Token], at: int) -> tuple[Unit, int]:
    token = tokens[at]
    if token.kind == "sign":
        return (_SKIP if token.raw in "-–—.,/ " else BREAK), at + 1
    if is_double_u(tokens, at):
        return Unit(letters="W"), at + 2
    if repeated := _repeated(tokens, at):
        return repeated
    if named := explained(tokens, at):
        return Unit(letters=named[0]), named[1]
    number = atom_at(tokens, at)
    if number is not None and number.digits:
        return Unit(digits=number.digits), number.end
    return _word(token), at + 1


def is_double_u(tokens: Sequence[Token], at: int) -> bool:
    """ "double u", where a V or W is spelled in two words."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return words.repeats(tokens[at]) == 2 and after is not None and letter(after) == "U"


def _repeated(tokens: Sequence[Token], at: int) -> tuple[Unit, int] | None:
    """ "double A"; doubled digits are read by the number grammar."""
    count = words.repeats(tokens[at])
    if count is None or at + 1 >= len(tokens):
        return None
    char = letter(tokens[at + 1])
    return (Unit(letters=char * count), at + 2) if char else None


def explained(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """The letter of "A for apple", "B as in Bombay", and where that ends."""
    char = letter(tokens[at])
    if not char or at + 2 >= len(tokens) or tokens[at + 1].sound not in sounds_of(tables.LINKS):
        return None
    example = at + 2 + (tokens[at + 2].sound in sounds_of(tables.IN))
    return (char, example + 1) if example < len(tokens) and _is_example(tokens[example]) else None


def _is_example(token: Token) -> bool:
    return token.kind == "word" and not letter(token) and words.simple(token) is None


def _word(token: Token) -> Unit:
    if words.is_filler(token) and not letter(token):
        return _SKIP
    if token.sound in sounds_of(tables.BIG) or token.sound in sounds_of(tables.SEPARATORS):
        return _SKIP
    letters = letter(token) or _examples().get(token.sound, "") or _cluster(token)
    if not letters:
        return BREAK
    noise = len(token.raw) > 1 and (token.sound in sounds_of(tables.NOISE) or token.word in _SMALL)
    return Unit(letters, _LIKE_DIGITS.get(letters, ""), noise)


def _cluster(token: Token) -> str:
    if token.raw.isascii():
        return token.raw.upper() if token.kind == "word" and len(token.raw) <= tables.LONGEST_CLUSTER else ""
    return cut_names(token.word)


@lru_cache(maxsize=2048)
def cut_names(word: str) -> str:
    """Names of letters written as one word: एमएच is M and H."""
    if len(word) > 24:
        return ""
    best: list[str | None] = [""] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 8), end):
            head, name = best[start], _names().get(word[start:end])
            if head is not None and name is not None and (best[end] is None or len(head) < len(best[end] or "")):
                best[end] = head + name
    return best[-1] or ""


@cache
def _names() -> Mapping[str, str]:
    return {name: row.split()[0] for row in tables.NAMES.strip().splitlines() for name in row.split()[1:]}


@cache
def _devanagari_names() -> Mapping[str, str]:
    return {sound(name): char for name, char in _names().items() if not name.isascii()}


@cache
def _examples() -> Mapping[str, str]:
    return {sound(name): row.split()[0] for row in tables.WORDS.strip().splitlines() for name in row.split()[1:]}
