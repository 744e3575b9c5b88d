"""The worker's own door for streams: `/<line>/<call id>`, on a socket in the data folder for the API beside it, and on
an address of its own where pages, vendors or an API elsewhere reach the worker directly.

`GET /healthz` and `/readyz` there tell whoever keeps the process running that it answers, and whether it takes calls.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, suppress
from http import HTTPStatus
from pathlib import Path
from typing import Protocol, runtime_checkable
from urllib.parse import urlsplit
from uuid import UUID

from websockets.asyncio.server import Server, ServerConnection, serve, unix_serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

log = logging.getLogger(__name__)

LONGEST_MESSAGE = 64 * 1024
LONGEST_SOCKET = 100
WAITING_MESSAGES = 64
UNKNOWN_PATH = 4404


@runtime_checkable
class Streams(Protocol):
    """A line whose calls have a stream. Serves one connection and returns when it is over."""

    async def stream(self, call_id: UUID, websocket: ServerConnection) -> None: ...


@runtime_checkable
class KnowsDoor(Protocol):
    """A line that tells others where its streams come in."""

    def opened(self, address: Mapping[str, str]) -> None:
        """`socket`, `url` where the worker has a public one, `private_url` where it has one for the API."""
        ...


class StreamServer:
    """`listen` is "host:port" of the worker's own address, `public_url` how pages reach it, `private_url` how an API on
    another machine does (ws:// or wss://)."""

    def __init__(
        self,
        lines: Mapping[str, Streams],
        folder: Path,
        *,
        name: str,
        listen: str | None = None,
        public_url: str | None = None,
        private_url: str | None = None,
    ) -> None:
        self._lines = dict(lines)
        self._socket = _socket_path(folder, name)
        self._listen = listen
        urls = {"url": public_url, "private_url": private_url}
        self._urls = {name: url.rstrip("/") for name, url in urls.items() if url}
        self._ready: Callable[[], bool] = lambda: False
        self._stack = AsyncExitStack()

    def address(self) -> dict[str, str]:
        """What the worker's row tells of it."""
        return {"socket": str(self._socket), **self._urls}

    def tell(self, ready: Callable[[], bool]) -> None:
        """From now on `/readyz` says what `ready` does."""
        self._ready = ready

    async def start(self) -> None:
        """Raises OSError when an address cannot be had."""
        self._socket.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._socket.unlink(missing_ok=True)
        before = os.umask(0o177)
        try:
            server = await unix_serve(
                self._serve, str(self._socket), max_size=LONGEST_MESSAGE, max_queue=WAITING_MESSAGES, compression=None
            )
        finally:
            os.umask(before)
        self._stack.push_async_callback(_close, server)
        if self._listen:
            host, _, port = self._listen.rpartition(":")
            server = await serve(
                self._serve,
                host.strip("[]"),
                int(port),
                max_size=LONGEST_MESSAGE,
                max_queue=WAITING_MESSAGES,
                compression=None,
                process_request=self._health,
            )
            self._stack.push_async_callback(_close, server)
        for line in self._lines.values():
            if isinstance(line, KnowsDoor):
                line.opened(self.address())

    async def close(self) -> None:
        """Ends all connections."""
        await self._stack.aclose()
        with suppress(OSError):
            self._socket.unlink(missing_ok=True)

    def _health(self, connection: ServerConnection, request: Request) -> Response | None:
        """The answer to a question for health; None lets all else become a stream."""
        if request.path == "/healthz":
            return connection.respond(HTTPStatus.OK, "ok\n")
        if request.path == "/readyz":
            ready = self._ready()
            return connection.respond(HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE, f"{ready=}\n")
        return None

    async def _serve(self, websocket: ServerConnection) -> None:
        path = urlsplit(websocket.request.path if websocket.request else "").path
        name, _, identity = path.strip("/").rpartition("/")
        line, call_id = self._lines.get(name.rpartition("/")[2]), _uuid(identity)
        try:
            if line is None or call_id is None:
                await websocket.close(UNKNOWN_PATH, "no such stream")
            else:
                await line.stream(call_id, websocket)
        except ConnectionClosed:
            pass
        except Exception:
            log.exception("a stream broke")
            raise


async def _close(server: Server) -> None:
    server.close()
    await server.wait_closed()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _socket_path(folder: Path, name: str) -> Path:
    path = folder / "run" / f"streams-{name}.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET:
        return path
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    return Path(tempfile.mkdtemp(prefix=f"tron-{digest}-")) / path.name
