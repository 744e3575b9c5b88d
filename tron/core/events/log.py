"""Appending to `call_events` and `system_events`. Sequence numbers come from SQL, one counter for each call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, insert, select, text, update
from sqlalchemy.exc import NoResultFound
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import Call, CallEvent, SystemEvent
from tron.core.events.types import validated
from tron.core.plain import plain

# Rows are locked in the order of their ids: two writers cannot wait for each other.
_TAKE_MANY = text(
    "WITH locked AS (SELECT id FROM calls WHERE id = ANY(CAST(:ids AS uuid[])) ORDER BY id FOR NO KEY UPDATE)"
    " UPDATE calls SET next_seq = calls.next_seq + asked.many"
    " FROM locked JOIN unnest(CAST(:ids AS uuid[]), CAST(:counts AS int[])) AS asked(id, many) USING (id)"
    " WHERE calls.id = locked.id RETURNING calls.id, calls.next_seq - asked.many AS first"
)
_INSERT = insert(cast(Table, CallEvent.__table__))


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event that is not written yet."""

    call_id: UUID
    type: str
    payload: Mapping[str, Any]
    at: datetime
    node: str | None = field(default=None)


async def append(session: AsyncSession, call_id: UUID, events: Sequence[NewEvent]) -> int:
    """Append events of one call, in order; returns the last sequence number. Locks the call's row."""
    taken = await session.execute(
        update(Call).where(Call.id == call_id).values(next_seq=Call.next_seq + len(events)).returning(Call.next_seq)
    )
    first = taken.scalar_one() - len(events)
    await insert_rows(session, first, events)
    return first + len(events) - 1


async def append_many(session: AsyncSession, batch: Mapping[UUID, Sequence[NewEvent]]) -> dict[UUID, int]:
    """Append events of several calls; returns each call's first sequence number. NoResultFound when a call is gone.

    Two statements however many calls there are: the process that writes also carries their sound.
    """
    asked = {"ids": list(batch), "counts": [len(events) for events in batch.values()]}
    firsts = {row.id: int(row.first) for row in await session.execute(_TAKE_MANY, asked)}
    if len(firsts) < len(batch):
        raise NoResultFound("a call is gone")
    rows = [row for call_id, events in batch.items() for row in _rows(firsts[call_id], events)]
    await session.execute(_INSERT, rows)
    return firsts


async def insert_rows(session: AsyncSession, first: int, events: Sequence[NewEvent]) -> None:
    """Write events whose sequence numbers, from `first` on, are already taken."""
    await session.execute(_INSERT, _rows(first, events))


def _rows(first: int, events: Sequence[NewEvent]) -> list[dict[str, Any]]:
    return [
        {
            "call_id": event.call_id,
            "sequence": first + index,
            "type": event.type,
            "node": event.node,
            "at": event.at,
            "payload": plain(validated(event.type, event.payload)),
        }
        for index, event in enumerate(events)
    ]


async def append_system(
    session: AsyncSession, stream: str, type_: str, payload: Mapping[str, Any], at: datetime
) -> int:
    """Append an event that belongs to no call; returns its sequence in `stream`."""
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:s, 7))"), {"s": stream})
    last = await session.execute(
        select(SystemEvent.sequence).where(SystemEvent.stream == stream).order_by(SystemEvent.sequence.desc()).limit(1)
    )
    sequence = (last.scalar_one_or_none() or 0) + 1
    session.add(
        SystemEvent(stream=stream, sequence=sequence, type=type_, payload=plain(validated(type_, payload)), at=at)
    )
    await session.flush()
    return sequence
