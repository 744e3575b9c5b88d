"""The control socket: a WebSocket server on a Unix socket in the data folder."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from websockets.asyncio.connection import broadcast
from websockets.asyncio.server import Server, ServerConnection, unix_serve
from websockets.exceptions import ConnectionClosed

from tron.telephony.sip_gateway.client import Client
from tron.telephony.sip_gateway.orders import LONGEST_ORDER, BadOrder, Order, encode, parse_order

log = logging.getLogger(__name__)


class ControlServer:
    """Hands each order to `obey` (which may raise BadOrder), and says when a client has `left`."""

    def __init__(
        self,
        path: Path,
        *,
        obey: Callable[[Client, Order], Awaitable[None]],
        left: Callable[[Client], None],
    ) -> None:
        self._path = path
        self._obey = obey
        self._left = left
        self._server: Server | None = None
        self._inode = 0

    async def start(self) -> None:
        """Raises OSError when the socket cannot be had."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path.unlink(missing_ok=True)
        before = os.umask(0o177)
        try:
            self._server = await unix_serve(
                self._serve, str(self._path), max_size=LONGEST_ORDER, compression=None, ping_interval=None
            )
        finally:
            os.umask(before)
        self._inode = self._path.stat().st_ino

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            with suppress(OSError):
                # Whoever was started meanwhile may have put its own there.
                if self._path.stat().st_ino == self._inode:
                    self._path.unlink()

    async def _serve(self, socket: ServerConnection) -> None:
        client = Client(lambda text: broadcast([socket], text))
        try:
            async for message in socket:
                await self._follow(client, message)
        except ConnectionClosed:
            pass
        finally:
            self._left(client)

    async def _follow(self, client: Client, message: str | bytes) -> None:
        try:
            await self._obey(client, parse_order(message))
        except BadOrder as error:
            named = {"call_id": error.call_id} if error.call_id else {}
            client.tell(encode("error", code=error.code, message=str(error), **named))
        except asyncio.CancelledError:
            raise
        except Exception:  # one order of one client; the calls of all others go on
            log.exception("an order failed")
            client.tell(encode("error", code="internal", message="The gateway could not do that; its log says why."))
