"""How words are compared: folding that forgives spelling, and a small phrase notation.

A phrase is words in order, e.g. `don't .. call|phone`:
`a|b` either word · `word*` any word that starts so · `..` up to two words, `...` up to five, none of them a negation ·
` + ` joins phrases that must all occur, in any order · a last ` $` means the end of the utterance.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property, lru_cache

# Each with letters that must be there: most utterances hold none of them, and are not searched.
_CONTRACTIONS = (
    ("n't", re.compile(r"\b(do|does|did|ca|wo|is|are|was|have|would)n't\b"), r"\1nt"),
    ("do not", re.compile(r"\bdo not\b"), "dont"),
    ("not", re.compile(r"\bcan ?not\b"), "cant"),
    ("will not", re.compile(r"\bwill not\b"), "wont"),
    ("i am", re.compile(r"\bi am\b"), "im"),
)
# Signs that speech recognisers and writers use freely: nukta, candrabindu, joiners. An anusvara is one of them where
# it is nasal (Devanagari, Gurmukhi with its tippi and addak, Gujarati) and a consonant where it stands for m or n.
_NUKTAS = (0x093C, 0x09BC, 0x0A3C, 0x0ABC, 0x0B3C, 0x0CBC)
_NASALS = (
    *range(0x0900, 0x0903),
    0x0981,
    0x0A01,
    0x0A02,
    0x0A70,
    0x0A71,
    0x0A81,
    0x0A82,
    0x0B01,
    0x0C00,
    0x0C81,
    0x0D01,
)
_DROPPED = dict.fromkeys((*_NUKTAS, *_NASALS, 0x200B, 0x200C, 0x200D, 0xFEFF))
# Letters with two codings: khanda ta, two letters of Odia, the chillus and the au sign of Malayalam.
_RECODED = str.maketrans(
    {"ৎ": "ত্", "ୟ": "ଯ", "ୱ": "ଵ", "ൺ": "ണ്", "ൻ": "ന്", "ർ": "ര്", "ൽ": "ല്", "ൾ": "ള്", "ൿ": "ക്", "\u0d57": "\u0d4c"}
)
# A half u of Malayalam, with and without its u; and m before p, written as n.
_SAME_SOUND = (("\u0d41\u0d4d", "\u0d4d"), ("ന്പ", "മ്പ"))
# A virama that ends a word is written or not: Devanagari, Bengali, Gurmukhi, Gujarati, Odia.
_LAST_VIRAMA = "\u094d\u09cd\u0a4d\u0acd\u0b4d"
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
        "band": "bandh",
    }.items()
    for spelling in spellings.split()
}
_DOUBLED = re.compile(r"([a-z])\1+")
WORD = 10
LONGEST = 4000
_NEGATIONS = """
mat na nahi dont never not no cant wont मत न ना नही
नाही नका नको না নয় নেই ਨਾ ਨਹੀਂ ન ના નહીં નથી ନା ନାହିଁ ନୁହେଁ வேண்டாம் இல்லை వద్దు లేదు ಬೇಡ ಇಲ್ಲ വേണ്ട ഇല്ല
nako naka vendam vaddu beda nathi
"""


def fold(text: str) -> str:
    """Lower-case words with single spaces; spelling, nukta, nasal signs, joiners and punctuation no longer differ.

    Only the last LONGEST characters count: minutes of speech, and a bound on the work for what is typed.
    """
    return _folded(text[-LONGEST:])


@lru_cache(maxsize=64)  # a dozen questions are asked about one utterance
def _folded(text: str) -> str:
    text = text.casefold() if text.isascii() else _recoded(text)
    for part, pattern, replacement in _CONTRACTIONS:
        if part in text:
            text = pattern.sub(replacement, text)
    spaced = _DOUBLED.sub(r"\1", "".join(map(_letter, text.replace("'", ""))))
    return " ".join([_fold_word(word) for word in spaced.split()])


def _recoded(text: str) -> str:
    """Lower-case, one coding for letters that have two, without signs that speech is written with or without."""
    text = unicodedata.normalize("NFD", text).translate(_DROPPED)
    text = unicodedata.normalize("NFC", text).casefold().translate(_RECODED).replace("’", "'")
    for sound, same in _SAME_SOUND:
        text = text.replace(sound, same)
    return text


def tokens(text: str) -> list[str]:
    """The folded words."""
    return fold(text).split()


class Phrases:
    """A set of phrases. Only those whose first word occurs are looked for, and compiled when they first are."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = [_parse(phrase) for phrase in phrases]
        self._anywhere: list[int] = []
        self._by_word: dict[str, list[int]] = {}
        self._by_start: dict[str, list[tuple[str, int]]] = {}
        for at, phrase in enumerate(self._phrases):
            self._index(phrase, at)

    def score(self, folded: str) -> int:
        """WORD for each word of the best matching phrase, 1 for each further phrase that matches; 0 for none."""
        hits = [phrase.words for phrase in self._candidates(folded) if phrase.found_in(folded)]
        return max(hits) * WORD + min(len(hits), WORD) - 1 if hits else 0

    def found_in(self, folded: str) -> bool:
        return any(phrase.found_in(folded) for phrase in self._candidates(folded))

    def cut_from(self, folded: str) -> str:
        """`folded` without the matches of its one-part phrases."""
        for phrase in self._candidates(folded):
            folded = phrase.patterns[0].sub(" ", folded)
        return " ".join(folded.split())

    def _index(self, phrase: _Phrase, at: int) -> None:
        if not phrase.starts:
            self._anywhere.append(at)
        for start in phrase.starts:
            if start.endswith("*"):
                self._by_start.setdefault(start[0], []).append((start[:-1], at))
            else:
                self._by_word.setdefault(start, []).append(at)

    def _candidates(self, folded: str) -> list[_Phrase]:
        """Those that may match, in the order they were given."""
        found = set(self._anywhere)
        for word in set(folded.split()):
            found.update(self._by_word.get(word, ()))
            found.update(at for start, at in self._by_start.get(word[0], ()) if word.startswith(start))
        return [self._phrases[at] for at in sorted(found)]


