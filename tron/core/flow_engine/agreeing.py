"""A yes that is none: "haan lekin saat baje", "7 kar do", "thoda late kar do"."""

from __future__ import annotations

import re
from typing import Final

from tron.core.flow_engine.values import ValueKind
from tron.core.flow_engine.values.time_words import DAY_WORDS, time_words
from tron.core.flow_engine.values.tokens import tokenise

_BUT: Final = re.compile(
    r"\b(?:but|lekin|par|magar|balki|instead|rather|make it|actually|change)\b|(?<!\w)(?:लेकिन|पर|मगर|बल्कि)(?!\w)", re.I
)
_DO_IT: Final = re.compile(
    r"(?<!\w)(?:kar|rakh|likh|laga)\s?(?:do|dijiye|dijiyega|dena|lo)(?!\w)"
    r"|(?<!\w)(?:कर|रख|लिख|लगा)\s?(?:दो|दीजिए|दीजिएगा|देना|लो)(?!\w)",
    re.I,
)
_YES: Final = re.compile(
    r"^(?:(?:yes|yeah|yep|ok|okay|sure|right|haan|han|ji|thik hai|theek hai|sahi hai|but|lekin|par|magar|make it|so"
    r"|हाँ|हां|जी|ठीक है|सही है|लेकिन|पर|मगर)(?:[\s,.!।]+|$))+",
    re.I,
)
_OTHERWISE: Final = re.compile(
    r"\b(?:late|later|earlier|jaldi|badal|badlo|badliye|change|kam kar|zyada kar)\b|देर|जल्दी|बदल|कम कर|ज़्यादा कर", re.I
)
_HOUR: Final = re.compile(r"\d{1,2}[:.]\d\d|\bba[jz]e\b|बजे|\b[ap]\.?\s?m\b|o['’ ]?clock", re.I)


def names_other(kind: ValueKind, said: str) -> bool:
    """Whether words that hold a yes may name another value all the same, and not only agree: "haan ek dum sahi"."""
    return bool(_BUT.search(said) or _DO_IT.search(said)) or names(kind, said)


def names(kind: ValueKind, said: str) -> bool:
    """Whether an hour, or a day, is named as such; a bare number may be anything."""
    if kind == "time":
        return _HOUR.search(said) is not None
    return kind == "date" and bool({*time_words(tokenise(said), english=True)} & (DAY_WORDS | {"date"}))


def without_yes(said: str) -> str:
    """What is left to be read: "do" of "kar do" is no two."""
    return _YES.sub("", _DO_IT.sub(" ", said).strip()).strip()


def wants_change(said: str) -> bool:
    """Whether it is to be otherwise, without a word of how: "thoda late kar do"."""
    return _OTHERWISE.search(said) is not None
