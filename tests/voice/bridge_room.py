"""A bridge on a virtual clock, and people on it: everybody's sound is one level, so that a mix is a sum."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import numpy as np

from tests.support import VirtualClock
from tron.core.speech import FRAME_BYTES, FRAME_SAMPLES
from tron.voice.bridge import Bridge

CALLER, AGENT, COLLEAGUE, SUPERVISOR = 1, 10, 100, 1000


def level(value: int) -> bytes:
    return np.full(FRAME_SAMPLES, value, "<i2").tobytes()


def value_of(frame: bytes) -> int:
    assert len(frame) == FRAME_BYTES
    return int(np.frombuffer(frame, "<i2")[0])


class Phone:
    """LineAudio of somebody who sounds like `value` all the time; `heard` is what came to them."""

    def __init__(self, clock: VirtualClock, value: int) -> None:
        self._clock = clock
        self.frame = level(value)
        self.sent: list[bytes] = []
        self.clears = 0
        self.stalls = self.gone = self.breaks = self.stuck = False
        self.fails: list[Exception] = []
        """What the next frames to them come to."""

    @property
    def heard(self) -> list[int]:
        return [value_of(frame) for frame in self.sent]

    async def frames(self) -> AsyncIterator[bytes]:
        while not self.gone:
            await self._clock.sleep(0.02)
            if self.breaks:
                raise OSError("the connection broke")
            if not self.stalls:
                yield self.frame

    async def send(self, frame: bytes) -> None:
        if self.stuck:
            await asyncio.Event().wait()
        if self.fails:
            raise self.fails.pop()
        self.sent.append(frame)

    async def clear(self) -> None:
        self.clears += 1


class Room:
    """A bridge with a session that reads, and speaks while `speaks`."""

    def __init__(self) -> None:
        self.clock = VirtualClock()
        self.caller = Phone(self.clock, CALLER)
        self.colleague = Phone(self.clock, COLLEAGUE)
        self.supervisor = Phone(self.clock, SUPERVISOR)
        self.bridge = Bridge(self.caller, self.clock)
        self.speaks = False
        self.agent_heard: list[bytes] = []
        self.recorded: list[tuple[str, int]] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Room:
        self.bridge.tap(
            caller=lambda frame: self.recorded.append(("caller", value_of(frame))),
            heard=lambda frame: self.recorded.append(("heard", value_of(frame))),
        )
        self._tasks = [asyncio.create_task(self._read()), asyncio.create_task(self._speak())]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.bridge.aclose()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def pass_time(self, seconds: float) -> None:
        """Let it pass, and forget what was heard in it up to half of it."""
        for _ in range(2):
            for phone in (self.caller, self.colleague, self.supervisor):
                phone.sent.clear()
            self.agent_heard.clear()
            self.recorded.clear()
            await self.run(self.clock.sleep(seconds / 2))

    async def run(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        await self.clock.run_until(task)
        await task

    async def _read(self) -> None:
        async for frame in self.bridge.frames():
            self.agent_heard.append(frame)

    async def _speak(self) -> None:
        while True:
            await self.clock.sleep(0.02)
            if self.speaks:
                await self.bridge.send(level(AGENT))

    def agent(self) -> set[int]:
        return {value_of(frame) for frame in self.agent_heard}
