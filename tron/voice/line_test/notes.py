"""Notes that a telephone carries whatever its codec, and the ear that knows them again.

Pure tones between the bands of keys, ring-back (400 Hz), fax tones (1100, 2100 Hz) and the 2100 Hz that switches echo
cancellers off. Three in a row, each end with pitches of its own: a talker or an announcement never plays them.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tron.core.speech import FRAME_BYTES, SAMPLE_RATE

Melody = tuple[float, float, float]
NEAR_NOTES: Final[Melody] = (560.0, 810.0, 1180.0)
FAR_NOTES: Final[Melody] = (660.0, 1000.0, 1400.0)
FAR_ANSWER: Final[Melody] = (1400.0, 1000.0, 660.0)
"""What the end that was called plays once it heard the other one."""

NOTE_SECONDS, REST_SECONDS, PAUSE_SECONDS = 0.16, 0.04, 0.2
LEVEL: Final = 0.3
"""Of a full wave: loud enough for every trunk, and no strain for a person who happens to listen."""
WINDOW: Final = 640
"""40 ms."""
SHARE: Final = 0.6
"""Of a window's power in one pitch; a voice has less in any."""
QUIETEST_DB: Final = -50.0
LEAST_WINDOWS: Final = 2
LONGEST_GAP: Final = 0.5
"""Between one note and the next, seconds: what a jitter buffer may add."""
FLOOR_DB: Final = -96.0

PITCHES: Final = np.array(sorted({*NEAR_NOTES, *FAR_NOTES, *FAR_ANSWER}))
TAPER: Final[NDArray[np.float64]] = np.hanning(WINDOW)
WAVES: Final[NDArray[np.complex128]] = np.asarray(
    TAPER * np.exp(-2j * np.pi * PITCHES[:, None] * np.arange(WINDOW)[None, :] / SAMPLE_RATE), np.complex128
)


def melody_frames(melody: Melody) -> list[bytes]:
    """One round of it in frames of 20 ms (16 kHz s16le), the pause behind it included."""
    parts = [part for hertz in melody for part in (_note(hertz), _silence(REST_SECONDS))]
    pcm = b"".join([*parts, _silence(PAUSE_SECONDS)])
    return [pcm[at : at + FRAME_BYTES] for at in range(0, len(pcm), FRAME_BYTES)]


def _note(hertz: float) -> bytes:
    at = np.arange(round(NOTE_SECONDS * SAMPLE_RATE)) / SAMPLE_RATE
    swell = np.minimum(1.0, np.minimum(at, NOTE_SECONDS - at) / 0.005)  # no click at its edges
    pcm: bytes = (np.sin(2 * np.pi * hertz * at) * swell * LEVEL * 32767).astype("<i2").tobytes()
    return pcm


def _silence(seconds: float) -> bytes:
    return bytes(2 * round(seconds * SAMPLE_RATE))


class Ear:
    """Fed with sound as it comes; `heard` are the names of the melodies that were played in it.

    `level_db` is the level of the notes that made them up, `loudest_db` that of the loudest 40 ms of any sound (dB
    below full scale); None as long as there was none.
    """

    def __init__(self, melodies: Mapping[str, Melody]) -> None:
        self._melodies = melodies
        self._rest = np.empty(0, np.int16)
        self._at = 0.0
        self._run: tuple[float, int] | None = None
        self._notes: list[tuple[float, float, float]] = []
        self.heard: set[str] = set()
        self.level_db: float | None = None
        self.loudest_db: float | None = None

    def feed(self, frame: bytes) -> None:
        """16 kHz mono s16le, of any length."""
        samples = np.concatenate((self._rest, np.frombuffer(frame, np.int16)))
        whole = len(samples) // WINDOW
        for window in samples[: whole * WINDOW].reshape(whole, WINDOW):
            self._step(window.astype(np.float64) / 32768)
        self._rest = samples[whole * WINDOW :]

    def _step(self, samples: NDArray[np.float64]) -> None:
        level = _decibels(float(np.mean(samples * samples)))
        if level > FLOOR_DB:
            self.loudest_db = round(max(level, self.loudest_db or FLOOR_DB), 1)
        hertz = _pitch(samples) if level >= QUIETEST_DB else None
        before, self._at = self._run, self._at + WINDOW / SAMPLE_RATE
        if hertz is None:
            self._run = None
            return
        count = before[1] + 1 if before is not None and before[0] == hertz else 1
        self._run = (hertz, count)
        if count == LEAST_WINDOWS:
            self._note(hertz, level)

    def _note(self, hertz: float, level: float) -> None:
        self._notes = [*self._notes[-2:], (hertz, self._at, level)]
        if len(self._notes) < 3 or any(later[1] - sooner[1] > LONGEST_GAP for sooner, later in pairwise(self._notes)):
            return
        played = tuple(note[0] for note in self._notes)
        for name, melody in self._melodies.items():
            if played == melody:
                self.heard.add(name)
                self.level_db = round(sum(note[2] for note in self._notes) / 3, 1)


def _pitch(samples: NDArray[np.float64]) -> float | None:
    """The one of PITCHES that has nearly all of the window's power (Goertzel at each); None: none has."""
    found = np.abs(WAVES @ samples)
    best = int(found.argmax())
    # A sine of amplitude a gives a/2 * sum(taper); its power is a * a / 2.
    amplitude = 2 * float(found[best]) / float(TAPER.sum())
    whole = float(((TAPER * samples) ** 2).sum() / (TAPER**2).sum())
    return float(PITCHES[best]) if amplitude * amplitude / 2 >= SHARE * whole else None


def _decibels(power: float) -> float:
    return max(10 * float(np.log10(power)), FLOOR_DB) if power > 0 else FLOOR_DB
