"""All of it for the switchboard: the port is open while there are extensions."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from tron.telephony.sip_gateway.account_settings import Entry
from tron.telephony.sip_gateway.softphones.door import SoftphoneDoor
from tron.telephony.sip_gateway.softphones.registrar import Extension, Registrar, Source

log = logging.getLogger(__name__)
NOBODY = "no softphone has registered"


class Softphones:
    """`lane` tells where the first lane speaks SIP, `changed` is called when a phone comes or goes."""

    def __init__(
        self, host: str, port: int, *, secret: str, lane: Callable[[], Source | None], changed: Callable[[], None]
    ) -> None:
        self._host = host
        self._port = port
        self._secret = secret
        self._lane = lane
        self._changed = changed
        self._registrar = Registrar(time.monotonic, changed)
        self._door: SoftphoneDoor | None = None
        self._accounts: frozenset[str] = frozenset()
        self._looking: asyncio.TimerHandle | None = None
        self._seen: Mapping[str, bool] = {}

    @property
    def address(self) -> str:
        """host:port that phones register at, empty while there are no extensions."""
        return self._door.address if self._door is not None else ""

    async def replace(self, entries: Mapping[str, Entry]) -> None:
        """The accounts there are; those of softphones may register."""
        extensions = [
            Extension(name, entry.trunk.username, entry.trunk.password.get_secret_value())
            for name, entry in entries.items()
            if entry.trunk.kind == "softphone" and entry.trunk.password is not None
        ]
        self._accounts = frozenset(extension.account for extension in extensions)
        self._registrar.replace(extensions)
        if not extensions:
            self.close()
        elif self._door is None:
            await self._open()

    def is_one(self, account: str) -> bool:
        return account in self._accounts

    def uri(self, account: str) -> str | None:
        """Where the softphone of this account can be called now."""
        contact = self._registrar.contact(account)
        if contact is None:
            return None
        return f"sip:{self._registrar.user(account)}@{contact.source[0]}:{contact.source[1]}"

    def state(self, account: str, known: Mapping[str, Any]) -> dict[str, Any]:
        """How the account is, where `known` is what its lane says of it."""
        if self.uri(account) is not None:
            return {**known, "state": "registered", "sip_status": 200, "reason": ""}
        return {**known, "state": "trying", "sip_status": None, "reason": NOBODY}

    def close(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        if self._door is not None:
            self._door.close()
            self._door = None

    async def _open(self) -> None:
        door = SoftphoneDoor(self._registrar, self._lane, self._secret)
        try:
            await door.open(self._host, self._port)
        except OSError as error:
            log.warning("softphones cannot register: port %d: %s", self._port, error)
            return
        self._door = door
        self._look()

    def _look(self) -> None:
        """Phones that stay away without a word are noticed here."""
        seen = self._registrar.states()
        if seen != self._seen:
            self._seen = seen
            self._changed()
        self._looking = asyncio.get_running_loop().call_later(1.0, self._look)
