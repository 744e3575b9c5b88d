"""Turns away what no endpoint could handle: bodies that are too large, NUL characters, lone surrogates, non-JSON."""

from __future__ import annotations

import asyncio
import json
import math
import re
from collections.abc import Iterator
from typing import Any, NoReturn
from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from tron.api.errors import bad_json, error_response, http_error, refuse_websocket
from tron.core.errors import FieldProblem, Invalid, TronError

MAX_BODY = 1_000_000
MAX_CANVAS_BODY = 6_000_000
"""Of flows: more than a canvas may have, so that who sends too much is told where and how much."""
AT_ONCE = 200_000
"""Bytes of a body that are looked through at once; more of them would keep others waiting."""
MAX_DEPTH = 64
_DIRTY_TEXT = re.compile("[\x00\ud800-\udfff]")
_DIRTY_BYTES = re.compile(rb"\x00|\xed[\xa0-\xbf]")


class ClientGone(Exception):
    """The client left while its body was read."""


class CleanInput:
    """ASGI middleware. Bodies are at most 1 MB, but for the paths that `uploads` matches: those read their own.

    Those that `canvases` matches take MAX_CANVAS_BODY.
    """

    def __init__(
        self, app: ASGIApp, uploads: re.Pattern[str] | None = None, canvases: re.Pattern[str] | None = None
    ) -> None:
        self._app = app
        self._uploads = uploads
        self._canvases = canvases

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            return await self._app(scope, receive, send)
        problem = address_problem(scope)
        if scope["type"] == "websocket":
            if problem is not None:
                return await refuse_websocket(WebSocket(scope, receive, send), problem)
            return await self._app(scope, receive, send)
        if problem is None and has_body(scope) and not self._is_upload(scope):
            try:
                body = await read_body(scope, receive, self._most(scope))
                problem = await _problem(body) if body and _is_json(scope) else None
                receive = replay(body, receive)
            except ClientGone:
                return None
            except TronError as error:
                problem = error
        if problem is not None:
            return await error_response(problem)(scope, receive, send)
        return await self._app(scope, receive, send)

    def _is_upload(self, scope: Scope) -> bool:
        return self._uploads is not None and self._uploads.search(scope["path"]) is not None

    def _most(self, scope: Scope) -> int:
        canvas = self._canvases is not None and self._canvases.search(scope["path"]) is not None
        return MAX_CANVAS_BODY if canvas else MAX_BODY


def address_problem(scope: Scope) -> TronError | None:
    """What is wrong with the path or the query."""
    if _DIRTY_BYTES.search(unquote_to_bytes(scope.get("raw_path") or b"")) or _DIRTY_TEXT.search(scope["path"]):
        return _dirty("path")
    for pair in scope.get("query_string", b"").split(b"&"):
        decoded = unquote_to_bytes(pair)
        if _DIRTY_BYTES.search(decoded):
            return _dirty(_printable(decoded.partition(b"=")[0].decode("utf-8", "replace")) or "query")
    return None


def has_body(scope: Scope) -> bool:
    names = {name for name, _ in scope["headers"]}
    return scope["method"] not in {"GET", "HEAD", "OPTIONS"} or bool(names & {b"content-length", b"transfer-encoding"})


async def read_body(scope: Scope, receive: Receive, most: int = MAX_BODY) -> bytes:
    """The whole body, at most `most` bytes, counted as it arrives. Raises ClientGone and a 413."""
    declared = dict(scope["headers"]).get(b"content-length", b"0")
    if declared.isdigit() and int(declared[:20]) > most:
        raise _too_large(most)
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > most:
            raise _too_large(most)
        chunks.append(chunk)
        if not message.get("more_body", False):
            return b"".join(chunks)


def replay(body: bytes, receive: Receive) -> Receive:
    """A receive that gives `body` once, then what the server says."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return pending.pop() if pending else await receive()

    return again


async def _problem(body: bytes) -> TronError | None:
    return json_problem(body) if len(body) <= AT_ONCE else await asyncio.to_thread(json_problem, body)


def json_problem(body: bytes) -> TronError | None:
    """What is wrong with a JSON body, with the field's path."""
    try:
        document = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return bad_json()
    for path, value, depth in _walk(document):
        if depth > MAX_DEPTH:
            return Invalid("The body is nested too deeply.", fields=[FieldProblem(path[:200], "Nested too deeply.")])
        if isinstance(value, str) and _DIRTY_TEXT.search(value):
            return _dirty(path)
        if isinstance(value, float) and not math.isfinite(value):
            return Invalid("A number is too large.", fields=[FieldProblem(path, "This number is too large.")])
    return None


def _walk(document: Any) -> Iterator[tuple[str, Any, int]]:
    """Every value and key with its dotted path and depth."""
    stack: list[tuple[str, Any, int]] = [("", document, 0)]
    while stack:
        path, value, depth = stack.pop()
        yield path or "body", value, depth
        if depth > MAX_DEPTH:
            continue
        if isinstance(value, dict):
            for key, inner in value.items():
                below = ".".join(filter(None, (path, _printable(key))))
                yield below, key, depth
                stack.append((below, inner, depth + 1))
        elif isinstance(value, list):
            prefix = f"{path}." if path else ""
            stack += [(f"{prefix}{index}", inner, depth + 1) for index, inner in enumerate(value)]


def _is_json(scope: Scope) -> bool:
    kind: bytes = dict(scope["headers"]).get(b"content-type", b"").split(b";")[0].strip().lower()
    return kind == b"application/json" or (kind.startswith(b"application/") and kind.endswith(b"+json"))


def _printable(text: str) -> str:
    return _DIRTY_TEXT.sub("\ufffd", text)[:200]


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _too_large(most: int) -> TronError:
    return http_error(413, hint=f"At most {most // 1_000_000} MB.")


def _dirty(path: str) -> Invalid:
    message = "Must not hold NUL characters or halves of a surrogate pair."
    return Invalid("A text has characters that cannot be stored.", fields=[FieldProblem(path, message)])
