"""A catalogue utterance, prepared for comparison."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tron.core.speech import SpokenUtterance, SpokenWord
from tron.providers.stt.practice.signal import COARSE_RATE, COARSE_STEP, HOP, RATE, Complexes, Floats, band, coarse

BLOCK = 1024
"""Length of a search block (coarse samples)."""
LONGEST_QUERY = int(0.4 * COARSE_RATE)
BLOCK_STEP = BLOCK - LONGEST_QUERY
LEAD = COARSE_RATE // 10
"""Silence before each utterance, so that a query may start a little before it (coarse samples)."""

_MARGIN = RATE // 2
_AUDIBLE_DB = 40.0
_WORD_DB = 30.0


@dataclass(frozen=True, slots=True)
class WordSpan:
    """Where a word weighs: `weights` for the hops from `first` on, summing to 1; empty for a word without sound."""

    text: str
    first: int
    weights: Floats


class Reference:
    """An utterance at RATE with its words by hops of 20 ms, and its blocks for the search."""

    def __init__(self, utterance: SpokenUtterance) -> None:
        self.utterance = utterance
        sound = band(utterance.pcm)
        self.samples = len(sound)
        self.hops = -(-len(sound) // HOP)
        self._padded: Floats = np.pad(sound, (_MARGIN, _MARGIN + self.hops * HOP - len(sound)))
        self._energy = np.concatenate([[0.0], np.cumsum(np.square(self._padded, dtype=np.float64))])
        powers = np.square(self._padded[_MARGIN : _MARGIN + self.hops * HOP]).reshape(-1, HOP).mean(axis=1)
        levels = 10 * np.log10(powers + 1e-12)
        self.audible = levels > levels.max() - _AUDIBLE_DB
        self.words = tuple(_span(word, levels, self.audible) for word in utterance.words)
        self.blocks, self.block_energy = _blocks(sound)

    def slice(self, start: int, end: int) -> Floats:
        """Samples `start` to `end`, silence outside the sound up to half a second on either side."""
        return self._padded[start + _MARGIN : end + _MARGIN]

    def energies(self, start: int, size: int, count: int) -> Floats:
        """Energy of `count` windows of `size` samples, the first at `start`."""
        at = start + _MARGIN
        low, high = self._energy[at : at + count], self._energy[at + size : at + size + count]
        return np.asarray(high - low, np.float32)

    def reaches(self, start: int, end: int) -> bool:
        """Whether slice(start, end) is within what is held."""
        return start >= -_MARGIN and end <= len(self._padded) - _MARGIN


def _span(word: SpokenWord, levels: Floats, audible: np.ndarray) -> WordSpan:
    first = max(int(word.start * RATE // HOP), 0)
    last = min(-int(-word.end * RATE // HOP), len(levels))
    if last <= first:
        return WordSpan(word.text, min(first, len(levels)), np.zeros(0, np.float32))
    edges = np.arange(first, last + 1) * (HOP / RATE)
    inside = np.minimum(edges[1:], word.end) - np.maximum(edges[:-1], word.start)
    part = levels[first:last]
    # By level rather than energy, so that a quiet half of a word is half a word; pauses weigh nothing.
    loud = np.clip((part - part.max() + _WORD_DB) / _WORD_DB, 0, 1) * audible[first:last]
    weights = np.maximum(inside, 0) * loud
    total = float(weights.sum())
    if total < 0.005:
        return WordSpan(word.text, first, np.zeros(0, np.float32))
    return WordSpan(word.text, first, (weights / total).astype(np.float32))


def _blocks(sound: Floats) -> tuple[Complexes, Floats]:
    """Spectra (blocks, bands, BLOCK) of overlapping stretches, and their running energy (blocks, BLOCK + 1)."""
    narrow = coarse(sound)
    size = LEAD + narrow.shape[1]
    count = max(1, -(-size // BLOCK_STEP))
    padded = np.pad(narrow, ((0, 0), (LEAD, (count - 1) * BLOCK_STEP + BLOCK - size)))
    stretches = np.stack([padded[:, i * BLOCK_STEP : i * BLOCK_STEP + BLOCK] for i in range(count)])
    energy = np.zeros((count, BLOCK + 1), np.float32)
    np.cumsum(np.square(np.abs(stretches)).sum(axis=1), axis=1, out=energy[:, 1:])
    return np.fft.fft(stretches, axis=2).astype(np.complex64), energy


def block_position(block: int, lag: int) -> int:
    """Sample position in the utterance where a query found at `lag` of its `block` starts."""
    return (block * BLOCK_STEP + lag - LEAD) * COARSE_STEP
