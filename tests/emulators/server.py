"""What the emulators share: a real HTTP server on loopback, the requests it saw, and faults on order."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal, Self

from aiohttp import web

Fault = Literal["stall", "broken", "garbage", "hangup", "busy"]


@dataclass(frozen=True, slots=True)
class Seen:
    """One request: method, path, headers (lower case), body."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Emulator:
    """Subclasses add routes. `fault` holds for all requests from now on; None: the vendor is well.

    stall: no answer; broken: 500; garbage: another server's page; hangup: the connection ends; busy: 429.
    """

    fault: Fault | None = None
    seen: list[Seen] = field(default_factory=list)

    def routes(self) -> list[web.RouteDef]:
        raise NotImplementedError

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[self._middleware])
        app.add_routes(self.routes())
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    @web.middleware
    async def _middleware(self, request: web.Request, handler: object) -> web.StreamResponse:
        body = await request.read()
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.seen.append(Seen(request.method, request.path_qs, headers, body))
        match self.fault:
            case "stall":
                await asyncio.sleep(60)
            case "broken":
                return web.Response(status=500, text="Internal Server Error")
            case "busy":
                return web.json_response({"error": {"message": "Slow down.", "code": "rate_limit"}}, status=429)
            case "garbage":
                return web.Response(text="<html><body>Welcome to the router</body></html>", content_type="text/html")
            case "hangup":
                assert request.transport is not None
                request.transport.abort()
        return await handler(request)  # type: ignore[operator,no-any-return]


def closed_port() -> str:
    """An address where nothing listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{found.getsockname()[1]}"
