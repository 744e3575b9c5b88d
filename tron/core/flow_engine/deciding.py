"""Decisions without a model: keywords, exactly and nearly, in Hindi of both scripts, English and Hinglish."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from tron.core.flow_engine.values.sounds import sound
from tron.core.knowledge.words import is_devanagari
from tron.core.knowledge.words import sound as bones
from tron.core.scripts.matching import Phrases, fold
from tron.core.scripts.phrase_tables import phrase_tables

NEAR: Final = 88.0
"""Likeness of a word that is spelled or heard a little wrong, of 100."""
SHORTEST_NEAR: Final = 5
"""Letters of a keyword from which on a near hit counts: short words are near to everything."""
SHORTEST_BONES: Final = 3
"""Of a keyword that is looked for in the other script."""
LONGEST: Final = 600
"""Characters of an utterance in which near hits are looked for."""


_REFUSED: Final = (
    "nahi chahiye",
    "नहीं चाहिए",
    "not|dont|never|isnt|arent really|very|so|that|currently interested|want|need|like|agree|sure",
    "chahiye|interest|interested|zarurat|jarurat|thik|sahi hi|to|bhi|me nahi",
    "चाहिए|इंटरेस्ट|जरूरत|ठीक|सही ही|तो|भी|में नहीं",
)
"""Before those that phrases.py knows, for some of them are the beginnings of these: agreement that is refused."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """What was said, folded. `agreed`: without what is refused in it ("nahi chahiye" holds no "chahiye"); `refused`:
    without agreement that holds a negation ("koi baat nahi")."""

    whole: str
    agreed: str
    refused: str

    def of(self, keyword: str) -> str:
        """Where the keyword is looked for. Who lists more than one word means just these."""
        if " " in keyword.strip():
            return self.whole
        return self.refused if _refuses(keyword) else self.agreed


@lru_cache(maxsize=4096)
def _refuses(keyword: str) -> bool:
    """Whether it is a no by itself, in any of the languages."""
    return any(_no().found_in(fold(one)) for one in keyword.split("|"))


@cache
def _no() -> Phrases:
    return Phrases(phrase_tables()["no"])


@lru_cache(maxsize=16)
def _meant(folded: str) -> _Heard:
    no, yes = _idioms()
    return _Heard(folded, no.cut_from(folded), yes.cut_from(folded))


@cache
def _idioms() -> tuple[Phrases, Phrases]:
    tables = phrase_tables()
    return Phrases([*_REFUSED, *tables["no.idioms"]]), Phrases(tables["yes.idioms"])


@lru_cache(maxsize=4096)
def _phrases(keywords: tuple[str, ...]) -> Phrases:
    return Phrases(keywords)


def _score(words: tuple[str, ...], heard: _Heard) -> int:
    score = _phrases(words).score(heard.whole)
    if score == 0 or heard.whole == heard.agreed == heard.refused:
        return score
    texts = dict.fromkeys(map(heard.of, words))
    return max(_phrases(tuple(one for one in words if heard.of(one) == text)).score(text) for text in texts)


@lru_cache(maxsize=16)
def _folded(said: str) -> str:
    """Every keyword of a flow is looked for in the same words."""
    return fold(said)


def best_row(rows: Sequence[tuple[str, Iterable[str]]], said: str) -> str | None:
    """The id of the row (id, keywords) that fits best: exact hits first, the longest; then near ones; then those in
    the other script. None: none."""
    heard = _meant(_folded(said))
    best, found = 0, None
    for row, keywords in rows:
        words = tuple(keywords)
        score = _score(words, heard) if words else 0
        if score > best:
            best, found = score, row
    near = said if heard.agreed == heard.whole else heard.agreed
    return found or _nearest(rows, near[-LONGEST:]) or _in_other_script(rows, heard)


def has_any(keywords: Iterable[str], said: str) -> bool:
    """Whether one of the keywords is in what was said, exactly."""
    words = tuple(keywords)
    return bool(words) and _phrases(words).found_in(_folded(said))


def _nearest(rows: Sequence[tuple[str, Iterable[str]]], said: str) -> str | None:
    best, found = NEAR, None
    for row, keywords in rows:
        for keyword in keywords:
            score = _likeness(keyword, said)
            if score > best:
                best, found = score, row
    return found


def _likeness(keyword: str, said: str) -> float:
    """Of the whole words that are most like the keyword: 0 below NEAR."""
    plain = _sounded(keyword)
    if len(plain) < SHORTEST_NEAR or any(sign in keyword for sign in "*|+$.") or any(map(str.isdigit, plain)):
        return 0.0  # of figures each counts: order 1001 is not 1002
    near = process.extract(plain, _pieces(said, plain.count(" ") + 1), scorer=ratio, score_cutoff=NEAR, limit=3)
    return next((score for piece, score, _at in near if not _holds_other(piece, plain)), 0.0)


def _holds_other(piece: str, plain: str) -> bool:
    """Whether letters before it make another word of it: "unavailable" is not nearly available."""
    return piece != plain and (piece.endswith(plain) or plain.endswith(piece))


@lru_cache(maxsize=64)
def _pieces(said: str, words: int) -> tuple[str, ...]:
    """All runs of so many words, one more or one less: a word may be heard as two."""
    heard = _sounded(said).split()
    sizes = range(max(words - 1, 1), words + 2)
    return tuple(" ".join(heard[at : at + size]) for size in sizes for at in range(len(heard) - size + 1))


def _sounded(text: str) -> str:
    """Its words by their sound: kimat is keemat. Those with figures stay."""
    keys = (fold(word) if any(map(str.isdigit, word)) else sound(word) for word in text.casefold().split())
    return " ".join(key for key in keys if key)


def _in_other_script(rows: Sequence[tuple[str, Iterable[str]]], heard: _Heard) -> str | None:
    """Recognisers write English words of a Hindi talk in Devanagari: डिलीवरी is delivery."""
    best, found = SHORTEST_BONES - 1, None
    for row, keywords in rows:
        for keyword in keywords:
            plain, size = _plain(keyword)
            if size > best and _is_crossed_in(plain, heard.of(keyword)[-LONGEST:]):
                best, found = size, row
    return found


def _is_crossed_in(plain: tuple[tuple[str, str], ...], folded: str) -> bool:
    words, all_of_them = _with_bones(folded)
    heard_all = all(word in all_of_them or bone in all_of_them for word, bone in plain)
    return heard_all and _sounds_in([word for word, _bone in plain], words)


@lru_cache(maxsize=16)
def _with_bones(folded: str) -> tuple[list[str], frozenset[str]]:
    """The words; those and their sounds."""
    words = folded.split()
    return words, frozenset({*words, *map(bones, words)})


@lru_cache(maxsize=4096)
def _plain(keyword: str) -> tuple[tuple[tuple[str, str], ...], int]:
    """Its words, each with its sound, and how much of it tells it apart: 0 where a word has none."""
    found = tuple((word, bones(word)) for word in fold(keyword).split())
    known = found and all(bone for _word, bone in found) and not any(sign in keyword for sign in "*|+$.")
    return found, len("".join(bone for _word, bone in found)) if known else 0


def _sounds_in(keyword: Sequence[str], words: Sequence[str]) -> bool:
    """Whether these words stand in a row, one of them at least in the other script."""
    runs = (words[at : at + len(keyword)] for at in range(len(words) - len(keyword) + 1))
    return any(all(map(_same, keyword, run)) for run in runs if any(map(_is_crossed, keyword, run)))


def _same(one: str, other: str) -> bool:
    return one == other or (_is_crossed(one, other) and bones(one) == bones(other))


def _is_crossed(one: str, other: str) -> bool:
    return is_devanagari(one) != is_devanagari(other)
