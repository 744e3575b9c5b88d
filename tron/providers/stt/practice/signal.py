"""From 16 kHz PCM to what is compared: 8 kHz in the phone band, and a few narrow complex bands for the search.

Catalogue and received sound go through the same filters, so their delay cancels.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from tron.core.speech import FRAME_SAMPLES, SAMPLE_RATE

Floats = NDArray[np.float32]
Complexes = NDArray[np.complex64]

RATE: Final = 8_000
HOP: Final = FRAME_SAMPLES * RATE // SAMPLE_RATE
"""20 ms at RATE."""
COARSE_STEP: Final = 16
COARSE_RATE: Final = RATE // COARSE_STEP

_COARSE_CENTRES = (600.0, 2100.0)  # some vowels have nothing between
COARSE_BANDS: Final = len(_COARSE_CENTRES)

_PRE_EMPHASIS = 0.9
_SPEECH_GAIN = 2.5  # brings speech back to about its level before the pre-emphasis


def _low_pass(taps: int, cut: float, rate: int) -> NDArray[np.float64]:
    at = np.arange(taps) - (taps - 1) / 2
    return np.asarray(2 * cut / rate * np.sinc(2 * cut / rate * at) * np.hamming(taps))


def _band_filter() -> NDArray[np.float64]:
    # Phone band. The pre-emphasis lets formants weigh as much as the pitch: one voice's sentences differ in formants.
    band = _low_pass(95, 3300, SAMPLE_RATE) - _low_pass(95, 250, SAMPLE_RATE)
    return np.convolve(band, [1, -_PRE_EMPHASIS]) * _SPEECH_GAIN


_BAND: Final = _band_filter().astype(np.float32)
_COARSE: Final = _low_pass(95, 215, RATE).astype(np.complex64)


def from_pcm(pcm: bytes) -> Floats:
    """s16le bytes (an even number) to floats in [-1, 1)."""
    return np.frombuffer(pcm, "<i2").astype(np.float32) / np.float32(32768)


def band(pcm: bytes) -> Floats:
    """A whole sound at RATE."""
    return FrontEnd().feed(from_pcm(pcm))


def coarse(sound: Floats) -> Complexes:
    """Sound at RATE to its narrow bands (COARSE_BANDS, samples) at COARSE_RATE.

    Only magnitudes of correlations mean anything there.
    """
    at = np.arange(len(sound))
    turned = [sound * np.exp(-2j * np.pi * centre / RATE * at).astype(np.complex64) for centre in _COARSE_CENTRES]
    return np.stack([np.convolve(one, _COARSE, "same")[: len(sound) : COARSE_STEP] for one in turned])


class FrontEnd:
    """The band filter as a stream: an even number of samples at 16 kHz in, half as many at RATE out."""

    def __init__(self) -> None:
        self._tail: Floats = np.zeros(len(_BAND) - 1, np.float32)

    def feed(self, samples: Floats) -> Floats:
        joined = np.concatenate([self._tail, samples])
        self._tail = joined[len(samples) :]
        return np.convolve(joined, _BAND, "valid")[::2].astype(np.float32)


class Received:
    """The last `seconds` of received sound at RATE, addressed by its position since the start of the stream."""

    def __init__(self, seconds: float) -> None:
        self._keep = int(seconds * RATE)
        self._store: Floats = np.zeros(self._keep * 5 // 4 + HOP, np.float32)
        self._used = 0
        self.end = 0

    @property
    def start(self) -> int:
        """The oldest position still held."""
        return self.end - self._used

    def append(self, sound: Floats) -> None:
        if self._used + len(sound) > len(self._store):
            kept = self._store[self._used - self._keep : self._used].copy()
            self._store[: self._keep] = kept
            self._used = self._keep
        self._store[self._used : self._used + len(sound)] = sound
        self._used += len(sound)
        self.end += len(sound)

    def view(self, start: int, end: int) -> Floats:
        """`start` to `end`, both inside [self.start, self.end]. Valid until the next append."""
        base = self.start
        return self._store[start - base : end - base]
