"""Decisions without a model: keywords, exactly and nearly, in Hindi of both scripts, English and Hinglish."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from tron.core.flow_engine.values.sounds import sound
from tron.core.scripts.matching import Phrases, fold

NEAR: Final = 88.0
"""Likeness of a word that is spelled or heard a little wrong, of 100."""
SHORTEST_NEAR: Final = 5
"""Letters of a keyword from which on a near hit counts: short words are near to everything."""
LONGEST: Final = 600
"""Characters of an utterance in which near hits are looked for."""


@lru_cache(maxsize=4096)
def _phrases(keywords: tuple[str, ...]) -> Phrases:
    return Phrases(keywords)


@lru_cache(maxsize=16)
def _folded(said: str) -> str:
    """Every keyword of a flow is looked for in the same words."""
    return fold(said)


def best_row(rows: Sequence[tuple[str, Iterable[str]]], said: str) -> str | None:
    """The id of the row (id, keywords) that fits best: exact hits first, the longest; then near ones. None: none."""
    folded = _folded(said)
    best, found = 0, None
    for row, keywords in rows:
        words = tuple(keywords)
        score = _phrases(words).score(folded) if words else 0
        if score > best:
            best, found = score, row
    return found if found is not None else _nearest(rows, said[-LONGEST:])


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
    if len(plain) < SHORTEST_NEAR or any(sign in keyword for sign in "*|+$."):
        return 0.0
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
