"""Places of a worker: exact for yes or no, and a load that never keeps callers from the last free one."""

from __future__ import annotations

import asyncio

import pytest

from tests.support import VirtualClock
from tron.telephony import admission as module
from tron.telephony.admission import BUSIEST, FULL, PENDING_SECONDS, Admission

PLACES = 3


class Worker:
    held = 0

    async def places(self) -> tuple[int, int]:
        await asyncio.sleep(0)  # as a look at the settings may take
        return PLACES - self.held, PLACES


async def test_jobs_that_come_together_do_not_share_the_last_place():
    worker, clock = Worker(), VirtualClock()
    admission = Admission(worker.places, clock)
    worker.held = 1
    taken = await asyncio.gather(*(admission.take(f"room-{index}") for index in range(5)))
    assert taken.count(True) == 2
    assert await admission.take("room-0"), "asked again for a room that has its place"
    # The worker holds the first one now: its place is counted there.
    worker.held = 2
    admission.settle("room-0")
    assert not await admission.take("room-5")
    admission.settle("room-1")
    assert await admission.take("room-5")
    assert not await admission.take("room-6")


async def test_a_promise_that_came_to_nothing_is_forgotten():
    worker, clock = Worker(), VirtualClock()
    admission = Admission(worker.places, clock)
    worker.held = 2
    assert await admission.take("one")
    assert not await admission.take("two")
    clock.elapsed += PENDING_SECONDS + 1
    assert await admission.take("two")
    admission.closed = True
    assert not await admission.take("two")


@pytest.mark.parametrize(
    ("held", "machine", "closed", "low", "high"),
    [
        (0, 0.0, False, 0.0, 0.5),
        (2, 0.0, False, 0.4, BUSIEST),
        (0, 9.0, False, BUSIEST, BUSIEST),
        (PLACES, 0.0, False, FULL, FULL),
        (0, 0.0, True, FULL, FULL),
    ],
    ids=["idle", "nearly full", "busy machine", "full", "draining"],
)
async def test_the_load_that_livekit_weighs(monkeypatch, held, machine, closed, low, high):
    monkeypatch.setattr(module, "LOAD_EVERY", 0.001)
    monkeypatch.setattr(module, "LAG_SECONDS", 1e6)
    monkeypatch.setattr(module, "machine_load", lambda: machine)
    worker = Worker()
    worker.held = held
    admission = Admission(worker.places, VirtualClock())
    admission.closed = closed
    measuring = asyncio.create_task(admission.measure())
    await asyncio.sleep(0.1)
    measuring.cancel()
    assert low <= admission.load() <= high
