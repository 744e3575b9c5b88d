"""An opening as a call hears it: frame after frame, with the ends of the voice and, at last, the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tron.core.speech import FRAME_BYTES, FRAME_MS

QUIET_SECONDS = 0.55
"""After so long without sound the voice detector says that the voice is over."""
WORDS_AFTER = 0.3
LOUD = 300


@dataclass(frozen=True, slots=True)
class Moment:
    """20 ms. `voice`: it begins (True) or was over QUIET_SECONDS ago (False); `words`: final, told once."""

    at: float
    frame: bytes
    voice: bool | None = None
    words: str | None = None


def moments(sound: np.ndarray, words: str, *, speech_ends: float) -> Iterator[Moment]:
    """Of 16 kHz mono s16le samples whose speech ends after so many seconds; sound behind it is no voice."""
    speaking, last_loud, told = False, 0.0, False
    pcm, at = sound.tobytes(), 0.0
    for first in range(0, len(pcm) - FRAME_BYTES, FRAME_BYTES):
        at += FRAME_MS / 1000
        frame = pcm[first : first + FRAME_BYTES]
        loud = int(np.abs(np.frombuffer(frame, np.int16)).max()) > LOUD and at <= speech_ends + 0.1
        last_loud = at if loud else last_loud
        voice = None
        if loud and not speaking:
            speaking = voice = True
        elif speaking and at - last_loud >= QUIET_SECONDS:
            speaking = voice = False
        now = not told and at >= speech_ends + WORDS_AFTER + QUIET_SECONDS
        told = told or now
        yield Moment(at, frame, voice, words if now else None)
