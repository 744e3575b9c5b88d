"""What one client of the WebSocket is told: events behind its cursors, read from the tables.

The bus only says where to look; what counts is the sequence each call and stream was told up to. So nothing is lost
when a reference is, and nothing comes twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tron.core.clock import Clock
from tron.core.database.engine import Database
from tron.core.database.tables import CallEvent, SystemEvent
from tron.core.errors import invalid_field
from tron.core.models.event import SubscribeIn
from tron.core.repositories.events import EventRepository

BATCH = 200
MARGIN = timedelta(seconds=30)
"""Events are written a little after their time."""
OLDEST_SINCE = timedelta(hours=24)
FORGET_AFTER = timedelta(hours=2)
FOLLOWED_LIMIT = 5_000

_OVER = ("call.ended", "call.failed")


@dataclass(slots=True)
class _Followed:
    """A call's last sequence that was told, when, and whether the call is over."""

    sequence: int
    at: datetime
    over: bool = False


class Feed:
    """Holds a database session only while it reads, never while somebody sends."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._all = False
        self._since: datetime | None = None
        self._began = clock.now()
        self._calls: dict[UUID, _Followed] = {}
        self._streams: dict[str, int] = {}
        self._dirty: set[UUID] = set()
        self._dirty_streams: set[str] = set()

    async def subscribe(self, wish: SubscribeIn) -> list[UUID]:
        """Begin, or replace what is followed; answers the ids of calls that do not exist. Raises Invalid."""
        now = self._clock.now()
        if wish.since is not None and wish.since < now - OLDEST_SINCE:
            hint = "Load the lists again and subscribe without since."
            raise invalid_field("since", "At most 24 hours back.", hint=hint)
        known, self._calls = self._calls, {}
        for call_id in {*wish.calls, *(wish.after if wish.all else ())}:
            told = known[call_id].sequence if call_id in known else 0
            self._calls[call_id] = _Followed(wish.after.get(call_id, told), now)
        self._all = wish.all
        self._streams = dict(wish.streams)
        self._began = now
        self._since = wish.since - MARGIN if wish.since else None
        async with self._database.transaction() as session:
            events = EventRepository(session)
            missing = set(wish.calls) - await events.existing(wish.calls)
            if self._all:
                # Streams that are not named begin at `since`, else now.
                recent = await events.streams_since(now - OLDEST_SINCE) - self._streams.keys()
                self._streams |= await events.last_before(recent, self._since or now + MARGIN)
        await self.look_again(everything=True)
        return sorted(missing)

    def mark(self, references: Iterable[str]) -> None:
        """Look at these at the next `read`."""
        for reference in references:
            kind, _, name = reference.partition(":")
            if kind == "call" and (call_id := _uuid(name)) and (self._all or call_id in self._calls):
                self._dirty.add(call_id)
            elif kind == "system" and (self._all or name in self._streams):
                self._dirty_streams.add(name)

    async def look_again(self, *, everything: bool = False) -> None:
        """Look for changes that no reference told of; `everything`: also at calls that were over long ago."""
        now = self._clock.now()
        if everything or not self._all:
            self._dirty.update(self._calls)
            self._dirty_streams.update(self._streams)
        if not self._all:
            return
        floor = self._since
        async with self._database.transaction() as session:
            events = EventRepository(session)
            for call_id in await events.live_or_changed(floor):
                self._calls.setdefault(call_id, _Followed(0, now))
                self._dirty.add(call_id)
            self._dirty_streams |= await events.streams_since(floor or now)
        self._since = now - MARGIN
        self._forget(now)

    async def read(self) -> list[dict[str, Any]]:
        """The next messages, each call's and stream's in order; empty when there is nothing more for now."""
        if not self._dirty and not self._dirty_streams:
            return []
        async with self._database.transaction() as session:
            events = EventRepository(session)
            while self._dirty:
                if rows := await self._read_calls(events):
                    return [_call_message(row) for row in rows]
            while self._dirty_streams:
                if system := await self._read_streams(events):
                    return [_system_message(row) for row in system]
        return []

    async def _read_calls(self, events: EventRepository) -> list[CallEvent]:
        now = self._clock.now()
        some = set(list(self._dirty)[:BATCH])
        if new := {call_id for call_id in some if call_id not in self._calls}:
            fresh = await events.recent(new, now - FORGET_AFTER)
            self._calls |= {call_id: _Followed(0, now) for call_id in fresh}
            some -= new - fresh
            self._dirty -= new - fresh
        rows = await events.of_calls({call_id: self._calls[call_id].sequence for call_id in some}, BATCH)
        for row in rows:
            followed = self._calls[row.call_id]
            followed.sequence, followed.at = row.sequence, now
            followed.over = followed.over or row.type in _OVER
        if len(rows) < BATCH:
            self._dirty -= some
        return rows

    async def _read_streams(self, events: EventRepository) -> list[SystemEvent]:
        if new := self._dirty_streams - self._streams.keys():
            self._streams |= await events.last_before(new, self._began - MARGIN)
        some = set(list(self._dirty_streams)[:BATCH])
        rows = await events.of_streams({stream: self._streams[stream] for stream in some}, BATCH)
        for row in rows:
            self._streams[row.stream] = row.sequence
        if len(rows) < BATCH:
            self._dirty_streams -= some
        return rows

    def _forget(self, now: datetime) -> None:
        if len(self._calls) <= FOLLOWED_LIMIT:
            return
        old = [key for key, call in self._calls.items() if call.over and call.at < now - FORGET_AFTER]
        for call_id in old:
            del self._calls[call_id]


def _call_message(row: CallEvent) -> dict[str, Any]:
    return {
        "type": row.type,
        "call_id": str(row.call_id),
        "sequence": row.sequence,
        "at": row.at.isoformat(),
        "node": row.node,
        "payload": row.payload,
    }


def _system_message(row: SystemEvent) -> dict[str, Any]:
    return {
        "type": row.type,
        "stream": row.stream,
        "sequence": row.sequence,
        "at": row.at.isoformat(),
        "payload": row.payload,
    }


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
