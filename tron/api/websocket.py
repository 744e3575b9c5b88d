"""/ws/tron: events as they happen. Clients that send rubbish or read too slowly are told so and closed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from typing import Any

from fastapi import APIRouter, WebSocket
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.websockets import WebSocketDisconnect

from tron.api.deps import authorize_websocket, services_of
from tron.api.errors import DATABASE_HINT, error_body, http_error, problems_of, refuse_websocket
from tron.core.errors import Invalid, TronError, Unavailable
from tron.core.events.bus import Subscription
from tron.core.events.feed import Feed
from tron.core.models.event import SubscribeIn
from tron.core.services import Services

router = APIRouter()

FIRST_MESSAGE_SECONDS = 10.0
PING_SECONDS = 20.0
POLL_SECONDS = 5.0
SEND_SECONDS = 10.0
PASS_SECONDS = 60.0
LONGEST_MESSAGE = 64_000

UNSUPPORTED, POLICY, TOO_BIG, TRY_LATER = 1003, 1008, 1009, 1013
EXAMPLE = 'Send {"type": "subscribe", "all": true} or {"type": "subscribe", "calls": ["<id>"]}.'


class Goodbye(Exception):
    """Ends the connection with an error message and a close code."""

    def __init__(self, code: int, error: TronError) -> None:
        super().__init__(error.message)
        self.code = code
        self.error = error


@router.websocket("/ws/tron")
async def events(websocket: WebSocket) -> None:
    """Subscribe as SubscribeIn says; then come "subscribed", the events, and a "ping" every 20 s."""
    if await authorize_websocket(websocket) is not None:
        await websocket.accept()
        await EventSocket(websocket, services_of(websocket)).run()


async def nothing_here(websocket: WebSocket) -> None:
    """The answer at any other address."""
    await refuse_websocket(websocket, http_error(404, hint="Events come from /ws/tron."))


class EventSocket:
    """One connection: a task reads, another one sends everything. Nothing is queued; what waits is in the database."""

    def __init__(self, websocket: WebSocket, services: Services) -> None:
        self._websocket = websocket
        self._services = services
        self._feed = Feed(services.database, services.clock)
        self._wishes: asyncio.Queue[SubscribeIn | None] = asyncio.Queue(8)

    async def run(self) -> None:
        """Until either side ends it; never raises."""
        # Listening before the first look-up: nothing falls between them.
        async with self._services.bus.subscribe() as references:
            tasks = [asyncio.create_task(self._read(references)), asyncio.create_task(self._send_all(references))]
            try:
                done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
            except Goodbye as goodbye:
                await self._leave(goodbye)
            except WebSocketDisconnect:
                pass
            except (SQLAlchemyError, OSError, TimeoutError):
                unavailable = Unavailable("The database cannot be reached.", hint=DATABASE_HINT)
                await self._leave(Goodbye(TRY_LATER, unavailable))
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    # ------------------------------------------------------------ in

    async def _read(self, references: Subscription) -> None:
        try:
            async with asyncio.timeout(FIRST_MESSAGE_SECONDS):
                wish = await self._receive()
        except TimeoutError:
            raise Goodbye(POLICY, Invalid("Nothing was subscribed to in 10 s.", hint=EXAMPLE)) from None
        while True:
            await self._wishes.put(wish)
            references.offer("wish")
            wish = await self._receive()

    async def _receive(self) -> SubscribeIn | None:
        """The next wish; None asks for a pong. Pongs are passed over."""
        while True:
            message = await self._websocket.receive()
            if message["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(message.get("code") or 1006)
            body = parse(message.get("text"))
            if body.get("type") == "ping":
                return None
            if body.get("type") != "pong":
                return _wish(body)

    # ------------------------------------------------------------ out

    async def _send_all(self, references: Subscription) -> None:
        poll = time.monotonic() + POLL_SECONDS
        ping = time.monotonic() + PING_SECONDS
        while True:
            found = await references.next(max(0.0, min(poll, ping) - time.monotonic()))
            while not self._wishes.empty():
                await self._answer(self._wishes.get_nowait())
            self._feed.mark(found)
            if references.lagged:
                references.lagged = False
                await self._feed.look_again(everything=True)
            if time.monotonic() >= poll:
                await self._feed.look_again()
                poll = time.monotonic() + POLL_SECONDS
            if time.monotonic() >= ping:
                await self._send({"type": "ping", "at": self._now()})
                ping = time.monotonic() + PING_SECONDS
            await self._send_what_is_new()

    async def _answer(self, wish: SubscribeIn | None) -> None:
        if wish is None:
            return await self._send({"type": "pong", "at": self._now()})
        # Taken before the look-up: what a client gives as `since` later must not be too late.
        at = self._now()
        try:
            unknown = await self._feed.subscribe(wish)
        except Invalid as error:
            raise Goodbye(POLICY, error) from None
        await self._send({"type": "subscribed", "at": at, "unknown": [str(call_id) for call_id in unknown]})

    async def _send_what_is_new(self) -> None:
        """All that waits; a client that cannot take it in a minute is dropped."""
        latest = time.monotonic() + PASS_SECONDS
        while messages := await self._feed.read():
            for message in messages:
                await self._send(message)
            if time.monotonic() > latest:
                raise too_slow()

    async def _send(self, message: dict[str, Any]) -> None:
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self._websocket.send_text(json.dumps(message, ensure_ascii=False, separators=(",", ":")))
        except TimeoutError:
            raise too_slow() from None

    async def _leave(self, goodbye: Goodbye) -> None:
        """Say why, then close; a client that takes neither is left to the server."""
        text = json.dumps({"type": "error", **error_body(goodbye.error)}, ensure_ascii=False)
        with contextlib.suppress(TimeoutError, WebSocketDisconnect, RuntimeError):
            async with asyncio.timeout(2):
                await self._websocket.send_text(text)
                await self._websocket.close(goodbye.code, goodbye.error.message[:120])

    def _now(self) -> str:
        return self._services.clock.now().isoformat()


def parse(text: str | None, *, longest: int = LONGEST_MESSAGE, hint: str = EXAMPLE) -> dict[str, Any]:
    """A client's message of at most `longest` bytes. Raises Goodbye for what is none."""
    if text is None:
        raise Goodbye(UNSUPPORTED, Invalid("Send text, not binary data.", hint=hint))
    if len(text) > longest or len(text.encode("utf-8", "replace")) > longest:
        raise Goodbye(TOO_BIG, Invalid(f"A message is at most {longest // 1000} kB."))
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Goodbye(POLICY, Invalid("A message is a JSON object.", hint=hint))
    return body


def _wish(body: dict[str, Any]) -> SubscribeIn:
    try:
        return SubscribeIn.model_validate(body)
    except ValidationError as error:
        problems = problems_of([{**item, "loc": ("message", *item["loc"])} for item in error.errors()])
        raise Goodbye(POLICY, Invalid("This cannot be subscribed to.", hint=EXAMPLE, fields=problems)) from None


def too_slow() -> Goodbye:
    """The farewell to a client that takes nothing."""
    hint = "Connect again and resume with `after`."
    return Goodbye(TRY_LATER, Unavailable("The client reads too slowly.", hint=hint))
