"""What the far side was just made to hear, and how much of a sound is that again: an echo of the agent's own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tron.core.speech import FRAME_SAMPLES, SAMPLE_RATE

Floats = NDArray[np.float32]

RATE: Final = SAMPLE_RATE // 2
"""Echoes are looked for in a telephone's band."""
FRAME: Final = FRAME_SAMPLES // 2
LONGEST: Final = int(0.6 * RATE)
"""Samples after which no echo comes any more: the network's way and back, and the time a line keeps sound for."""
_KEPT: Final = 4 * LONGEST
_LATE: Final = int(0.06 * RATE)
_EARLY: Final = int(0.3 * RATE)
"""Frames that were late come all at once; whoever plays them does so one after the other."""
_MOST_NEW: Final = 25
"""Half a second: a far side that sends nothing asks for nothing."""
_LOUD: Final = 30.0
_EMPHASIS: Final = np.float32(0.9)


def narrow(frame: bytes) -> Floats:
    """A frame of 16 kHz s16le at RATE."""
    samples: Floats = np.frombuffer(frame, "<i2").astype(np.float32)
    whole = len(samples) // 2 * 2
    halved: Floats = (samples[:whole:2] + samples[1:whole:2]) * np.float32(0.5)
    return halved


def emphasised(sound: Floats) -> Floats:
    """Its changes: without this, the low hum that all voices share makes them alike."""
    found: Floats = sound[1:] - _EMPHASIS * sound[:-1]
    return found


class Timeline:
    """Frames that come on the clock with some jitter, as one sound: a place is samples since the clock's zero."""

    def __init__(self) -> None:
        self._next: int | None = None

    def place(self, now: float) -> int:
        """Where the frame that has come at `now` begins: behind the last one, unless the clock has gone on."""
        due = int(now * RATE)
        if self._next is None or not -_EARLY < due - self._next < _LATE:
            self._next = due
        found = self._next
        self._next += FRAME
        return found


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike a sound and what was played are, from 0 to 1, at the best delay (samples at RATE), and `gain` there."""

    value: float
    delay: int
    gain: float


class PlayedSound:
    """The last seconds of it, at RATE."""

    def __init__(self) -> None:
        self._sound: Floats = np.zeros(_KEPT, np.float32)
        self._end = 0
        self._last_loud = -LONGEST
        self._timeline = Timeline()
        self._new: list[tuple[bytes, float]] = []

    def add(self, frame: bytes, now: float) -> None:
        """A frame goes to the far side at `now` (seconds of any clock). Taken in when it is asked for: whoever sends it
        is in a hurry."""
        self._new.append((frame, now))
        if len(self._new) >= _MOST_NEW:
            self._take_in()

    def _take_in(self) -> None:
        new, self._new = self._new, []
        for frame, now in new:
            self._add(frame, now)

    def _add(self, frame: bytes, now: float) -> None:
        sound = narrow(frame)
        start = self._timeline.place(now)
        self._forget(start)
        self._put(start, sound)
        self._end = start + len(sound)
        if len(sound) and float(np.abs(sound).max()) > _LOUD:
            self._last_loud = self._end

    def echoes(self, place: int) -> bool:
        """Whether something of it may come back at this place."""
        self._take_in()
        return place - self._last_loud < LONGEST

    def likeness(self, sound: Floats, end: int) -> Likeness:
        """Of a sound that ends at the place `end`; all delays up to LONGEST are tried."""
        length = len(sound)
        played = emphasised(self._before(end, length + LONGEST))
        heard = emphasised(sound)
        size = len(heard)
        points = 1 << (len(played) + size - 1).bit_length()
        products = np.fft.irfft(np.fft.rfft(played, points) * np.conj(np.fft.rfft(heard, points)), points)
        products = products[: len(played) - size + 1]
        sums = np.concatenate(([0.0], np.cumsum(np.square(played, dtype=np.float64))))
        energies = np.maximum(sums[size:] - sums[:-size], 1.0)
        own = max(float(np.square(heard, dtype=np.float64).sum()), 1.0)
        values = np.abs(products) / np.sqrt(energies * own + _LOUD * size)
        best = int(values.argmax())
        gain = float(np.sqrt(own / energies[best]))
        return Likeness(float(values[best]), len(values) - 1 - best, gain)

    def loudness(self, end: int, length: int, delay: int) -> float:
        """The mean square of what was played so long before."""
        return float(np.square(self._before(end - delay, length)).mean())

    def _before(self, end: int, length: int) -> Floats:
        """What was played before the place; zeros where nothing was, or is not yet."""
        self._take_in()
        found = np.zeros(length, np.float32)
        begin = max(end - length, self._end - _KEPT)
        stop = min(end, self._end)
        if stop > begin:
            places = np.arange(begin, stop) % _KEPT
            found[begin - (end - length) : stop - (end - length)] = self._sound[places]
        return found

    def _put(self, start: int, sound: Floats) -> None:
        self._sound[np.arange(start, start + len(sound)) % _KEPT] = sound

    def _forget(self, start: int) -> None:
        """Silence between the last frame and this one."""
        gap = min(start - self._end, _KEPT)
        if gap > 0:
            self._put(start - gap, np.zeros(gap, np.float32))
