"""How far the far side has played what was sent to it, told by marks among the sound."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from tron.core.speech import FRAME_MS

MARK_EVERY = 25
"""Frames from one mark to the next: half a second."""


class Playback:
    """Counts what is sent; `mark` sends a mark, and says whether the vendor has any."""

    def __init__(self, mark: Callable[[str], bool]) -> None:
        self._mark = mark
        self._frames = 0
        self._marks: dict[str, int] = {}
        self._count = 0
        self._quiet = asyncio.Event()
        self._quiet.set()
        self.played = 0.0
        """Seconds of sound that the far side says it played, since the call began."""

    @property
    def sent(self) -> float:
        """Seconds of sound that were sent."""
        return self._frames * FRAME_MS / 1000

    def frame(self) -> None:
        """One frame was sent."""
        self._frames += 1
        self._quiet.clear()
        if self._frames % MARK_EVERY == 0:
            self._send_mark()

    def cleared(self) -> None:
        """What was sent and not played will not be heard: marks on their way tell nothing any more."""
        self._marks.clear()
        self._quiet.set()

    def reached(self, name: str) -> None:
        """The far side played everything before this mark."""
        frames = self._marks.pop(name, None)
        if frames is None:
            return
        self.played = frames * FRAME_MS / 1000
        self._marks = {other: at for other, at in self._marks.items() if at > frames}
        if frames == self._frames:
            self._quiet.set()

    async def drained(self, timeout: float) -> None:
        """Until what was sent is played, at most `timeout` seconds, so that last words are not cut off."""
        if self._quiet.is_set() or not self._send_mark():
            return
        try:
            async with asyncio.timeout(timeout):
                await self._quiet.wait()
        except TimeoutError:
            return

    def over(self) -> None:
        """Nothing will be played any more."""
        self._quiet.set()

    def _send_mark(self) -> bool:
        self._count += 1
        name = str(self._count)
        self._marks[name] = self._frames
        if self._mark(name):
            return True
        self._marks.clear()
        return False
