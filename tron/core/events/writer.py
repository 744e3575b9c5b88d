"""Writes a process's call events in small batches, in order, and survives a database that is away for a while."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.exc import DBAPIError, NoResultFound

from tron.core.clock import Clock
from tron.core.database.engine import Database
from tron.core.events.bus import EventBus
from tron.core.events.log import NewEvent, append

log = logging.getLogger(__name__)

BATCH_SECONDS = 0.05
RETRY_SECONDS = 0.5


class EventWriter:
    """`emit` never waits for the database; `flush` waits until all that was emitted is written."""

    def __init__(self, database: Database, bus: EventBus, clock: Clock) -> None:
        self._database = database
        self._bus = bus
        self._clock = clock
        self._queue: list[NewEvent] = []
        self._wake = asyncio.Event()
        self._lock = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="event-writer")

    async def close(self) -> None:
        """Write what is left, then stop."""
        await self.flush(timeout=5)
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def emit(self, call_id: UUID, type_: str, payload: Mapping[str, Any], node: str | None = None) -> None:
        self._queue.append(NewEvent(call_id, type_, payload, self._clock.now(), node))
        self._wake.set()

    async def flush(self, timeout: float = 10.0) -> None:
        """Wait until everything emitted so far is in the database; gives up after `timeout` seconds."""
        async with asyncio.timeout(timeout):
            while self._queue:
                if not await self._write():
                    await asyncio.sleep(RETRY_SECONDS)

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            await asyncio.sleep(BATCH_SECONDS)
            self._wake.clear()
            if not await self._write():
                await asyncio.sleep(RETRY_SECONDS)
                self._wake.set()

    async def _write(self) -> bool:
        async with self._lock:
            batch = list(self._queue)
            if not batch:
                return True
            by_call: dict[UUID, list[NewEvent]] = defaultdict(list)
            for event in batch:
                by_call[event.call_id].append(event)
            try:
                async with self._database.transaction() as session:
                    # A fixed order of row locks: two writers cannot wait for each other.
                    for call_id in sorted(by_call):
                        await append(session, call_id, by_call[call_id])
            except NoResultFound:
                log.error("events of a call that is not in the database were dropped")
            except (DBAPIError, OSError, TimeoutError) as error:
                log.warning("events wait, the database is away: %s", type(error).__name__)
                return False
            del self._queue[: len(batch)]
        self._bus.publish(*(f"call:{call_id}" for call_id in by_call))
        return True
