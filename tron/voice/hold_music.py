"""What a caller hears while somebody else's phone rings: a quiet tune, made here."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tron.core.speech import SAMPLE_RATE

NOTE_SECONDS: Final = 0.5
LEVEL: Final = 0.09
TUNE: Final = (0, 7, 12, 16, 12, 7, 0, 7, -3, 4, 9, 12, 9, 4, -3, 4, 2, 9, 14, 17, 14, 9, 7, 11)
"""Semitones above the first note, up and down three chords."""
FIRST_HZ: Final = 261.63


@cache
def hold_music() -> bytes:
    """12 s of 16 kHz mono s16le that can be repeated without a gap."""
    tune = np.zeros(int(len(TUNE) * NOTE_SECONDS * SAMPLE_RATE))
    for at, semitones in enumerate(TUNE):
        note = _note(FIRST_HZ * 2 ** (semitones / 12))
        begins = int(at * NOTE_SECONDS * SAMPLE_RATE)
        # A note rings on into the next ones, the last one into the first.
        tune[np.arange(begins, begins + len(note)) % len(tune)] += note
    return (np.clip(tune * LEVEL, -1, 1) * 32767).astype("<i2").tobytes()


def _note(hertz: float) -> NDArray[np.float64]:
    """A plucked string, roughly: two partials that fade."""
    times = np.arange(int(3 * NOTE_SECONDS * SAMPLE_RATE)) / SAMPLE_RATE
    wave = np.sin(2 * np.pi * hertz * times) + 0.3 * np.sin(4 * np.pi * hertz * times)
    fades = np.minimum(times / 0.01, 1.0) * np.exp(-times * 2.5) * np.minimum(1.0, (times[-1] - times) / 0.05)
    faded: NDArray[np.float64] = wave * fades
    return faded
