"""/ws/tron/stream: a page's sound, passed on unread to the worker that owns the call; and declining a call."""

from __future__ import annotations

import asyncio
import contextlib
import json
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, WebSocket, status
from sqlalchemy.exc import SQLAlchemyError
from starlette.websockets import WebSocketDisconnect
from websockets.asyncio.client import ClientConnection, connect, unix_connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tron.api.actor import Actor
from tron.api.deps import RequestId, ServicesDep, authorize_websocket, require, services_of
from tron.api.errors import RESPONSES, error_body
from tron.core import audit
from tron.core.call_engine.requests import request_hangup
from tron.core.call_engine.states import FINAL, QUEUED
from tron.core.call_engine.streams import BROWSER_LINE, answer_ticket
from tron.core.database.tables import Call, CallLeg, WorkerRow
from tron.core.errors import Conflict, NotFound, TronError, Unavailable
from tron.core.services import Services

router = APIRouter()
calls_router = APIRouter(prefix="/calls", tags=["calls"], responses=RESPONSES)

OWNED_WITHIN = 45.0
LOOK_EVERY = 0.1
OPEN_WITHIN = 5.0
LONGEST_MESSAGE = 64 * 1024
OVER, TRY_LATER = 4404, 1013
NORMAL, BROKE_OFF = 1000, 1001
NO_WORKER = "No worker has taken this call. GET /readyz tells whether one is running."
NO_URL = "Set TRON_WORKER_LISTEN and TRON_WORKER_PRIVATE_URL (or TRON_WORKER_PUBLIC_URL) for that worker."


@dataclass(frozen=True, slots=True)
class WorkerDoor:
    """Where the owner of a call takes streams: a socket on this machine, an address that this process reaches,
    one that pages reach."""

    socket: Path | None
    url: str | None
    private: str | None = None

    @property
    def near(self) -> bool:
        """Whether sound is passed on from here; else pages go to the worker themselves."""
        return self.socket is not None or self.private is not None


@router.websocket("/ws/tron/stream/{call_id}", name="call_stream")
async def call_stream(websocket: WebSocket, call_id: UUID) -> None:
    """A call's stream; the page's first message is {"type": "hello", "token": ..., "sample_rate": 16000}."""
    if await authorize_websocket(websocket, "calls.write") is not None:
        await serve_page(websocket, call_id, BROWSER_LINE, line=BROWSER_LINE)


async def serve_page(websocket: WebSocket, call_id: UUID, path: str, *, line: str | None) -> None:
    """Relay an authorized page to this path of the call's worker. `line`: the call's, where only that one has such."""
    await websocket.accept()
    try:
        door = await find_door(services_of(websocket), call_id, line)
        if not door.near:
            await websocket.send_text(json.dumps({"type": "redirect", "url": f"{door.url}/{path}/{call_id}"}))
            await websocket.close()
            return
        async with open_door(door, f"{path}/{call_id}") as worker:
            await relay(websocket, worker)
    except TronError as error:
        await _leave(websocket, error, TRY_LATER if isinstance(error, Unavailable) else OVER)
    except (SQLAlchemyError, OSError, TimeoutError, InvalidHandshake):
        await _leave(websocket, Unavailable("The worker of this call cannot be reached.", hint=NO_WORKER), TRY_LATER)
    except WebSocketDisconnect:
        pass


@calls_router.post("/{call_id}/decline", status_code=status.HTTP_202_ACCEPTED)
async def decline_in_browser(
    call_id: UUID,
    actor: Annotated[Actor, Depends(require("calls.write"))],
    services: ServicesDep,
    request_id: RequestId,
) -> None:
    """Decline a call that rings in browsers: it ends as failed, declined. 409 when a page took it, or it is over."""
    now = services.clock.now()
    try:
        async with services.database.transaction() as session:
            call, token = await answer_ticket(session, call_id, now)
            waits = call.status == QUEUED
            if waits:
                await request_hangup(session, call_id, actor.name, now)
            await audit.record(session, actor, "call.decline", "call", call_id, {}, request_id)
        services.bus.publish(f"call:{call_id}")
        if not waits:
            await _decline(services, call_id, token)
    except (SQLAlchemyError, OSError, TimeoutError, InvalidHandshake, ConnectionClosed) as error:
        raise Unavailable("The call could not be declined.", hint="It stops ringing by itself.") from error


