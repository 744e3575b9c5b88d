"""Addresses as they are spoken, piece by piece: signs by name, spelled letters, digits, names, providers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from tron.core.flow_engine.values import address_tables as tables
from tron.core.flow_engine.values import number_words as words
from tron.core.flow_engine.values.latin import latin
from tron.core.flow_engine.values.letters import cut_names, explained, is_double_u, letter
from tron.core.flow_engine.values.simple_numbers import simple_at
from tron.core.flow_engine.values.sounds import sound, sounds_of
from tron.core.flow_engine.values.tokens import Token

BREAK: Final = " "
SIGN: Final = "@"


def address_pieces(tokens: Sequence[Token], *, in_domain: bool) -> list[str]:
    """The characters and words that the tokens stand for; BREAK where one is none of an address.

    `in_domain` tells that the sign was said before.
    """
    pieces: list[str] = []
    at = 0
    while at < len(tokens):
        written = _written(tokens, at)
        new, at = written or _piece_at(tokens, at, in_domain=in_domain)
        in_domain = in_domain or SIGN in new
        pieces += new
    return pieces


def _written(tokens: Sequence[Token], at: int) -> tuple[list[str], int] | None:
    """An address as it is written: its words are neither numbers nor letters."""
    if tokens[at].glued or tokens[at].kind == "sign":
        return None
    end = at + 1
    while end < len(tokens) and tokens[end].glued:
        end += 1
    raw = [token.raw.lower() for token in tokens[at:end]]
    while raw and not raw[-1][-1].isalnum():
        raw.pop()
    return (raw, end) if SIGN in raw[1:] and all(map(str.isascii, raw)) else None


def _piece_at(tokens: Sequence[Token], at: int, *, in_domain: bool) -> tuple[list[str], int]:
    """What begins at `at`, and where it ends."""
    if length := _sign_length(tokens, at):
        return [SIGN], at + length
    if tokens[at].kind == "sign":
        piece, end = _written_sign(tokens, at), at + 1
    else:
        piece, end = _said_sign(tokens, at) or _figures(tokens, at) or (_word(tokens, at, in_domain=in_domain), at + 1)
    return [piece] if piece else [], end


def _said_sign(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """ "dot", "under score"."""
    pair = (tokens[at].word, tokens[at + 1].word) if at + 1 < len(tokens) else None
    if pair in tables.SIGN_PAIRS:
        return tables.SIGN_PAIRS[pair], at + 2
    sign = _signs().get(tokens[at].sound)
    return (sign, at + 1) if sign else None


def _figures(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Digits, and letters that are doubled."""
    if is_double_u(tokens, at):
        return "w", at + 2
    if named := explained(tokens, at):
        return named[0].lower(), named[1]
    number = simple_at(tokens, at)
    if number is not None and _is_figure(tokens, at, number.end):
        return number.digits, number.end
    count = words.repeats(tokens[at])
    char = letter(tokens[at + 1]) if count and at + 1 < len(tokens) else ""
    return (char.lower() * count, at + 2) if count and char else None


def _sign_length(tokens: Sequence[Token], at: int) -> int:
    """Tokens of "at", "at the rate", "at the rate of"."""
    if tokens[at].raw != SIGN and tokens[at].sound not in sounds_of(tables.AT):
        return 0
    follows = [token.sound for token in tokens[at + 1 : at + 4]]
    for length, pattern in ((3, (tables.THE, tables.RATE, "of")), (2, (tables.THE, tables.RATE)), (1, (tables.RATE,))):
        if len(follows) >= length and all(
            said in sounds_of(table) for said, table in zip(follows, pattern, strict=False)
        ):
            return 1 + length
    return 1


def _written_sign(tokens: Sequence[Token], at: int) -> str:
    """A sign between letters is part of an address; one that ends a sentence is not."""
    token = tokens[at]
    glued = token.glued and at + 1 < len(tokens) and tokens[at + 1].glued
    if token.raw in "._-+" and glued:
        return token.raw
    return "" if token.raw in ",-" else BREAK


def _is_figure(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a number is meant: "das" alone is a name."""
    if tokens[at].kind == "figures" or end > at + 1 or not words.is_weak(tokens[at]):
        return True
    return any(0 <= near < len(tokens) and words.value_like(tokens[near]) for near in (at - 1, end))


def _word(tokens: Sequence[Token], at: int, *, in_domain: bool) -> str:
    token = tokens[at]
    if token.sound in sounds_of(tables.BIG):
        return ""
    known = _providers().get(token.sound) or (_endings_by_sound().get(token.sound) if in_domain else None)
    if known:
        return known
    spelled = letter(token)
    if spelled and (len(token.raw) == 1 or not token.raw.isascii() or _is_spelling(tokens, at)):
        return BREAK if token.word in ("a", "i") and not _is_spelling(tokens, at) else spelled.lower()
    if token.sound in sounds_of(tables.NO_NAME):
        return token.word if in_domain and token.word in tables.IN_DOMAINS.split() else BREAK
    return _name(token)


def _name(token: Token) -> str:
    """The word in Latin letters; letters whose names are written as one word: वाईबीएल."""
    text = ("" if token.raw.isascii() else cut_names(token.word).lower()) or latin(token.word)
    return text if text.isascii() and text.isalnum() else BREAK


def _is_spelling(tokens: Sequence[Token], at: int) -> bool:
    """Whether a letter stands beside it."""
    return any(
        0 <= near < len(tokens) and len(tokens[near].raw) == 1 and letter(tokens[near]) for near in (at - 1, at + 1)
    )


@cache
def _signs() -> Mapping[str, str]:
    return {
        sound(word): sign
        for sign, names in tables.SIGNS.items()
        for word in names.split()
        if word not in ("under", "score", "full", "stop")
    }


@cache
def _providers() -> Mapping[str, str]:
    return {sound(word): row.split()[0] for row in tables.PROVIDERS.strip().splitlines() for word in row.split()}


@cache
def _endings_by_sound() -> Mapping[str, str]:
    rows = tables.ENDINGS.strip().splitlines()
    return {sound(word): row.split()[0] for row in rows[:-1] for word in row.split()}
