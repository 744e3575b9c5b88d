"""Names in Devanagari as people write them in Latin letters: रवि is ravi, कुमार is kumar."""

from __future__ import annotations

import re
from typing import Final

_LATIN: Final = "k kh g gh n ch chh j jh n t th d dh n t th d dh n p ph b bh m y r l v sh sh s h l"
_CONSONANTS: Final = dict(zip("कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ", _LATIN.split(), strict=True))
_VOWELS_LATIN: Final = "a a i i u u ri e ai o au o e"
_VOWELS: Final = dict(zip("अआइईउऊऋएऐओऔऑऍ", _VOWELS_LATIN.split(), strict=True))
_SIGNS: Final = dict(zip("ािीुूृेैोौॉॅ", _VOWELS_LATIN.split()[1:], strict=True))
_NASALS: Final = "ंँ"
_VIRAMA: Final = "्"
_NUKTAS: Final = {"क": "q", "ख": "kh", "ग": "g", "ज": "z", "ड": "d", "ढ": "dh", "फ": "f"}
_MUTE: Final = re.compile(r"(?<=[aeiou][bcdfghjklmnpqrstvyz])A(?=[bcdfghjklmnpqrstvyz]h?[aeiou])")
"""An inherent a (written A here) that is not spoken: between a vowel with a consonant and a consonant with a vowel."""


def latin(word: str) -> str:
    """`word` in Latin letters, lower-case; what is no Devanagari stays."""
    if word.isascii():
        return word.lower()
    text = "".join(_letters(word))
    if text.endswith("A") and len(text) > 2:
        text = text[:-1]
    return _MUTE.sub("", text).lower()


def _letters(word: str) -> list[str]:
    found: list[str] = []
    for at, char in enumerate(word):
        after = word[at + 1 : at + 2]
        if char in _CONSONANTS:
            found.append(_NUKTAS.get(char, _CONSONANTS[char]) if after == "़" else _CONSONANTS[char])
            if after == "़":
                after = word[at + 2 : at + 3]
            if after not in _SIGNS and after != _VIRAMA:
                found.append("A")
        elif char in _NASALS:
            found.append("n")
        else:
            found.append(_VOWELS.get(char) or _SIGNS.get(char) or ("" if char in "़्ः\u200c\u200d" else char))
    return found
