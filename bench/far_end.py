"""Who is at the other end of a measured line: says a frame each 20 ms and hears what is played, with its times."""

from __future__ import annotations

import time
from collections import deque
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from tron.core.speech import FRAME_SAMPLES, SAMPLE_RATE

Samples = NDArray[np.int16]

SETTLED: Final = 100
"""Frames before the first click: the line has begun by then."""
LOUD: Final = 4000
AUDIBLE: Final = 1500


class FarEnd(Protocol):
    """Of one call. Frames are 20 ms of 16 kHz mono."""

    def frame(self, number: int) -> Samples:
        """What is said from now on for 20 ms, the `number`th since the call began."""
        ...

    def hear(self, samples: NDArray[Any], rate: int) -> None:
        """Sound that begins to be played now."""
        ...


class Clicks:
    """A click of 10 ms now and then. `waits` are milliseconds from a click said to that click heard."""

    def __init__(self, every: int = 15) -> None:
        self.waits: list[float] = []
        self.said = 0
        self._every = every
        self._since: float | None = None
        at = np.arange(FRAME_SAMPLES)
        self._click = np.where(at < 160, 12000 * np.sin(2 * np.pi * 1000 * at / SAMPLE_RATE), 0).astype(np.int16)
        self._quiet = np.zeros(FRAME_SAMPLES, np.int16)

    @property
    def lost(self) -> int:
        """The last one may be on its way."""
        return max(self.said - len(self.waits) - 1, 0)

    def frame(self, number: int) -> Samples:
        if number <= SETTLED or number % self._every:
            return self._quiet
        self.said += 1
        self._since = time.perf_counter()
        return self._click

    def hear(self, samples: NDArray[Any], rate: int) -> None:
        loud = np.abs(samples.astype(np.int32)) > LOUD
        if self._since is not None and loud.any():
            self.waits.append((time.perf_counter() - self._since + int(np.argmax(loud)) / rate) * 1000)
            self._since = None


class Talker:
    """Says clips, and knows until when it heard somebody. Times by time.perf_counter()."""

    def __init__(self) -> None:
        self._frames: deque[Samples] = deque()
        self._quiet = np.zeros(FRAME_SAMPLES, np.int16)
        self._begins = False
        self.began = 0.0
        """When the last clip began to be said."""
        self.loud: list[float] = []
        """When each packet with sound in it ended to be played."""

    def say(self, pcm: bytes) -> None:
        """A clip (16 kHz mono s16le) from the next frame on."""
        samples = np.frombuffer(pcm, "<i2").astype(np.int16)
        whole = np.concatenate((samples, np.zeros(-len(samples) % FRAME_SAMPLES, np.int16)))
        self._frames.extend(whole.reshape(-1, FRAME_SAMPLES))
        self._begins = True

    def frame(self, number: int) -> Samples:
        if not self._frames:
            return self._quiet
        if self._begins:
            self.began, self._begins = time.perf_counter(), False
        return self._frames.popleft()

    def hear(self, samples: NDArray[Any], rate: int) -> None:
        if (np.abs(samples.astype(np.int32)) > AUDIBLE).any():
            self.loud.append(time.perf_counter() + len(samples) / rate)

    @property
    def silent_for(self) -> float:
        """Seconds since the last sound; endless before the first."""
        return time.perf_counter() - self.loud[-1] if self.loud else float("inf")
