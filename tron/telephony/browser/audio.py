"""Sound of one browser call: what the page sends, cut into frames, and what waits to be sent to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

from tron.core.clock import Clock
from tron.core.speech import FRAME_BYTES, FRAME_MS, SAMPLE_RATE
from tron.telephony.browser.messages import BAD_MESSAGE, StreamRefused

SILENT_FRAME = bytes(FRAME_BYTES)
STALL_SECONDS = 0.1
"""Without sound for so long, silence is heard instead: the session's clocks run on sound."""
KEPT_SECONDS = 5.0
SLACK_SECONDS = 3.0
FASTEST = 1.5


class RateGuard:
    """Notices a sender whose sound is much faster than time: 48 kHz declared as 16, or a file."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._began = now()
        self._seconds = 0.0

    def add(self, size: int) -> None:
        """Raises StreamRefused."""
        self._seconds += size / 2 / SAMPLE_RATE
        if self._seconds > (self._now() - self._began) * FASTEST + SLACK_SECONDS:
            hint = "Send sound as it is recorded, resampled to 16000 Hz, mono."
            raise StreamRefused(BAD_MESSAGE, "bad_sample_rate", "Sound came faster than it can be spoken.", hint)


class BrowserAudio:
    """Implements LineAudio over connections that come and go."""

    def __init__(self, clock: Clock, send: Callable[[bytes], None], clear: Callable[[], None]) -> None:
        self._clock = clock
        self._send = send
        self._clear = clear
        self._rest = b""
        self._frames: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._gone = False

    def feed(self, pcm: bytes) -> None:
        """Sound from the page, of any length."""
        pcm = self._rest + pcm
        whole = len(pcm) - len(pcm) % FRAME_BYTES
        self._rest = pcm[whole:]
        for at in range(0, whole, FRAME_BYTES):
            self._frames.put_nowait(pcm[at : at + FRAME_BYTES])
        while self._frames.qsize() > KEPT_SECONDS * 1000 / FRAME_MS:
            self._frames.get_nowait()

    def leave(self) -> None:
        """No more sound will come."""
        self._gone = True
        self._frames.put_nowait(None)

    async def frames(self) -> AsyncIterator[bytes]:
        due = self._clock.monotonic() + STALL_SECONDS
        while not self._gone:
            try:
                async with asyncio.timeout(max(due - self._clock.monotonic(), 0)):
                    frame = await self._frames.get()
            except TimeoutError:
                due += FRAME_MS / 1000
                yield SILENT_FRAME
                continue
            if frame is None:
                return
            due = self._clock.monotonic() + STALL_SECONDS
            yield frame

    async def send(self, frame: bytes) -> None:
        self._send(frame)

    async def clear(self) -> None:
        self._clear()
