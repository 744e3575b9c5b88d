"""Work that waits in rows: when a worker looks, what it begins, what it leaves behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import UUID

import pytest

from tron.core.events.bus import EventBus, Subscription
from tron.core.ids import uuid7
from tron.core.waiting_rows import WaitingRows

KIND = "tea"


class Kitchen:
    """A worker that takes what waits, two at a time."""

    def __init__(self, bus: EventBus, *, every: float = 60.0) -> None:
        self.rows = WaitingRows(bus, KIND, self._look, every=every)
        self.waiting: list[UUID] = []
        self.given_back: list[UUID] = []
        self.done: list[UUID] = []
        self.looks = 0
        self.troubles: list[Exception] = []
        self.hold = asyncio.Event()
        self.back: Callable[[], Awaitable[None]] | None = None

    async def _look(self) -> None:
        self.looks += 1
        if self.troubles:
            raise self.troubles.pop()
        while self.waiting and len(self.rows.jobs) < 2:
            row = self.waiting.pop(0)
            self.rows.begin(row, lambda row=row: self._work(row), lambda row=row: self._back(row), within=0.1)  # type: ignore[misc]

    async def _work(self, row: UUID) -> None:
        await self.hold.wait()
        self.done.append(row)

    async def _back(self, row: UUID) -> None:
        if self.back is not None:
            await self.back()
        self.given_back.append(row)


class Bus:
    """Within this process."""

    def __init__(self) -> None:
        self._subscriptions: list[Subscription] = []

    async def start(self) -> None:
        pass

    async def close(self) -> None:
        pass

    def healthy(self) -> bool:
        return True

    def publish(self, *references: str) -> None:
        for subscription in self._subscriptions:
            for reference in references:
                subscription.offer(reference)

    @asynccontextmanager
    async def subscribe(self) -> AsyncIterator[Subscription]:
        self._subscriptions.append(Subscription())
        yield self._subscriptions[-1]


@pytest.fixture
def bus() -> EventBus:
    return Bus()


@asynccontextmanager
async def at_work(kitchen: Kitchen, *, patience: float = 0.0) -> AsyncIterator[None]:
    kitchen.rows.start()
    try:
        yield
    finally:
        await kitchen.rows.close(within=1.0, patience=patience)


async def when(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.005)


async def test_it_looks_at_once_at_news_and_when_a_job_is_over(bus: EventBus) -> None:
    kitchen = Kitchen(bus)
    kitchen.waiting = [uuid7() for _ in range(3)]
    async with at_work(kitchen):
        await when(lambda: len(kitchen.rows.jobs) == 2)
        kitchen.hold.set()
        await when(lambda: len(kitchen.done) == 3)
        kitchen.waiting.append(uuid7())
        bus.publish("something else")
        bus.publish(KIND)
        await when(lambda: len(kitchen.done) == 4)
    assert kitchen.rows.jobs == {}


async def test_it_looks_now_and_then_without_news_and_after_trouble(bus: EventBus) -> None:
    kitchen = Kitchen(bus, every=0.01)
    kitchen.troubles = [OSError("away"), ValueError("a defect")]
    async with at_work(kitchen):
        await when(lambda: kitchen.looks > 3)


async def test_what_is_cut_off_is_given_back(bus: EventBus) -> None:
    kitchen = Kitchen(bus)
    kitchen.waiting = rows = [uuid7(), uuid7()]
    both = list(rows)
    async with at_work(kitchen):
        await when(lambda: len(kitchen.rows.jobs) == 2)
        kitchen.rows.jobs[both[0]].cancel()
        await when(lambda: kitchen.given_back == both[:1])
    assert (sorted(kitchen.given_back), kitchen.done) == (sorted(both), [])


async def test_what_is_nearly_done_may_end(bus: EventBus) -> None:
    kitchen = Kitchen(bus)
    kitchen.waiting = [uuid7()]
    async with at_work(kitchen, patience=10):
        await when(lambda: len(kitchen.rows.jobs) == 1)
        asyncio.get_running_loop().call_later(0.02, kitchen.hold.set)
    assert (len(kitchen.done), kitchen.given_back) == (1, [])


@pytest.mark.parametrize("trouble", [None, OSError("away")])
async def test_a_database_that_is_away_holds_up_no_worker_that_leaves(bus: EventBus, trouble: OSError | None) -> None:
    async def back() -> None:
        if trouble is not None:
            raise trouble
        await asyncio.Event().wait()

    kitchen = Kitchen(bus)
    kitchen.back = back
    kitchen.waiting = [uuid7()]
    async with asyncio.timeout(5), at_work(kitchen):
        await when(lambda: len(kitchen.rows.jobs) == 1)
    assert kitchen.given_back == []