class _Phrase:
    """One phrase: `parts` must all be found, `words` is how many they name, `starts` what the first one begins with."""

    def __init__(self, parts: tuple[str, ...], words: int, starts: frozenset[str]) -> None:
        self._parts = parts
        self.words = words
        self.starts = starts

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(part) for part in self._parts)

    def found_in(self, folded: str) -> bool:
        return all(pattern.search(folded) for pattern in self.patterns)


@lru_cache(maxsize=8192)
def _parse(phrase: str) -> _Phrase:
    parts = [part.strip() for part in phrase.split(" + ")]
    words = sum(1 for part in parts for word in part.split() if word.strip(".$"))
    return _Phrase(tuple(_pattern(part) for part in parts), words, _starts(parts[0]))


def _starts(part: str) -> frozenset[str]:
    """The words that the part may begin with, a * where more letters may follow; none where it begins with dots."""
    first = next(iter(part.removesuffix(" $").split()), "")
    if not first.strip("."):
        return frozenset()
    return frozenset(_start(choice) for choice in first.split("|"))


@lru_cache(maxsize=16384)
def _start(choice: str) -> str:
    folded = fold(choice.rstrip("*")).split()
    return folded[0] + "*" if choice.endswith("*") and len(folded) == 1 else folded[0]


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


@lru_cache(maxsize=16384)
def _word_pattern(word: str) -> str:
    folded = fold(word.rstrip("*"))
    if not folded:
        raise ValueError(f"“{word}” has no letters to match.")
    return re.escape(folded) + (r"\S*" if word.endswith("*") else "")


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.digit(char))
    return char if category[0] in "LMN" else " "


def _fold_word(word: str) -> str:
    word = word.replace("िये", "िए").replace("ाये", "ाए").rstrip(_LAST_VIRAMA)
    return _SPELLINGS.get(word, word)


NEGATIONS = frozenset(fold(word) for word in _NEGATIONS.split())
"""Folded words that turn a sentence into its opposite."""
_STOPS = "|".join(sorted(NEGATIONS))
