"""Testing a trunk by a loop call: asking for one, and what it found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.call_engine.loop_marks import LOOP, NEAR
from tron.core.call_engine.loops import LOST_AFTER, ends_of, heard_by
from tron.core.call_engine.states import CANCELLED, FINAL, IN_PROGRESS, QUEUED
from tron.core.call_engine.transitions import transition
from tron.core.database.tables import Call, PhoneNumber, TrunkRow
from tron.core.errors import Conflict, NotFound, invalid_field
from tron.core.events.log import NewEvent, append
from tron.core.lines import Lines
from tron.core.models.line_test import DirectionOut, Finding, Lack, LineTestOut, TestState, TrunkTestOut
from tron.core.ports import Answers
from tron.core.repositories.calls import CallRepository
from tron.core.repositories.trunks import NumberRepository, TrunkRepository
from tron.core.repositories.workers import FRESH, WorkerRepository
from tron.core.trunks.ways import rings_own_phone

WHY: Final[Mapping[Lack, tuple[str, str]]] = {
    "number": ("Tron has no number of its own to ring.", "Add the trunk's number under Our numbers."),
    "number_off": ("The number that would be rung is switched off.", "Switch it on under Our numbers."),
    "softphone": ("A softphone is no line that comes in again.", "Call it: it rings, and you hear for yourself."),
    "trunk_off": ("The trunk is switched off.", "Switch it on first."),
    "line": ("Calls do not come in on this line.", "Give the test a number of another line."),
    "worker": ("No worker runs that could dial.", "GET /readyz tells more."),
}
ECHO, NOTES, ANSWER = "echo", "notes", "answer"
"""What an end may have heard: its own notes, those of the other end, and that the other end heard it."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """The number that a test would ring, and what keeps it from that."""

    number: PhoneNumber | None
    lacks: Lack | None


class LoopTests:
    """Tests of trunks, in the caller's transaction."""

    def __init__(self, session: AsyncSession, lines: Lines, now: datetime) -> None:
        self._session = session
        self._lines = lines
        self._now = now

    async def show(self, trunk_id: UUID) -> TrunkTestOut:
        """Raises NotFound."""
        trunk = await self._trunk(trunk_id)
        ready = await self._readiness(trunk, None)
        return TrunkTestOut(
            ready=ready.lacks is None,
            lacks=ready.lacks,
            number=ready.number.number if ready.number else None,
            last=await self._last(trunk.id),
        )

    async def request(self, trunk_id: UUID, number_id: UUID | None) -> Call:
        """A queued loop call. Raises NotFound, Invalid, and Conflict where something is missing or one goes on."""
        trunk = await TrunkRepository(self._session).lock(TrunkRow, trunk_id)
        if trunk is None:
            raise NotFound("There is no such trunk.")
        ready = await self._readiness(trunk, number_id)
        if ready.lacks is not None or ready.number is None:
            lacks = ready.lacks or "number"
            message, hint = WHY[lacks]
            raise Conflict(message, hint=hint, extra={"lacks": lacks})
        await self._one_at_a_time(trunk.id)
        call = Call(
            phone_number=ready.number.number,
            line=trunk.line,
            line_options={LOOP: NEAR},
            rings_phone=True,
            trunk_id=trunk.id,
            eligible_at=self._now,
            created_at=self._now,
        )
        self._session.add(call)
        await self._session.flush()
        await append(self._session, call.id, [NewEvent(call.id, "call.queued", {"retry_count": 0}, self._now)])
        return call

    async def _trunk(self, trunk_id: UUID) -> TrunkRow:
        row = await TrunkRepository(self._session).get(TrunkRow, trunk_id)
        if row is None:
            raise NotFound("There is no such trunk.")
        return row

    async def _readiness(self, trunk: TrunkRow, number_id: UUID | None) -> Readiness:
        number = await self._number(trunk, number_id)
        return Readiness(number, await self._lacks(trunk, number))

    async def _number(self, trunk: TrunkRow, number_id: UUID | None) -> PhoneNumber | None:
        numbers = await NumberRepository(self._session).by_trunk(trunk.id)
        if number_id is None:
            return next((row for row in numbers if row.enabled), numbers[0] if numbers else None)
        found = next((row for row in numbers if row.id == number_id), None)
        if found is None:
            raise invalid_field("number_id", "There is no such number.", hint="GET /api/tron/numbers lists them.")
        return found

    async def _lacks(self, trunk: TrunkRow, number: PhoneNumber | None) -> Lack | None:
        if rings_own_phone(trunk):
            return "softphone"
        if not trunk.enabled:
            return "trunk_off"
        if number is None:
            return "number"
        if not number.enabled:
            return "number_off"
        if not await self._comes_in(trunk, number):
            return "line"
        alive = await WorkerRepository(self._session).alive(self._now - FRESH)
        return None if alive else "worker"

    async def _comes_in(self, trunk: TrunkRow, number: PhoneNumber) -> bool:
        """Whether calls to this number come in on a line that takes calls: its trunk's, else that of the test."""
        by = await TrunkRepository(self._session).get(TrunkRow, number.trunk_id) if number.trunk_id else None
        return isinstance(self._lines.find((by or trunk).line), Answers)

    async def _one_at_a_time(self, trunk_id: UUID) -> None:
        ends = await ends_of(self._session, trunk_id)
        if ends is None or ends[0].status in FINAL:
            return
        near = ends[0]
        if self._now < near.created_at + LOST_AFTER:
            raise Conflict("A test of this trunk goes on.", hint="It is over within half a minute.")
        if near.status == QUEUED:
            await transition(self._session, near.id, CANCELLED, at=self._now, values={"reason": "blocked:error"})

    async def _last(self, trunk_id: UUID) -> LineTestOut | None:
        ends = await ends_of(self._session, trunk_id)
        if ends is None:
            return None
        near, far = ends
        by = await TrunkRepository(self._session).get(TrunkRow, far.trunk_id) if far and far.trunk_id else None
        events = await CallRepository(self._session).events(near.id)
        rang_at = next((event.at for event in events if event.type == "call.ringing"), None)
        state = _state(near, self._now)
        there, back = directions(near, far)
        return LineTestOut(
            call_id=near.id,
            state=state,
            finding=finding(near, far) if state == "done" else None,
            number=near.phone_number or "",
            caller_id=near.our_number,
            came_in_by=by.name if by else None,
            there=there,
            back=back,
            post_dial_seconds=_since(near, rang_at),
            came_in_seconds=_since(near, far.created_at if far else None),
            answered_seconds=_since(near, near.answered_at),
            reason=near.reason,
            sip_status=near.sip_status,
            detail=near.error_message,
            started_at=near.created_at,
        )


