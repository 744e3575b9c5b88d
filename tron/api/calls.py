"""/api/tron/calls: ask for calls, end them, read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Request, Response, status

from tron.api.actor import Actor
from tron.api.byte_ranges import file_response
from tron.api.deps import RequestId, ServicesDep, SessionDep, require
from tron.api.errors import RESPONSES, ErrorBody
from tron.core import audit
from tron.core.call_engine.english import ENGLISH, request_english
from tron.core.call_engine.requests import CallRequest, request_call, request_hangup, request_mute, request_retry
from tron.core.call_engine.states import FINAL
from tron.core.call_engine.stats import bounded, call_stats
from tron.core.call_engine.streams import BROWSER_LINE, answer_ticket, issue_ticket
from tron.core.call_engine.view import CallView
from tron.core.database.tables import Call
from tron.core.errors import NotFound, invalid_field
from tron.core.events.after_commit import publish_after_commit
from tron.core.flows.drafts import walked_flow
from tron.core.models.call import (
    CallDetail,
    CallFlow,
    CallOut,
    CallPage,
    CallQuery,
    DialIn,
    Fidelity,
    MuteIn,
    PlacedCall,
    RetryIn,
    StreamOut,
)
from tron.core.models.event import EventOut, EventPage, EventQuery
from tron.core.models.stats import CallStats, StatsQuery
from tron.core.phone import mask
from tron.core.repositories.calls import CallFilter, CallRepository
from tron.core.repositories.server_recordings import ServerRecordingRepository
from tron.core.server_recordings import file_of
from tron.core.trunks.ways import line_for

router = APIRouter(prefix="/calls", tags=["calls"], responses=RESPONSES)

PRACTICE_LINE = "sandbox"
READ = [Depends(require("calls.read"))]
SOUND = "audio/ogg"
SOUND_RESPONSES: dict[int | str, dict[str, object]] = {
    200: {"content": {SOUND: {}}, "description": "The whole recording."},
    206: {"content": {SOUND: {}}, "description": "The part that Range asked for."},
    416: {"model": ErrorBody, "description": "The range lies behind the recording's end."},
}


class Calls:
    """Asks for calls and shows them, in the request's transaction; the audit log and the bus are told."""

    def __init__(self, request: Request, services: ServicesDep, session: SessionDep, request_id: RequestId) -> None:
        self.services = services
        self.session = session
        self._request = request
        self._request_id = request_id
        self.view = CallView(session, self._url)

    async def place(
        self,
        actor: Actor,
        request: CallRequest,
        fidelity: Fidelity | None,
        *,
        ring: bool = False,
        says: Sequence[str] | None = None,
    ) -> PlacedCall:
        """Queue a call; a worker claims it, and the gate decides then."""
        line = self.services.lines.get(request.line)
        request = replace(request, line_options=_line_options(line.name, fidelity, ring, says))
        now = self.services.clock.now()
        call = await request_call(self.session, request, self.services.lines, now)
        stream: dict[str, str | None] = {"stream_url": None, "token": None}
        if line.name == BROWSER_LINE and not ring:
            stream = {"stream_url": self.stream_url(call.id), "token": await issue_ticket(self.session, call.id, now)}
        action = "call.dial" if call.direction == "outbound" else "call.practice_ring"
        shown = await self.told(actor, action, call, "dial")
        return PlacedCall.model_validate({**shown.model_dump(), "call_id": call.id, **stream})

    async def told(self, actor: Actor, action: str, call: Call, *references: str) -> CallOut:
        """Audit a change, publish it once it is committed, and show the call."""
        changes: dict[str, Any] = {"agent_id": str(call.agent_id), "line": call.line, "number": mask(call.phone_number)}
        if call.flow_draft:
            changes["draft"] = True
        await audit.record(self.session, actor, action, "call", call.id, changes, self._request_id)
        publish_after_commit(self.session, self.services.bus, f"call:{call.id}", *references)
        return await self.view.one(call)

    def stream_url(self, call_id: UUID) -> str:
        """Where a page opens the call's stream."""
        return self._request.url_for("call_stream", call_id=str(call_id)).path

    def _url(self, what: str, call_id: UUID) -> str:
        return self._request.url_for(f"call_{what}", call_id=str(call_id)).path


