"""A media-stream line behind a real door, with a carrier that notes what it is told and vendors that connect."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from websockets.asyncio.client import ClientConnection, unix_connect
from websockets.exceptions import ConnectionClosed

from tron.core.clock import SystemClock
from tron.core.ids import uuid7
from tron.core.ports import AnswerRequest, DialFailed, DialRequest, LineCall
from tron.core.speech import FRAME_BYTES
from tron.telephony.media_stream.carrier import Order, Progress
from tron.telephony.media_stream.dialect import Dialect
from tron.telephony.media_stream.line import MediaStreamLine
from tron.telephony.media_stream.tron_dialect import TronDialect
from tron.telephony.stream_server import StreamServer

LOUD = b"\x10\x27" * (FRAME_BYTES // 2)
SILENT = bytes(FRAME_BYTES)
NUMBER = "+12025550142"
PATIENCE = 5


class Listener:
    """Notes what happens before the answer."""

    def __init__(self) -> None:
        self.rang = asyncio.Event()
        self.heard: list[bytes] = []

    async def ringing(self) -> None:
        self.rang.set()

    def early(self, frame: bytes) -> None:
        self.heard.append(frame)


class Carrier:
    """Places nothing; tests play what comes of an order."""

    def __init__(self) -> None:
        self.orders: asyncio.Queue[tuple[Order, Progress]] = asyncio.Queue()
        self.refuses: Exception | None = None
        self.slow = 0.0
        self.hung_up: list[UUID] = []
        self.knows: bool | None = False

    async def dial(self, order: Order, progress: Progress) -> None:
        if self.refuses is not None:
            raise self.refuses
        self.orders.put_nowait((order, progress))
        await asyncio.sleep(self.slow)

    async def answer(self, order: Order, progress: Progress) -> None:
        await self.dial(order, progress)

    async def hang_up(self, call_id: UUID) -> None:
        self.hung_up.append(call_id)

    async def exists(self, call_id: UUID) -> bool | None:
        return self.knows


class ExchangeLine(MediaStreamLine):
    name = "exchange"
    title = "Exchange"


class Vendor:
    """The far side of one stream, in Tron's own words."""

    def __init__(self, websocket: ClientConnection) -> None:
        self.websocket = websocket
        self.told: list[dict[str, Any]] = []
        self.heard: list[bytes] = []

    async def send(self, type_: str, **values: Any) -> None:
        await self.websocket.send(json.dumps({"type": type_, **values}))

    async def start(self, order: Order, *, phase: str = "answered", **values: Any) -> None:
        defaults = {"call_id": str(order.call_id), "token": order.token, "codec": "PCMU", "sip_call_id": "abc@far"}
        await self.send("start", phase=phase, **{**defaults, "headers": {}, **values})

    async def next(self, type_: str) -> dict[str, Any]:
        """The next message of this type; what comes before it is kept in `told` and `heard`."""
        while True:
            message = await asyncio.wait_for(self.websocket.recv(), PATIENCE)
            if isinstance(message, bytes):
                self.heard.append(message)
                continue
            body = json.loads(message)
            self.told.append(body)
            if body["type"] == type_:
                return body

    async def sound(self) -> bytes:
        while not self.heard:
            message = await asyncio.wait_for(self.websocket.recv(), PATIENCE)
            if isinstance(message, bytes):
                self.heard.append(message)
            else:
                self.told.append(json.loads(message))
        return self.heard.pop(0)

    async def closed(self) -> int | None:
        """Reads to the end; the close code."""
        try:
            while True:
                message = await asyncio.wait_for(self.websocket.recv(), PATIENCE)
                if isinstance(message, bytes):
                    self.heard.append(message)
                else:
                    self.told.append(json.loads(message))
        except ConnectionClosed:
            return self.websocket.close_code


class Exchange:
    """The line, its door, its carrier."""

    def __init__(self, folder: Path, dialect: Callable[[], Dialect] = TronDialect) -> None:
        self.carrier = Carrier()
        self.line = ExchangeLine(SystemClock(), self.carrier, dialect)
        self.server = StreamServer({"exchange": self.line}, folder, name="test")
        self.listener = Listener()

    def dial(self, **values: Any) -> asyncio.Task[LineCall]:
        request = DialRequest(uuid7(), NUMBER, "en-IN", **{"ring_timeout": 5.0, **values})
        return asyncio.create_task(self.line.dial(request, self.listener))

    def answer(self) -> asyncio.Task[LineCall]:
        request = AnswerRequest(uuid7(), NUMBER, None, "en-IN", offer={"gateway_call": "g1"})
        return asyncio.create_task(self.line.answer(request))

    async def ordered(self) -> tuple[Order, Progress]:
        return await asyncio.wait_for(self.carrier.orders.get(), PATIENCE)

    @asynccontextmanager
    async def vendor(self, order: Order) -> AsyncIterator[Vendor]:
        assert order.door.socket is not None
        async with unix_connect(order.door.socket, f"ws://worker{order.door.path}", compression=None) as websocket:
            yield Vendor(websocket)

    @asynccontextmanager
    async def talking(self) -> AsyncIterator[tuple[Vendor, LineCall, Order]]:
        dial = self.dial()
        order, _ = await self.ordered()
        async with self.vendor(order) as vendor:
            await vendor.start(order)
            yield vendor, await asyncio.wait_for(dial, PATIENCE), order


async def failure(dial: asyncio.Task[LineCall]) -> tuple[str, str, int | None]:
    """What the dial came to."""
    try:
        await asyncio.wait_for(dial, PATIENCE)
    except DialFailed as failed:
        return failed.status, failed.reason, failed.sip_status
    raise AssertionError("the call was answered")
