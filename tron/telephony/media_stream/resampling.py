"""8 kHz to 16 kHz and back by a half-band filter, 1.5 ms behind.

livekit's soxr gives its sound in blocks of 54 to 108 ms (`LOW` to `VERY_HIGH`), and its `QUICK` lets what lies above
4 kHz fold into speech: neither does for a call.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.int16]

TAPS: Final = 47
"""At 16 kHz: delays by 23 samples. Flat to 3.4 kHz, 50 dB down from 4.6 kHz, 65 dB from 5 kHz."""


def _half_band() -> NDArray[np.float32]:
    at = np.arange(TAPS) - TAPS // 2
    taps: NDArray[np.float64] = np.sinc(at / 2) / 2 * np.kaiser(TAPS, 5.65)
    return np.asarray(taps / taps.sum(), dtype=np.float32)


_TAPS: Final = _half_band()


class Doubler:
    """8 kHz to 16 kHz; keeps the end of what came before."""

    def __init__(self) -> None:
        self._before = np.zeros(TAPS - 1, dtype=np.float32)

    def push(self, samples: Samples) -> Samples:
        """Twice as many samples as came."""
        spread = np.zeros(samples.size * 2, dtype=np.float32)
        spread[::2] = samples
        line = np.concatenate((self._before, spread))
        self._before = line[line.size - TAPS + 1 :]
        return _int16(np.convolve(line, _TAPS, "valid") * 2)


class Halver:
    """16 kHz to 8 kHz; keeps the end of what came before."""

    def __init__(self) -> None:
        self._before = np.zeros(TAPS - 1, dtype=np.float32)
        self._skip = 0

    def push(self, samples: Samples) -> Samples:
        """Half as many samples as came; of an odd number the last one counts later."""
        line = np.concatenate((self._before, samples.astype(np.float32)))
        self._before = line[line.size - TAPS + 1 :]
        kept = np.convolve(line, _TAPS, "valid")[self._skip :: 2]
        self._skip = (self._skip + samples.size) % 2
        return _int16(kept)


def _int16(samples: NDArray[np.float32]) -> Samples:
    return np.clip(np.rint(samples), -32768, 32767).astype(np.int16)
