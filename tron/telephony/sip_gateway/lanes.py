"""The gateway's lanes: started, started again, and chosen for a call."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Coroutine, Mapping
from typing import Any

from tron.telephony.sip_gateway.errors import LaneError
from tron.telephony.sip_gateway.lane import Lane
from tron.telephony.sip_gateway.limits import MOST_ACCOUNTS

log = logging.getLogger(__name__)
BACKOFF_SECONDS = (0.2, 1.0, 3.0, 10.0, 30.0)
IDLE_SECONDS = 300.0
KEPT_PLACES = 2
"""Places of an account's home lane that calls out leave to calls that come in."""


class Lanes:
    """`make` makes the lane of a number, not started. The first ones are the accounts' homes, eight to each."""

    def __init__(self, make: Callable[[int], Lane], *, most: int) -> None:
        self._make = make
        self._most = most
        self._lanes: dict[int, Lane] = {}
        self._accounts: dict[str, dict[str, Any]] = {}
        self._home: dict[str, int] = {}
        self._starting: dict[int, asyncio.Task[Lane]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._failures: dict[int, int] = {}
        self._closed = False

    def __getitem__(self, number: int) -> Lane:
        """Raises KeyError for a lane that is not there."""
        return self._lanes[number]

    @property
    def accounts(self) -> Mapping[str, dict[str, Any]]:
        return self._accounts

    def home(self, account: str) -> int:
        """The number of the lane where an account registers."""
        return self._home[account]

    async def start(self) -> None:
        """The first lane. Raises LaneError."""
        await self._open(0)

    async def replace(self, accounts: Mapping[str, dict[str, Any]]) -> None:
        """These are all accounts there are. Raises LaneError."""
        self._accounts = dict(accounts)
        self._home = {name: lane for name, lane in self._home.items() if name in accounts}
        for name in accounts:
            if name not in self._home:
                self._home[name] = self._room_for_one()
        for number in {0, *self._home.values()}:
            await self._open(number)
        for lane in self._lanes.values():
            self._settle(lane)

    async def lane_for(self, account: str, tried: Collection[Lane]) -> Lane | None:
        """A lane with a place for a call by this account, besides those tried; None when all are full.
        Raises LaneError where one more does not start."""
        for lane in self._ordered():
            if lane not in tried and lane.takes(account) and lane.places > (KEPT_PLACES if lane.homes else 0):
                return lane
        numbers = (number for number in range(self._most) if number not in self._lanes)
        if (number := next(numbers, None)) is not None:
            return await self._open(number)
        return next((lane for lane in self._ordered() if lane not in tried and lane.takes(account)), None)

    def lost(self, lane: Lane) -> None:
        """A lane is gone. A home comes back; others do when they are needed."""
        self._lanes.pop(lane.number, None)
        if not self._closed and (lane.number == 0 or lane.number in self._home.values()):
            self._later(self._revive(lane.number))
        self._later(lane.close())

    def rest(self, lane: Lane) -> None:
        """A call of it is over. A lane that is nobody's home ends when it stays without calls."""
        asyncio.get_running_loop().call_later(IDLE_SECONDS, self._end_idle, lane, lane.used)

    def _end_idle(self, lane: Lane, used: int) -> None:
        if not self._closed and lane.used == used and not lane.calls and not lane.homes and lane.number:
            self._lanes.pop(lane.number, None)
            self._later(lane.close())

    async def close(self) -> None:
        """End all lanes and their calls."""
        self._closed = True
        for task in [*self._tasks, *self._starting.values()]:
            task.cancel()
        await asyncio.gather(*self._tasks, *self._starting.values(), return_exceptions=True)
        await asyncio.gather(*(lane.close() for lane in self._lanes.values()))

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _ordered(self) -> list[Lane]:
        """Full ones first, so that others become empty."""
        return sorted((lane for lane in self._lanes.values() if lane.up), key=lambda lane: (lane.places, lane.number))

    def _room_for_one(self) -> int:
        taken = list(self._home.values())
        return next(number for number in range(len(taken) + 1) if taken.count(number) < MOST_ACCOUNTS)

    def _settle(self, lane: Lane) -> None:
        homes = {name: self._accounts[name] for name, number in self._home.items() if number == lane.number}
        lane.settle(homes)

    async def _open(self, number: int) -> Lane:
        if number in self._lanes:
            return self._lanes[number]
        if number not in self._starting:
            self._starting[number] = asyncio.create_task(self._begin(number), name=f"start lane {number}")
        return await asyncio.shield(self._starting[number])

    async def _begin(self, number: int) -> Lane:
        lane = self._make(number)
        try:
            await lane.start()
        except BaseException:
            await lane.close()
            raise
        finally:
            self._starting.pop(number, None)
        self._lanes[number] = lane
        self._settle(lane)
        return lane

    async def _revive(self, number: int) -> None:
        while not self._closed:
            failures = self._failures.get(number, 0)
            await asyncio.sleep(BACKOFF_SECONDS[min(failures, len(BACKOFF_SECONDS) - 1)])
            self._failures[number] = failures + 1
            try:
                await self._open(number)
            except (LaneError, OSError) as error:
                log.warning("%s", error)
            else:
                asyncio.get_running_loop().call_later(60.0, self._failures.pop, number, None)
                return
