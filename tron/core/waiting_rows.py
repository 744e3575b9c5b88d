"""Work that waits in rows of the database: a worker looks for it, takes it, and leaves what it could not finish.

Any worker can take any row. What a row is, how it is claimed and what is done with it is its owner's affair
(core/knowledge/indexing.py, core/scenarios/jobs.py, voice/after_call.py).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from uuid import UUID

from tron.core.database.failures import DATABASE_ERRORS, is_passing
from tron.core.events.bus import LAGGED, EventBus, Subscription

log = logging.getLogger(__name__)

Work = Callable[[], Awaitable[None]]


class WaitingRows:
    """One kind of rows, in one worker; it works from `start` to `close`.

    `look` claims rows and hands each to `begin`. It is called when `reference` comes over the bus, when a job is over,
    and every `every` seconds; what it raises is logged, and the rows wait.
    """

    def __init__(self, bus: EventBus, reference: str, look: Work, *, every: float) -> None:
        self._bus = bus
        self._reference = reference
        self._look = look
        self._every = every
        self._wake = Subscription()
        self._loop: asyncio.Task[None] | None = None
        self.jobs: dict[UUID, asyncio.Task[None]] = {}
        """Those under way, by the row's id."""

    def start(self) -> None:
        self._loop = asyncio.create_task(self._run(), name=f"rows-{self._reference}")

    async def close(self, *, within: float, patience: float = 0.0) -> None:
        """Lets what is nearly done end within `patience` seconds; the rest is given back, in `within` at most."""
        await self.halt()
        if patience and self.jobs:
            await asyncio.wait(self.jobs.values(), timeout=patience)
        left = list(self.jobs.values())
        for job in left:
            job.cancel()
        if left:
            await asyncio.wait(left, timeout=within)

    async def halt(self) -> None:
        """Looks for no more."""
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.wait({self._loop})

    def begin(self, row: UUID, work: Work, give_back: Work, *, within: float) -> None:
        """A job of its own. Where it is cut off, `give_back` has `within` seconds to leave the row to the next."""
        job = asyncio.create_task(_or_back(work, give_back, within), name=f"{self._reference}-{row}")
        self.jobs[row] = job
        job.add_done_callback(lambda _: self._done(row))

    def _done(self, row: UUID) -> None:
        self.jobs.pop(row, None)
        self._wake.offer(self._reference)

    async def _run(self) -> None:
        async with self._bus.subscribe() as self._wake:
            while True:
                try:
                    await self._look()
                except Exception as error:
                    if not (isinstance(error, DATABASE_ERRORS) and is_passing(error)):
                        log.exception("the rows of %s wait", self._reference)
                await self._news()

    async def _news(self) -> None:
        """Until a row may wait, at most `every` seconds."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self._every
        while (left := until - loop.time()) > 0:
            news = await self._wake.next(left)
            self._wake.lagged = False
            if news & {self._reference, LAGGED}:
                return


async def _or_back(work: Work, give_back: Work, within: float) -> None:
    try:
        await work()
    except asyncio.CancelledError:
        with suppress(*DATABASE_ERRORS, TimeoutError):
            async with asyncio.timeout(within):
                await give_back()
        raise
