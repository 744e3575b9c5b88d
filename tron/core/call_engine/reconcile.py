"""After a crash: end the calls of owners that are gone, once their line was asked."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.call_engine.states import FAILED
from tron.core.call_engine.transitions import transition
from tron.core.clock import Clock
from tron.core.database.engine import Database
from tron.core.database.tables import Call
from tron.core.lines import Lines
from tron.core.repositories.calls import CallRepository

log = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 2.0
LOST_AFTER = timedelta(seconds=8)


async def reconcile(database: Database, lines: Lines, clock: Clock) -> list[Call]:
    """End every call whose owner is gone; returns them as they are now. Never dials."""
    now = clock.now()
    ended: list[Call] = []
    async with database.transaction() as session:
        for call in await CallRepository(session).lost(now - LOST_AFTER):
            done = await _end(session, call, lines, now)
            if done is not None:
                ended.append(done)
    for call in ended:
        log.warning("a call lost its owner and was ended", extra={"call_id": str(call.id)})
    return ended


async def _end(session: AsyncSession, call: Call, lines: Lines, now: datetime) -> Call | None:
    line = lines.find(call.line)
    still_there = await line.exists(call.id) if line is not None else None
    message = "The process that held this call is gone."
    if still_there is None and call.rings_phone:
        message += " Its line cannot say whether the phone still rings; do not dial again blindly."
    return await transition(
        session,
        call.id,
        FAILED,
        at=now,
        values={
            "reason": "unknown_outcome" if still_there is None and call.rings_phone else "lost_owner",
            "error_message": message,
            "transcript": call.transcript or await transcript_from_events(session, call),
        },
    )


async def transcript_from_events(session: AsyncSession, call: Call) -> list[dict[str, Any]]:
    """What was said, rebuilt from the call's events: for a call whose owner could not write it."""
    events = await CallRepository(session).events(call.id, limit=10_000)
    keys = ("role", "text", "start", "end", "interrupted")
    return [
        {key: event.payload.get(key) for key in keys}
        for event in events
        if event.type == "call.transcript" and event.payload.get("final")
    ]
