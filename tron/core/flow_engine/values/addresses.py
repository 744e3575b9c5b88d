"""E-mail addresses and UPI ids: "ravi dot kumar at gmail dot com", "ravi at the rate okaxis"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from tron.core.flow_engine.values import address_tables as tables
from tron.core.flow_engine.values import number_words as words
from tron.core.flow_engine.values.corrections import segments, started_again
from tron.core.flow_engine.values.latin import latin
from tron.core.flow_engine.values.letters import cut_names, explained, is_double_u, letter
from tron.core.flow_engine.values.model import Parsed, missing
from tron.core.flow_engine.values.simple_numbers import simple_at
from tron.core.flow_engine.values.sounds import sound, sounds_of
from tron.core.flow_engine.values.tokens import Token, plain_said, tokenise

_EMAIL: Final = re.compile(
    r"[a-z0-9](?:[a-z0-9._%+-]{0,62}[a-z0-9_])?@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.[a-z]{2,12}"
)
_UPI: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}@[a-z][a-z0-9]{1,31}")
_WRITTEN: Final = re.compile(r"(?<![\w.+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9.-]{1,100}")
_RECENT = 120
"""Pieces before a correction that it may be about, and characters of earlier chunks."""
_CORRECTIONS = 20
"""Corrections of one utterance that are followed, the last ones."""
_BREAK: Final = " "
_SIGN: Final = "@"
_FEW = 3
"""Pieces of an utterance that may be nothing but a name."""


def parse_email(said: str, so_far: str) -> Parsed:
    """A mail address, lower-case."""
    return _parse(said, so_far, email=True)


def parse_upi(said: str, so_far: str) -> Parsed:
    """A UPI id, lower-case: UPI makes no difference, and so people write it."""
    return _parse(said, so_far, email=False)


def _parse(said: str, so_far: str, *, email: bool) -> Parsed:
    for match in _WRITTEN.finditer(plain_said(said)):
        if (written := _value(match[0].lower().rstrip(".-"), email=email)) is not None:
            return Parsed(written)
    tokens: Sequence[Token] = tokenise(said)
    again = started_again(tokens)
    if again is not None and len(again) > 1:
        tokens, so_far = again, ""
    pieces = list(so_far[-_RECENT:])
    first, *corrections = segments(tokens, lambda _: False)
    pieces = _continued(pieces, _pieces(first, in_domain=_SIGN in pieces))
    for part in corrections[-_CORRECTIONS:]:
        recent = pieces[-_RECENT:]
        pieces = _corrected(recent, _pieces(part, in_domain=_SIGN in recent))
    value = _found(pieces, email=email) or _found(_with_sign(pieces), email=email)
    return Parsed(value) if value is not None else _unfinished(pieces, email=email)


def _with_sign(pieces: list[str]) -> list[str]:
    """With the sign before a provider where it was not heard: "ravi gmail dot com"."""
    for at in range(1, len(pieces) - 1):
        if pieces[at] in tables.ONLY_COM and pieces[at + 1] == "." and pieces[at - 1] not in (_BREAK, _SIGN, "."):
            return [*pieces[:at], _SIGN, *pieces[at:]]
    return pieces


def _continued(before: list[str], new: list[str]) -> list[str]:
    """The next chunk behind the earlier ones, unless it begins with the name once more."""
    if _SIGN in new and _SIGN not in before:
        name = _bare("".join(_name_before(new, new.index(_SIGN))))
        if name and name.startswith(_bare("".join(before))):
            return new
    return before + new


def _corrected(before: list[str], new: list[str]) -> list[str]:
    """A whole address takes the place of what was said; so do a name, a domain and a last piece by themselves."""
    said = [piece for piece in new if piece != _BREAK]
    at = _last_sign(before)
    if said[:1] == [_SIGN]:
        return [*before[:at], *said]
    if not said or _SIGN in said:
        return new if said else before
    if at is None:
        return before[:-1] + new
    return before[: at + 1] + said if "." in said or len(before) == at + 1 else said + before[at:]


def _bare(name: str) -> str:
    return "".join(char for char in name if char.isalnum())


def _unfinished(pieces: Sequence[str], *, email: bool) -> Parsed:
    """What may still become an address: a name that was spelled or has signs in it, or all up to the sign."""
    at = _last_sign(pieces)
    name = "".join(_name_before(pieces, len(pieces) if at is None else at))
    if not name:
        return missing("nothing")
    if at is not None:
        domain = _domain_after(pieces, at)
        mail = "." in domain and domain[-1] in _endings()
        return missing("invalid") if mail and not email else missing("incomplete", f"{name}@{''.join(domain)}")
    plain = len(pieces) > _FEW and not any(len(piece) == 1 or piece.isdigit() for piece in _name_pieces(pieces))
    return missing("nothing") if plain else missing("incomplete", name)


def _name_pieces(pieces: Sequence[str]) -> list[str]:
    return _name_before(pieces, len(pieces))


def _found(pieces: Sequence[str], *, email: bool) -> str | None:
    """The first address among the pieces that is whole."""
    for at in [at for at, piece in enumerate(pieces) if piece == _SIGN]:
        name, domain = "".join(_name_before(pieces, at)), "".join(_domain_after(pieces, at))
        if name and domain and (value := _value(f"{name}@{domain}", email=email)) is not None:
            return value
    return None


def _value(text: str, *, email: bool) -> str | None:
    if email:
        if text.partition(_SIGN)[2] in tables.ONLY_COM:
            text = f"{text}.com"
        return text if _EMAIL.fullmatch(text) and ".." not in text else None
    return text if _UPI.fullmatch(text) else None


def _last_sign(pieces: Sequence[str]) -> int | None:
    return next((at for at in range(len(pieces) - 1, -1, -1) if pieces[at] == _SIGN), None)


def _name_before(pieces: Sequence[str], at: int) -> list[str]:
    """The pieces up to the sign, back to the last word that is none of a name."""
    start = at
    while start and pieces[start - 1] not in (_BREAK, _SIGN) and at - start < 64:
        start -= 1
    while start < at and pieces[start] in "._-+":
        start += 1
    return list(pieces[start:at])


def _domain_after(pieces: Sequence[str], at: int) -> list[str]:
    """The pieces behind the sign, to the end of the first ending that no further dot follows."""
    found: list[str] = []
    for index in range(at + 1, min(len(pieces), at + 1 + 70)):
        piece = pieces[index]
        if piece in (_BREAK, _SIGN, "_", "+"):
            break
        found.append(piece)
        ended = piece in _endings() if found[-2:-1] == ["."] else "".join(found) in _domains()
        if ended and pieces[index + 1 : index + 2] != ["."]:
            break
    return found


def _pieces(tokens: Sequence[Token], *, in_domain: bool) -> list[str]:
    """The characters and words that the tokens stand for; a space where one is none of an address."""
    pieces: list[str] = []
    at = 0
    while at < len(tokens):
        piece, at = _piece_at(tokens, at, in_domain=in_domain)
        in_domain = in_domain or piece == _SIGN
        if piece:
            pieces.append(piece)
    return pieces


def _piece_at(tokens: Sequence[Token], at: int, *, in_domain: bool) -> tuple[str, int]:
    if length := _sign_length(tokens, at):
        return _SIGN, at + length
    if tokens[at].kind == "sign":
        return _written_sign(tokens, at), at + 1
    return _said_sign(tokens, at) or _figures(tokens, at) or (_word(tokens, at, in_domain=in_domain), at + 1)


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
    if number is not None and number.digits and _is_figure(tokens, at, number.end):
        return number.digits, number.end
    count = words.repeats(tokens[at])
    char = letter(tokens[at + 1]) if count and at + 1 < len(tokens) else ""
    return (char.lower() * count, at + 2) if count and char else None


def _sign_length(tokens: Sequence[Token], at: int) -> int:
    """Tokens of "at", "at the rate", "at the rate of"."""
    if tokens[at].raw != _SIGN and tokens[at].sound not in sounds_of(tables.AT):
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
    return "" if token.raw in ",-" else _BREAK


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
        return _BREAK if token.word in ("a", "i") and not _is_spelling(tokens, at) else spelled.lower()
    if token.sound in sounds_of(tables.NO_NAME):
        return token.word if in_domain and token.word in tables.IN_DOMAINS.split() else _BREAK
    return _name(token)


def _name(token: Token) -> str:
    """The word in Latin letters; letters whose names are written as one word: वाईबीएल."""
    text = ("" if token.raw.isascii() else cut_names(token.word).lower()) or latin(token.word)
    return text if text.isascii() and text.isalnum() else _BREAK


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


@cache
def _endings() -> frozenset[str]:
    rows = tables.ENDINGS.strip().splitlines()
    return frozenset({row.split()[0] for row in rows} | set(rows[-1].split()))


@cache
def _domains() -> frozenset[str]:
    """What may stand behind the sign without an ending."""
    return tables.ONLY_COM | frozenset(tables.HANDLES.split())
