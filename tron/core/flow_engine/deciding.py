"""Decisions without a model: keywords, exactly and nearly, in Hindi of both scripts, English and Hinglish."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz.fuzz import partial_ratio_alignment

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
    return found if found is not None else _nearest(rows, folded[:LONGEST])


def has_any(keywords: Iterable[str], said: str) -> bool:
    """Whether one of the keywords is in what was said, exactly."""
    words = tuple(keywords)
    return bool(words) and _phrases(words).found_in(_folded(said))


def _nearest(rows: Sequence[tuple[str, Iterable[str]]], folded: str) -> str | None:
    best, found = NEAR, None
    for row, keywords in rows:
        for keyword in keywords:
            score = _likeness(keyword, folded)
            if score > best:
                best, found = score, row
    return found


def _likeness(keyword: str, folded: str) -> float:
    plain = fold(keyword)
    if len(plain) < SHORTEST_NEAR or any(sign in keyword for sign in "*|+$."):
        return 0.0
    if len(folded) < len(plain) - 1:  # else a part of the keyword would be a hit: "no" of "no order"
        return 0.0
    aligned = partial_ratio_alignment(plain, folded, score_cutoff=NEAR)
    if aligned is None:
        return 0.0
    begin, end = aligned.dest_start, aligned.dest_end
    # Whole words only: "interest" is no near hit inside "disinterested".
    whole = (begin == 0 or folded[begin - 1] == " ") and (end >= len(folded) or folded[end] == " ")
    return float(aligned.score) if whole else 0.0
