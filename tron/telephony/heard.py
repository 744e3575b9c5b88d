"""Sound from the far side of a stream: cut into frames, and silence where it stops coming."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable

from tron.core.clock import Clock
from tron.core.speech import FRAME_BYTES, FRAME_MS, SAMPLE_RATE

SILENT_FRAME = bytes(FRAME_BYTES)
STALL_SECONDS = 0.1
"""Without sound for so long, silence is heard instead: the session's clocks run on sound."""
KEPT_SECONDS = 5.0
SLACK_SECONDS = 3.0
FASTEST = 1.5


class TooFast(Exception):
    """Sound came faster than it can be spoken: 48 kHz declared as 16, or a file."""


class RateGuard:
    """Notices a sender whose sound is much faster than time."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._began = now()
        self._seconds = 0.0

    def add(self, size: int) -> None:
        """`size` bytes of 16 kHz s16le came. Raises TooFast."""
        self._seconds += size / 2 / SAMPLE_RATE
        if self._seconds > (self._now() - self._began) * FASTEST + SLACK_SECONDS:
            raise TooFast


class Framer:
    """Cuts sound of any length into frames of 640 bytes."""

    def __init__(self) -> None:
        self._rest = b""

    def cut(self, pcm: bytes) -> list[bytes]:
        """The whole frames there are now; what is left over stands before the next sound."""
        pcm = self._rest + pcm
        whole = len(pcm) - len(pcm) % FRAME_BYTES
        self._rest = pcm[whole:]
        return [pcm[at : at + FRAME_BYTES] for at in range(0, whole, FRAME_BYTES)]


class Heard:
    """Frames for one listener, in real time; the oldest go when nobody listens."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._frames: deque[bytes] = deque(maxlen=int(KEPT_SECONDS * 1000 / FRAME_MS))
        self._coming: asyncio.Future[bool] | None = None
        self._gone = False
        self.stall = STALL_SECONDS
        """How long sound may be away before silence is heard."""

    def put(self, frame: bytes) -> None:
        """One frame of the far side."""
        self._frames.append(frame)
        _answer(self._coming, True)

    def leave(self) -> None:
        """No more sound will come."""
        self._gone = True
        _answer(self._coming, False)

    async def frames(self) -> AsyncIterator[bytes]:
        due = self._clock.monotonic() + self.stall
        while not self._gone:
            if not self._frames and not await self._comes(due - self._clock.monotonic()):
                if not self._gone:
                    due += FRAME_MS / 1000
                    yield SILENT_FRAME
                continue
            frame = self._frames.popleft()
            due = self._clock.monotonic() + self.stall
            yield frame

    async def _comes(self, seconds: float) -> bool:
        """Whether a frame comes within so long. Fifty times a second in each call: asyncio's queue and timeout together
        take as long as the frame's decoding."""
        loop = asyncio.get_running_loop()
        coming: asyncio.Future[bool] = loop.create_future()
        self._coming = coming
        timer = loop.call_later(max(seconds, 0), _answer, coming, False)
        try:
            return await coming
        finally:
            timer.cancel()
            self._coming = None


def _answer(coming: asyncio.Future[bool] | None, came: bool) -> None:
    if coming is not None and not coming.done():
        coming.set_result(came)
