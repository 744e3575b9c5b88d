"""Finds which utterance a stretch of received sound is, and where in it: coarse over the catalogue, then exact."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tron.providers.stt.practice.catalogue import PracticeCatalogue
from tron.providers.stt.practice.reference import BLOCK, BLOCK_STEP, LONGEST_QUERY, Reference, block_position
from tron.providers.stt.practice.signal import COARSE_STEP, RATE, Floats, coarse

SHORTEST = int(0.12 * RATE)
LONGEST = LONGEST_QUERY * COARSE_STEP
_CANDIDATES = 6
_SLACK = 14
_LOOKED_AT = 2
_HOPELESS = 0.35
_CERTAIN = 0.95
_PITCH = 130  # one period of a low voice: the coarse search may be off by it
# One voice's sentences resemble each other; the shorter the sound, the closer it must be. Measured with espeak.
_SECONDS = (0.12, 0.2, 0.3, 0.4)
_LIKENESS = (0.985, 0.92, 0.8, 0.72)
_TIE = 0.02

AROUND = 6
"""Values that `halves` needs on either side."""
_HALF = (np.sinc(np.arange(-AROUND, AROUND) + 0.5) * np.hamming(2 * AROUND)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Match:
    """The query starts at sample `position` of the utterance, `gain` times as loud; `likeness` is at most 1."""

    reference: Reference
    position: int
    likeness: float
    gain: float


def enough(samples: int) -> float:
    """The likeness that a query of so many samples needs."""
    return float(np.interp(samples / RATE, _SECONDS, _LIKENESS))


def search(catalogue: PracticeCatalogue, query: Floats, expected: Match | None = None) -> Match | None:
    """The utterance that `query` (SHORTEST to LONGEST samples at RATE) is cut from, or None.

    Among equals `expected`'s utterance wins at or after its position, then the earliest position.
    """
    found = _looked_at(query, _candidates(catalogue, query))
    if not found:
        return None
    best = max(match.likeness for match in found)
    if best < enough(len(query)):
        return None
    equals = [match for match in found if match.likeness >= best - _TIE]
    return min(equals, key=lambda match: (not _continues(match, expected), match.position))


def _looked_at(query: Floats, candidates: list[tuple[Reference, int]]) -> list[Match]:
    near = [_around(reference, query, position, _SLACK) for reference, position in candidates]
    likely = sorted((match for match in near if match and match.likeness > _HOPELESS), key=lambda one: -one.likeness)
    if not likely or likely[0].likeness > _CERTAIN:
        return likely
    wide = [_around(match.reference, query, match.position, _PITCH) for match in likely[:_LOOKED_AT]]
    return [match for match in wide if match]


def _around(reference: Reference, query: Floats, position: int, slack: int) -> Match | None:
    return compare(reference, query, position - slack, 2 * slack + 1)


def _continues(match: Match, expected: Match | None) -> bool:
    return expected is not None and match.reference is expected.reference and match.position >= expected.position


def _candidates(catalogue: PracticeCatalogue, query: Floats) -> list[tuple[Reference, int]]:
    index = catalogue.index()
    if not index.owners:
        return []
    narrow = coarse(query)
    size = narrow.shape[1]
    spectrum = np.conj(np.fft.fft(narrow, BLOCK, axis=1)).astype(np.complex64)
    likeness = np.fft.ifft(index.blocks * spectrum, axis=2)[:, :, :BLOCK_STEP]
    power = (np.square(likeness.real) + np.square(likeness.imag)).sum(axis=1)
    energy = index.energy[:, size : size + BLOCK_STEP] - index.energy[:, :BLOCK_STEP]
    quiet = 1e-3 * size * float(index.energy[:, -1].mean()) / BLOCK
    power /= np.maximum(energy, quiet + 1e-12)
    lags = power.argmax(axis=1)
    peaks = power[np.arange(len(lags)), lags]
    order = np.argsort(peaks)[::-1][:_CANDIDATES]
    return [(index.owners[i][0], block_position(index.owners[i][1], int(lags[i]))) for i in order]


def compare(reference: Reference, query: Floats, first: int, count: int) -> Match | None:
    """The best of `count` positions from `first` on, one sample apart; None when they leave the utterance."""
    size = len(query)
    start, end = first - AROUND, first + count - 1 + size + AROUND
    if not reference.reaches(start, end):
        return None
    products = halves(correlate(reference.slice(start, end), query))
    energies = np.maximum(reference.energies(first, size, count), 1e-9)
    energies = np.concatenate([energies[:1], np.repeat(energies, 2)])
    at = int((products / np.sqrt(energies)).argmax())
    top = peak(products, at)
    power = float(np.dot(query, query)) + 1e-9
    likeness = min(top / float(np.sqrt(energies[at] * power)), 1.0)
    return Match(reference, first + at // 2, likeness, top / float(energies[at]))


def correlate(longer: Floats, shorter: Floats) -> Floats:
    """Products of `shorter` with each stretch of `longer`."""
    count = len(longer) - len(shorter) + 1
    if count * len(shorter) < 200_000:
        return np.correlate(longer, shorter, "valid")
    size = 1 << (len(longer) - 1).bit_length()
    spectrum = np.fft.rfft(longer, size) * np.conj(np.fft.rfft(shorter, size))
    return np.fft.irfft(spectrum, size)[:count].astype(np.float32)


def halves(products: Floats) -> Floats:
    """Products on a grid of half samples, AROUND fewer at each end and a half more: resampled sound lies between ours.

    From n + 2 * AROUND values 2 * n + 1: the half before the first, the first, the half after it, and so on.
    """
    count = len(products) - 2 * AROUND
    dense = np.empty(2 * count + 1, np.float32)
    dense[0::2] = np.convolve(products, _HALF, "valid")
    dense[1::2] = products[AROUND:-AROUND]
    return dense


def peak(products: Floats, at: int) -> float:
    """The height of the hill whose highest value is at `at`."""
    middle = float(products[at])
    if not 0 < at < len(products) - 1:
        return middle
    left, right = float(products[at - 1]), float(products[at + 1])
    bend = left - 2 * middle + right
    return middle - (left - right) ** 2 / (8 * bend) if bend < 0 else middle
