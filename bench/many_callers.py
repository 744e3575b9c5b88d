"""The callers of many calls in a process of their own: each speaks a frame every 20 ms into its stream, and listens.

    python -m bench.many_callers

A line of JSON on stdin connects one (`{"connect": number, "socket": ..., "path": ..., "start": {...}}`), or lets it say
the tests' "yes" (`{"say": number}`).
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, unix_connect
from websockets.exceptions import ConnectionClosed

from bench.process import ROOT
from bench.stand_ins import spoken
from tron.core.speech import FRAME_BYTES, FRAME_MS
from tron.telephony.media_stream.codecs import Codec
from tron.telephony.media_stream.messages import WireFormat

WIRE = WireFormat("PCMU", 8000)
"""As most vendors send it."""


class Callers:
    """As the measuring process knows them."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    def connect(self, number: int, *, socket: str, path: str, start: Mapping[str, Any]) -> None:
        self._tell(connect=number, socket=socket, path=path, start=start)

    def say(self, number: int) -> float:
        """Answers how many seconds it takes."""
        self._tell(say=number)
        return len(spoken("yes")) / FRAME_BYTES * FRAME_MS / 1000

    def _tell(self, **what: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(what).encode() + b"\n")


@asynccontextmanager
async def callers() -> AsyncIterator[Callers]:
    """Until everything is measured."""
    command = (sys.executable, "-m", "bench.many_callers")
    process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.PIPE, cwd=ROOT)
    assert process.stdin is not None
    try:
        yield Callers(process)
    finally:
        process.stdin.close()
        await process.wait()


# ------------------------------------------------------------ the callers' own process


class _Caller:
    def __init__(self) -> None:
        self._codec = Codec(WIRE)
        self._quiet = self._codec.encode(bytes(FRAME_BYTES))
        self._clip: deque[bytes] = deque()

    def say(self, pcm: bytes) -> None:
        whole = pcm.ljust(-(-len(pcm) // FRAME_BYTES) * FRAME_BYTES, b"\0")
        frames = (whole[at : at + FRAME_BYTES] for at in range(0, len(whole), FRAME_BYTES))
        self._clip.extend(self._codec.encode(frame) for frame in frames)

    async def call(self, socket: str, path: str, start: Mapping[str, Any]) -> None:
        async with unix_connect(socket, f"ws://worker{path}", compression=None) as websocket:
            await websocket.send(json.dumps(start))
            speaking = asyncio.create_task(self._speak(websocket))
            try:
                async for _heard in websocket:
                    pass
            finally:
                speaking.cancel()

    async def _speak(self, websocket: ClientConnection) -> None:
        due = time.monotonic()
        while True:
            try:
                await websocket.send(self._clip.popleft() if self._clip else self._quiet)
            except ConnectionClosed:
                return
            due += FRAME_MS / 1000
            await asyncio.sleep(max(due - time.monotonic(), 0))


async def _obey() -> None:
    """Until the measuring process is gone."""
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    there: dict[int, _Caller] = {}
    calls = []
    async for line in reader:
        asked = json.loads(line)
        if "say" in asked:
            there[asked["say"]].say(spoken("yes"))
            continue
        caller = there[asked["connect"]] = _Caller()
        calls.append(asyncio.create_task(caller.call(asked["socket"], asked["path"], asked["start"])))
    for call in calls:
        call.cancel()
    await asyncio.gather(*calls, return_exceptions=True)


if __name__ == "__main__":
    asyncio.run(_obey())
