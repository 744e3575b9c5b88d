"""What a line adds between a caller and the session: clicks of a caller who is echoed, heard again by that caller.

The session's place is taken by an echo: each frame goes back as it comes. What is left is the line's own: buffers,
resampling, and the wait for the next tick of each clock of 20 ms on the way.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import psutil  # type: ignore[import-untyped]
from websockets.asyncio.client import ClientConnection, unix_connect

from bench.far_end import Clicks, FarEnd
from bench.process import ROOT
from bench.report import load, percentile, table
from bench.rtp_phone import Exchange
from tron.core.clock import SystemClock
from tron.core.ids import uuid7
from tron.core.ports import DialRequest, LineCall, Trunk
from tron.core.speech import FRAME_MS, SAMPLE_RATE
from tron.telephony.media_stream.carrier import Order, Progress
from tron.telephony.media_stream.codecs import Codec
from tron.telephony.media_stream.line import MediaStreamLine
from tron.telephony.media_stream.messages import Message, Sound, Started, WireFormat
from tron.telephony.media_stream.tron_dialect import TronDialect
from tron.telephony.registry import LineContext
from tron.telephony.sip.control import connect
from tron.telephony.sip.line import SipLine
from tron.telephony.sip.paths import gateway_socket
from tron.telephony.stream_server import StreamServer

TO = "+12025550142"
FORMATS = {"16 kHz L16": WireFormat("L16", 16000), "8 kHz mu-law": WireFormat("PCMU", 8000)}
START_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How long each call talks, and how many there are at once on a media stream and over SIP."""

    seconds: float = 20.0
    streams: tuple[int, ...] = (1, 10)
    calls: tuple[int, ...] = (1, 4)
    codecs: tuple[str, ...] = ("PCMU", "PCMA")


@dataclass(frozen=True, slots=True)
class Figures:
    """`cpu`: the gateway's share of a core for each call, None where there is none."""

    waits: list[float]
    lost: int
    cpu: float | None = None


async def measure(plan: Plan) -> str:
    """The table."""
    rows = []
    for name, wire in FORMATS.items():
        for calls in plan.streams:
            rows.append(_row(f"media stream, {name}", calls, await _media_stream(wire, calls, plan.seconds)))
    if find_spec("pjsua2") is not None:
        for codec in plan.codecs:
            for calls in plan.calls:
                rows.append(_row(f"direct SIP, {codec}", calls, await _direct_sip(codec, calls, plan.seconds)))
    head = ("line", "calls", "there and back p50, ms", "p95, ms", "over a frame's clock p50, ms", "clicks lost",
            "gateway, % of a core for each call", "load")  # fmt: skip
    return table(head, rows)


def _row(line: str, calls: int, figures: Figures) -> list[str]:
    p50, p95 = percentile(figures.waits, 0.5), percentile(figures.waits, 0.95)
    over = max(p50 - FRAME_MS, 0)
    cpu = f"{figures.cpu:.1f}" if figures.cpu is not None else "-"
    return [line, str(calls), f"{p50:.1f}", f"{p95:.1f}", f"{over:.1f}", str(figures.lost), cpu, f"{load():.1f}"]


def _figures(far_ends: list[FarEnd], cpu: float | None = None) -> Figures:
    clicks = [one for one in far_ends if isinstance(one, Clicks)]
    return Figures([wait for one in clicks for wait in one.waits], sum(one.lost for one in clicks), cpu)


async def _echo(call: LineCall) -> None:
    assert call.audio is not None
    async for frame in call.audio.frames():
        await call.audio.send(frame)


class NobodyListens:
    async def ringing(self) -> None:
        """Nobody listens."""


# ------------------------------------------------------------ a media stream


class _Dialect(TronDialect):
    """Tron's words, with sound as vendors send it."""

    def __init__(self, wire: WireFormat) -> None:
        self._wire = wire

    def parse(self, message: str | bytes) -> Message | None:
        if isinstance(message, bytes):
            return Sound(message)
        parsed = super().parse(message)
        return replace(parsed, format=self._wire) if isinstance(parsed, Started) else parsed


