"""Keeps the SIP gateway beside serve while there is a SIP trunk, and tells it which ones there are."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, unix_connect
from websockets.exceptions import InvalidHandshake, WebSocketException
from websockets.protocol import State

from tron.commands.child import Child
from tron.core.database.engine import Database
from tron.core.ports import Trunk
from tron.core.repositories.trunks import TrunkRepository
from tron.core.services import Services
from tron.core.trunks.settings import trunk_of
from tron.telephony.sip.paths import gateway_socket

log = logging.getLogger(__name__)

LINE = "sip"
LIBRARY = "pjsua2"
SIP = "sip"
LOOK_SECONDS = 3.0
ADDRESS = "ws://sip-gateway/"
Trunks = Callable[[], Awaitable[Sequence[Trunk]]]


class SipGatewayKeeper:
    """`trunks` lists the SIP trunks that are in use. It is asked every few seconds, so that a change in the database
    reaches the gateway whoever made it; `look` asks at once."""

    def __init__(
        self, data_dir: Path, trunks: Trunks, *, on_start: Callable[[int], None], options: Sequence[str] = ()
    ) -> None:
        self._socket = gateway_socket(data_dir)
        arguments = ("tron.telephony.sip_gateway", "--data-dir", str(data_dir), "--with-parent", *options)
        self._arguments = arguments
        self._trunks = trunks
        self._on_start = on_start
        self._child: Child | None = None
        self._told: list[dict[str, Any]] | None = None
        self._connection: ClientConnection | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._look = asyncio.Event()

    @property
    def pid(self) -> int | None:
        """The gateway's process, None while there is none."""
        return self._child.pid if self._child is not None else None

    def start(self) -> None:
        """Without the SIP library there is nothing to start, and the line says so."""
        if find_spec(LIBRARY) is not None:
            self._keeper = asyncio.create_task(self._keep(), name="sip-gateway-parts")

    def look(self) -> None:
        """Trunks have changed."""
        self._look.set()

    async def close(self) -> None:
        """End the gateway and its calls."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        await self._end()

    async def _keep(self) -> None:
        while True:
            try:
                await self._follow(await self._trunks())
            except Exception as error:  # noqa: BLE001 - the database may be away; the next look tries again
                log.info("the SIP gateway is left as it is: %s", type(error).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._look.wait(), LOOK_SECONDS if self._settled else 0.2)
            self._look.clear()

    @property
    def _settled(self) -> bool:
        """Nothing to do before the next look: there is no gateway, or it knows its accounts."""
        return self._child is None or self._connected

    @property
    def _connected(self) -> bool:
        return self._connection is not None and self._connection.state is State.OPEN

    async def _follow(self, trunks: Sequence[Trunk]) -> None:
        if not trunks:
            await self._end()
            return
        if self._child is None:
            self._child = Child("SIP gateway", self._arguments, {}, self._on_start)
            await self._child.start()
        await self._tell([account_of(trunk) for trunk in trunks])

    async def _tell(self, accounts: list[dict[str, Any]]) -> None:
        if not self._connected:
            self._told = None
            self._connection = await self._connect()
        if self._connection is None or accounts == self._told:
            return
        try:
            await self._connection.send(json.dumps({"type": "accounts", "accounts": accounts}))
            self._told = accounts
        except WebSocketException:
            self._told = None

    async def _connect(self) -> ClientConnection | None:
        try:
            return await unix_connect(str(self._socket), ADDRESS, compression=None, ping_interval=None, max_queue=None)
        except (OSError, TimeoutError, InvalidHandshake):
            return None  # it is still starting

    async def _end(self) -> None:
        connection, self._connection, self._told = self._connection, None, None
        if connection is not None:
            await connection.close()
        child, self._child = self._child, None
        if child is not None:
            await child.close()


def account_of(trunk: Trunk) -> dict[str, Any]:
    """A trunk as the gateway takes it."""
    return {**trunk.settings, **trunk.secrets, "id": str(trunk.id)}


async def sip_trunks(database: Database) -> Sequence[Trunk]:
    """The SIP trunks that are in use."""
    async with database.transaction() as session:
        return [trunk_of(row) for row in await TrunkRepository(session).enabled(LINE)]


def keep_sip_gateway(services: Services, stack: AsyncExitStack, *, on_start: Callable[[int], None]) -> None:
    """For serve: kept until `stack` closes."""

    trunks = partial(sip_trunks, services.database)
    keeper = SipGatewayKeeper(services.config.data_dir, trunks, on_start=on_start)
    keeper.start()
    stack.push_async_callback(keeper.close)
