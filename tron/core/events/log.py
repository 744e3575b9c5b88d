"""Appending to `call_events` and `system_events`. Sequence numbers come from SQL, one counter for each call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import Call, CallEvent, SystemEvent
from tron.core.events.types import validated
from tron.core.plain import plain


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


async def insert_rows(session: AsyncSession, first: int, events: Sequence[NewEvent]) -> None:
    """Write events whose sequence numbers, from `first` on, are already taken."""
    rows = [
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
    await session.execute(insert(CallEvent), rows)


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
