"""What was said, cut into words, figures and signs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from tron.core.flow_engine.values.sounds import sound

LONGEST = 20_000
"""Characters that are looked at: a bound on the work for what is no speech."""
_PLACES = {"½": "5", "¼": "25", "¾": "75"}
_PARTS = re.compile(r"(\d?)\s?([½¼¾])")
_MARKS = "\u0300-\u036f\u0900-\u0963\u0970-\u0dff\u200c\u200d'’"
# Groups are bounded: figures without end must not be tried again and again.
_GROUPED = r"\d{1,3}(?:,\d{2,3}){0,7},\d{3}(?!\d|,\d)"
_TOKEN = re.compile(rf"{_GROUPED}(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_](?:[^\W\d_]|[{_MARKS}])*|\S")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, figures with their commas and point, or one sign. `glued`: nothing stood before it but another token."""

    raw: str
    """As it was said, digits of all scripts as ASCII."""
    kind: Literal["word", "figures", "sign"]
    glued: bool = False
    sound: str = ""
    """Of a word: the key of its spellings."""

    @property
    def word(self) -> str:
        """Lower-case."""
        return self.raw.casefold()


def plain_said(said: str) -> str:
    """One coding for each letter, digits of all scripts as ASCII; LONGEST characters at most, the last ones."""
    text = unicodedata.normalize("NFKC", _PARTS.sub(_as_places, said[-LONGEST:]))[-LONGEST:]
    return text if text.isascii() else "".join(map(_ascii_digit, text))


def _as_places(match: re.Match[str]) -> str:
    """2½ as 2.5."""
    return f"{match[1] or 0}.{_PLACES[match[2]]}"


def tokenise(said: str) -> list[Token]:
    """The tokens in order."""
    text = plain_said(said)
    found: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        found.append(_token(match[0], glued=bool(found) and match.start() == end))
        end = match.end()
    return found


def _token(raw: str, *, glued: bool) -> Token:
    if raw[0].isdecimal():
        return Token(raw, "figures", glued)
    if raw[0].isalpha():
        return Token(raw, "word", glued, sound(raw))
    return Token(raw, "sign", glued)


def _ascii_digit(char: str) -> str:
    return str(unicodedata.decimal(char)) if char.isdecimal() else char
