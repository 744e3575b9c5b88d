"""Which hops of an utterance were heard, where in the received sound, and so which of its words have arrived."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tron.providers.stt.practice.reference import Reference, WordSpan
from tron.providers.stt.practice.signal import HOP

_ARRIVED: Final = 0.6
_BRIDGE_MISSES: Final = 3
_BRIDGE_HOPS: Final = 15
_SURE_HITS: Final = 12


class Hop(IntEnum):
    """What became of 20 ms of the utterance. BLANK: silent or masked, so that nobody can say."""

    UNSEEN = 0
    BLANK = 1
    HIT = 2
    MISS = 3


@dataclass(frozen=True, slots=True)
class Words:
    """Arrived words by number; `start` and `end` are positions in the received sound."""

    numbers: tuple[int, ...]
    text: str
    start: int
    end: int


class Coverage:
    """Filled hop by hop; gives each word once."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._states = np.zeros(reference.hops, np.uint8)
        self._covered = np.zeros(reference.hops, bool)
        self._received = np.full(reference.hops, -1, np.int64)
        self._hits = 0
        self._enough = min(_SURE_HITS, 0.6 * float(reference.audible.sum()))
        self._given: set[int] = set()
        self.furthest = 0
        """How far into the utterance anything was heard (hops)."""

    @property
    def sure(self) -> bool:
        """Whether enough was heard to give words: 0.24 s, or most of a shorter utterance."""
        return self._hits >= self._enough

    @property
    def gave(self) -> bool:
        """Whether any word went out in a Final."""
        return bool(self._given)

    def heard(self, hop: int) -> bool:
        return bool(self._received[hop] >= 0)

    def mark(self, hop: int, state: Hop, received_at: int) -> None:
        """`received_at`: where this hop starts in the received sound."""
        self._states[hop] = state
        if state != Hop.HIT:
            return
        self._hits += not self.heard(hop)
        self._received[hop] = received_at
        self._covered[hop] = True
        self.furthest = max(self.furthest, hop + 1)
        self._bridge(hop)

    def drop_before(self, position: int) -> None:
        """Gives up what was received before this position: it belongs to an earlier run."""
        early = (self._received >= 0) & (self._received < position)
        self._covered[early] = False
        self._received[early] = -1
        self._hits -= int(early.sum())

    def places(self) -> NDArray[np.int64]:
        """Received positions of the hops heard, in order."""
        return np.sort(self._received[self._received >= 0])

    def explains(self, other: Coverage) -> bool:
        """Whether nearly all that `other` heard is heard here too."""
        theirs, mine = other.places(), self.places()
        if not len(theirs) or not len(mine):
            return not len(theirs)
        after = np.clip(np.searchsorted(mine, theirs), 0, len(mine) - 1)
        before = np.maximum(after - 1, 0)
        distance = np.minimum(np.abs(mine[after] - theirs), np.abs(mine[before] - theirs))
        return float(np.mean(distance <= HOP)) >= 0.85

    def words(self) -> Words | None:
        """The words that have arrived and were not given yet."""
        if not self.sure:
            return None
        shares = self._shares()
        numbers = tuple(i for i, share in enumerate(shares) if share >= _ARRIVED and i not in self._given)
        return self._spoken(numbers) if numbers else None

    def give(self, words: Words) -> None:
        """These went out in a Final."""
        self._given.update(words.numbers)

    def _bridge(self, hop: int) -> None:
        """Counts a short gap before this hop as heard: masked sound, or a lost frame or two."""
        oldest = max(0, hop - _BRIDGE_HOPS)
        earlier = np.flatnonzero(self._received[oldest:hop] >= 0)
        if not len(earlier):
            return
        first = oldest + int(earlier[-1])
        gap = self._states[first + 1 : hop]
        missing = float(np.count_nonzero((gap == Hop.MISS) | (gap == Hop.UNSEEN)))
        cut = hop - first - float(self._received[hop] - self._received[first]) / HOP
        if abs(cut) > 0.5:  # the sound jumped here: what is missing is what the jump left out
            missing = max(cut, 0.0)
        if missing <= _BRIDGE_MISSES:
            self._covered[first + 1 : hop] = True

    def _shares(self) -> list[float]:
        """The part of each word that was heard. A word without sound of its own goes with the next, else the last."""
        shares = [self._share(word) for word in self._reference.words]
        for i in reversed(range(len(shares) - 1)):
            shares[i] = shares[i + 1] if shares[i] is None else shares[i]
        for i in range(1, len(shares)):
            shares[i] = shares[i - 1] if shares[i] is None else shares[i]
        return [share or 0.0 for share in shares]

    def _share(self, word: WordSpan) -> float | None:
        if not len(word.weights):
            return None
        return float(np.dot(word.weights, self._covered[word.first : word.first + len(word.weights)]))

    def _spoken(self, numbers: tuple[int, ...]) -> Words:
        chosen = [self._reference.words[i] for i in numbers]
        heard = [self._received[word.first : word.first + len(word.weights)] for word in chosen]
        places = np.concatenate(heard)
        places = places[places >= 0] if np.any(places >= 0) else self.places()[-1:]
        return Words(numbers, " ".join(word.text for word in chosen), int(places.min()), int(places.max()) + HOP)
