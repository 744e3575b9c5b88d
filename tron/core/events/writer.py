"""Writes a process's call events in small batches, in order, and survives a database that is away for a while."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.clock import Clock
from tron.core.database.engine import Database
from tron.core.database.failures import DATABASE_ERRORS, is_passing
from tron.core.database.tables import Call, CallEvent
from tron.core.events.bus import EventBus
from tron.core.events.log import NewEvent, append, append_many

log = logging.getLogger(__name__)

BATCH_SECONDS = 0.05
BATCH_EVENTS = 1000
RETRY_SECONDS = 0.5
SOFT_LIMIT = 20_000
"""Events waiting for the database beyond which passing ones (partial words, delays) are dropped."""
HARD_LIMIT = 40_000
"""Beyond this every new event is dropped: about 40 MB, half an hour of a hundred calls."""
PASSING_TYPES = frozenset({"backchannel", "silence", "turn.latency"})

STORE_ERRORS = (SQLAlchemyError, *DATABASE_ERRORS)

Batch = dict[UUID, list[NewEvent]]


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A batch whose commit nobody confirmed: its size, and the first sequence of each call in it."""

    size: int
    firsts: Mapping[UUID, int]


class EventWriter:
    """`emit` never waits for the database; `flush` waits until all that was emitted is written."""

    def __init__(self, database: Database, bus: EventBus, clock: Clock) -> None:
        self._database = database
        self._bus = bus
        self._clock = clock
        self._queue: deque[NewEvent] = deque()
        self._emitted = self._done = 0
        self._doubt: _Doubt | None = None
        self._wake = asyncio.Event()
        self._lock = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self.dropped = 0

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="event-writer")

    async def close(self, timeout: float = 5.0) -> None:
        """Write what is left, then stop; what the database does not take in `timeout` seconds is lost, and logged."""
        try:
            await self.flush(timeout)
        except TimeoutError:
            log.error("%d events were not written", len(self._queue))
        finally:
            if self._task:
                self._task.cancel()
                await asyncio.gather(self._task, return_exceptions=True)

    def emit(self, call_id: UUID, type_: str, payload: Mapping[str, Any], node: str | None = None) -> None:
        """Queue an event. While the database is away long, passing events are dropped first."""
        waiting = len(self._queue)
        if waiting >= HARD_LIMIT or (waiting >= SOFT_LIMIT and _passes(type_, payload)):
            if self.dropped % BATCH_EVENTS == 0:
                log.error("events are dropped: %d wait for the database", waiting)
            self.dropped += 1
            return
        self._queue.append(NewEvent(call_id, type_, payload, self._clock.now(), node))
        self._emitted += 1
        self._wake.set()

    async def flush(self, timeout: float = 10.0) -> None:
        """Wait until everything emitted so far is in the database; TimeoutError after `timeout` seconds."""
        goal = self._emitted
        async with asyncio.timeout(timeout):
            while self._done < goal:
                if not await self._write():
                    await asyncio.sleep(RETRY_SECONDS)

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            await asyncio.sleep(BATCH_SECONDS)
            self._wake.clear()
            try:
                written = await self._write()
            except Exception:
                log.exception("events could not be written")
                written = False
            if not written:
                await asyncio.sleep(RETRY_SECONDS)
            if self._queue:
                self._wake.set()

    async def _write(self) -> bool:
        """Write one batch; False when it has to be tried again."""
        async with self._lock:
            size = self._doubt.size if self._doubt else BATCH_EVENTS
            events = list(islice(self._queue, size))
            if not events:
                return True
            try:
                await self._store(events)
            except STORE_ERRORS as error:
                if is_passing(error):
                    log.warning("events wait, the database is away: %s", type(error).__name__)
                    return False
                self._doubt = None
                return await self._store_apart(events)
            self._written(events)
            return True

    async def _store(self, events: list[NewEvent]) -> None:
        by_call: Batch = defaultdict(list)
        for event in events:
            by_call[event.call_id].append(event)
        doubt = self._doubt
        async with self._database.transaction() as session:
            if doubt is None:
                firsts = await append_many(session, by_call)
            else:
                firsts = await _append_missing(session, by_call, doubt)
            # Whatever happens to the commit, the next try looks whether it went through.
            self._doubt = _Doubt(len(events), firsts)
        self._doubt = None

    async def _store_apart(self, events: list[NewEvent]) -> bool:
        """One by one: an event that can never be stored must not hold up those of other calls."""
        for event in events:
            try:
                await self._store([event])
            except STORE_ERRORS as error:
                if is_passing(error):
                    return False
                self._doubt = None
                self.dropped += 1
                why = "its call is gone" if isinstance(error, NoResultFound) else type(error).__name__
                log.error("an event %s was dropped: %s", event.type, why, extra={"call_id": str(event.call_id)})
            self._written([event])
        return True

    def _written(self, events: list[NewEvent]) -> None:
        for _ in events:
            self._queue.popleft()
        self._done += len(events)
        self._bus.publish(*{f"call:{event.call_id}" for event in events})


async def _append_missing(session: AsyncSession, batch: Batch, doubt: _Doubt) -> dict[UUID, int]:
    """Append what the commit in doubt did not bring into the database."""
    firsts = {}
    # A fixed order of row locks: two writers cannot wait for each other.
    for call_id in sorted(batch):
        before = doubt.firsts.get(call_id)
        if before is not None and await _landed(session, batch[call_id][0], before):
            firsts[call_id] = before
            continue
        last = await append(session, call_id, batch[call_id])
        firsts[call_id] = last - len(batch[call_id]) + 1
    return firsts


async def _landed(session: AsyncSession, event: NewEvent, sequence: int) -> bool:
    """Whether this event has that sequence in the database: the commit in doubt went through."""
    # The commit may still be under way on the server: wait for its locks.
    await session.execute(select(Call.id).where(Call.id == event.call_id).with_for_update())
    query = select(CallEvent.type, CallEvent.at).where(
        CallEvent.call_id == event.call_id, CallEvent.sequence == sequence
    )
    row = (await session.execute(query)).one_or_none()
    return row is not None and (row.type, row.at) == (event.type, event.at)


def _passes(type_: str, payload: Mapping[str, Any]) -> bool:
    return type_ in PASSING_TYPES or (type_ == "call.transcript" and not payload.get("final", True))
