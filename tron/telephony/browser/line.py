"""The browser line: a call rings until a page takes it. Rings nobody's phone."""

from __future__ import annotations

import asyncio
from uuid import UUID

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from tron.core.ports import DialFailed, DialRequest, LineCall, RingListener
from tron.telephony.browser.call import BrowserCall
from tron.telephony.browser.connection import Connection
from tron.telephony.browser.messages import (
    BAD_MESSAGE,
    GONE,
    REFUSED,
    Hello,
    StreamRefused,
    encode,
    parse,
    parse_hello,
    parse_keys,
)
from tron.telephony.registry import LineContext
from tron.telephony.sender import drop_unread

CONNECT_SECONDS = 20.0
"""How long a page that asked for the call itself may take to connect; a rung page has the whole ring time."""
HELLO_SECONDS = 10.0
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
        try:
            async with asyncio.timeout(HELLO_SECONDS):
                hello = parse_hello(await websocket.recv())
            call = await self._admit(call_id, hello)
            if hello.declined:
                call.decline()
                await websocket.close()
            else:
                await self._talk(call, websocket)
        except StreamRefused as refusal:
            await websocket.send(refusal.text())
            await websocket.close(refusal.close_code, str(refusal)[:120])
        except TimeoutError:
            await websocket.close(BAD_MESSAGE, "no hello came")
        except ConnectionClosed:
            pass

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

    async def _talk(self, call: BrowserCall, websocket: ServerConnection) -> None:
        connection = Connection(websocket)
        call.attach(connection)
        try:
            async with connection.running():
                await _read(call, connection, websocket)
        finally:
            call.detach(connection)

    def _forget(self, call_id: UUID) -> None:
        self._live.pop(call_id, None)


async def _read(call: BrowserCall, connection: Connection, websocket: ServerConnection) -> None:
    """Until the connection ends; what is no message of this protocol ends it."""
    hear = call.listen()
    try:
        async for message in websocket:
            if isinstance(message, bytes):
                hear(message)
                continue
            body = parse(message)
            if body["type"] == "keys":
                call.press(parse_keys(body))
            elif body["type"] == "hangup":
                call.leave()
            elif body["type"] == "ping":
                connection.tell(encode("pong", t=body.get("t")))
            else:
                hint = "Messages: keys, hangup, ping; sound is binary."
                raise StreamRefused(BAD_MESSAGE, "bad_message", "There is no message of this type.", hint)
    except StreamRefused as refusal:
        connection.refuse(refusal)
        await drop_unread(websocket)