def _line_options(
    line: str, fidelity: Fidelity | None, ring: bool, says: Sequence[str] | None = None
) -> dict[str, Any]:
    if fidelity is not None and line != PRACTICE_LINE:
        raise invalid_field("fidelity", "Only the practice line has a choice of fidelity.")
    if ring and line != BROWSER_LINE:
        raise invalid_field("ring", "Only the browser line rings pages.")
    if says is not None and line != PRACTICE_LINE:
        raise invalid_field("says", "Only people of the practice line can be told what to say.")
    if line == PRACTICE_LINE:
        options: dict[str, Any] = {"fidelity": fidelity or "audio"}
        return options if says is None else {**options, "says": list(says)}
    return {"ring": ring} if line == BROWSER_LINE else {}


CallsDep = Annotated[Calls, Depends()]
MayCall = Annotated[Actor, Depends(require("calls.write"))]


class Placing:
    """Places a call for an actor who may: `await place(request, fidelity, ring=False, says=None)`."""

    def __init__(self, actor: MayCall, calls: CallsDep) -> None:
        self.calls = calls
        self.actor = actor

    async def __call__(
        self,
        request: CallRequest,
        fidelity: Fidelity | None,
        *,
        ring: bool = False,
        says: Sequence[str] | None = None,
    ) -> PlacedCall:
        return await self.calls.place(self.actor, request, fidelity, ring=ring, says=says)


PlaceCall = Annotated[Placing, Depends()]


@router.get("", dependencies=READ)
async def list_calls(query: Annotated[CallQuery, Query()], calls: CallsDep) -> CallPage:
    """Calls, the newest first unless sorted otherwise."""
    settings = await calls.services.settings.read(calls.session)
    zone = ZoneInfo(settings.get_str("compliance.timezone"))
    where = CallFilter(
        agent_id=query.agent_id,
        campaign_id=query.campaign_id,
        status=query.status,
        outcome=query.outcome,
        direction=query.direction,
        line=query.line,
        since=bounded(query.since, zone, "from"),
        until=bounded(query.until, zone, "to"),
        search=query.search,
    )
    return await calls.view.page(query, where)


@router.get("/active", dependencies=READ)
async def active_calls(calls: CallsDep) -> CallPage:
    """Calls with a phone ringing or people talking, the oldest first; always one page."""
    return await calls.view.active()


@router.get("/stats", dependencies=READ)
async def stats(query: Annotated[StatsQuery, Query()], calls: CallsDep) -> CallStats:
    """Figures of the calls of a span of time."""
    settings = await calls.services.settings.read(calls.session)
    zone = settings.get_str("compliance.timezone")
    return await call_stats(calls.session, query, zone, calls.services.clock.now())


@router.post("/dial", status_code=status.HTTP_202_ACCEPTED)
async def dial(body: DialIn, place: PlaceCall) -> PlacedCall:
    """Ask for one call. It is queued; a worker claims it, asks the gate and rings."""
    session, services = place.calls.session, place.calls.services
    default = (await services.settings.read(session)).get_str("telephony.default_line")
    line = await line_for(session, body.line, body.trunk_id, body.agent_id, default)
    request = CallRequest(
        body.agent_id,
        body.phone_number,
        line,
        body.contact_name or None,
        body.contact_metadata,
        trunk_id=body.trunk_id,
        line_named=body.line is not None,
    )
    return await place(request, body.fidelity, ring=body.ring, says=body.says)


@router.get("/{call_id}", dependencies=READ)
async def read_call(call_id: UUID, calls: CallsDep) -> CallDetail:
    """A call with its transcript, the delays of its turns, and its cost."""
    return await calls.view.detail(call_id)


@router.get("/{call_id}/flow", dependencies=[Depends(require("flows.read"))])
async def read_call_flow(call_id: UUID, calls: CallsDep) -> CallFlow:
    """The canvas that the call walks; of one that speaks a draft the copy that is kept with it. 404 without a flow."""
    walked = await walked_flow(calls.session, await calls.view.row(call_id))
    return CallFlow(flow_id=walked.flow_id, name=walked.name, version=walked.version, canvas_data=walked.canvas)


