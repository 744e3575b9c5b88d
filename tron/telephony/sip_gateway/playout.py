"""What waits to be played into a call: frames with marks among them. Filled by the loop, emptied by PJSIP's clock."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from tron.core.speech import FRAME_BYTES

SILENCE = bytes(FRAME_BYTES)
MOST_FRAMES = 10
"""200 ms: more than that is old sound, and the oldest goes."""
FIRST_FRAMES = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """Told to the worker when everything before it was played."""

    name: str


class Playout:
    """One writer and one reader, in two threads: nothing here but a deque's own atomic steps."""

    def __init__(self) -> None:
        self._waiting: deque[bytes | Mark] = deque()
        self._flowing = False
        self._waited = False
        self.dropped = 0
        """Frames that came faster than they could be played."""

    def put(self, frame: bytes) -> None:
        """One frame of sound."""
        if len(self._waiting) >= MOST_FRAMES and self._frames() >= MOST_FRAMES:
            self._drop_oldest()
        self._waiting.append(frame)

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
            frame = self._waiting.popleft()
        except IndexError:
            self._flowing = False
            return SILENCE, marks
        if isinstance(frame, Mark):  # cleared and filled meanwhile
            marks.append(frame.name)
            return SILENCE, marks
        self._flowing = True
        return frame, marks

    def _may_begin(self) -> bool:
        """A first frame waits for its second one, at most for one turn of the clock: the sender's clock is another."""
        if len(self._waiting) >= FIRST_FRAMES or (self._waiting and self._waited):
            self._waited = False
            return True
        self._waited = bool(self._waiting)
        return False

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
        return sum(isinstance(one, bytes) for one in self._waiting.copy())

    def _drop_oldest(self) -> None:
        kept: list[Mark] = []
        try:
            while isinstance(first := self._waiting.popleft(), Mark):
                kept.append(first)
            self.dropped += 1
        except IndexError:
            pass
        self._waiting.extendleft(reversed(kept))
