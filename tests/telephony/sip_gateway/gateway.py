"""A real gateway process, a client of its control socket, and a worker's door that hears and speaks."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray
from websockets.asyncio.client import ClientConnection, unix_connect
from websockets.asyncio.server import ServerConnection, unix_serve
from websockets.exceptions import ConnectionClosed

from tron.core.speech import FRAME_BYTES, FRAME_SAMPLES, SAMPLE_RATE
from tron.telephony.sip.paths import gateway_socket

PATIENCE = 30.0
TO = "+12025550142"
FROM = "+12025550100"


class Stream:
    """One call's stream as the worker sees it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.sound: list[bytes] = []
        self.words: list[dict[str, Any]] = []
        self.changed = asyncio.Condition()
        self.closed = asyncio.Event()
        self._socket: ServerConnection | None = None

    async def serve(self, socket: ServerConnection) -> None:
        self._socket = socket
        try:
            async for message in socket:
                async with self.changed:
                    if isinstance(message, bytes):
                        self.sound.append(message)
                    else:
                        self.words.append(json.loads(message))
                    self.changed.notify_all()
        except ConnectionClosed:
            pass
        self.closed.set()
        async with self.changed:
            self.changed.notify_all()

    async def say(self, type_: str, **values: Any) -> None:
        assert self._socket is not None
        await self._socket.send(json.dumps({"type": type_, **values}))

    async def play(self, pcm: bytes) -> None:
        """Frames in real time."""
        assert self._socket is not None
        due = asyncio.get_running_loop().time()
        for at in range(0, len(pcm), FRAME_BYTES):
            await self._socket.send(pcm[at : at + FRAME_BYTES])
            due += 0.02
            await asyncio.sleep(max(due - asyncio.get_running_loop().time(), 0))

    async def leave(self) -> None:
        assert self._socket is not None
        await self._socket.close()

    async def word(self, type_: str, **values: Any) -> dict[str, Any]:
        """The first message of this type with these values, waiting for it."""
        return await _until(self.changed, lambda: _first(self.words, type_, values))

    async def frames(self, count: int) -> list[bytes]:
        return await _until(self.changed, lambda: self.sound[:count] if len(self.sound) >= count else None)

    def level(self, hertz: float) -> float:
        """How loud a tone is in the last second heard, 0 to 1."""
        return tone_level(b"".join(self.sound[-50:]), hertz)


class Door:
    """The worker's door. `streams` is by call id."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.streams: dict[str, Stream] = {}
        self._came = asyncio.Condition()

    async def serve(self, socket: ServerConnection) -> None:
        assert socket.request is not None
        stream = Stream(socket.request.path)
        async with self._came:
            self.streams[socket.request.path.rpartition("/")[2]] = stream
            self._came.notify_all()
        await stream.serve(socket)

    async def stream(self, call_id: str) -> Stream:
        return await _until(self._came, lambda: self.streams.get(call_id))


class Control:
    """A client of the gateway."""

    def __init__(self, socket: ClientConnection, door: Door) -> None:
        self._socket = socket
        self.door = door
        self.heard: list[dict[str, Any]] = []
        self.changed = asyncio.Condition()

    async def listen(self) -> None:
        try:
            async for message in self._socket:
                async with self.changed:
                    self.heard.append(json.loads(message))
                    self.changed.notify_all()
        except ConnectionClosed:
            pass

    async def say(self, type_: str, **values: Any) -> None:
        await self._socket.send(json.dumps({"type": type_, **values}))

    async def leave(self) -> None:
        await self._socket.close()

    async def hear(self, type_: str, **values: Any) -> dict[str, Any]:
        """The first message of this type with these values, waiting for it."""
        return await _until(self.changed, lambda: _first(self.heard, type_, values))

    async def accounts(self, **states: str) -> dict[str, Any]:
        """Waits until these accounts are in these states."""

        def fits() -> dict[str, Any] | None:
            told = [one for one in self.heard if one["type"] == "accounts"]
            known = told[-1]["states"] if told else {}
            return (
                told[-1] if all(known.get(name, {}).get("state") == state for name, state in states.items()) else None
            )

        return await _until(self.changed, fits)

    async def dial(self, account: str = "trunk", to: str = TO, **more: Any) -> str:
        """The call's id."""
        call_id = more.pop("call_id", None) or str(uuid4())
        order = {"account": account, "to": to, "ring_timeout": 20, "headers": {}, "token": "t0ken"}
        order["stream"] = {"socket": str(self.door.path)}
        await self.say("dial", call_id=call_id, **{**order, **more})
        return call_id

    def states(self, call_id: str) -> list[str]:
        return [one["state"] for one in self.heard if one["type"] == "call" and one["call_id"] == call_id]


