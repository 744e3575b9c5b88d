"""One lane of the gateway: a process with a PJSIP of its own, and the gateway's connection to it."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, unix_connect
from websockets.asyncio.connection import broadcast
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tron.telephony.sip_gateway.errors import LaneError
from tron.telephony.sip_gateway.limits import MOST_ACCOUNTS, MOST_CALLS
from tron.telephony.sip_gateway.orders import encode

log = logging.getLogger(__name__)
SECRET_NAME = "TRON_SIP_LANE_SECRET"
START_SECONDS = 20.0
LEAVE_SECONDS = 8.0
LOOK_SECONDS = 0.02


class Lane:
    """`told` hears each message of it, `lost` once when it is gone."""

    def __init__(
        self,
        number: int,
        socket: Path,
        arguments: Sequence[str],
        *,
        secret: str,
        told: Callable[[Lane, Mapping[str, Any]], None],
        lost: Callable[[Lane], None],
    ) -> None:
        self.number = number
        self.calls: dict[str, str] = {}
        """The account of each call."""
        self.used = 0
        """How many calls it has had."""
        self.homes: set[str] = set()
        """The accounts that register here."""
        self._accounts: dict[str, dict[str, Any]] = {}
        self._socket = socket
        self._arguments = arguments
        self._secret = secret
        self._told = told
        self._lost = lost
        self._process: asyncio.subprocess.Process | None = None
        self._connection: ClientConnection | None = None
        self._listening: asyncio.Task[None] | None = None

    @property
    def up(self) -> bool:
        """It takes orders."""
        return self._connection is not None

    @property
    def places(self) -> int:
        """Calls that it can still hold, as far as is known here."""
        return MOST_CALLS - len(self.calls) if self.up else 0

    async def start(self) -> None:
        """Raises LaneError."""
        self._socket.unlink(missing_ok=True)
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tron.telephony.sip_gateway", *self._arguments),
            *("--lane", str(self.number), "--with-parent"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            env={**os.environ, SECRET_NAME: self._secret},
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(START_SECONDS):
                self._connection = await self._connect(self._process)
        except TimeoutError:
            await self.close()
            raise LaneError(f"lane {self.number} is silent") from None
        self._listening = asyncio.create_task(self._listen(self._connection), name=f"lane {self.number}")
        self.say("watch")

    def hold(self, call_id: str, account: str) -> None:
        """One more call is here."""
        self.calls[call_id] = account
        self.used += 1

    def say(self, type_: str, **values: Any) -> None:
        """To the lane; to one that is gone, nothing."""
        if self._connection is not None:
            broadcast([self._connection], encode(type_, **values))

    def settle(self, homes: Mapping[str, dict[str, Any]]) -> None:
        """These accounts are at home here."""
        self.homes = set(homes)
        guests = {name: account for name, account in self._accounts.items() if not account["home"]}
        self._tell({**guests, **{name: {**account, "home": True} for name, account in homes.items()}})

    def takes(self, account: str) -> bool:
        """Whether a call by this account can be made here."""
        return self.places > 0 and (account in self._accounts or len(self._accounts) < MOST_ACCOUNTS or not self.homes)

    def admit(self, account: dict[str, Any]) -> None:
        """Calls by this account are made here now; it registers where it is at home."""
        name = str(account["id"])
        if name in self.homes:
            return
        accounts = {one: kept for one, kept in self._accounts.items() if one != name}
        while len(accounts) >= MOST_ACCOUNTS and not self.homes:
            used = set(self.calls.values())  # four at most
            accounts.pop(next(one for one in accounts if one not in used))
        self._tell({**accounts, name: {**account, "home": False}})

    async def close(self) -> None:
        """End its calls and the process."""
        connection, self._connection = self._connection, None
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
        process = self._process
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), LEAVE_SECONDS)
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        if connection is not None:
            await connection.close()

    def _tell(self, accounts: dict[str, dict[str, Any]]) -> None:
        if accounts == self._accounts and list(accounts) == list(self._accounts):
            return
        changed = accounts != self._accounts
        self._accounts = accounts
        if changed:
            self.say("accounts", accounts=list(accounts.values()))

    async def _connect(self, process: asyncio.subprocess.Process) -> ClientConnection:
        while process.returncode is None:
            with suppress(OSError, InvalidHandshake):
                return await unix_connect(str(self._socket), compression=None, ping_interval=None)
            await asyncio.sleep(LOOK_SECONDS)
        raise LaneError(f"lane {self.number} ended with status {process.returncode}")

    async def _listen(self, connection: ClientConnection) -> None:
        try:
            async for message in connection:
                self._told(self, json.loads(message))
        except ConnectionClosed:
            pass
        self._connection = None
        log.warning("lane %d is gone, and %d calls with it", self.number, len(self.calls))
        self._lost(self)
