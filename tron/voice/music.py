"""Music on the far side's line (they put us on hold), told from voices and noise without a model.

A note stays where it is for a while; a voice glides all the time, and noise has no notes. Measured is how much of the
sound's energy lies in partials that were at the same frequency an eighth of a second before. A tone that lasts
unchanged (a hum on the line) is no music, nor are the network's tones, which come and go.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tron.core.speech import SAMPLE_RATE

WINDOW: Final = 2048
"""128 ms: bins of 8 Hz."""
STEP: Final = 1024
STEPS_PER_SECOND: Final = SAMPLE_RATE / STEP
LOWEST, HIGHEST = 200.0, 3400.0
QUIETEST: Final = -45.0
"""dBFS."""
STRONG: Final = 1e-3
"""Of the strongest partial's power."""
SAME: Final = 0.35
"""Bins (3 Hz)."""
BEFORE: Final = 2
"""Steps between the two windows that are compared: they share no samples."""
STEADY: Final = 0.5
"""Share of the energy that makes a step steady; of a voice's steps one in ten is."""
BEGINS: Final = int(3.0 * STEPS_PER_SECOND)
BEGINS_SHARE: Final = 0.45
"""Of the steps of so long; voices have at most 0.2."""
ENDS: Final = int(1.2 * STEPS_PER_SECOND)
ENDS_SHARE: Final = 0.3
LASTING: Final = int(1.5 * STEPS_PER_SECOND)
LASTING_SHARE, LASTING_STEPS = 0.85, 0.2
"""As much of the energy where it was so long ago, in all steps but these, is one tone and no tune."""
NOTE: Final = 0.05
"""Share of the energy."""
APART: Final = 1.5
"""Bins."""
FEWEST_NOTES: Final = 4
"""The network's tones have two."""
TAIL_SECONDS: Final = 0.7
TAIL_SHARE: Final = 0.6

_TAPER: Final[NDArray[np.float64]] = np.hanning(WINDOW)
_FIRST, _LAST = round(LOWEST * WINDOW / SAMPLE_RATE), round(HIGHEST * WINDOW / SAMPLE_RATE)


@dataclass(frozen=True, slots=True)
class Partials:
    """Of one window: where they are (bins, rising), their power, and that of everything."""

    places: NDArray[np.float64]
    powers: NDArray[np.float64]
    whole: float


SILENT: Final = Partials(np.empty(0), np.empty(0), 0.0)


def partials(window: NDArray[np.float32]) -> Partials:
    """Of WINDOW samples within -1..1; none where it is too quiet."""
    if float(np.dot(window, window)) < 10 ** (QUIETEST / 10) * WINDOW:
        return SILENT
    power = np.abs(np.fft.rfft(window * _TAPER))[_FIRST:_LAST] ** 2 + 1e-14
    left, middle, right = power[:-2], power[1:-1], power[2:]
    peaks = np.flatnonzero((middle > left) & (middle >= right) & (middle > STRONG * middle.max()))
    low, high, at = np.log(left[peaks]), np.log(right[peaks]), np.log(middle[peaks])
    places = peaks + 0.5 * (low - high) / np.minimum(low - 2 * at + high, -1e-9)
    return Partials(places, (left + middle + right)[peaks], float(power.sum()))


def notes(heard: Sequence[Partials]) -> int:
    """How many different partials have much of the energy in these windows."""
    places = np.sort(np.concatenate([one.places[one.powers > NOTE * one.whole] for one in heard]))
    return int((np.diff(places) > APART).sum()) + 1 if len(places) else 0


def stayed(now: Partials, before: Partials) -> float:
    """The share (0 to 1) of the energy in partials that were at the same place `before`."""
    if not len(now.places) or not len(before.places):
        return 0.0
    above = np.searchsorted(before.places, now.places).clip(max=len(before.places) - 1)
    below = (above - 1).clip(min=0)
    away = np.minimum(np.abs(before.places[above] - now.places), np.abs(before.places[below] - now.places))
    return min(float(now.powers[away < SAME].sum()) / now.whole, 1.0)


class MusicEar:
    """Of one call. `changed` is told when music begins (True) and when it is over; `now` is time.time()."""

    def __init__(self, changed: Callable[[bool], None], now: Callable[[], float] = time.time) -> None:
        self._changed = changed
        self._now = now
        self._rest = bytearray()
        self._past: deque[Partials] = deque(maxlen=BEGINS)
        self._steady: deque[bool] = deque(maxlen=BEGINS)
        self._heard: deque[tuple[float, bool]] = deque(maxlen=int(8 * STEPS_PER_SECOND))
        self.playing = False

    def feed(self, frame: bytes) -> None:
        """The far side's sound: 16 kHz mono s16le, in real time."""
        self._rest += frame
        while len(self._rest) >= 2 * WINDOW:
            window = np.frombuffer(self._rest[: 2 * WINDOW], "<i2").astype(np.float32) / np.float32(32768)
            del self._rest[: 2 * STEP]
            self._step(partials(window))

    def words(self) -> None:
        """Words were recognised: what sounded so far was no music, unless music plays already."""
        if not self.playing:
            self._steady.clear()

    def just_before(self, at: float) -> bool:
        """Whether what sounded last before `at` was music: words of it are nobody's."""
        last = [music for when, music in self._heard if at - TAIL_SECONDS <= when <= at]
        return bool(last) and sum(last) >= TAIL_SHARE * len(last)

    def _step(self, heard: Partials) -> None:
        steady = len(self._past) >= BEFORE and stayed(heard, self._past[-BEFORE]) > STEADY
        self._past.append(heard)
        self._steady.append(steady)
        if self.playing != self._plays():
            self.playing = not self.playing
            self._changed(self.playing)
            if not self.playing:
                self._steady.clear()
        self._heard.append((self._now(), steady and self.playing))

    def _plays(self) -> bool:
        if self.playing:
            last = list(self._steady)[-ENDS:]
            return sum(last) >= ENDS_SHARE * len(last)
        if len(self._steady) < BEGINS or sum(self._steady) < BEGINS_SHARE * BEGINS:
            return False
        past = list(self._past)
        if notes([one for one, steady in zip(past, self._steady, strict=False) if steady]) < FEWEST_NOTES:
            return False
        lasting = [stayed(now, before) for now, before in zip(past[LASTING:], past, strict=False)]
        return float(np.quantile(lasting, LASTING_STEPS)) < LASTING_SHARE
