"""One WebSocket of a page: sends in order, never blocks the call, drops sound rather than letting it grow old."""

from __future__ import annotations

import asyncio
from collections import deque

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from tron.telephony.browser.messages import StreamRefused, encode

OLDEST_FRAMES = 50
NORMAL = 1000


class Connection:
    """`run()` sends until the connection ends or `finish` or `refuse` was called."""

    def __init__(self, websocket: ServerConnection) -> None:
        self._websocket = websocket
        self._waiting: deque[str | bytes] = deque()
        self._sound = 0
        self._wake = asyncio.Event()
        self._close: tuple[int, str] | None = None
        self.dropped = 0
        """Frames that the page was too slow for."""

    def send_sound(self, frame: bytes) -> None:
        """One frame; when a second of them waits, the page is too slow and the oldest go."""
        if self._sound >= OLDEST_FRAMES:
            self.dropped += self._drop_sound()
        self._sound += 1
        self._put(frame)

    def clear(self) -> None:
        """Barge-in: nothing of what was sent may be heard any more."""
        self._drop_sound()
        self.tell(encode("clear"))

    def tell(self, text: str) -> None:
        """A text message, behind those that wait."""
        self._put(text)

    def finish(self, text: str) -> None:
        """Say this, then close."""
        self._close = self._close or (NORMAL, "")
        self.tell(text)

    def refuse(self, refusal: StreamRefused) -> None:
        """Say why, then close; the call itself goes on."""
        self._close = self._close or (refusal.close_code, str(refusal))
        self.tell(refusal.text())

    def stop(self) -> None:
        """Send what waits, and end."""
        self._close = self._close or (NORMAL, "")
        self._wake.set()

    async def run(self) -> None:
        """Sends what is put here. Ends with the connection; raises nothing but CancelledError."""
        try:
            while True:
                while self._waiting:
                    message = self._waiting.popleft()
                    if isinstance(message, bytes):
                        self._sound -= 1
                    await self._websocket.send(message)
                if self._close is not None:
                    code, reason = self._close
                    await self._websocket.close(code, reason[:120])
                    return
                self._wake.clear()
                await self._wake.wait()
        except ConnectionClosed:
            return

    def _put(self, message: str | bytes) -> None:
        self._waiting.append(message)
        self._wake.set()

    def _drop_sound(self) -> int:
        dropped = self._sound
        kept = [message for message in self._waiting if isinstance(message, str)]
        self._waiting.clear()
        self._waiting.extend(kept)
        self._sound = 0
        return dropped
