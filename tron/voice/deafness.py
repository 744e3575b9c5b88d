"""Notices a call that has gone deaf: somebody talks, and neither voice detector nor recogniser say so.

It stands outside livekit's session and looks at nothing but the level of the caller's frames, so that it still works
when what it watches does not.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

import numpy as np

from tron.core.speech import FRAME_MS

logger = logging.getLogger(__name__)

LOUD = 350.0
ABOVE_FLOOR = 4.0
FLOOR_RISES = 1.003
"""A frame: steady noise becomes the floor within a few seconds, speech with its pauses does not."""
TALK_SECONDS = 3.0
PAUSE_SECONDS = 0.6
FORGET_SECONDS = 12.0
"""Talk that far apart is not one talk."""


class DeafnessGuard:
    """`on_deaf` is called once a caller has talked for TALK_SECONDS and then waits, and nothing was noticed of it."""

    def __init__(self, on_deaf: Callable[[], None]) -> None:
        self._on_deaf = on_deaf
        self._floor = LOUD
        self._talked = 0.0
        self._quiet = 0.0

    def noticed(self) -> None:
        """A voice or words were noticed, or the agent speaks: all is well."""
        self._talked = self._quiet = 0.0

    def frame(self, pcm: bytes) -> None:
        """A frame of the caller while the agent is silent."""
        samples = np.frombuffer(pcm, dtype=np.int16).astype(np.float32)
        level = float(np.abs(samples).sum()) / len(samples) if len(samples) else 0.0
        talks = level > max(LOUD, ABOVE_FLOOR * self._floor)
        self._floor = min(level, self._floor) if level < self._floor else self._floor * FLOOR_RISES
        self._floor = max(self._floor, 1.0)
        seconds = FRAME_MS / 1000
        if talks:
            self._talked, self._quiet = self._talked + seconds, 0.0
            return
        self._quiet += seconds
        if self._quiet >= FORGET_SECONDS:
            self.noticed()
        elif self._talked >= TALK_SECONDS and self._quiet >= PAUSE_SECONDS:
            logger.warning("somebody talks, and nobody has noticed it")
            self.noticed()
            self._on_deaf()
