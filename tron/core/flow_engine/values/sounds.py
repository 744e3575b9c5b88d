"""Brings spellings of one word together: pachees, pachis and pachchis; पाँच and पांच; हज़ार and हजार."""

from __future__ import annotations

import re
from functools import lru_cache

from tron.core.scripts.matching import fold

_LATIN = (
    (re.compile(r"[^a-z]"), ""),
    (re.compile(r"ee|y"), "i"),
    (re.compile(r"oo"), "u"),
    (re.compile(r"ou"), "au"),
    (re.compile(r"w"), "v"),
    (re.compile(r"z"), "j"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"([a-z])\1+"), r"\1"),
    (re.compile(r"(?:c?ch)+h?"), "ch"),
    (re.compile(r"(?:t?th)+h?"), "th"),
    (re.compile(r"(?<=.[aeiou])h$"), ""),
)
_SHORT_VOWELS = str.maketrans({"ी": "ि", "ू": "ु", "ई": "इ", "ऊ": "उ"})
_DOUBLED = re.compile(r"(.)्(?=\1)")
_DOUBLED_BREATH = re.compile(r"ट्(?=ठ)|ठ्(?=ठ)|च्(?=छ)|क्(?=ख)|द्(?=ध)|त्(?=थ)")


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """One key for the spellings of a word, lower-case; words of other scripts are folded."""
    word = word.casefold()
    if word.isascii():
        for pattern, replacement in _LATIN:
            word = pattern.sub(replacement, word)
        return word
    folded = fold(word).replace(" ", "").translate(_SHORT_VOWELS)
    return _DOUBLED_BREATH.sub("", _DOUBLED.sub("", folded))


@lru_cache(maxsize=128)
def sounds_of(words: str) -> frozenset[str]:
    """The keys of the words in a table, signs left out."""
    return frozenset(key for word in words.split() if (key := sound(word)))
