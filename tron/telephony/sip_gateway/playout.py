"""What waits to be played into a call: frames with marks among them. Filled by the loop, emptied by PJSIP's clock."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from tron.core.speech import FRAME_BYTES, FRAME_MS

SILENCE = bytes(FRAME_BYTES)
MOST_FRAMES = 10
"""200 ms: more than that is old sound, and the oldest goes."""
FIRST_FRAMES = 2
MARGIN_SECONDS = 0.008
"""So long a frame is here before it is played: senders are not that punctual."""
TOO_LONG = MARGIN_SECONDS + FRAME_MS / 1000
LEAN_TURNS = 25
"""Half a second: sound that waited a whole frame too long in each of these turns is late for nothing."""
QUIET = 300
"""Of 32767: what is not louder all through a frame is a pause, and nobody misses it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Told to the worker when everything before it was played."""

    name: str


class Playout:
    """One writer and one reader, in two threads: nothing here but a deque's own atomic steps."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._waiting: deque[tuple[bytes, float] | Mark] = deque()
        self._flowing = False
        self._turns = 0
        self._least = math.inf
        self._spare = 0
        self.dropped = 0
        """Frames that came faster than they could be played."""

    def put(self, frame: bytes) -> None:
        """One frame of sound."""
        if len(self._waiting) >= MOST_FRAMES and self._frames() >= MOST_FRAMES:
            self._drop_oldest()
        self._waiting.append((frame, self._now()))

    def mark(self, name: str) -> None:
        self._waiting.append(Mark(name))

    def clear(self) -> None:
        """Drop what was not played. Its marks are never reached."""
        self._waiting.clear()

    def next(self) -> tuple[bytes, list[str]]:
        """The next 20 ms, silence where there is nothing, and the marks reached before it."""
        marks = self._marks()
        if not self._flowing and not self._may_begin():
            return SILENCE, marks
        try:
            first = self._waiting.popleft()
        except IndexError:
            self._flowing = False
            return SILENCE, marks
        if isinstance(first, Mark):  # cleared and filled meanwhile
            marks.append(first.name)
            return SILENCE, marks
        self._flowing = True
        frame, came = first
        self._lean(self._now() - came)
        if self._spare and _is_quiet(frame):
            self._spare -= 1
            self.dropped += 1
            following, more = self.next()
            return following, [*marks, *more]
        return frame, marks

    def _lean(self, waited: float) -> None:
        """A burst after a hiccup would keep all that follows it waiting until the speech ends. What is there for
        nothing goes in its pauses, and a frame of it where there is none.
        """
        self._turns += 1
        self._least = min(self._least, waited)
        if self._turns < LEAN_TURNS:
            return
        if self._least >= TOO_LONG:
            self._drop_oldest()
            self._spare = int((self._least - MARGIN_SECONDS) * 1000 // FRAME_MS) - 1
        self._turns, self._least = 0, math.inf

    def _may_begin(self) -> bool:
        """The sender's clock is another: what begins at the last moment would stop again."""
        try:
            first = self._waiting[0]
        except IndexError:
            return False
        if isinstance(first, Mark):
            return False
        return self._frames() >= FIRST_FRAMES or self._now() - first[1] >= MARGIN_SECONDS

    def _marks(self) -> list[str]:
        reached = []
        try:
            while isinstance(first := self._waiting[0], Mark):
                if self._waiting.popleft() is first:
                    reached.append(first.name)
        except IndexError:
            pass
        return reached

    def _frames(self) -> int:
        return sum(not isinstance(one, Mark) for one in self._waiting.copy())

    def _drop_oldest(self) -> None:
        kept: list[Mark] = []
        try:
            while isinstance(first := self._waiting.popleft(), Mark):
                kept.append(first)
            self.dropped += 1
        except IndexError:
            pass
        self._waiting.extendleft(reversed(kept))


def _is_quiet(frame: bytes) -> bool:
    samples = memoryview(frame).cast("h")
    return max(samples) <= QUIET and min(samples) >= -QUIET
