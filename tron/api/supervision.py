"""/api/tron/calls/{id}/supervision and /ws/tron/supervision: hear a live call, steer its agent, speak in its place."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Depends, Request, WebSocket, status

from tron.api.calls import CallsDep, MayCall
from tron.api.deps import authorize_websocket, require
from tron.api.errors import RESPONSES
from tron.api.streams import serve_page
from tron.core.call_engine.supervision import DOOR, SUPERVISE, request_supervision, supervision_of
from tron.core.models.supervision import SeatOut, SupervisionIn, SupervisionOut, SupervisionState

router = APIRouter(prefix="/calls", tags=["calls"], responses=RESPONSES)
socket_router = APIRouter()


@router.get("/{call_id}/supervision", dependencies=[Depends(require("calls.read"))])
async def read_supervision(call_id: UUID, calls: CallsDep) -> SupervisionState:
    """Who listens to a call now, and who has taken it over."""
    now = await supervision_of(calls.session, call_id)
    seats = [SeatOut(seat=seat, by=by, taken_over=seat == now.holder) for seat, by in now.seats.items()]
    return SupervisionState(call_id=call_id, taken_over_by=now.taken_over_by, seats=seats)


@router.post("/{call_id}/supervision", status_code=status.HTTP_202_ACCEPTED)
async def supervise_call(
    call_id: UUID, body: SupervisionIn, actor: MayCall, calls: CallsDep, request: Request
) -> SupervisionOut:
    """Supervise a live call: the worker that owns it does what is asked within moments.

    Many may listen, one may take over at a time. 409 when the call is over, when somebody else has taken over, for
    sound of a call without any, for take_over while a flow has paused the recording, and for whisper and say while the
    caller talks with a colleague without the agent.
    """
    now = calls.services.clock.now()
    done = await request_supervision(
        calls.session, call_id, body.action, by=actor.name, now=now, text=body.text, seat=body.seat
    )
    await calls.told(actor, f"call.{body.action}", done.call, f"{SUPERVISE}{call_id}")
    url = request.url_for("supervision_stream", call_id=str(call_id)).path if done.token else None
    return SupervisionOut(
        call_id=call_id,
        action=body.action,
        by=actor.name,
        seat=done.seat,
        stream_url=url,
        token=done.token,
        heeded=done.heeded,
        why=done.why,
    )


@socket_router.websocket("/ws/tron/supervision/{call_id}", name="supervision_stream")
async def supervision_stream(websocket: WebSocket, call_id: UUID) -> None:
    """A supervisor's sound, in the messages of a browser call's stream; `hangup` leaves the seat."""
    if await authorize_websocket(websocket, "calls.write") is not None:
        await serve_page(websocket, call_id, DOOR, line=None)
