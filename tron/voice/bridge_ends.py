"""Where sound comes onto the bridge and where it leaves it: queues that are short, and hold up nobody."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import Final

from tron.core.ports import LineAudio
from tron.core.speech import FRAME_BYTES

log = logging.getLogger(__name__)

READY: Final = 2
"""Frames that must wait before the first one is taken: they come unevenly."""
MOST: Final = 10
"""200 ms: what waits longer is late for good."""


class Inlet:
    """One party's frames until their tick comes."""

    def __init__(self) -> None:
        self._frames: deque[bytes] = deque()
        self._flows = False

    def put(self, frame: bytes) -> None:
        self._frames.append(frame)
        if len(self._frames) > MOST:
            while len(self._frames) > READY:
                self._frames.popleft()

    def take(self) -> bytes | None:
        """The frame of this tick; None is silence."""
        self._flows = len(self._frames) >= (1 if self._flows else READY)
        return self._frames.popleft() if self._flows else None

    def clear(self) -> None:
        self._frames.clear()

    def __bool__(self) -> bool:
        """Whether frames will be taken."""
        return len(self._frames) >= (1 if self._flows else READY)


class Outlet:
    """Sends to one listener. Who does not keep up loses the oldest frames, and keeps nobody else waiting."""

    def __init__(self, audio: LineAudio) -> None:
        self._audio = audio
        self._frames: deque[bytes] = deque(maxlen=MOST)
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._sending = asyncio.create_task(self._send(), name="bridge outlet")

    def put(self, frame: bytes) -> None:
        self._frames.append(frame)
        self._idle.clear()
        self._wake.set()

    async def drained(self) -> None:
        """Until all is sent, or will never be."""
        idle = asyncio.ensure_future(self._idle.wait())
        try:
            await asyncio.wait({idle, self._sending}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            idle.cancel()

    def close(self) -> None:
        """Nothing more is sent."""
        self._sending.cancel()

    async def aclose(self) -> None:
        self.close()
        await asyncio.gather(self._sending, return_exceptions=True)

    async def _send(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._frames:
                try:
                    await self._audio.send(self._frames.popleft())
                except Exception as error:  # noqa: BLE001 - a frame that fails must not silence the rest of the call
                    log.debug("a frame could not be sent: %s", type(error).__name__)
            self._idle.set()


class Playing:
    """A sound that is played to one listener. `behind`: it is the room of that party."""

    def __init__(self, pcm: bytes, *, loop: bool, behind: str | None = None) -> None:
        self._pcm = pcm
        self.loop = loop
        self.behind = behind
        self._at = 0
        self._done = asyncio.Event()
        if not pcm:
            self._done.set()

    @property
    def over(self) -> bool:
        return self._done.is_set()

    def take(self) -> bytes | None:
        """The frame of this tick."""
        if self.over:
            return None
        frame = self._pcm[self._at : self._at + FRAME_BYTES]
        self._at += FRAME_BYTES
        if self._at >= len(self._pcm):
            self._at = 0
            if not self.loop:
                self._done.set()
        return frame.ljust(FRAME_BYTES, b"\0")

    def stop(self) -> None:
        self._done.set()

    async def done(self) -> None:
        """Until it was played to its end, or stopped."""
        await self._done.wait()
