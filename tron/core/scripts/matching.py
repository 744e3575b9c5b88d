"""How words are compared: folding that forgives spelling, and a small phrase notation.

A phrase is words in order, e.g. `don't .. call|phone`:
`a|b` either word · `word*` any word that starts so · `..` up to two words, `...` up to five, none of them a negation ·
` + ` joins phrases that must all occur, in any order · a last ` $` means the end of the utterance.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_CONTRACTIONS = (
    (re.compile(r"\b(do|does|did|ca|wo|is|are|was|have|would)n['’]t\b"), r"\1nt"),
    (re.compile(r"\bdo not\b"), "dont"),
    (re.compile(r"\bcan ?not\b"), "cant"),
    (re.compile(r"\bwill not\b"), "wont"),
    (re.compile(r"\bi am\b"), "im"),
    (re.compile(r"['’]"), ""),
)
# Signs that speech recognisers and writers use freely: nukta, candrabindu, anusvara, joiners.
_DROPPED = dict.fromkeys((0x093C, 0x0900, 0x0901, 0x0902, 0x200B, 0x200C, 0x200D, 0xFEFF))
# Common spellings of one Hinglish word, doubled letters already folded.
_SPELLINGS = {
    spelling: word
    for word, spellings in {
        "nahi": "nahin nai nhi nahe nhin",
        "me": "mein mei mai men",
        "hun": "hon hu",
        "karo": "kro",
        "kare": "karen karein kren",
        "karna": "krna",
        "acha": "achcha aacha acca",
        "thik": "thek tek tik",
        "han": "ha hn",
        "phone": "phon fone fon",
        "please": "plz pls plese",
        "kaun": "kon koun",
        "you": "u",
        "ok": "okay okey oky okie",
    }.items()
    for spelling in spellings.split()
}
WORD = 10
LONGEST = 4000
_NEGATIONS = ("mat", "na", "nahi", "dont", "never", "not", "no", "cant", "wont", "मत", "न", "ना", "नही")


def fold(text: str) -> str:
    """Lower-case words with single spaces; spelling, nukta, nasal signs and punctuation no longer differ.

    Only the last LONGEST characters count: minutes of speech, and a bound on the work for what is typed.
    """
    text = unicodedata.normalize("NFD", text[-LONGEST:]).translate(_DROPPED)
    text = unicodedata.normalize("NFC", text).casefold()
    for pattern, replacement in _CONTRACTIONS:
        text = pattern.sub(replacement, text)
    spaced = "".join(_letter(char) for char in text)
    return " ".join(_fold_word(word) for word in spaced.split())


def tokens(text: str) -> list[str]:
    """The folded words."""
    return fold(text).split()


class Phrases:
    """A compiled set of phrases."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._compiled = [_compile(phrase) for phrase in phrases]

    def score(self, folded: str) -> int:
        """WORD for each word of the best matching phrase, 1 for each further phrase that matches; 0 for none."""
        hits = [weight for parts, weight in self._compiled if all(part.search(folded) for part in parts)]
        return max(hits) * WORD + min(len(hits), WORD) - 1 if hits else 0

    def found_in(self, folded: str) -> bool:
        return any(all(part.search(folded) for part in parts) for parts, _ in self._compiled)

    def cut_from(self, folded: str) -> str:
        """`folded` without the matches of its one-part phrases."""
        for parts, _ in self._compiled:
            folded = parts[0].sub(" ", folded)
        return " ".join(folded.split())


@lru_cache(maxsize=4096)
def _compile(phrase: str) -> tuple[tuple[re.Pattern[str], ...], int]:
    """Patterns that must all be found in folded text, and how many words they name."""
    parts = [part.strip() for part in phrase.split(" + ")]
    words = sum(1 for part in parts for word in part.split() if word.strip(".$"))
    return tuple(re.compile(_pattern(part)) for part in parts), words


def _pattern(part: str) -> str:
    pattern = ""
    at_end = part.endswith(" $")
    for word in part.removesuffix(" $").split():
        if set(word) == {"."}:
            pattern += rf"(?:(?!(?:{_STOPS})\s)\S+ ){{0,{2 if word == '..' else 5}}}"
        else:
            choices = "|".join(_word_pattern(choice) for choice in word.split("|"))
            pattern += f"(?:{choices}) "
    end = "$" if at_end else r"(?!\S)"
    return rf"(?<!\S){pattern.rstrip()}{end}"


def _word_pattern(word: str) -> str:
    folded = fold(word.rstrip("*"))
    if not folded:
        raise ValueError(f"“{word}” has no letters to match.")
    return re.escape(folded) + (r"\S*" if word.endswith("*") else "")


def _letter(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.digit(char))
    return char if category[0] in "LMN" else " "


def _fold_word(word: str) -> str:
    word = re.sub(r"([a-z])\1+", r"\1", word)
    word = word.replace("िये", "िए").replace("ाये", "ाए")
    return _SPELLINGS.get(word, word)


NEGATIONS = frozenset(fold(word) for word in _NEGATIONS)
"""Folded words that turn a sentence into its opposite."""
_STOPS = "|".join(sorted(NEGATIONS))
