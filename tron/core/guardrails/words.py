"""Single words compared across endings and across Devanagari and Latin letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tron.core.scripts.matching import fold

LONGEST_ENDING = 4
SHORT = 4
"""Words up to this length must stand as they are, but for a plural s."""
SKELETON = 4
"""Fewer consonants than this say too little to compare two scripts by."""

_ENDINGS = (
    *("ations", "ation", "ings", "ions", "ing", "ion", "ies", "ers", "ed", "er", "es"),
    *("s", "y", "e", "a", "i", "o"),
)
_MATRAS = "ािीुूेैोौृ्"
_SOUNDS = {
    letter: sound
    for sound, letters in {
        "k": "कख", "g": "गघ", "c": "चछ", "j": "जझ", "t": "टठतथ", "d": "डढदध", "n": "नणङञ", "p": "पफ", "b": "बभ",
        "m": "म", "r": "र", "l": "ल", "v": "व", "s": "शषस",
    }.items()
    for letter in letters
}  # fmt: skip
_LATIN = {
    **{"sh": "s", "ch": "c", "ph": "p", "ck": "k", "ce": "s", "ci": "s"},
    **{"x": "ks", "q": "k", "f": "p", "w": "v", "z": "j"},
}


def all_in(words: Sequence[str]) -> Callable[[str], bool]:
    """A test of folded text: whether every one of the folded `words` occurs, in any order and inflected."""
    tests = [_one(word) for word in words]
    return lambda text: bool(tests) and all(test(text) for test in tests)


def stem(word: str) -> str:
    """A folded word without its usual ending; short words stay whole."""
    if word.isascii():
        ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= SHORT), "")
        return word.removesuffix(ending)
    bare = word.rstrip(_MATRAS)
    return bare if len(bare) >= 3 else word


def skeleton(word: str) -> str:
    """The consonants of a word as they sound in either script: cricket and क्रिकेट give the same."""
    if word.isascii():
        for written, sound in _LATIN.items():
            word = word.replace(written, sound)
        letters = "".join(char for char in word.replace("c", "k") if char in "bdgjkmnprstlv")
    else:
        letters = "".join(_SOUNDS.get(char, "") for char in word).replace("c", "k")
    return re.sub(r"(.)\1+", r"\1", letters)


def _one(word: str) -> Callable[[str], bool]:
    root = stem(word)
    if len(word) <= SHORT:
        pattern = re.compile(rf"(?<!\S){re.escape(word)}s?(?!\S)")
    else:
        pattern = re.compile(rf"(?<!\S){re.escape(root)}\S{{0,{LONGEST_ENDING}}}(?!\S)")
    bones = skeleton(word)

    def found(text: str) -> bool:
        if pattern.search(text):
            return True
        if len(bones) < SKELETON:
            return False
        return any(other.isascii() != word.isascii() and skeleton(other) == bones for other in text.split())

    return found


def content_words(text: str, dropped: frozenset[str]) -> list[str]:
    """The folded words of `text` that say what it is about."""
    return [word for word in fold(text).split() if word not in dropped]
