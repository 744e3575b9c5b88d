"""One WebSocket's way out: sends in order, never blocks the call, drops sound rather than letting it grow old."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

OLDEST_FRAMES = 50
LAST_WORDS_SECONDS = 2.0
NORMAL = 1000


class StreamSender:
    """`running()` sends until the connection ends or a close was asked for."""

    def __init__(self, websocket: ServerConnection) -> None:
        self._websocket = websocket
        self._waiting: deque[tuple[str | bytes, bool]] = deque()
        self._sound = 0
        self._wake = asyncio.Event()
        self._close: tuple[int, str] | None = None
        self.dropped = 0
        """Frames that the far side was too slow for."""

    def send_sound(self, message: str | bytes) -> None:
        """One frame; when a second of them waits, the far side is too slow and the oldest go."""
        if self._sound >= OLDEST_FRAMES:
            self.dropped += self.drop_sound()
        self._sound += 1
        self._put(message, sound=True)

    def tell(self, message: str | bytes) -> None:
        """A message that is no sound, behind those that wait."""
        self._put(message, sound=False)

    def drop_sound(self) -> int:
        """Forget the sound that waits; how many frames that was."""
        dropped = self._sound
        kept = [waiting for waiting in self._waiting if not waiting[1]]
        self._waiting.clear()
        self._waiting.extend(kept)
        self._sound = 0
        return dropped

    def close(self, code: int = NORMAL, reason: str = "") -> None:
        """Send what waits, then close with the first code that was given."""
        self._close = self._close or (code, reason)
        self._wake.set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Sends meanwhile, and for a moment afterwards what still waits; then closes."""
        sending = asyncio.create_task(self._run(), name="stream")
        try:
            yield
            self.close()
            await asyncio.wait({sending}, timeout=LAST_WORDS_SECONDS)
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)

    async def _run(self) -> None:
        with suppress(ConnectionClosed):
            while True:
                while self._waiting:
                    message, sound = self._waiting.popleft()
                    self._sound -= sound
                    await self._websocket.send(message)
                if self._close is not None:
                    code, reason = self._close
                    await self._websocket.close(code, _short(reason))
                    return
                self._wake.clear()
                await self._wake.wait()

    def _put(self, message: str | bytes, *, sound: bool) -> None:
        self._waiting.append((message, sound))
        self._wake.set()


async def drop_unread(websocket: ServerConnection) -> None:
    """Reads on without looking: unread, what still comes would stand before the answer to our close."""
    with suppress(ConnectionClosed, TimeoutError):
        async with asyncio.timeout(LAST_WORDS_SECONDS):
            async for _ in websocket:
                pass


def _short(reason: str) -> str:
    """A close frame holds 123 bytes of reason."""
    return reason.encode()[:120].decode(errors="ignore")
