"""After a crash: end the calls of owners that are gone, once their line was asked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.call_engine.opt_outs import DO_NOT_CALL, asked_never_again, keep_opt_out
from tron.core.call_engine.states import FAILED, LIVE
from tron.core.call_engine.transitions import transition
from tron.core.clock import Clock
from tron.core.database.engine import Database
from tron.core.database.tables import Call, CallLeg
from tron.core.lines import Lines
from tron.core.ports import Line
from tron.core.repositories.calls import CallRepository
from tron.core.repositories.legs import LegRepository

log = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 2.0
LOST_AFTER = timedelta(seconds=8)
ASK_LINE_SECONDS = 2.0
ASKED_AT_ONCE = 16
"""Fewer than the database has connections: a line may look a call up there."""
EVENT_LIMIT = 10_000


class Reconciler:
    """Reconciles again and again. After a round that failed it gives every owner time to say that it lives:

    when the database was away, nobody could.
    """

    def __init__(self, database: Database, lines: Lines, clock: Clock) -> None:
        self._database = database
        self._lines = lines
        self._clock = clock
        self._not_before = clock.monotonic()

    async def run(self) -> list[Call]:
        """One round; returns the calls that it ended. Raises what the database raises."""
        if self._clock.monotonic() < self._not_before:
            return []
        try:
            return await reconcile(self._database, self._lines, self._clock)
        except Exception:
            self.database_was_away()
            raise

    def database_was_away(self) -> None:
        """Heartbeats are missing for a reason; judge nobody by them for a while."""
        self._not_before = self._clock.monotonic() + LOST_AFTER.total_seconds()


async def reconcile(database: Database, lines: Lines, clock: Clock) -> list[Call]:
    """End every call whose owner is gone; returns them as they are now. Never dials."""
    now = clock.now()
    ended: list[Call] = []
    async with database.transaction() as session:
        lost = await CallRepository(session).lost(now - LOST_AFTER)
        legs = {call.id: await LegRepository(session).open_of(call.id) for call in lost}
        there = await _ask_lines(lost, legs, lines)
        for call in lost:
            await _end_legs(session, legs[call.id], now)
            done = await _end(session, call, there.get(call.id), now)
            if done is not None:
                ended.append(done)
    for call in ended:
        log.warning("a call lost its owner and was ended", extra={"call_id": str(call.id)})
    return ended


async def _ask_lines(
    lost: Sequence[Call], legs: Mapping[UUID, Sequence[CallLeg]], lines: Lines
) -> dict[UUID, bool | None]:
    """What the lines say of phones that may ring, by call. All are asked at once: a line that hangs holds up nobody.

    A colleague who was brought in must not be left on the line: a line that is asked about them lets go of them.
    """
    taking_turns = asyncio.Semaphore(ASKED_AT_ONCE)

    async def ask(line: Line | None, line_id: UUID) -> bool | None:
        async with taking_turns:
            return await still_there(line, line_id)

    ring = [call for call in lost if call.status in LIVE and call.rings_phone]
    brought = [(call, leg) for call in lost for leg in legs[call.id]]
    told, _ = await asyncio.gather(
        asyncio.gather(*(ask(lines.find(call.line), call.id) for call in ring)),
        asyncio.gather(*(ask(lines.find(call.line), leg.id) for call, leg in brought)),
    )
    return {call.id: answer for call, answer in zip(ring, told, strict=True)}


async def _end(session: AsyncSession, call: Call, there: bool | None, now: datetime) -> Call | None:
    """`there`: whether its line says that the phone still rings or talks; None: nobody knows."""
    dialled = call.status in LIVE
    # A phone may still ring, and nobody can say: never dialled again without a person.
    unknown = dialled and call.rings_phone and there is None
    message = "The process that held this call is gone."
    if unknown:
        message += " Its line cannot say whether the phone still rings; do not dial again blindly."
    transcript = call.transcript or (await transcript_from_events(session, call) if dialled else [])
    values: dict[str, Any] = {
        "reason": "unknown_outcome" if unknown else "lost_owner",
        "error_message": message,
        "transcript": transcript,
        "ended_at": _last_seen(call, now),
    }
    if asked_never_again(transcript) and await keep_opt_out(session, call.id, call.phone_number):
        values["outcome"] = DO_NOT_CALL
    return await transition(session, call.id, FAILED, at=now, values=values)


async def _end_legs(session: AsyncSession, legs: Sequence[CallLeg], now: datetime) -> None:
    for leg in legs:
        await LegRepository(session).end(leg.id, now)


async def still_there(line: Line | None, line_id: UUID) -> bool | None:
    """What the line says; None when it cannot tell, is not here, breaks or does not answer."""
    if line is None:
        return None
    try:
        async with asyncio.timeout(ASK_LINE_SECONDS):
            return await line.exists(line_id)
    except Exception:
        log.exception("the line %s could not be asked about a call", line.name)
        return None


def _last_seen(call: Call, now: datetime) -> datetime:
    """The call ended with its owner, not when somebody noticed."""
    seen = [moment for moment in (call.heartbeat_at, call.answered_at, call.started_at) if moment is not None]
    return max(seen, default=now) if call.status in LIVE else now


async def transcript_from_events(session: AsyncSession, call: Call) -> list[dict[str, Any]]:
    """What was said, rebuilt from the call's events: for a call whose owner could not write it."""
    events = await CallRepository(session).events(call.id, limit=EVENT_LIMIT)
    keys = ("role", "text", "start", "end", "interrupted")
    return [
        {key: event.payload.get(key) for key in keys}
        for event in events
        if event.type == "call.transcript" and event.payload.get("final")
    ]