async def _decline(services: Services, call_id: UUID, token: str) -> None:
    door = await find_door(services, call_id)
    if not door.near:
        raise Unavailable("The worker of this call is on another machine.", hint="It stops ringing by itself.")
    async with open_door(door, f"{BROWSER_LINE}/{call_id}") as worker, asyncio.timeout(OPEN_WITHIN):
        await worker.send(json.dumps({"type": "decline", "token": token}))
        async for _ in worker:
            pass


async def find_door(
    services: Services,
    call_id: UUID,
    line: str | None = BROWSER_LINE,
    *,
    within: float | None = None,
    over: bool = False,
) -> WorkerDoor:
    """Waits until a worker owns the call. Raises NotFound, Conflict when it is over, Unavailable when none takes it.

    A second leg is the worker's that owns its call.

    `line` None: a call on any. `over`: the door of the worker that had it is wanted even then.
    """
    until = services.clock.monotonic() + (OWNED_WITHIN if within is None else within)
    while services.clock.monotonic() < until:
        door = await _look(services, call_id, line, over)
        if door is not None:
            return door
        await services.clock.sleep(LOOK_EVERY)
    raise Unavailable("No worker has taken this call.", hint=NO_WORKER)


async def _look(services: Services, call_id: UUID, line: str | None, over: bool) -> WorkerDoor | None:
    async with services.database.transaction() as session:
        leg = await session.get(CallLeg, call_id)
        call = await session.get(Call, leg.call_id if leg is not None else call_id)
        if call is None or line not in (None, call.line):
            raise NotFound("There is no such call on this line.")
        if call.status in FINAL and not (over and call.owner):
            raise Conflict("This call is over.", extra={"current": {"status": call.status, "reason": call.reason}})
        worker = await session.get(WorkerRow, call.owner) if call.owner else None
        streams = worker.state.get("streams") if worker else None
    if call.status == QUEUED or not isinstance(streams, dict):
        return None
    socket = Path(str(streams.get("socket", "")))
    here = await asyncio.to_thread(socket.is_socket)
    url, private = streams.get("url"), streams.get("private_url")
    if not here and not url and not private:
        raise Unavailable("The worker of this call is on another machine and has no address of its own.", hint=NO_URL)
    return WorkerDoor(socket if here else None, url, private)


def open_door(door: WorkerDoor, path: str) -> AbstractAsyncContextManager[ClientConnection]:
    """A connection to the worker: by its socket where it is on this machine, else by its own address."""
    options: dict[str, Any] = {
        "max_size": LONGEST_MESSAGE,
        "compression": None,
        "open_timeout": OPEN_WITHIN,
        "close_timeout": 1,
        "ping_interval": None,
    }
    if door.socket is not None:
        return unix_connect(str(door.socket), f"ws://worker/{path}", **options)
    return connect(f"{door.private or door.url}/{path}", **options)


async def relay(page: WebSocket, worker: ClientConnection) -> None:
    """Until either side ends; the other one is told how."""
    tasks = [asyncio.create_task(_from_page(page, worker)), asyncio.create_task(_from_worker(page, worker))]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            with contextlib.suppress(ConnectionClosed, WebSocketDisconnect, RuntimeError):
                task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    with contextlib.suppress(RuntimeError, WebSocketDisconnect):
        await page.close(worker.close_code or 1001, (worker.close_reason or "")[:120])


async def _from_page(page: WebSocket, worker: ClientConnection) -> None:
    while True:
        message = await page.receive()
        if message["type"] == "websocket.disconnect":
            # A side that broke off closed nothing: the worker tells a hang-up from a broken network by that.
            await worker.close(NORMAL if message.get("code") == NORMAL else BROKE_OFF)
            return
        sound = message.get("bytes")
        await worker.send(sound if sound is not None else message.get("text") or "")


async def _from_worker(page: WebSocket, worker: ClientConnection) -> None:
    async for message in worker:
        if isinstance(message, bytes):
            await page.send_bytes(message)
        else:
            await page.send_text(message)


async def _leave(page: WebSocket, error: TronError, code: int) -> None:
    with contextlib.suppress(RuntimeError, WebSocketDisconnect):
        await page.send_text(json.dumps({"type": "error", **error_body(error)}, ensure_ascii=False))
        await page.close(code, error.message[:120])
