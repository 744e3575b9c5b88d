"""What a vendor's stream sends before the worker of its call is there."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from fastapi import WebSocket
from websockets.asyncio.client import ClientConnection

from tron.api.streams import BROKE_OFF, NORMAL

FIRST: Final = 4
"""Messages from the beginning, where a stream says what it is."""
NEWEST: Final = 5


class EarlyMessages:
    """Keeps the first messages and the newest: sound that piled up would come to the worker all at once, which takes a
    stream that is faster than time for a broken one.

    `ended` is set when the stream ends meanwhile.
    """

    def __init__(self) -> None:
        self.first: list[str | bytes] = []
        self._newest: deque[str | bytes] = deque(maxlen=NEWEST)
        self._close_code: int | None = None
        self.ended = asyncio.Event()

    @asynccontextmanager
    async def kept(self, page: WebSocket) -> AsyncIterator[None]:
        """As long as the block lasts; what comes after it is for others to read."""
        keeping = asyncio.create_task(self._keep(page), name="early messages")
        try:
            yield
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)

    async def pass_on(self, worker: ClientConnection) -> None:
        """To the worker; with the end of the stream where that has come."""
        for message in (*self.first, *self._newest):
            await worker.send(message)
        if self.ended.is_set():
            await worker.close(NORMAL if self._close_code == NORMAL else BROKE_OFF)

    async def _keep(self, page: WebSocket) -> None:
        while True:
            message = await page.receive()
            if message["type"] == "websocket.disconnect":
                self._close_code = message.get("code")
                self.ended.set()
                return
            sound = message.get("bytes")
            content: str | bytes = sound if sound is not None else message.get("text") or ""
            if len(self.first) < FIRST:
                self.first.append(content)
            else:
                self._newest.append(content)
