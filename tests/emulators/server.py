"""What the emulators share: a real HTTP server on loopback, the requests it saw, and faults on order.

A person orders faults too: `POST /_emulator/fault {"kind": "stall", "where": "tts", "times": 2}`; kind null heals.
"""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal, Self, get_args

from aiohttp import web

RequestFault = Literal["stall", "broken", "garbage", "hangup", "busy", "unauthorised", "forbidden"]
"""The request comes to nothing: no answer; 500; another server's page; the connection ends; 429; 401; 403."""
AnswerFault = Literal["slow", "stall_midway", "cut_midway", "malformed", "wrong_rate"]
"""The answer goes wrong: a late first byte; a stall or an end in the middle; no JSON; sound at another rate."""
Fault = RequestFault | AnswerFault
FAULTS: tuple[Fault, ...] = (*get_args(RequestFault), *get_args(AnswerFault))
CONTROL = "/_emulator/fault"
RETRY_AFTER = "2"
SLOW_SECONDS = 3.0
STALL_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Seen:
    """One request: method, path, headers (lower case), body."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Ordered:
    """A fault to come: in one part ("" everywhere), so many times (None: until healed)."""

    kind: Fault
    where: str = ""
    times: int | None = 1


@dataclass
class Emulator:
    """Subclasses add routes. `fault` holds for all requests from now on; None: the vendor is well.

    `order` asks for single ones. What concerns the answer is up to the routes: they ask `take` for it.
    """

    fault: Fault | None = None
    seen: list[Seen] = field(default_factory=list)
    port: int = 0
    ordered: list[Ordered] = field(default_factory=list)

    @property
    def kinds(self) -> tuple[Fault, ...]:
        """The faults that mean something here: those of requests, and what the routes `take`."""
        return get_args(RequestFault)

    def routes(self) -> list[web.RouteDef]:
        raise NotImplementedError

    def part(self, path: str) -> str:
        """Which part of the vendor's API a path belongs to, as `where` names it."""
        return ""

    def order(self, kind: Fault, *, where: str = "", times: int | None = 1) -> None:
        self.ordered.append(Ordered(kind, where, times))

    def heal(self) -> None:
        """From now on all is well."""
        self.fault = None
        self.ordered.clear()

    def take(self, where: str = "", among: tuple[Fault, ...] = FAULTS) -> Fault | None:
        """The fault that is due in this part now, one of `among`; a counted one is used up by that."""
        if self.fault in among:
            return self.fault
        for one in self.ordered:
            if one.kind in among and one.where in ("", where):
                one.times = None if one.times is None else one.times - 1
                if one.times == 0:
                    self.ordered.remove(one)
                return one.kind
        return None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[self._middleware])
        app.add_routes([web.post(CONTROL, self._order), *self.routes()])
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    @web.middleware
    async def _middleware(self, request: web.Request, handler: object) -> web.StreamResponse:
        if request.path == CONTROL:
            return await handler(request)  # type: ignore[operator,no-any-return]
        body = await request.read()
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.seen.append(Seen(request.method, request.path_qs, headers, body))
        fault = self.take(self.part(request.path), get_args(RequestFault))
        if fault is not None and (answer := await _fail(request, fault)) is not None:
            return answer
        try:
            return await handler(request)  # type: ignore[operator,no-any-return]
        except ConnectionResetError:
            raise asyncio.CancelledError from None  # who asked is gone: no error of ours, and none to log

    async def _order(self, request: web.Request) -> web.Response:
        """Answers what is ordered now."""
        asked = await request.json()
        kind = asked.get("kind")
        if kind is None:
            self.heal()
        elif kind in self.kinds:
            self.order(kind, where=asked.get("where", ""), times=asked.get("times", 1))
        else:
            return web.json_response({"error": f"Faults: {', '.join(self.kinds)}."}, status=400)
        return web.json_response({"ordered": [[one.kind, one.where, one.times] for one in self.ordered]})


async def _fail(request: web.Request, fault: Fault) -> web.StreamResponse | None:
    match fault:
        case "stall":
            await asyncio.sleep(STALL_SECONDS)
        case "broken":
            return web.Response(status=500, text="Internal Server Error")
        case "busy":
            error = {"error": {"message": "Slow down.", "code": "rate_limit"}}
            return web.json_response(error, status=429, headers={"Retry-After": RETRY_AFTER})
        case "unauthorised":
            return web.json_response({"error": {"message": "Unknown key.", "code": "invalid_api_key"}}, status=401)
        case "forbidden":
            return web.json_response({"error": {"message": "Forbidden.", "code": "invalid_api_key_error"}}, status=403)
        case "garbage":
            return web.Response(text="<html><body>Welcome to the router</body></html>", content_type="text/html")
        case "hangup":
            assert request.transport is not None
            request.transport.abort()
    return None


def closed_port() -> str:
    """An address where nothing listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{found.getsockname()[1]}"
