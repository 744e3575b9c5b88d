"""Changing a call's status: compare-and-set in SQL, with its event in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.call_engine.states import FINAL, SOURCES, event_type
from tron.core.database.tables import Call
from tron.core.events.log import NewEvent, insert_rows
from tron.core.plain import plain, plain_text


async def transition(
    session: AsyncSession,
    call_id: UUID,
    to: str,
    *,
    at: datetime,
    owner: UUID | None = None,
    values: Mapping[str, Any] | None = None,
    payload: Mapping[str, Any] | None = None,
) -> Call | None:
    """Move a call to status `to` and append the event; None when it was not in a status that allows it.

    `owner` restricts the change to calls of that worker; `values` are columns set along.
    """
    changed = {name: _storable(value) for name, value in (values or {}).items()}
    if to in FINAL:
        changed.setdefault("ended_at", at)
    statement = update(Call).where(Call.id == call_id, Call.status.in_(SOURCES[to]))
    if owner is not None:
        statement = statement.where(Call.owner == owner)
    statement = statement.values(status=to, next_seq=Call.next_seq + 1, **changed).returning(Call)
    call = (await session.scalars(statement, execution_options={"populate_existing": True})).one_or_none()
    if call is None:
        return None
    if to in FINAL:
        _measure(call)
        await session.flush()
    event = NewEvent(call.id, event_type(to), {**_facts(call), **(payload or {})}, at)
    await insert_rows(session, call.next_seq - 1, [event])
    return call


def _storable(value: Any) -> Any:
    if isinstance(value, (dict, list)):
        return plain(value)
    return plain_text(value) if isinstance(value, str) else value


def _measure(call: Call) -> None:
    if call.started_at and call.ended_at:
        call.duration_seconds = max(0, round((call.ended_at - call.started_at).total_seconds()))
    if call.answered_at and call.ended_at:
        call.talk_time_seconds = max(0, round((call.ended_at - call.answered_at).total_seconds()))


def _facts(call: Call) -> dict[str, Any]:
    """What the events of a status change tell."""
    if call.status == "ringing":
        return {
            "line": call.line,
            "direction": call.direction,
            "phone_number": call.phone_number,
            "agent_id": str(call.agent_id) if call.agent_id else None,
            "exempt": not call.rings_phone,
            "ring": bool(call.line_options.get("ring")),
        }
    if call.status == "in_progress":
        return {"line_call_id": call.sip_call_id}
    return {
        "status": call.status,
        "reason": call.reason,
        "sip_status": call.sip_status,
        "duration_seconds": call.duration_seconds,
        "outcome": call.outcome,
        "message": call.error_message,
    }
