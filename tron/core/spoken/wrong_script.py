"""Words of a script that a voice does not speak: models slip into one without saying so.

The Indic scripts have one order of letters, so a word moves from one to another by its place. Urdu moves by a list of
common words and by letters. What has no sound for the voice (Chinese, Thai, Cyrillic ...) is dropped and reported.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tron.core.spoken.urdu import urdu_to_devanagari

BLOCKS = {
    "devanagari": 0x0900,
    "bengali": 0x0980,
    "gurmukhi": 0x0A00,
    "gujarati": 0x0A80,
    "odia": 0x0B00,
    "tamil": 0x0B80,
    "telugu": 0x0C00,
    "kannada": 0x0C80,
    "malayalam": 0x0D00,
}
_OWN = {
    "hi": "devanagari",
    "mr": "devanagari",
    "bn": "bengali",
    "pa": "gurmukhi",
    "gu": "gujarati",
    "od": "odia",
    "ta": "tamil",
    "te": "telugu",
    "kn": "kannada",
    "ml": "malayalam",
}
_INDIC = re.compile("[\u0900-\u0d7f]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
# Letters beyond Latin with their signs and joiners; Latin letters with accents are Latin. Dandas end sentences in many
# scripts, though their block is Devanagari's.
_WORD = re.compile(
    "[^\\W\\d_\u0000-\u024f\u1e00-\u1eff]"
    "(?:[^\\W\\d_\u0000-\u024f\u1e00-\u1eff]|[\u0300-\u036f\u0900-\u0963\u0966-\u0dff\u064b-\u0670\u200c\u200d])*"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A word in a script that the voice does not speak. `spoken` is what it became, empty when dropped."""

    kind: Literal["transliterated", "dropped"]
    script: str
    text: str
    spoken: str


def own_script(language: str) -> str:
    """The script that a voice speaks besides Latin; `latin` for English and unknown languages."""
    return _OWN.get(language[:2].lower(), "latin")


def foreign_words(text: str, language: str) -> list[str]:
    """The words in a script that a voice of `language` (BCP 47) does not speak. Latin is never foreign."""
    if text.isascii():
        return []
    own = own_script(language)
    return [word for run in _WORD.findall(text) for word, script in _runs(run) if script != own]


def carry_over(text: str, language: str) -> tuple[str, list[Finding]]:
    """`text` in the voice's scripts, and what was done."""
    if text.isascii():
        return text, []
    own, findings = own_script(language), list[Finding]()

    def replaced(match: re.Match[str]) -> str:
        pieces: list[str] = []
        for word, script in _runs(match[0]):
            if script == own:
                pieces.append(word)
                continue
            spoken = _spoken(word, script, own)
            findings.append(Finding("transliterated" if spoken else "dropped", script, word, spoken))
            pieces.append(spoken)
        return "".join(pieces)

    text = _WORD.sub(replaced, text)
    return text.translate(_MARKS), findings


_MARKS = str.maketrans({"۔": "।", "؟": "?", "،": ",", "؛": ",", "。": ".", "，": ",", "？": "?", "！": "!", "、": ","})


def _runs(word: str) -> list[tuple[str, str]]:
    """A word in pieces of one script each; signs belong to the letter before."""
    runs: list[tuple[str, str]] = []
    for char in word:
        script = _script(char)
        if runs and script in (runs[-1][1], ""):
            runs[-1] = (runs[-1][0] + char, runs[-1][1])
        else:
            runs.append((char, script or "other"))
    return runs


def _script(char: str) -> str:
    code = ord(char)
    if 0x0900 <= code <= 0x0D7F:
        return next((name for name, first in BLOCKS.items() if first <= code < first + 0x80), "other")
    if _ARABIC.match(char):
        return "arabic"
    if code < 0x0370 or code in (0x200C, 0x200D):
        return ""
    return _named(char)


@lru_cache(maxsize=1024)
def _named(char: str) -> str:
    """The first word of the letter's name in Unicode: cjk, cyrillic, thai, hangul ..."""
    return unicodedata.name(char, "OTHER").split()[0].lower()


@lru_cache(maxsize=1024)
def _spoken(word: str, script: str, own: str) -> str:
    if script == "arabic":
        devanagari = urdu_to_devanagari(word)
    elif script in BLOCKS:
        devanagari = _to_devanagari(word, script)
    else:
        return ""
    if own == "devanagari":
        return devanagari
    return to_latin(devanagari) if own == "latin" else _from_devanagari(devanagari, own)


# ---------------------------------------------------------------- one Indic script to another

