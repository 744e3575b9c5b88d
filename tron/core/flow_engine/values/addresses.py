"""E-mail addresses and UPI ids: "ravi dot kumar at gmail dot com", "ravi at the rate okaxis"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from tron.core.flow_engine.values import address_tables as tables
from tron.core.flow_engine.values.address_pieces import BREAK, SIGN, address_pieces
from tron.core.flow_engine.values.corrections import segments, started_again
from tron.core.flow_engine.values.model import Parsed, missing
from tron.core.flow_engine.values.tokens import Token, tokenise

_EMAIL: Final = re.compile(
    r"[a-z0-9](?:[a-z0-9._%+-]{0,62}[a-z0-9_])?@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.[a-z]{2,12}"
)
_UPI: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}@[a-z][a-z0-9]{1,31}")
_RECENT = 120
"""Pieces before a correction that it may be about, and characters of earlier chunks."""
_CORRECTIONS = 20
"""Corrections of one utterance that are followed, the last ones."""
_FEW = 3
"""Pieces of an utterance that may be nothing but a name."""


def parse_email(said: str, so_far: str) -> Parsed:
    """A mail address, lower-case."""
    return _parse(said, so_far, email=True)


def parse_upi(said: str, so_far: str) -> Parsed:
    """A UPI id, lower-case: UPI makes no difference, and so people write it."""
    return _parse(said, so_far, email=False)


def _parse(said: str, so_far: str, *, email: bool) -> Parsed:
    tokens: Sequence[Token] = tokenise(said)
    again = started_again(tokens)
    if again is not None and len(again) > 1:
        tokens, so_far = again, ""
    before = list(so_far[-_RECENT:])
    first, *corrections = segments(tokens, lambda _: False)
    pieces = _continued(before, address_pieces(first, in_domain=SIGN in before))
    for part in corrections[-_CORRECTIONS:]:
        recent = pieces[-_RECENT:]
        pieces = _corrected(recent, address_pieces(part, in_domain=SIGN in recent))
    values = _found(pieces, email=email) or _found(_with_sign(pieces), email=email)
    if len(values) > 1:
        return missing("ambiguous")
    return Parsed(values.pop()) if values else _unfinished(pieces, email=email)


def _with_sign(pieces: list[str]) -> list[str]:
    """With the sign before a provider where it was not heard: "ravi gmail dot com"."""
    for at in range(1, len(pieces) - 1):
        if pieces[at] in tables.ONLY_COM and pieces[at + 1] == "." and pieces[at - 1] not in (BREAK, SIGN, "."):
            return [*pieces[:at], SIGN, *pieces[at:]]
    return pieces


def _continued(before: list[str], new: list[str]) -> list[str]:
    """The next chunk behind the earlier ones, unless it begins with the name once more."""
    if SIGN in new and SIGN not in before:
        name = _bare("".join(_name_before(new, new.index(SIGN))))
        if name and name.startswith(_bare("".join(before))):
            return new
    return before + new


def _corrected(before: list[str], new: list[str]) -> list[str]:
    """A whole address takes the place of what was said; so do a name, a domain and a last piece by themselves."""
    said = [piece for piece in new if piece != BREAK]
    at = _last_sign(before)
    if said[:1] == [SIGN]:
        return [*before[:at], *said]
    if not said or SIGN in said:
        return new if said else before
    if at is None:
        return before[:-1] + new
    return before[: at + 1] + said if "." in said or len(before) == at + 1 else said + before[at:]


def _bare(name: str) -> str:
    return "".join(char for char in name if char.isalnum())


def _unfinished(pieces: Sequence[str], *, email: bool) -> Parsed:
    """What may still become an address: a name that was spelled or has signs in it, or all up to the sign."""
    at = _last_sign(pieces)
    name_pieces = _name_before(pieces, len(pieces) if at is None else at)
    name = "".join(name_pieces)
    if not name:
        return missing("nothing")
    if at is not None:
        domain = _domain_after(pieces, at)
        mail = "." in domain and domain[-1] in _endings()
        return missing("invalid") if mail and not email else missing("incomplete", f"{name}@{''.join(domain)}")
    plain = len(pieces) > _FEW and not any(len(piece) == 1 or piece.isdigit() for piece in name_pieces)
    return missing("nothing") if plain else missing("incomplete", name)


def _found(pieces: Sequence[str], *, email: bool) -> set[str]:
    """The different addresses among the pieces that are whole."""
    found: set[str] = set()
    for at in [at for at, piece in enumerate(pieces) if piece == SIGN]:
        name, domain = "".join(_name_before(pieces, at)), "".join(_domain_after(pieces, at))
        if name and domain and (value := _value(f"{name}@{domain}", email=email)) is not None:
            found.add(value)
    return found


def _value(text: str, *, email: bool) -> str | None:
    if email:
        if text.partition(SIGN)[2] in tables.ONLY_COM:
            text = f"{text}.com"
        return text if _EMAIL.fullmatch(text) and ".." not in text else None
    return text if _UPI.fullmatch(text) else None


def _last_sign(pieces: Sequence[str]) -> int | None:
    return next((at for at in range(len(pieces) - 1, -1, -1) if pieces[at] == SIGN), None)


def _name_before(pieces: Sequence[str], at: int) -> list[str]:
    """The pieces up to the sign, back to the last word that is none of a name."""
    start = at
    while start and pieces[start - 1] not in (BREAK, SIGN) and at - start < 64:
        start -= 1
    while start < at and pieces[start] in "._-+":
        start += 1
    return list(pieces[start:at])


def _domain_after(pieces: Sequence[str], at: int) -> list[str]:
    """The pieces behind the sign, to the end of the first ending that no further dot follows."""
    found: list[str] = []
    for index in range(at + 1, min(len(pieces), at + 1 + 70)):
        piece = pieces[index]
        if piece in (BREAK, SIGN, "_", "+"):
            break
        found.append(piece)
        ended = piece in _endings() if found[-2:-1] == ["."] else "".join(found) in _domains()
        if ended and pieces[index + 1 : index + 2] != ["."]:
            break
    return found


@cache
def _endings() -> frozenset[str]:
    rows = tables.ENDINGS.strip().splitlines()
    return frozenset({row.split()[0] for row in rows} | set(rows[-1].split()))


@cache
def _domains() -> frozenset[str]:
    """What may stand behind the sign without an ending."""
    return tables.ONLY_COM | frozenset(tables.HANDLES.split())
