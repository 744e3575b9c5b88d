"""Supervising a live call: orders, written into the call's story, which the worker that owns the call obeys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.call_engine.states import FINAL, IN_PROGRESS
from tron.core.call_engine.streams import issue_seat
from tron.core.database.tables import Call
from tron.core.errors import Conflict, FieldProblem, NotFound, invalid_field
from tron.core.events.log import NewEvent, append
from tron.core.events.payloads.hand_overs import TransferAnswered, TransferEnded
from tron.core.events.payloads.recordings import RecordingPaused, RecordingResumed
from tron.core.ids import uuid7
from tron.core.models.supervision import SupervisionAction, Unheeded
from tron.core.repositories.calls import CallRepository

ORDERED: Final = "call.supervision"
HAPPENED: Final = "call.supervisor"
PAUSED, RESUMED = RecordingPaused.type, RecordingResumed.type
"""From one to the other nobody listens in."""
SUPERVISE: Final = "supervise:"
"""Before a call's id on the bus: its owner has orders to read."""
DOOR: Final = "supervision"
"""The path at a worker's door where supervisors come in."""
MOST_SEATS: Final = 8
MODEL_ANSWERS: Final = "llm_response"
WITH_TEXT: Final = ("whisper", "say")
WITH_SOUND: Final = ("listen", "take_over")


@dataclass(frozen=True, slots=True)
class Order:
    """One thing that somebody wants of a live call. `sequence` is its place in the call's story."""

    sequence: int
    action: SupervisionAction
    by: str
    seat: UUID | None = None
    text: str = ""


@dataclass(slots=True)
class Supervision:
    """Who supervises a call: seats with who has them, and the seat that has taken over, by which order."""

    seats: dict[UUID, str] = field(default_factory=dict)
    holder: UUID | None = None
    order: int = 0

    @property
    def taken_over_by(self) -> str | None:
        return self.seats.get(self.holder) if self.holder is not None else None


@dataclass(frozen=True, slots=True)
class Ordered:
    """What came of a request: `token` opens the sound of `seat` where it is a new one; `heeded` is of a whisper."""

    call: Call
    seat: UUID | None = None
    token: str | None = None
    heeded: bool | None = None
    why: Unheeded | None = None


class Told(Protocol):
    """An event as it is stored."""

    @property
    def sequence(self) -> int: ...

    @property
    def type(self) -> str: ...

    @property
    def payload(self) -> dict[str, Any]: ...


def supervision_in(events: Iterable[Told]) -> Supervision:
    """Who supervises the call after these events (ORDERED and HAPPENED ones, in order)."""
    now = Supervision()
    for event in events:
        payload, seat = event.payload, _uuid(event.payload.get("seat"))
        if event.type == ORDERED:
            _ordered(now, event.sequence, payload, seat)
        elif seat is not None and payload.get("state") == "left":
            now.seats.pop(seat, None)
            now.holder = None if now.holder == seat else now.holder
        elif payload.get("state") == "handed_back" and payload.get("order") == now.order:
            now.holder = None
    return now


def _ordered(now: Supervision, sequence: int, payload: dict[str, Any], seat: UUID | None) -> None:
    if payload.get("action") in WITH_SOUND and seat is not None:
        now.seats[seat] = str(payload.get("by"))
    if payload.get("action") == "take_over":
        now.holder, now.order = seat, sequence
    elif payload.get("action") == "hand_back":
        now.holder = None


async def supervision_of(session: AsyncSession, call_id: UUID) -> Supervision:
    """Who supervises this call now; nobody once it is over. Raises NotFound."""
    call = await session.get(Call, call_id)
    if call is None:
        raise NotFound("There is no such call.")
    return await _now(session, call_id) if call.status == IN_PROGRESS else Supervision()


async def _now(session: AsyncSession, call_id: UUID) -> Supervision:
    return supervision_in(await CallRepository(session).events_named(call_id, (ORDERED, HAPPENED)))


async def orders_after(session: AsyncSession, call_id: UUID, after: int) -> list[Order]:
    """What was asked for behind that place in the story, in order."""
    events = await CallRepository(session).events_named(call_id, (ORDERED,), after)
    return [
        Order(
            event.sequence,
            event.payload["action"],
            event.payload["by"],
            _uuid(event.payload.get("seat")),
            event.payload.get("text") or "",
        )
        for event in events
    ]


