"""Whether there is sound at all: frame levels against a floor that follows the quietest of the last second."""

from __future__ import annotations

import math
from collections import deque

import numpy as np

from tron.providers.stt.practice.signal import Floats

_QUIETEST_DB = -75.0
_LEAST_DB = -62.0
_ABOVE_FLOOR_DB = 8.0
_FLOOR_FRAMES = 60


class LevelGate:
    """One level per 20 ms frame in, `active` out. Steady noise becomes background after 1.2 s."""

    def __init__(self) -> None:
        self._levels: deque[float] = deque([_QUIETEST_DB], maxlen=_FLOOR_FRAMES)

    def feed(self, frame: Floats) -> bool:
        power = float(np.dot(frame, frame)) / len(frame)
        level = max(10 * math.log10(power + 1e-12), _QUIETEST_DB)
        self._levels.append(level)
        return level > max(_LEAST_DB, min(self._levels) + _ABOVE_FLOOR_DB)