class _Vendor:
    """Places calls at once; each caller is made anew."""

    def __init__(self, wire: WireFormat, make: Callable[[], FarEnd]) -> None:
        self._wire = wire
        self._make = make
        self.far_ends: list[FarEnd] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def dial(self, order: Order, progress: Progress) -> None:
        self._tasks.append(asyncio.create_task(self._call(order)))

    async def answer(self, order: Order, progress: Progress) -> None:
        raise NotImplementedError

    async def hang_up(self, call_id: UUID) -> None:
        """They leave with their streams."""

    async def exists(self, call_id: UUID) -> bool | None:
        return None

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _call(self, order: Order) -> None:
        far = self._make()
        self.far_ends.append(far)
        assert order.door.socket is not None
        async with unix_connect(order.door.socket, f"ws://worker{order.door.path}", compression=None) as websocket:
            start = {"type": "start", "call_id": str(order.call_id), "token": order.token, "phase": "answered"}
            await websocket.send(json.dumps(start))
            speaking = asyncio.create_task(self._speak(websocket, far))
            try:
                await self._listen(websocket, far)
            finally:
                speaking.cancel()

    async def _speak(self, websocket: ClientConnection, far: FarEnd) -> None:
        codec, number, due = Codec(self._wire), 0, time.monotonic()
        while True:
            number += 1
            await websocket.send(codec.encode(far.frame(number).astype("<i2").tobytes()))
            due += FRAME_MS / 1000
            await asyncio.sleep(max(due - time.monotonic(), 0))

    async def _listen(self, websocket: ClientConnection, far: FarEnd) -> None:
        codec = Codec(self._wire)
        async for message in websocket:
            if isinstance(message, bytes):
                far.hear(np.frombuffer(codec.decode(message), dtype="<i2"), SAMPLE_RATE)


class _StreamLine(MediaStreamLine):
    name = "stream"
    title = "Stream"


@asynccontextmanager
async def stream_line(wire: WireFormat, make: Callable[[], FarEnd]) -> AsyncIterator[tuple[MediaStreamLine, _Vendor]]:
    """A media stream's line, and the vendor whose callers `make` makes."""
    vendor = _Vendor(wire, make)
    with tempfile.TemporaryDirectory(prefix="tron-lines-") as folder:
        line = _StreamLine(SystemClock(), vendor, lambda: _Dialect(wire))
        server = StreamServer({"stream": line}, Path(folder), name="bench")
        await server.start()
        yield line, vendor
        await vendor.close()
        await server.close()


async def _media_stream(wire: WireFormat, calls: int, seconds: float) -> Figures:
    async with stream_line(wire, Clicks) as (line, vendor):
        await _talk(line, None, calls, seconds)
    return _figures(vendor.far_ends)


async def _talk(
    line: MediaStreamLine, trunk: Trunk | None, calls: int, seconds: float, begun: Callable[[], None] = lambda: None
) -> None:
    """So many calls at once, echoed for so long."""
    requests = [DialRequest(uuid7(), TO, "en-IN", trunk=trunk) for _ in range(calls)]
    live = await asyncio.gather(*(line.dial(request, NobodyListens()) for request in requests))
    echoing = [asyncio.create_task(_echo(call)) for call in live]
    begun()
    await asyncio.sleep(seconds)
    await asyncio.gather(*(call.hang_up() for call in live))
    await asyncio.gather(*echoing)


# ------------------------------------------------------------ direct SIP


@dataclass(frozen=True, slots=True)
class SipSide:
    """A worker's line, a trunk to telephones, and the gateway in between."""

    line: SipLine
    trunk: Trunk
    process: psutil.Process


@asynccontextmanager
async def sip_way(codec: str, port: int) -> AsyncIterator[SipSide]:
    """To the telephones that are at this port."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tron-lines-")))
        process = await stack.enter_async_context(_gateway(folder))
        trunk = await _trunk(folder, port, codec)
        line = SipLine(LineContext(SystemClock(), folder))
        stack.push_async_callback(line.aclose)
        server = StreamServer({"sip": line}, folder, name="bench")
        await server.start()
        stack.push_async_callback(server.close)
        yield SipSide(line, trunk, process)


async def _direct_sip(codec: str, calls: int, seconds: float) -> Figures:
    phones = Exchange(codec, Clicks)
    await phones.open()
    try:
        async with sip_way(codec, phones.port) as side:
            began: list[float] = []
            await _talk(side.line, side.trunk, calls, seconds, lambda: began.append(_cpu(side.process)))
            used = (_cpu(side.process) - began[0]) / seconds * 100 / calls
    finally:
        phones.close()
    return _figures([phone.far_end for phone in phones.phones.values()], used)


@asynccontextmanager
async def _gateway(folder: Path) -> AsyncIterator[psutil.Process]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tron.telephony.sip_gateway", "--data-dir", str(folder)),
        *("--bind", "127.0.0.1", "--sip-port", "0", "--with-parent"),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(START_SECONDS):
            while not gateway_socket(folder).exists():
                await asyncio.sleep(0.05)
        yield psutil.Process(process.pid)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


def _cpu(process: psutil.Process) -> float:
    """Seconds of a core that the gateway and its lanes have used."""
    times = [one.cpu_times() for one in (process, *process.children(recursive=True))]
    return float(sum(one.user + one.system for one in times))


async def _trunk(folder: Path, port: int, codec: str) -> Trunk:
    settings: dict[str, Any] = {"domain": "127.0.0.1", "port": port, "registers": False, "codecs": [codec]}
    trunk = Trunk(uuid7(), "sip", "Loop", settings)
    async with connect(gateway_socket(folder)) as control:
        await control.send(json.dumps({"type": "accounts", "accounts": [{"id": str(trunk.id), **settings}]}))
        await control.recv()
    return trunk
