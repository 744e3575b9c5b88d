"""Codes that came written, such as MH 12 AA 1234: words that otherwise mean something are letters in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from tron.core.flow_engine.values import number_words as words
from tron.core.flow_engine.values.letters import letter, spelled
from tron.core.flow_engine.values.tokens import Token

_CLASSES: Final = {"L": "[A-Z]", "D": "[0-9]", "A": "[0-9A-Z]"}
_BETWEEN: Final = frozenset("-–—. ")
_MOST_LETTERS: Final = 5
_FEW: Final = 3
"""Letters of a series."""
_SAID: Final = frozenset({"OK"})
"""What is written in capitals and yet said."""


def written_out(tokens: Sequence[Token], templates: Sequence[str], is_code: Callable[[str], bool]) -> list[Token]:
    """The tokens, those of a whole written code letter by letter."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        end = _end_of_code(tokens, at, templates, is_code)
        if end is None:
            found += _letters(tokens[at]) if _is_series(tokens[at]) else [tokens[at]]
            at += 1
        else:
            for token in tokens[at:end]:
                found += _letters(token)
            at = end
    return found


def _end_of_code(
    tokens: Sequence[Token], start: int, templates: Sequence[str], is_code: Callable[[str], bool]
) -> int | None:
    """Where the longest code ends that begins at `start`; None where none does."""
    text, found = "", None
    for at in range(start, len(tokens)):
        token = tokens[at]
        if token.kind == "sign" and token.raw in _BETWEEN and text:
            continue
        if not _may_be_part(tokens, at):
            break
        text += token.raw.upper()
        if len(text) > max(map(len, templates)):
            break
        if any(_pattern(one).fullmatch(text) for one in templates) and is_code(text):
            found = at + 1
    return found


def _may_be_part(tokens: Sequence[Token], at: int) -> bool:
    """Figures; capitals; what is written together with figures; what can be nothing but letters, or a pause."""
    token = tokens[at]
    if token.kind == "figures":
        return token.raw.isdecimal()
    if token.kind != "word" or not token.raw.isascii() or not token.raw.isalpha() or len(token.raw) > _MOST_LETTERS:
        return False
    joined = token.glued or (at + 1 < len(tokens) and tokens[at + 1].glued and tokens[at + 1].kind == "figures")
    return token.raw.isupper() or joined or _is_pause(token) or _reads_as_itself(token)


def _is_pause(token: Token) -> bool:
    return words.is_filler(token) and not letter(token)


def _reads_as_itself(token: Token) -> bool:
    [unit] = spelled([token])
    return unit.letters == token.raw.upper() and not unit.digits


def _is_series(token: Token) -> bool:
    """AA, UM, HM in capitals, of a code that comes in pieces."""
    capitals = token.kind == "word" and token.raw.isascii() and token.raw.isupper()
    return capitals and 1 < len(token.raw) <= _FEW and _is_pause(token) and token.raw not in _SAID


def _letters(token: Token) -> list[Token]:
    if token.kind != "word":
        return [token]
    return [replace(token, raw=char.upper(), glued=False, sound="") for char in token.raw]


@lru_cache(maxsize=64)
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile("".join(_CLASSES[place] for place in template))