@router.post("/{call_id}/hangup", status_code=status.HTTP_202_ACCEPTED)
async def hang_up(call_id: UUID, actor: MayCall, calls: CallsDep) -> CallOut:
    """End a call: a queued one is cancelled at once, a live one ends within moments. 409 when it is over."""
    call = await request_hangup(calls.session, call_id, actor.name, calls.services.clock.now())
    return await calls.told(actor, "call.hangup", call, f"hangup:{call.id}")


@router.post("/{call_id}/mute", status_code=status.HTTP_202_ACCEPTED)
async def mute_agent(call_id: UUID, body: MuteIn, actor: MayCall, calls: CallsDep) -> CallOut:
    """Silence the agent of a live call, or let it be heard again. 409 when nobody talks."""
    call = await request_mute(calls.session, call_id, body.muted, actor.name, calls.services.clock.now())
    return await calls.told(actor, "call.mute", call, f"mute:{call.id}")


@router.post("/{call_id}/english", status_code=status.HTTP_202_ACCEPTED)
async def write_english(call_id: UUID, actor: MayCall, calls: CallsDep) -> CallOut:
    """Let a worker write the English beside what was said. 409 while it does, or where nothing is left to translate."""
    call = await request_english(calls.session, call_id, calls.services.clock.now())
    return await calls.told(actor, "call.english", call, ENGLISH)


@router.post("/{call_id}/answer")
async def answer_in_browser(call_id: UUID, actor: MayCall, calls: CallsDep) -> StreamOut:
    """Take a call that rings in browsers: the first page to ask has it. 409 when another one did, or it is over."""
    call, token = await answer_ticket(calls.session, call_id, calls.services.clock.now())
    await calls.told(actor, "call.answer", call)
    return StreamOut(call_id=call.id, stream_url=calls.stream_url(call.id), token=token)


@router.post("/{call_id}/retry", status_code=status.HTTP_202_ACCEPTED)
async def retry_call(call_id: UUID, body: RetryIn, actor: MayCall, calls: CallsDep) -> CallOut:
    """Try a call again after `delay_minutes`: a new queued call, linked to this one. 409 until it is over."""
    services = calls.services
    delay = timedelta(minutes=body.delay_minutes)
    call = await request_retry(calls.session, call_id, services.lines, services.clock.now(), delay)
    return await calls.told(actor, "call.retry", call, "dial")


@router.get("/{call_id}/events", name="call_events", dependencies=[Depends(require("events.read"))])
async def list_events(call_id: UUID, query: Annotated[EventQuery, Query()], calls: CallsDep) -> EventPage:
    """The call's story, in order, behind the sequence `after`."""
    await calls.view.row(call_id)
    rows = await CallRepository(calls.session).events(call_id, query.after, query.limit + 1)
    more, rows = len(rows) > query.limit, rows[: query.limit]
    return EventPage(
        items=[EventOut.model_validate(row, from_attributes=True) for row in rows],
        next_cursor=str(rows[-1].sequence) if more else None,
    )


@router.head("/{call_id}/recording", include_in_schema=False, dependencies=[Depends(require("recordings.read"))])
@router.get(
    "/{call_id}/recording",
    name="call_recording",
    response_class=Response,
    responses=SOUND_RESPONSES,
    dependencies=[Depends(require("recordings.read"))],
)
async def read_recording(call_id: UUID, calls: CallsDep, request: Request) -> Response:
    """The recording (left the caller, right the agent), whole or by Range; while the call runs, what is there."""
    call = await calls.view.row(call_id)
    folder = calls.services.recordings.resolve()
    file = (folder / (call.recording_url or "")).resolve()
    if not call.recording_url or file.parent != folder or not file.is_file():
        raise NotFound("This call has no recording.")
    return file_response(file, request, SOUND, complete=call.status in FINAL)


@router.get(
    "/{call_id}/server-recording",
    name="call_server_recording",
    response_class=Response,
    responses=SOUND_RESPONSES,
    dependencies=[Depends(require("recordings.read"))],
)
async def read_server_recording(call_id: UUID, calls: CallsDep, request: Request) -> Response:
    """LiveKit Egress's recording (left the agent, right the caller), where it lies in Tron's own folder."""
    await calls.view.row(call_id)
    row = await ServerRecordingRepository(calls.session).of_call(call_id)
    file = file_of(row, calls.services.recordings) if row is not None else None
    if file is None:
        raise NotFound("Tron has no recording of this call by LiveKit Egress.")
    return file_response(file, request, SOUND, complete=True)
