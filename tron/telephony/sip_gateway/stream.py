"""The stream of one call to the worker that holds it: the gateway is the client of the worker's door."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from typing import Any, Protocol

from websockets.asyncio.client import ClientConnection, connect, unix_connect
from websockets.asyncio.connection import broadcast
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

from tron.core.speech import FRAME_BYTES
from tron.telephony.sip_gateway.orders import StreamAddress, encode
from tron.telephony.sip_gateway.playout import Playout

log = logging.getLogger(__name__)
OPEN_SECONDS = 5.0
CLOSE_SECONDS = 2.0
LONGEST_MESSAGE = 64 * 1024
MOST_BUFFERED = 64 * 1024
"""About two seconds of sound: a worker that is so far behind gets nothing more until it has read."""


class StreamListener(Protocol):
    """Hears from the worker. Called in the loop."""

    def worker_says(self, body: Mapping[str, Any]) -> None: ...

    def worker_gone(self, reason: str) -> None: ...


class WorkerStream:
    """`open` it once. What is told before it stands waits; sound does not."""

    def __init__(self, address: StreamAddress, call_id: str, playout: Playout, listener: StreamListener) -> None:
        self._address = address
        self._call_id = call_id
        self._playout = playout
        self._listener = listener
        self._socket: ClientConnection | None = None
        self._waiting: list[str] = []
        self._task: asyncio.Task[None] | None = None
        self._closing = False
        self.dropped = 0
        """Frames that the worker was too slow for."""

    @property
    def opened(self) -> bool:
        return self._task is not None

    def open(self, start: str) -> None:
        """Connect and begin with `start`."""
        self._waiting.insert(0, start)
        self._task = asyncio.create_task(self._run(), name=f"stream {self._call_id}")

    def sound(self, frame: bytes) -> None:
        """One frame of the far side, where the stream stands."""
        if self._socket is None:
            return
        if self._socket.transport.get_write_buffer_size() > MOST_BUFFERED:
            self.dropped += 1
            return
        broadcast([self._socket], frame)

    def tell(self, type_: str, **values: Any) -> None:
        text = encode(type_, **values)
        if self._socket is None:
            self._waiting.append(text)
        else:
            broadcast([self._socket], text)

    def close(self) -> None:
        """Send what waits, and end. The listener hears no more."""
        self._closing = True
        if self._socket is not None:
            self._end = asyncio.create_task(self._socket.close())
        elif self._task is not None and not self._waiting:
            self._task.cancel()

    async def closed(self) -> None:
        """Until the connection is over."""
        if self._task is not None:
            await asyncio.wait([self._task], timeout=CLOSE_SECONDS)

    async def _run(self) -> None:
        reason = "the worker cannot be reached"
        try:
            async with self._connection() as socket:
                self._began(socket)
                reason = "the worker's stream broke"
                if self._closing:
                    return
                async for message in socket:
                    self._heard(message)
                reason = "the worker left"
        except (OSError, TimeoutError, ConnectionClosed, InvalidHandshake, InvalidURI) as error:
            log.debug("stream %s: %s", self._call_id, error)
        finally:
            self._socket = None
            if not self._closing:
                self._listener.worker_gone(reason)

    def _connection(self) -> connect:
        options: dict[str, Any] = {
            "open_timeout": OPEN_SECONDS,
            "close_timeout": CLOSE_SECONDS,
            "max_size": LONGEST_MESSAGE,
            "compression": None,
            "ping_interval": 10,
            "ping_timeout": 10,
        }
        path = f"/sip/{self._call_id}"
        if self._address.socket:
            return unix_connect(self._address.socket, f"ws://localhost{path}", **options)
        return connect(f"{(self._address.url or '').rstrip('/')}{path}", proxy=None, **options)

    def _began(self, socket: ClientConnection) -> None:
        for text in self._waiting:
            broadcast([socket], text)
        self._waiting.clear()
        self._socket = socket

    def _heard(self, message: str | bytes) -> None:
        if isinstance(message, bytes):
            for at in range(0, len(message) - FRAME_BYTES + 1, FRAME_BYTES):
                self._playout.put(message[at : at + FRAME_BYTES])
            return
        try:
            body = json.loads(message)
        except (ValueError, RecursionError):
            return
        if isinstance(body, dict):
            self._listener.worker_says(body)
