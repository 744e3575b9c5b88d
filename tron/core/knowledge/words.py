"""How questions and passages are compared word by word, whatever script and spelling they are in. Pure.

A word is looked up as it is (folded), by its meaning in the other language (meanings.txt), and by its sound where the
other side may have written it in the other script: डिलीवरी and delivery sound the same, कीमत and keemat too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tron.core.scripts.matching import fold

MOST_TERMS = 24
"""Different words of one question that count; more is a speech, and its last words are what is asked."""
A_FOLD = 100
"""Words that are folded together: folding takes no more than some thousand characters."""
SHORT_SOUND = 3
"""Below so many consonants the vowels tell words apart: bill and bal."""

_DEVANAGARI = re.compile(r"[\u0900-\u097f]")
_LATIN = re.compile(r"[a-z]+")
_CONSONANTS = dict(
    zip(
        "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ",
        "kkggnccjjnttddnttddnpfbbmyrlvssshl",
        strict=True,
    )
)
_VOWELS = {
    **dict.fromkeys("इईएऐिीेैऍॅ", "i"),
    **dict.fromkeys("उऊओऔुूोौऑॉ", "u"),
    **dict.fromkeys("अआाऋृ", ""),
}


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a question: everything that a passage may hold for it."""

    word: str
    """Folded."""
    alternatives: tuple[str, ...]
    """Folded words, the word itself first."""
    sounds: tuple[str, ...]
    """As `sounds_of` writes them."""


def terms_of(question: str) -> list[Term]:
    """The words that matter in a question, in order, each once; empty where nothing is asked ("haan ji, okay")."""
    words = dict.fromkeys(word for word in fold(question).split() if word not in ordinary())
    return [_term(word) for word in list(words)[-MOST_TERMS:]]


def words_of(text: str) -> list[str]:
    """The folded words of a passage, however long it is."""
    words = text.split()
    parts = (" ".join(words[start : start + A_FOLD]) for start in range(0, len(words), A_FOLD))
    return [word for part in parts for word in fold(part).split()]


def sounds_of(words: list[str]) -> list[str]:
    """Lexemes for the sounds of these folded words, with the script they came from: `d:dlvr`, `l:kmt`."""
    found = {_marked(word): None for word in words if word not in ordinary()}
    return [sound for sound in found if sound]


def is_devanagari(text: str) -> bool:
    return _DEVANAGARI.search(text) is not None


def sound(word: str) -> str:
    """The bones of a folded word, the same for its Latin and its Devanagari spelling; "" for anything else."""
    if is_devanagari(word):
        bones = _bones_of_devanagari(word)
    elif _LATIN.fullmatch(word):
        bones = _bones_of_latin(word)
    else:
        return ""
    consonants = re.sub("[iu]", "", bones)
    return consonants if len(consonants) >= SHORT_SOUND else bones if len(bones) > 1 else ""


@cache
def ordinary() -> frozenset[str]:
    """Folded words that say nothing about what is asked."""
    return frozenset(word for line in _lines("ordinary.txt") for word in fold(line).split())


@cache
def _meanings() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _lines("meanings.txt"):
        words = tuple(dict.fromkeys(fold(line).split()))
        for word in words:
            found[word] = tuple(dict.fromkeys((*found.get(word, ()), *words)))
    return found


def _lines(name: str) -> list[str]:
    text = files("tron.core.knowledge").joinpath(name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _term(word: str) -> Term:
    alternatives = tuple(dict.fromkeys((word, *_meanings().get(word, ()))))
    other = "l" if is_devanagari(word) else "d"
    heard = sound(word)
    return Term(word, alternatives, (f"{other}:{heard}",) if heard else ())


def _marked(word: str) -> str:
    heard = sound(word)
    return f"{'d' if is_devanagari(word) else 'l'}:{heard}" if heard else ""


def _bones_of_devanagari(word: str) -> str:
    bones = "".join(_CONSONANTS.get(sign, _VOWELS.get(sign, "")) for sign in word)
    return _settled(bones)


def _bones_of_latin(word: str) -> str:
    for pattern, sound_of_it in _SPELT:
        word = pattern.sub(sound_of_it, word)
    return _settled(word)


_SPELT = tuple(
    (re.compile(pattern), sound_of_it)
    for pattern, sound_of_it in (
        (r"tion|sion", "sn"),
        (r"ph", "f"),
        (r"sch|sh", "s"),
        (r"ck|q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"ch+", "C"),
        (r"c", "k"),
        (r"C", "c"),
        (r"x", "ks"),
        (r"z", "j"),
        (r"w", "v"),
        (r"eh", "h"),
        (r"(?<=[kgcjtdpbrs])h", ""),
        (r"ee|ea|ai|ei|ie|ey|ay", "i"),
        (r"oo|ou|au|ow|oa", "u"),
        (r"(?<!^)y", "i"),
        (r"e", "i"),
        (r"o", "u"),
        (r"a", ""),
    )
)


def _settled(bones: str) -> str:
    """What the two scripts do not keep apart: doubled letters, nasals before consonants, glides, last vowels."""
    bones = re.sub(r"(?<=.)y", "i", bones)
    bones = re.sub(r"m(?=[pb])|n(?=[^iu])", "", bones)
    bones = re.sub(r"(.)\1+", r"\1", bones)
    return re.sub(r"[iu]+$", "", bones)
