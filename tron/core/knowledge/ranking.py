"""Two lists of what was found, by words and by meaning, made one. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

RANK_SMOOTHING: Final = 60
"""Of reciprocal rank fusion: how little the very first places differ."""
BESIDE: Final = 0.25
"""How much of the weaker of two scores counts beside the stronger one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage, and how well it fits from 0 to 1: the share of the question's words, or of its meaning."""

    passage_id: UUID
    score: float


def fused(*lists: Sequence[Candidate]) -> list[Candidate]:
    """By reciprocal rank, each list the best first. The score is the better one, and a little of the other."""
    ranks: dict[UUID, float] = {}
    scores: dict[UUID, list[float]] = {}
    for found in lists:
        for place, one in enumerate(found, start=1):
            ranks[one.passage_id] = ranks.get(one.passage_id, 0.0) + one.score / (RANK_SMOOTHING + place)
            scores.setdefault(one.passage_id, []).append(min(max(one.score, 0.0), 1.0))
    ordered = sorted(ranks, key=lambda passage_id: ranks[passage_id], reverse=True)
    return [Candidate(passage_id, _together(scores[passage_id])) for passage_id in ordered]


def match(cosine: float, unlike: float) -> float:
    """From 0 to 1: how far the cosine is above that of texts which have nothing to do with each other."""
    return min(max((cosine - unlike) / (1.0 - unlike), 0.0), 1.0)


def _together(scores: Sequence[float]) -> float:
    best = max(scores)
    rest = sum(scores) - best
    return best + (1.0 - best) * BESIDE * rest
