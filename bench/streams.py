"""Calls whose sound comes over WebSockets from callers in another process, by Tron's line and by a plain server.

Both sides speak 8 kHz mu-law with the same codec; what is compared is the rest.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol
from uuid import UUID

from websockets.asyncio.server import ServerConnection, unix_serve
from websockets.exceptions import ConnectionClosed

from bench.many_callers import WIRE, Callers
from bench.stand_ins import FirstFrame
from tron.core.clock import SystemClock
from tron.core.ids import uuid7
from tron.core.ports import DialRequest, LineAudio
from tron.telephony.media_stream.carrier import Order, Progress
from tron.telephony.media_stream.codecs import Codec
from tron.telephony.media_stream.line import MediaStreamLine
from tron.telephony.media_stream.messages import Message, Sound, Started
from tron.telephony.media_stream.tron_dialect import TronDialect
from tron.telephony.stream_server import StreamServer

TO = "+12025550142"


class Door(Protocol):
    """Where the callers come in."""

    async def call(self, number: int) -> StreamLine:
        """The next caller's sound; `number` tells the callers apart."""
        ...


class StreamLine(FirstFrame):
    """LineAudio of one call, driven as the stand-in line is."""

    def __init__(self, audio: LineAudio, say: Callable[[], float], leave: Callable[[], None]) -> None:
        super().__init__()
        self._audio = audio
        self._say = say
        self._leave = leave

    def play(self, pcm: bytes) -> float:
        """The caller says the tests' "yes", which `pcm` is; answers its length in seconds."""
        del pcm
        return self._say()

    def hang_up(self) -> None:
        self._leave()

    def frames(self) -> AsyncIterator[bytes]:
        return self._audio.frames()

    async def send(self, frame: bytes) -> None:
        self.sent()
        await self._audio.send(frame)

    async def clear(self) -> None:
        await self._audio.clear()


# ------------------------------------------------------------ Tron's line


class _Dialect(TronDialect):
    """Tron's words, with sound as vendors send it."""

    def parse(self, message: str | bytes) -> Message | None:
        if isinstance(message, bytes):
            return Sound(message)
        parsed = super().parse(message)
        return replace(parsed, format=WIRE) if isinstance(parsed, Started) else parsed


class _Vendor:
    """Carrier whose telephones are the callers."""

    def __init__(self, callers: Callers) -> None:
        self._callers = callers
        self.number = 0

    async def dial(self, order: Order, progress: Progress) -> None:
        start = {"type": "start", "call_id": str(order.call_id), "token": order.token, "phase": "answered"}
        assert order.door.socket is not None
        self._callers.connect(self.number, socket=order.door.socket, path=order.door.path, start=start)

    async def answer(self, order: Order, progress: Progress) -> None:
        raise NotImplementedError

    async def hang_up(self, call_id: UUID) -> None:
        """They leave with their streams."""

    async def exists(self, call_id: UUID) -> bool | None:
        return None


class _Line(MediaStreamLine):
    name = "stream"
    title = "Stream"


class _NobodyListens:
    async def ringing(self) -> None:
        """Nobody listens."""


class _TronDoor:
    def __init__(
        self, line: MediaStreamLine, vendor: _Vendor, callers: Callers, ending: set[asyncio.Task[None]]
    ) -> None:
        self._line = line
        self._vendor = vendor
        self._callers = callers
        self._ending = ending

    async def call(self, number: int) -> StreamLine:
        self._vendor.number = number
        live = await self._line.dial(DialRequest(uuid7(), TO, "en-IN"), _NobodyListens())
        assert live.audio is not None
        return StreamLine(
            live.audio,
            lambda: self._callers.say(number),
            lambda: self._ending.add(asyncio.create_task(live.hang_up())),
        )


@asynccontextmanager
async def tron_door(callers: Callers, folder: Path) -> AsyncIterator[Door]:
    """The media streams' line behind a worker's door."""
    vendor, ending = _Vendor(callers), set[asyncio.Task[None]]()
    line = _Line(SystemClock(), vendor, _Dialect)
    server = StreamServer({"stream": line}, folder, name="bench")
    await server.start()
    try:
        yield _TronDoor(line, vendor, callers, ending)
    finally:
        await asyncio.gather(*ending)
        await server.close()


# ------------------------------------------------------------ a plain server


class _PlainAudio:
    """LineAudio of one WebSocket, without marks, clocks or reconnects."""

    def __init__(self, websocket: ServerConnection) -> None:
        self._websocket = websocket
        self._codec = Codec(WIRE)

    async def frames(self) -> AsyncIterator[bytes]:
        async for message in self._websocket:
            if isinstance(message, bytes):
                yield self._codec.decode(message)

    async def send(self, frame: bytes) -> None:
        try:
            await self._websocket.send(self._codec.encode(frame))
        except ConnectionClosed:
            return

    async def clear(self) -> None:
        await self._websocket.send(json.dumps({"type": "clear"}))


class _PlainDoor:
    def __init__(self, callers: Callers, socket: Path) -> None:
        self._callers = callers
        self._socket = socket
        self._came: dict[int, asyncio.Future[ServerConnection]] = {}
        self.ending: set[asyncio.Task[None]] = set()

    async def call(self, number: int) -> StreamLine:
        came = self._came[number] = asyncio.get_running_loop().create_future()
        self._callers.connect(number, socket=str(self._socket), path="/", start={"number": number})
        websocket = await came
        return StreamLine(
            _PlainAudio(websocket),
            lambda: self._callers.say(number),
            lambda: self.ending.add(asyncio.create_task(websocket.close())),
        )

    async def stream(self, websocket: ServerConnection) -> None:
        self._came[json.loads(await websocket.recv())["number"]].set_result(websocket)
        await websocket.wait_closed()


@asynccontextmanager
async def plain_door(callers: Callers, folder: Path) -> AsyncIterator[Door]:
    """A WebSocket server of a few lines, as an application without Tron would have it."""
    socket = folder / "plain.sock"
    door = _PlainDoor(callers, socket)
    async with unix_serve(door.stream, str(socket), compression=None):
        yield door
        await asyncio.gather(*door.ending)
