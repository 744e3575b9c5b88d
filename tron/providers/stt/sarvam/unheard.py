"""Sound that no final words have covered yet: what a new connection must hear again."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from tron.core.speech import FRAME_BYTES, FRAME_MS, FRAME_SAMPLES, SAMPLE_RATE

LONGEST = 30.0
SILENT_BELOW = 60.0
"""Mean level of a frame in which nobody speaks, not even a soft first sound."""
LEAD, LEAST_LEAD = 0.2, 0.6
SURELY_VOICE = 1.0
SINCE_SILENCE = 0.3
"""Seconds before final words that surely hold none of them: a vendor's detector waits longer."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """An utterance whose words are awaited since `ended` (the loop's time); `voiced`: surely not a cough."""

    pcm: bytes
    ended: float
    voiced: bool


class Unheard:
    """16 kHz mono s16le. While nobody speaks only the last `before` seconds are kept."""

    def __init__(self, before: float) -> None:
        self._before = before
        self.waiting: deque[Utterance] = deque()
        self.now = bytearray()

    def add(self, pcm: bytes, *, voice: bool) -> None:
        self.now += pcm
        del self.now[: -_bytes(LONGEST if voice else self._before)]

    def begin(self) -> None:
        """A voice was noticed: of what is kept, silence before it is of no use."""
        frames = np.abs(np.frombuffer(self.now, "<i2")[: len(self.now) // FRAME_BYTES * FRAME_SAMPLES])
        levels = frames.reshape(-1, FRAME_SAMPLES).mean(axis=1) if len(frames) else np.zeros(0)
        loud = np.flatnonzero(levels > SILENT_BELOW)
        seconds = (len(levels) - int(loud[0])) * FRAME_MS / 1000 if len(loud) else 0.0
        del self.now[: -_bytes(max(seconds + LEAD, LEAST_LEAD))]

    def end(self, at: float) -> None:
        """What was said is complete; the next sound belongs to something else."""
        voiced = len(self.now) >= _bytes(SURELY_VOICE + LEAST_LEAD)
        self.waiting.append(Utterance(bytes(self.now), at, voiced))
        self.now.clear()

    def heard(self) -> None:
        """Final words came, or word that there were none."""
        if self.waiting:
            self.waiting.popleft()
        else:
            del self.now[: -_bytes(SINCE_SILENCE)]

    def forget_before(self, time: float) -> None:
        """Whoever waited that long for an answer waits no more."""
        while self.waiting and self.waiting[0].ended < time:
            self.waiting.popleft()


def _bytes(seconds: float) -> int:
    return int(seconds * SAMPLE_RATE) * 2
