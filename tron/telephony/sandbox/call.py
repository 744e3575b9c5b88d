"""One answered call on the practice line."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from uuid import UUID

from tron.core.ports import HandedOver, Hangup, LineAudio, LineText
from tron.telephony.sandbox.colleague import Transfer


class SandboxCall:
    """Implements LineCall and Transfers; `done` is called once when it is over."""

    def __init__(self, call_id: UUID, answered_by: str, done: Callable[[], None], transfer: Transfer) -> None:
        self._transfer = transfer
        self.line_call_id = f"practice-{call_id}"
        self.answered_by: str | None = answered_by
        self.audio: LineAudio | None = None
        self.text: LineText | None = None
        self._done = done
        self._over: asyncio.Future[Hangup] = asyncio.get_running_loop().create_future()
        self._keys: asyncio.Queue[str | None] = asyncio.Queue()
        self.sent_keys = ""

    async def hang_up(self) -> None:
        self._end(Hangup("agent"))

    async def transfer(self, to: str, *, announce: str, wait: float) -> HandedOver:
        return await self._transfer(to, announce, wait)

    async def far_side_left(self) -> None:
        self._end(Hangup("caller"))

    async def ended(self) -> Hangup:
        return await asyncio.shield(self._over)

    def press(self, key: str) -> None:
        self._keys.put_nowait(key)

    async def keys(self) -> AsyncIterator[str]:
        while (key := await self._keys.get()) is not None:
            yield key

    async def send_keys(self, digits: str) -> None:
        self.sent_keys += digits

    def _end(self, hangup: Hangup) -> None:
        if self._over.done():
            return
        self._over.set_result(hangup)
        self._keys.put_nowait(None)
        if self.audio is not None and hasattr(self.audio, "gone"):
            self.audio.gone = True
        self._done()