async def request_supervision(
    session: AsyncSession,
    call_id: UUID,
    action: SupervisionAction,
    *,
    by: str,
    now: datetime,
    text: str | None = None,
    seat: UUID | None = None,
) -> Ordered:
    """Write one order down. Raises Invalid with the field's path, NotFound, and Conflict where the call is over, has no
    sound to hear, somebody else has taken over, the agent is out of the talk, or the recording is paused."""
    _check_fields(action, text, seat)
    call = await _live_call(session, call_id)
    if action in WITH_SOUND and _has_words_alone(call):
        message = "This call is simulated in words alone: there is nothing to hear, and nobody to speak with."
        raise Conflict(message, hint="whisper and say work.", fields=[FieldProblem("action", message)])
    supervision = await _now(session, call.id)
    _check_turn(supervision, action, seat, by)
    if action in WITH_TEXT and await _is_left_to_people(session, call.id):
        raise Conflict(
            "The caller talks with a colleague, and the agent is out of it.",
            hint="Take the call over to speak with both.",
            extra={"current": {"talks_with": "colleague"}},
        )
    if action == "take_over" and await _is_paused(session, call.id):
        raise Conflict(
            "A card number is being given: nobody listens in, and nobody takes over.",
            hint="Try again once the recording goes on.",
            extra={"current": {"recording": "paused"}},
        )
    token = None
    if action in WITH_SOUND and seat is None:
        seat = uuid7()
        token = await issue_seat(session, call.id, seat, now)
    if action == "hand_back":
        seat = supervision.holder
    payload = {"action": action, "by": by, "seat": str(seat) if seat else None, "text": text}
    await append(session, call.id, [NewEvent(call.id, ORDERED, payload, now)])
    why = await _unheeded(session, call) if action == "whisper" else None
    return Ordered(call, seat, token, why is None if action == "whisper" else None, why)


def _check_fields(action: SupervisionAction, text: str | None, seat: UUID | None) -> None:
    if action in WITH_TEXT and text is None:
        raise invalid_field("text", "Say what is to be whispered." if action == "whisper" else "Give the sentence.")
    if action not in WITH_TEXT and text is not None:
        raise invalid_field("text", "Only whisper and say have a text.")
    if action != "take_over" and seat is not None:
        raise invalid_field("seat", "Only take_over has a seat.")


async def _live_call(session: AsyncSession, call_id: UUID) -> Call:
    call = await session.get(Call, call_id, with_for_update=True)
    if call is None:
        raise NotFound("There is no such call.")
    current = {"current": {"status": call.status, "reason": call.reason}}
    if call.status in FINAL:
        raise Conflict("This call is over.", extra=current)
    if call.status != IN_PROGRESS:
        raise Conflict("Nobody talks in this call yet.", hint="Wait until it is answered.", extra=current)
    return call


async def _is_left_to_people(session: AsyncSession, call_id: UUID) -> bool:
    """Whether a colleague has taken the call, and the agent neither speaks nor hears until they are gone."""
    told = await CallRepository(session).events_named(call_id, (TransferAnswered.type, TransferEnded.type))
    return bool(told) and told[-1].type == TransferAnswered.type and told[-1].payload.get("mode") != "conference"


async def _is_paused(session: AsyncSession, call_id: UUID) -> bool:
    told = await CallRepository(session).events_named(call_id, (PAUSED, RESUMED))
    return bool(told) and told[-1].type == PAUSED


def _has_words_alone(call: Call) -> bool:
    return call.line_options.get("fidelity") == "text"


def _check_turn(supervision: Supervision, action: SupervisionAction, seat: UUID | None, by: str) -> None:
    holder = supervision.taken_over_by
    extra = {"current": {"taken_over_by": holder}}
    if action in ("take_over", "say") and holder is not None:
        raise Conflict(f"{holder} has taken this call over.", hint="Hand it back first.", extra=extra)
    if action == "hand_back" and supervision.holder is None:
        raise Conflict("Nobody has taken this call over.", extra=extra)
    if action == "take_over" and seat is not None and supervision.seats.get(seat) != by:
        message = "You do not listen from this seat."
        raise Conflict(message, hint="Leave it out to get a new one.", fields=[FieldProblem("seat", message)])
    if action in WITH_SOUND and seat is None and len(supervision.seats) >= MOST_SEATS:
        raise Conflict(f"{MOST_SEATS} people listen to this call already.", extra=extra)


async def _unheeded(session: AsyncSession, call: Call) -> Unheeded | None:
    """Why an instruction reaches no model now; None where it does."""
    calls = CallRepository(session)
    stand_ins = await calls.events_named(call.id, ("engine.stand_in",))
    if _has_words_alone(call) or any(event.payload.get("component") == "llm" for event in stand_ins):
        return "no_model"
    step = await calls.last_event(call.id, "flow.node_entered")
    return None if step is None or step.payload.get("type") == MODEL_ANSWERS else "fixed_lines"


def _uuid(text: object) -> UUID | None:
    try:
        return UUID(str(text)) if text else None
    except ValueError:
        return None
