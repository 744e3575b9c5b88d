"""Sound as the engines make it, turned into what Tron carries: 16 kHz mono s16le."""

from __future__ import annotations

import av
import numpy as np
from numpy.typing import NDArray

from tron.core.speech import SAMPLE_RATE

Samples = NDArray[np.int16]


class Resampler:
    """One utterance's stream from `rate` Hz to 16 kHz; keeps its filter's state between pieces."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._filter = av.AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE)

    def push(self, samples: Samples) -> bytes:
        """The next piece, converted as far as the filter has seen it."""
        if not samples.size:
            return b""
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = self._rate
        return _bytes(self._filter.resample(frame))

    def flush(self) -> bytes:
        """What the filter still holds; the end of the utterance."""
        return _bytes(self._filter.resample(None))


def _bytes(frames: list[av.AudioFrame]) -> bytes:
    return b"".join(frame.to_ndarray().astype("<i2").tobytes() for frame in frames)


def voiced_end(samples: Samples, rate: int, start: float, end: float) -> float:
    """Where sound really ends between `start` and `end` (seconds): the last 10 ms louder than a whisper."""
    block = rate // 100
    part = samples[int(start * rate) : int(end * rate)].astype(np.float32)
    count = part.size // block
    if not count:
        return end
    loud = np.sqrt((part[: count * block].reshape(count, block) ** 2).mean(axis=1))
    heard = np.nonzero(loud > max(50.0, 0.02 * float(loud.max())))[0]
    return min(end, start + (int(heard[-1]) + 1) / 100) if heard.size else end
