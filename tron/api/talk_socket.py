"""A WebSocket over which a person talks in writing: it answers mistakes, and closes rubbish and the idle."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from abc import ABC, abstractmethod
from typing import Any, Generic, TypeVar

from fastapi import WebSocket
from pydantic import ValidationError
from starlette.websockets import WebSocketDisconnect

from tron.api.clean_input import json_problem
from tron.api.errors import error_body, problems_of
from tron.api.websocket import SEND_SECONDS, TRY_LATER, Goodbye, parse, too_slow
from tron.core.errors import FieldProblem, Invalid, TronError, Unavailable
from tron.core.services import Services

IDLE_SECONDS = 600.0
DONE = 1000

M = TypeVar("M")


class TalkSocket(ABC, Generic[M]):
    """One connection. This task reads; a mistake is answered, rubbish is closed.

    `longest`: bytes of a message. `example`: what a client should send, told with each mistake.
    """

    longest: int
    example: str

    def __init__(self, websocket: WebSocket, services: Services) -> None:
        self._websocket = websocket
        self._services = services
        self._sending = asyncio.Lock()

    async def run(self) -> None:
        """Until either side ends it; never raises."""
        try:
            with self._services.simulators.take():
                await self._read()
        except Goodbye as goodbye:
            await self._leave(goodbye)
        except TronError as error:
            await self._leave(Goodbye(TRY_LATER, error))
        except WebSocketDisconnect:
            pass
        finally:
            await self._give_up()

    @abstractmethod
    def _message(self, body: dict[str, Any]) -> M:
        """The message in `body`. Raises pydantic's ValidationError; locations begin with the message's type."""

    @abstractmethod
    def _is_ping(self, message: M) -> bool: ...

    @abstractmethod
    async def _take(self, message: M) -> None:
        """Does what a message says. Raises TronError, which is answered."""

    @abstractmethod
    async def _give_up(self) -> None:
        """Ends the talk that runs, if any."""

    # ------------------------------------------------------------ in

    async def _read(self) -> None:
        idle_at = time.monotonic() + IDLE_SECONDS
        while True:
            try:
                async with asyncio.timeout(idle_at - time.monotonic()):
                    message = await self._receive()
            except TimeoutError:
                raise Goodbye(DONE, _idle()) from None
            except TronError as error:
                await self._refuse(error)
                continue
            if not self._is_ping(message):
                idle_at = time.monotonic() + IDLE_SECONDS
            await self._answer(message)

    async def _receive(self) -> M:
        """The next message. Raises Invalid for a mistake, Goodbye for rubbish."""
        message = await self._websocket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code") or 1006)
        text = message.get("text")
        body = parse(text, longest=self.longest, hint=self.example)
        problem = json_problem(str(text).encode("utf-8", "surrogatepass"))
        if problem is not None:
            raise problem
        try:
            return self._message(body)
        except ValidationError as error:
            raise self._not_understood(error) from None

    async def _answer(self, message: M) -> None:
        try:
            if self._is_ping(message):
                await self._send({"type": "pong"})
            else:
                await self._take(message)
        except TronError as error:
            await self._refuse(error)

    def _not_understood(self, error: ValidationError) -> Invalid:
        problems = [
            problem if item["loc"] else FieldProblem("type", problem.message)
            for item, problem in zip(error.errors(), problems_of(error.errors()), strict=True)
        ]
        return Invalid("Some fields are not right.", hint=self.example, fields=problems)

    # ------------------------------------------------------------ out

    async def _refuse(self, error: TronError) -> None:
        await self._send({"type": "error", **error_body(error)})

    async def _send(self, message: dict[str, Any]) -> None:
        text = json.dumps(message, ensure_ascii=False, separators=(",", ":"))
        try:
            async with asyncio.timeout(SEND_SECONDS), self._sending:
                await self._websocket.send_text(text)
        except TimeoutError:
            raise too_slow() from None

    async def _leave(self, goodbye: Goodbye) -> None:
        text = json.dumps({"type": "error", **error_body(goodbye.error)}, ensure_ascii=False)
        with contextlib.suppress(TimeoutError, WebSocketDisconnect, RuntimeError):
            async with asyncio.timeout(2):
                await self._websocket.send_text(text)
                await self._websocket.close(goodbye.code, goodbye.error.message[:120])


def _idle() -> TronError:
    error = Unavailable("Nothing was said for 10 minutes.", hint="Start again when you like.")
    error.code = "idle"
    return error
