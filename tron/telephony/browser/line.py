"""The browser line: a call rings until a page takes it. Rings nobody's phone."""

from __future__ import annotations

import asyncio
from uuid import UUID

from websockets.asyncio.server import ServerConnection

from tron.core.ports import DialFailed, DialRequest, LineCall, RingListener
from tron.telephony.browser.call import BrowserCall
from tron.telephony.browser.messages import GONE, REFUSED, Hello, StreamRefused
from tron.telephony.browser.serving import serve_page
from tron.telephony.registry import LineContext

CONNECT_SECONDS = 20.0
"""How long a page that asked for the call itself may take to connect; a rung page has the whole ring time."""
CLAIM_SECONDS = 3.0
"""A page may be there a moment before the dial is."""
NOT_ANSWERED = ("no_answer", "rang_out", 408)


class BrowserLine:
    """Line `browser`. Option `ring`: the open pages are rung; else the page that asked for the call connects."""

    name = "browser"
    title = "Browser"
    rings_phone = False

    def __init__(self, context: LineContext) -> None:
        self._clock = context.clock
        self._redeem = context.redeem
        self._live: dict[UUID, BrowserCall] = {}
        self._came = asyncio.Condition()

    async def dial(self, request: DialRequest, listener: RingListener) -> LineCall:
        call = BrowserCall(request.call_id, self._clock, lambda: self._forget(request.call_id))
        self._live[request.call_id] = call
        answered = False
        try:
            async with self._came:
                self._came.notify_all()
            await listener.ringing()
            rings = bool(request.options.get("ring"))
            async with asyncio.timeout(request.ring_timeout if rings else min(request.ring_timeout, CONNECT_SECONDS)):
                await asyncio.shield(call.answered)
            answered = True
        except TimeoutError:
            raise DialFailed(*NOT_ANSWERED, "No page took the call.") from None
        finally:
            if not answered:
                await call.hang_up()
        return call

    async def exists(self, call_id: UUID) -> bool | None:
        return call_id in self._live

    # ------------------------------------------------------------ pages

    async def stream(self, call_id: UUID, websocket: ServerConnection) -> None:
        """Serve one connection of a page, from its hello to its end."""
        await serve_page(websocket, lambda hello: self._admit(call_id, hello))

    async def _admit(self, call_id: UUID, hello: Hello) -> BrowserCall:
        call = await self._find(call_id)
        if call.resumes(hello.token):
            return call
        if not await self._redeem(call_id, hello.token):
            hint = "Ask for a new call; after a broken connection use the resume token of the last ready message."
            raise StreamRefused(REFUSED, "bad_token", "This token is not valid, or was used already.", hint)
        return call

    async def _find(self, call_id: UUID) -> BrowserCall:
        try:
            async with asyncio.timeout(CLAIM_SECONDS), self._came:
                await self._came.wait_for(lambda: call_id in self._live)
            return self._live[call_id]
        except (TimeoutError, KeyError):
            raise StreamRefused(GONE, "call_over", "This call is over.") from None

    def _forget(self, call_id: UUID) -> None:
        self._live.pop(call_id, None)
