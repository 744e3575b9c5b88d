"""How many more calls this process takes from LiveKit: an exact count for yes or no, and a load that others weigh."""

from __future__ import annotations

import asyncio
import os

from tron.core.clock import Clock
from tron.telephony.desk import Places

PENDING_SECONDS = 10.0
"""A call that was taken is one that the worker holds long before; else its place is free again."""
LAG_SECONDS = 0.25
"""An event loop that is so late is full, whatever the count of calls."""
LOAD_EVERY = 0.5
BUSIEST, FULL = 0.65, 1.0
"""LiveKit sends nobody to a worker above its `target_load`, by default 0.7. One that has a place stays below: better a
slow machine for a caller than none."""


class Admission:
    """Calls that LiveKit was promised count as held until the worker has them."""

    def __init__(self, places: Places, clock: Clock) -> None:
        self._places = places
        self._clock = clock
        self._promised: dict[str, float] = {}
        self._load = 0.0
        self.closed = False

    async def take(self, room: str) -> bool:
        """Whether there is a place; it is then kept for this room. Asked twice for one room, it is one place."""
        free, _ = await self._places()
        # From here on nothing else runs: two jobs that come together cannot both get the last place.
        now = self._clock.monotonic()
        self._promised = {name: until for name, until in self._promised.items() if until > now}
        if self.closed or (room not in self._promised and len(self._promised) >= free):
            return False
        self._promised[room] = now + PENDING_SECONDS
        return True

    def settle(self, room: str) -> None:
        """The worker holds the call itself now, or nobody does."""
        self._promised.pop(room, None)

    def load(self) -> float:
        """0 to 1, of the last measuring. Called from other threads."""
        return self._load

    async def measure(self) -> None:
        """Looks again and again: places, how late the event loop is, the machine's own load."""
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + LOAD_EVERY
            await asyncio.sleep(LOAD_EVERY)
            late = (loop.time() - due) / LAG_SECONDS
            free, places = await self._places()
            left = free - len(self._promised)
            busiest = max(1 - left / max(places, 1), late, machine_load())
            self._load = FULL if self.closed or left <= 0 else BUSIEST * min(1.0, max(0.0, busiest))


def machine_load() -> float:
    """1 where twice as many processes want to run as there are cores."""
    return os.getloadavg()[0] / (2 * (os.cpu_count() or 1))
