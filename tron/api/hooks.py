"""/hooks/<line>/...: what vendors call Tron with. Open without the access token; each request has its own proof."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request, WebSocket
from fastapi.responses import Response
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.websockets import WebSocketDisconnect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tron.api.deps import ServicesDep, services_of
from tron.api.early_messages import EarlyMessages
from tron.api.streams import OVER, TRY_LATER, WorkerDoor, find_door, open_door, relay
from tron.core.call_engine.inbound import give_up
from tron.core.errors import Conflict, Forbidden, NotFound, TronError, Unavailable
from tron.core.ports.hooks import HOOKS, HookRefused, HookRequest, TakesHooks
from tron.core.services import Services

router = APIRouter(prefix=HOOKS, include_in_schema=False)

OWNED_WITHIN = 4.0
"""A worker had a place when the vendor asked. Where it was taken since, the caller hears silence for so long. A worker
that nothing wakes looks for calls once a second."""
TELL_SECONDS = 4.0
MOST_FIELDS: Final = 200


@router.websocket("/{line}/stream/{call_id}")
async def vendor_stream(websocket: WebSocket, line: str, call_id: UUID) -> None:
    """A call's stream, passed on unread to the worker that owns the call; there its one-time token is looked at."""
    await websocket.accept()
    try:
        services = services_of(websocket)
        taker, early = _taker(services, line), EarlyMessages()

        def theirs(offer: Mapping[str, Any]) -> bool:
            return taker.promised(offer, websocket.query_params, early.first)

        async with early.kept(websocket):
            door = await _door_for(services, call_id, line, early.ended, theirs)
        query = f"?{websocket.url.query}" if websocket.url.query else ""
        async with open_door(door, f"{line}/{call_id}{query}") as worker:
            await early.pass_on(worker)
            if not early.ended.is_set():
                await relay(websocket, worker)
    except (TronError, SQLAlchemyError, OSError, TimeoutError, InvalidHandshake) as error:
        later = not isinstance(error, TronError) or isinstance(error, Unavailable)
        await _leave(websocket, TRY_LATER if later else OVER)
    except WebSocketDisconnect:
        pass


async def _door_for(
    services: Services, call_id: UUID, line: str, ended: asyncio.Event, theirs: Callable[[Mapping[str, Any]], bool]
) -> WorkerDoor:
    """Raises what `find_door` does. A caller whom nobody takes keeps no place: neither here nor on their trunk."""
    finding = asyncio.create_task(find_door(services, call_id, line, within=OWNED_WITHIN), name="find a worker")
    leaving = asyncio.create_task(ended.wait(), name="the caller leaves")
    try:
        await asyncio.wait({finding, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not finding.done() and await _given_up(services, call_id, theirs, left=True):
            raise Conflict("The caller hung up.")
        return await finding
    except Unavailable:
        await _given_up(services, call_id, theirs, left=False)
        raise
    finally:
        for task in (finding, leaving):
            task.cancel()
        await asyncio.gather(finding, leaving, return_exceptions=True)


async def _given_up(
    services: Services, call_id: UUID, theirs: Callable[[Mapping[str, Any]], bool], *, left: bool
) -> bool:
    """False where a worker has the call, or this is not its stream."""
    async with services.database.transaction() as session:
        call = await give_up(session, call_id, left=left, now=services.clock.now(), theirs=theirs)
    if call is not None:
        services.bus.publish(f"call:{call_id}")
    return call is not None


@router.get("/{line}/{what}")
@router.post("/{line}/{what}")
async def vendor_hook(request: Request, services: ServicesDep, line: str, what: str) -> Response:
    """A webhook about no call that Tron knows yet: one that comes in."""
    return await _hook(request, services, line, what, None)


@router.get("/{line}/{what}/{call_id}")
@router.post("/{line}/{what}/{call_id}")
async def vendor_call_hook(request: Request, services: ServicesDep, line: str, what: str, call_id: UUID) -> Response:
    """A webhook about one call, passed on to the worker that owns it."""
    return await _hook(request, services, line, what, call_id)


async def _hook(request: Request, services: Services, line: str, what: str, call_id: UUID | None) -> Response:
    taker = _taker(services, line)
    told = await _read(request, what, call_id)
    try:
        answer = await taker.hook(told)
        about = answer.call_id or call_id
        if answer.tell is not None and about is not None:
            answer = replace(answer, body=await _told(services, line, about, answer.tell), tell=None)
    except HookRefused as refused:
        raise Forbidden(str(refused)) from refused
    except BaseException:
        taker.undone(told)
        raise
    taker.answered(told, answer)
    return Response(answer.body, answer.status, media_type=answer.media_type)


async def _told(services: Services, line: str, call_id: UUID, message: str) -> str:
    """What the worker says to it. Raises NotFound for no call of this line, Unavailable where its worker is away."""
    try:
        return await _tell(services, line, call_id, message)
    except NotFound:
        raise
    except (TronError, SQLAlchemyError, OSError, TimeoutError, InvalidHandshake, ConnectionClosed) as error:
        raise Unavailable("The worker of this call cannot be reached.") from error


async def _tell(services: Services, line: str, call_id: UUID, message: str) -> str:
    """What the worker says to it. The call may be over: what still rings then is for its worker to hang up."""
    async with asyncio.timeout(TELL_SECONDS):
        door = await find_door(services, call_id, line, within=TELL_SECONDS, over=True)
        async with open_door(door, f"hook/{line}/{call_id}") as worker:
            await worker.send(message)
            said = [part async for part in worker]  # raises ConnectionClosed when it was not taken
    return "".join(part for part in said if isinstance(part, str))


def _taker(services: Services, name: str) -> TakesHooks:
    line = services.lines.find(name)
    if not isinstance(line, TakesHooks):
        raise NotFound("No line takes this.")
    return line


async def _read(request: Request, what: str, call_id: UUID | None) -> HookRequest:
    query = dict(request.query_params)
    return HookRequest(
        what,
        call_id,
        query if request.method == "GET" else await _form(request),
        dict(request.headers),
        request.method,
        query,
        request.client.host if request.client is not None else "",
    )


async def _form(request: Request) -> dict[str, str]:
    """Texts by name. Anything else than a form has none, and so proves nothing."""
    try:
        form = await request.form(max_files=0, max_fields=MOST_FIELDS)
    except HTTPException:
        return {}
    return {name: value for name, value in form.items() if not isinstance(value, UploadFile)}


async def _leave(websocket: WebSocket, code: int) -> None:
    try:
        await websocket.close(code)
    except (RuntimeError, WebSocketDisconnect):
        return
