"""What the way from a page to the worker and back adds: a ping among the sound of calls that talk in both directions.

The page's own part, its jitter buffer, is told beside it: 20 ms of capture and what the buffer waits for.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from dataclasses import dataclass
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from bench.process import ROOT
from bench.report import load, percentile, table
from bench.serving import Api, running
from tron.core.speech import FRAME_BYTES, FRAME_MS

JITTER_BUFFER = ROOT / "tron" / "web" / "src" / "lib" / "audio" / "jitterBuffer.ts"
PING_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Plan:
    """Calls at once, and how long they talk."""

    calls: tuple[int, ...] = (1, 10)
    seconds: float = 15.0


class Page:
    """One page in a call: speaks silence in real time, counts what it hears, pings."""

    def __init__(self, websocket: ClientConnection) -> None:
        self._websocket = websocket
        self.waits: list[float] = []
        self.frames = 0

    async def talk(self, seconds: float) -> None:
        tasks = [asyncio.create_task(step()) for step in (self._speak, self._listen, self._ping)]
        await asyncio.sleep(seconds)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._websocket.send(json.dumps({"type": "hangup"}))

    async def _speak(self) -> None:
        due = time.monotonic()
        while True:
            await self._websocket.send(bytes(FRAME_BYTES))
            due += FRAME_MS / 1000
            await asyncio.sleep(max(due - time.monotonic(), 0))

    async def _ping(self) -> None:
        while True:
            await self._websocket.send(json.dumps({"type": "ping", "t": time.perf_counter()}))
            await asyncio.sleep(PING_SECONDS)

    async def _listen(self) -> None:
        async for message in self._websocket:
            if isinstance(message, bytes):
                self.frames += 1
                continue
            body: dict[str, Any] = json.loads(message)
            if body["type"] == "pong":
                self.waits.append((time.perf_counter() - body["t"]) * 1000)


async def measure(plan: Plan) -> str:
    """The table."""
    rows = []
    first = jitter_ms("FIRST")
    async with running() as api:
        agent = api.ask("/agents", {"template": "support_agent"})["id"]
        for calls in plan.calls:
            pages = await asyncio.gather(*(_call(api, agent, plan.seconds) for _ in range(calls)))
            waits = [wait for page in pages for wait in page.waits]
            rows.append(
                [
                    str(calls),
                    f"{percentile(waits, 0.5):.1f}",
                    f"{percentile(waits, 0.95):.1f}",
                    str(min(page.frames for page in pages)),
                    str(first),
                    f"{percentile(waits, 0.5) + first:.0f}",
                    f"{load():.1f}",
                ]
            )
    head = (
        "calls",
        "there and back p50, ms",
        "p95, ms",
        "frames heard, least",
        "jitter buffer at first, ms",
        "added, ms",
        "load",
    )
    return table(head, rows)


async def _call(api: Api, agent: str, seconds: float) -> Page:
    call = await asyncio.to_thread(api.ask, f"/agents/{agent}/test-call", {"line": "browser"})
    async with connect(f"ws://127.0.0.1:{api.port}{call['stream_url']}", compression=None) as websocket:
        hello = {"type": "hello", "token": call["token"], "sample_rate": 16_000}
        await websocket.send(json.dumps(hello))
        await websocket.recv()
        page = Page(websocket)
        await page.talk(seconds)
    return page


def jitter_ms(which: str) -> int:
    """What the page's jitter buffer waits for: FIRST, until sound comes unevenly; MOST, however uneven."""
    found = re.search(rf"{which}_MS = (\d+)", JITTER_BUFFER.read_text())
    return int(found.group(1)) if found else 0