@asynccontextmanager
async def client_of(data_dir: Path) -> AsyncIterator[Control]:
    """A client with a door of its own; waits for a gateway that is starting."""
    path = data_dir / "run" / f"door-{uuid4().hex[:8]}.sock"
    door = Door(path)
    async with unix_serve(door.serve, str(path), compression=None):
        control = Control(await _connected(gateway_socket(data_dir)), door)
        listening = asyncio.create_task(control.listen())
        try:
            yield control
        finally:
            print("the gateway said:", *control.heard, sep="\n  ")
            await control.leave()
            await listening


async def _connected(socket: Path) -> ClientConnection:
    async with asyncio.timeout(PATIENCE):
        while True:
            with suppress(OSError):
                return await unix_connect(str(socket), compression=None)
            await asyncio.sleep(0.02)


class Gateway:
    """The process and where it is."""

    def __init__(self, process: asyncio.subprocess.Process, data_dir: Path) -> None:
        self.process = process
        self.data_dir = data_dir

    def client(self) -> AbstractAsyncContextManager[Control]:
        return client_of(self.data_dir)


@asynccontextmanager
async def running_gateway(data_dir: Path, *more: str) -> AsyncIterator[Gateway]:
    """`python -m tron.telephony.sip_gateway` on loopback, ended afterwards."""
    process = await start_gateway(data_dir, *more)
    try:
        yield Gateway(process, data_dir)
    finally:
        await end(process)


async def start_gateway(data_dir: Path, *more: str) -> asyncio.subprocess.Process:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tron.telephony.sip_gateway", "--data-dir", str(data_dir)),
        *("--bind", "127.0.0.1", "--sip-port", "0", "--softphone-port", "0", "--with-parent", *more),
        stdin=asyncio.subprocess.PIPE,
    )
    socket = gateway_socket(data_dir)
    async with asyncio.timeout(PATIENCE):
        while not socket.exists():
            assert process.returncode is None, "the gateway did not start"
            await asyncio.sleep(0.02)
    return process


async def end(process: asyncio.subprocess.Process) -> int:
    """As its parent would: close its input."""
    if process.stdin is not None:
        process.stdin.close()
    async with asyncio.timeout(PATIENCE):
        return await process.wait()


def tone(hertz: float, seconds: float) -> bytes:
    """A sine of a quarter of full scale."""
    times = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    pcm = (np.sin(2 * np.pi * hertz * times) * 8000).astype("<i2").tobytes()
    return pcm + bytes(-len(pcm) % FRAME_BYTES)


def tone_level(pcm: bytes, hertz: float) -> float:
    """The tone's part of full scale."""
    samples = np.frombuffer(pcm, "<i2").astype(np.float64) / 32768
    if len(samples) < FRAME_SAMPLES:
        return 0.0
    times = np.arange(len(samples)) / SAMPLE_RATE
    return float(2 * abs(np.mean(samples * np.exp(-2j * np.pi * hertz * times))))


def loudest(samples: NDArray[np.int16], hertz: float, rate: int) -> float:
    """The tone's part of full scale in the quarter second where it is loudest."""
    size = rate // 4
    wave = np.exp(-2j * np.pi * hertz * np.arange(size) / rate)
    parts = [samples[at : at + size] / 32768 for at in range(0, len(samples) - size + 1, size)]
    return max((float(2 * abs(np.mean(part * wave))) for part in parts), default=0.0)


def _first(heard: list[dict[str, Any]], type_: str, values: dict[str, Any]) -> dict[str, Any] | None:
    for one in heard:
        if one["type"] == type_ and all(one.get(key) == value for key, value in values.items()):
            return one
    return None


async def _until(changed: asyncio.Condition, look: Any) -> Any:
    async with asyncio.timeout(PATIENCE), changed:
        while not (found := look()):
            await changed.wait()
        return found
