"""Beeps of answering machines and the tones of faxes in the caller's sound, told from voices and from keys.

A beep is one pure tone for 0.15 to 2 s. A fax answers with 2100 Hz (CED, ITU-T T.30) and calls with 1100 Hz for half a
second every three (CNG).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from tron.core.speech import SAMPLE_RATE

Tone = Literal["beep", "fax"]

WINDOW: Final = 640
"""40 ms: bins of 25 Hz."""
STEP_SECONDS: Final = WINDOW / SAMPLE_RATE
LOWEST, HIGHEST = 350.0, 2400.0
PURE: Final = 0.85
"""Share of the energy in the strongest three bins; a voice has 0.2 to 0.6, two keys' tones at most 0.6."""
STEADY: Final = 0.55
TONAL: Final = 0.9
QUIETEST: Final = 0.003
SAME_HZ: Final = 40.0
SHORTEST_BEEP, LONGEST_BEEP = 0.15, 2.2
CED_HZ, CED_SECONDS = 2100.0, 0.9
CNG_HZ, CNG_SHORTEST, CNG_LONGEST = 1100.0, 0.4, 0.7
CNG_EVERY: Final = (2.5, 4.5)
TAPER: Final[NDArray[np.float32]] = np.hanning(WINDOW).astype(np.float32)


@dataclass(slots=True)
class _Run:
    """One tone that goes on: its first frequency, when it began, for how long."""

    hertz: float
    began: float
    seconds: float = 0.0


class ToneDetector:
    """Fed with frames in real time; tells `heard` of each tone with the second of the sound at which it was known."""

    def __init__(self, heard: Callable[[Tone, float], None]) -> None:
        self._heard = heard
        self._rest = np.empty(0, np.int16)
        self._at = 0.0
        self._run: _Run | None = None
        self._last_cng: float | None = None
        self._fax = False

    def feed(self, frame: bytes) -> None:
        """16 kHz mono s16le, of any length."""
        samples = np.concatenate((self._rest, np.frombuffer(frame, np.int16)))
        whole = len(samples) // WINDOW
        for window in samples[: whole * WINDOW].reshape(whole, WINDOW):
            self._step(_pure_tone(window))
        self._rest = samples[whole * WINDOW :]

    def _step(self, hertz: float | None) -> None:
        at, self._at = self._at, self._at + STEP_SECONDS
        run = self._run
        if run is not None and (hertz is None or abs(hertz - run.hertz) > SAME_HZ):
            self._run = None
            self._over(run)
            run = None
        if hertz is None:
            return
        if run is None:
            run = self._run = _Run(hertz, at)
        run.seconds += STEP_SECONDS
        if abs(run.hertz - CED_HZ) <= SAME_HZ and run.seconds >= CED_SECONDS:
            self._tell_fax()

    def _over(self, run: _Run) -> None:
        if abs(run.hertz - CNG_HZ) <= SAME_HZ and CNG_SHORTEST <= run.seconds <= CNG_LONGEST:
            since = None if self._last_cng is None else run.began - self._last_cng
            self._last_cng = run.began
            if since is not None and CNG_EVERY[0] <= since <= CNG_EVERY[1]:
                self._tell_fax()
                return
        if SHORTEST_BEEP <= run.seconds <= LONGEST_BEEP and not self._fax:
            self._heard("beep", self._at)

    def _tell_fax(self) -> None:
        if not self._fax:
            self._fax = True
            self._heard("fax", self._at)


def is_tonal(samples: NDArray[np.floating]) -> bool:
    """Whether one or two tones side by side have nearly all the energy: ring-back, busy and dial tones."""
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    peak = int(power[1:].argmax()) + 1
    return float(power[max(peak - 2, 0) : peak + 3].sum()) >= TONAL * float(power.sum())


def _pure_tone(window: NDArray[np.int16]) -> float | None:
    """The frequency of a window that is one tone and loud enough; None for everything else."""
    samples = window.astype(np.float32) / 32768
    if float(np.sqrt(np.mean(samples * samples))) < QUIETEST:
        return None
    power = np.abs(np.fft.rfft(samples * TAPER)) ** 2
    peak = int(power[2:].argmax()) + 2
    if float(power[peak - 1 : peak + 2].sum()) < PURE * float(power[1:].sum()):
        return None
    if not _steady(samples):
        return None
    hertz = _between_bins(power, peak) * SAMPLE_RATE / WINDOW
    return hertz if LOWEST <= hertz <= HIGHEST else None


def _steady(samples: NDArray[np.floating]) -> bool:
    """Ringing (400 Hz that swells 25 times a second, or two tones side by side) is no beep."""
    parts = np.sqrt(np.mean(samples.reshape(8, -1) ** 2, axis=1))
    return bool(parts.min() > STEADY * parts.max())


def _between_bins(power: NDArray[np.floating], peak: int) -> float:
    """The peak's place between bins, by a parabola through it and its neighbours."""
    if peak + 1 >= len(power):
        return float(peak)
    left, middle, right = (float(np.log(power[peak + by] + 1e-12)) for by in (-1, 0, 1))
    curve = left - 2 * middle + right
    return peak if curve == 0 else peak + 0.5 * (left - right) / curve
