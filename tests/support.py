"""Small things that tests share."""

from __future__ import annotations

import asyncio
import heapq
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")


def finished(work: Coroutine[Any, Any, T]) -> T:
    """The result of `work`, on a loop of its own: for functions that are no coroutines (hypothesis).

    asyncio.run would leave the thread without the loop that all other tests share.
    """
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(work)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


class _ReversingBox:
    def seal(self, plain: str) -> str:
        return "sealed:" + plain[::-1]

    def open(self, sealed: str) -> str:
        return sealed.removeprefix("sealed:")[::-1]


def plain_secret_box() -> _ReversingBox:
    """A stand-in for encryption that still shows whether a column is sealed."""
    return _ReversingBox()


@dataclass
class VirtualClock:
    """A Clock that jumps: sleeping tasks wake in order as soon as everything else waits."""

    start: datetime = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    elapsed: float = 0.0
    _waiting: list[tuple[float, int, asyncio.Future[None]]] = field(default_factory=list)
    _count: int = 0

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.elapsed)

    def monotonic(self) -> float:
        return self.elapsed

    async def sleep(self, seconds: float) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._count += 1
        heapq.heappush(self._waiting, (self.elapsed + max(0.0, seconds), self._count, future))
        await future

    async def run_until(self, done: asyncio.Task[object], limit: float = 3600.0) -> None:
        """Advance until `done` is done; raises when nothing sleeps any more or `limit` virtual seconds passed."""
        while not done.done():
            for _ in range(50):
                await asyncio.sleep(0)
            if done.done():
                return
            while self._waiting and self._waiting[0][2].done():
                heapq.heappop(self._waiting)
            if not self._waiting:
                await asyncio.sleep(0.005)
                continue
            at, _, future = heapq.heappop(self._waiting)
            if at > limit:
                raise TimeoutError(f"virtual time ran past {limit} s")
            self.elapsed = max(self.elapsed, at)
            if not future.done():
                future.set_result(None)


class ScaledClock:
    """Real time, `factor` times as fast, from `start` on: a minute of talking passes in a second or two."""

    def __init__(self, factor: float, start: datetime | None = None) -> None:
        self._factor = factor
        self._zero = time.monotonic()
        self._start = start or datetime.now(UTC)

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return (time.monotonic() - self._zero) * self._factor

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds) / self._factor)
