"""The outermost layer: request ids, security headers, the access log, and the last resort for errors."""

from __future__ import annotations

import logging
import re
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tron.api.errors import error_response
from tron.core.errors import TronError
from tron.core.ids import uuid7
from tron.core.logs import log_context
from tron.core.masking import Masker

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self)",
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "media-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "connect-src 'self' ws: wss:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    ),
}
_REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_mask = Masker()
_QUIET_PATHS = ("/healthz", "/readyz")

log = logging.getLogger(__name__)


class Edge:
    """ASGI middleware. Every answer carries a request id: the client's, when it is plain and no number or secret."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            return await self._app(scope, receive, send)
        given = Headers(scope=scope).get("x-request-id", "")
        request = given if _REQUEST_ID.fullmatch(given) and _mask(given) == given else str(uuid7())
        scope.setdefault("state", {})["request_id"] = request
        with log_context(request=request):
            if scope["type"] == "websocket":
                return await self._websocket(scope, receive, send, request)
            return await self._http(scope, receive, send, request)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send, request: str) -> None:
        began = time.perf_counter()
        status = 0

        async def finish(message: Message) -> None:
            nonlocal status
            if message["type"] in {"websocket.accept", "websocket.http.response.start"}:
                status = message.get("status", 101)
                _add_headers(MutableHeaders(scope=message), scope["path"], request)
            await send(message)

        try:
            await self._app(scope, receive, finish)
        finally:
            _log_access(scope, status, time.perf_counter() - began)

    async def _http(self, scope: Scope, receive: Receive, send: Send, request: str) -> None:
        began = time.perf_counter()
        status = 0

        async def finish(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _add_headers(MutableHeaders(scope=message), scope["path"], request)
            await send(message)

        try:
            await self._app(scope, receive, finish)
        except Exception:
            log.exception("A request failed inside Tron.")
            if status:
                raise
            await error_response(TronError("internal"))(scope, receive, finish)
        finally:
            _log_access(scope, status, time.perf_counter() - began)


class BasePath:
    """ASGI middleware: everything lies below a prefix such as /tron, whether a proxy takes that away or leaves it."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == self._prefix:
            # Relative, so that it holds for whatever host and scheme the browser knows.
            query = scope.get("query_string", b"").decode("latin-1")
            target = f"{self._prefix}/" + (f"?{query}" if query else "")
            return await Response(status_code=307, headers={"Location": target})(scope, receive, send)
        if scope["type"] in {"http", "websocket"}:
            scope = {**scope, "root_path": self._prefix}
        return await self._app(scope, receive, send)


def _add_headers(headers: MutableHeaders, path: str, request: str) -> None:
    headers["X-Request-ID"] = request
    for name, value in SECURITY_HEADERS.items():
        headers.setdefault(name, value)
    if "/api/" in path:
        headers.setdefault("Cache-Control", "no-store")


def _log_access(scope: Scope, status: int, seconds: float) -> None:
    """Method, path and status; never the query, which may hold names and numbers.

    The colon keeps the status apart from a phone number at the path's end, which the log masks.
    """
    raw: bytes = scope.get("raw_path") or scope["path"].encode("utf-8", "replace")
    path = raw.split(b"?")[0].decode("ascii", "backslashreplace")
    level = logging.DEBUG if path.endswith(_QUIET_PATHS) else logging.INFO
    method = scope.get("method", "WEBSOCKET")
    log.log(level, "%s %s: %s", method, path, status or "-", extra={"ms": round(seconds * 1000, 1)})