_PLAIN = str.maketrans({"ॆ": "े", "ॊ": "ो", "ऎ": "ए", "ऒ": "ओ", "ऩ": "न", "ऱ": "र", "ऴ": "ळ"})
_IRREGULAR = {
    "ੰ": "ं",
    "ੱ": "",
    "ৎ": "त्",
    "ৰ": "र",
    "ৱ": "व",
    "ୟ": "य",
    "ୱ": "व",
    "ൺ": "ण्",
    "ൻ": "न्",
    "ർ": "र्",
    "ൽ": "ल्",
    "ൾ": "ळ्",
    "ൿ": "क्",
    "ൌ": "ौ",
    "ൗ": "ौ",
    "ৗ": "ौ",
    "ௗ": "ौ",
}
# Letters that Tamil writes with its few stops; it has no aspirates.
_FOR_TAMIL = str.maketrans("खगघछझठडढथदधफबभ", "कककचचटटटतततपपप")


def _to_devanagari(word: str, script: str) -> str:
    first = BLOCKS[script]
    letters = [_IRREGULAR.get(char) if char in _IRREGULAR else _shifted(char, first, 0x0900) for char in word]
    return "".join(letter for letter in letters if letter).translate(_PLAIN)


def _from_devanagari(word: str, own: str) -> str:
    if own == "tamil":
        word = word.translate(_FOR_TAMIL)
    word = unicodedata.normalize("NFD", word).replace("\u093c", "") if own not in ("gurmukhi", "bengali") else word
    return "".join(_shifted(char, 0x0900, BLOCKS[own]) for char in unicodedata.normalize("NFC", word))


def _shifted(char: str, first: int, target: int) -> str:
    if not first <= ord(char) < first + 0x80:
        return char if char in "\u200c\u200d" else ""
    moved = chr(ord(char) - first + target)
    if unicodedata.category(moved) != "Cn":
        return moved
    return _NEAREST.get(moved, "")


_NEAREST = {
    "\u0b82": "\u0b82",
    "\u0a43": "\u0a3f\u0a30",
    "\u0a37": "\u0a38",
    "\u09b5": "\u09ac",
    "\u0b35": "\u0b71",
    "\u0b81": "\u0bae\u0bcd",
}

# ---------------------------------------------------------------- Devanagari to Latin

_LATIN = """
k kh g gh n ch chh j jh n t th d dh n t th d dh n p ph b bh m y r l v sh sh s h l
"""
_CONSONANTS = dict(zip("कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ", _LATIN.split(), strict=True)) | {
    "क़": "q",
    "ख़": "kh",
    "ग़": "g",
    "ज़": "z",
    "ड़": "d",
    "ढ़": "dh",
    "फ़": "f",
    "य़": "y",
}
_VOWELS = {
    "अ": "a",
    "आ": "aa",
    "इ": "i",
    "ई": "ee",
    "उ": "u",
    "ऊ": "oo",
    "ऋ": "ri",
    "ए": "e",
    "ऐ": "ai",
    "ओ": "o",
    "औ": "au",
    "ऑ": "o",
    "ऍ": "e",
}
_SIGNS = {
    "ा": "a",
    "ि": "i",
    "ी": "i",
    "ु": "u",
    "ू": "oo",
    "ृ": "ri",
    "े": "e",
    "ै": "ai",
    "ो": "o",
    "ौ": "au",
    "ॉ": "o",
    "ॅ": "e",
}
_UNIT = re.compile("([\u0915-\u0939]\u093c?)(\u094d|[ा-ौॅ])?([ंँः])?|([अ-औऑऍ])([ंँः])?|(.)", re.DOTALL)


def to_latin(word: str) -> str:
    """A Devanagari word in Latin letters, near enough to be read aloud; the silent last vowel is left out."""
    pieces: list[str] = []
    matches = list(_UNIT.finditer(unicodedata.normalize("NFC", word)))
    for index, match in enumerate(matches):
        consonant, sign, nasal, vowel, vowel_nasal, _ = match.groups()
        if consonant:
            pieces.append(_CONSONANTS.get(consonant) or _CONSONANTS.get(consonant[0], ""))
            last = index == len(matches) - 1 and len(matches) > 1
            pieces.append(
                "" if sign == "\u094d" else _SIGNS.get(sign or "", "") if sign else ("" if last and not nasal else "a")
            )
        elif vowel:
            pieces.append(_VOWELS.get(vowel, ""))
        if (nasal or vowel_nasal) in {"ं", "ँ"}:
            pieces.append("n")
    return "".join(pieces)