def _state(near: Call, now: datetime) -> TestState:
    if near.status in FINAL or now >= near.created_at + LOST_AFTER:
        return "done"
    if near.status == IN_PROGRESS:
        return "talking"
    return "queued" if near.status == QUEUED else "ringing"


def directions(near: Call, far: Call | None) -> tuple[DirectionOut, DirectionOut]:
    """There and back, by what both ends told. The far end also says in notes that it heard."""
    ours, theirs = heard_by(near), heard_by(far)
    there = DirectionOut(sound="unknown", level_db=theirs.get("level_db"))
    if NOTES in theirs.get("heard", ()) or ANSWER in ours.get("heard", ()):
        there.sound = "heard"
    elif theirs:
        there.sound = "silent"
    back = DirectionOut(sound="unknown", level_db=ours.get("level_db"))
    if {NOTES, ANSWER} & set(ours.get("heard", ())):
        back.sound = "heard"
    elif ours and far is not None:
        back.sound = "silent"
    return there, back


def finding(near: Call, far: Call | None) -> Finding:
    """What a test that is over found."""
    if near.answered_at is None:
        return _unanswered(near)
    if not (ours := heard_by(near)):
        return "stopped"
    there, back = directions(near, far)
    carried = [there.sound == "heard", back.sound == "heard"]
    if all(carried):
        return "works"
    if far is None:
        return "echo" if ECHO in ours.get("heard", ()) else "not_arrived"
    return "one_way" if any(carried) else "silent"


def _unanswered(near: Call) -> Finding:
    if near.status == CANCELLED:
        if near.reason != "by_user":
            return "refused"
        return "stopped" if near.hangup_requested_at is not None else "not_connected"
    return "not_connected"


def _since(near: Call, moment: datetime | None) -> float | None:
    if near.started_at is None or moment is None:
        return None
    return round(max(0.0, (moment - near.started_at).total_seconds()), 2)


def report(heard: set[str], level_db: float | None, loudest_db: float | None) -> dict[str, Any]:
    """What an end writes into its call's extracted_data."""
    return {LOOP: {"heard": sorted(heard), "level_db": level_db, "loudest_db": loudest_db}}
