"""One process's connection to the SIP gateway, kept open and opened again."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, unix_connect
from websockets.asyncio.client import connect as Connecting
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.protocol import State

log = logging.getLogger(__name__)

ADDRESS = "ws://sip-gateway/"
LONGEST_MESSAGE = 256 * 1024
OPEN_SECONDS = 3.0
AGAIN_SECONDS = 1.0

Told = Callable[[Mapping[str, Any]], None]


class GatewayAway(Exception):
    """There is no connection to the gateway: nothing was sent."""


class GatewayLost(Exception):
    """The connection broke when something was on its way, or had arrived already."""


class GatewayControl:
    """`told` gets each message of the gateway, `opened` sends what every new connection starts with,
    `lost` hears when a connection is over. None of them may raise.
    """

    def __init__(
        self, path: Callable[[], Path], told: Told, opened: Callable[[], Awaitable[None]], lost: Callable[[], None]
    ) -> None:
        self._path = path
        self._told = told
        self._opened = opened
        self._lost = lost
        self._connection: ClientConnection | None = None
        self._there = asyncio.Event()
        self._keeping: asyncio.Task[None] | None = None

    @property
    def connected(self) -> bool:
        return self._connection is not None

    def keep(self) -> None:
        """From now on there is a connection whenever there is a gateway."""
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.create_task(self._keep(), name="sip gateway control")

    async def send(self, type_: str, **values: Any) -> None:
        """Waits a little for a gateway that is just starting. Raises GatewayAway or GatewayLost."""
        self.keep()
        try:
            async with asyncio.timeout(OPEN_SECONDS):
                await self._there.wait()
        except TimeoutError:
            raise GatewayAway("The SIP gateway does not run.") from None
        await self.send_now(type_, **values)

    async def send_now(self, type_: str, **values: Any) -> None:
        """As `send`, without waiting for a connection."""
        connection = self._connection
        if connection is None or connection.state is not State.OPEN:
            raise GatewayAway("The SIP gateway does not run.")
        try:
            await connection.send(json.dumps({"type": type_, **values}))
        except ConnectionClosed:
            raise GatewayLost("The connection to the SIP gateway broke.") from None

    async def aclose(self) -> None:
        """Ends the connection and does not open it again."""
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.gather(self._keeping, return_exceptions=True)
            self._keeping = None

    async def _keep(self) -> None:
        while True:
            try:
                async with connect(self._path()) as connection:
                    await self._serve(connection)
            except (OSError, TimeoutError, InvalidHandshake, ConnectionClosed):
                pass  # not there (yet, or any more)
            await asyncio.sleep(AGAIN_SECONDS)

    async def _serve(self, connection: ClientConnection) -> None:
        self._connection = connection
        try:
            await self._opened()
            self._there.set()
            async for message in connection:
                body = read(message)
                if body is not None:
                    self._told(body)
        finally:
            self._connection = None
            self._there.clear()
            self._lost()


def connect(path: Path) -> Connecting:
    """A connection to the gateway that listens at `path`; entering it raises OSError, TimeoutError."""
    return unix_connect(
        str(path), ADDRESS, open_timeout=OPEN_SECONDS, close_timeout=1.0, max_size=LONGEST_MESSAGE, compression=None
    )


def read(message: str | bytes) -> Mapping[str, Any] | None:
    """A message of the gateway; None for what is none."""
    try:
        body = json.loads(message)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict) or not isinstance(body.get("type"), str):
        log.error("the SIP gateway sent what is no message")
        return None
    return body
