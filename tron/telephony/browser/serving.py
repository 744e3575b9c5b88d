"""One connection of a page, from its hello to its end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from tron.telephony.browser.call import BrowserCall
from tron.telephony.browser.connection import Connection
from tron.telephony.browser.messages import (
    BAD_MESSAGE,
    Hello,
    StreamRefused,
    encode,
    parse,
    parse_hello,
    parse_keys,
)
from tron.telephony.sender import drop_unread

HELLO_SECONDS = 10.0


async def serve_page(websocket: ServerConnection, admit: Callable[[Hello], Awaitable[BrowserCall]]) -> None:
    """Serve one page. `admit` answers whose page it is, or raises StreamRefused."""
    try:
        async with asyncio.timeout(HELLO_SECONDS):
            hello = parse_hello(await websocket.recv())
        call = await admit(hello)
        if hello.declined:
            call.decline()
            await websocket.close()
        else:
            await _talk(call, websocket)
    except StreamRefused as refusal:
        await websocket.send(refusal.text())
        await websocket.close(refusal.close_code, str(refusal)[:120])
    except TimeoutError:
        await websocket.close(BAD_MESSAGE, "no hello came")
    except ConnectionClosed:
        pass


async def _talk(call: BrowserCall, websocket: ServerConnection) -> None:
    connection = Connection(websocket)
    call.attach(connection)
    try:
        async with connection.running():
            await _read(call, connection, websocket)
    finally:
        call.detach(connection)


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
