"""The accounts that the gateway was told of: made, changed and dropped in PJSIP; their registrations followed."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Literal

import pjsua2 as pj

from tron.telephony.sip_gateway.account_settings import Entry, parsed_accounts
from tron.telephony.sip_gateway.library import SipLibrary
from tron.telephony.sip_gateway.limits import MOST_ACCOUNTS
from tron.telephony.sip_gateway.orders import encode
from tron.telephony.sip_gateway.sources import Sources
from tron.telephony.sip_gateway.wire_account import WireAccount, account_config
from tron.telephony.sip_gateway.wire_events import AccountProgress, Offered

log = logging.getLogger(__name__)
AccountStateName = Literal["registered", "trying", "refused", "static", "off"]
LOOK_SECONDS = 60.0
ASK_AGAIN_SECONDS = 600.0
"""A registrar that refused is asked again so much later: it may know the account by then. Who asks often is barred."""
NO_ROOM = f"one gateway holds {MOST_ACCOUNTS} accounts"


@dataclass(frozen=True, slots=True)
class AccountState:
    """How an account is, since `at` (seconds of the epoch)."""

    state: AccountStateName
    sip_status: int | None
    reason: str
    at: float


class AccountBook:
    """`changed` is sent each new message of states, `busy` says whether an account has calls; `offered` hears of calls
    that come in, in PJSIP's thread."""

    def __init__(
        self,
        library: SipLibrary,
        loop: asyncio.AbstractEventLoop,
        *,
        changed: Callable[[str], None],
        busy: Callable[[str], bool],
        offered: Callable[[WireAccount, int, Offered], None],
    ) -> None:
        self._library = library
        self._loop = loop
        self._changed = changed
        self._busy = busy
        self._offered = offered
        self._entries: dict[str, Entry] = {}
        self._wired: dict[str, WireAccount] = {}
        self._states: dict[str, AccountState] = {}
        self._leaving: set[str] = set()
        self._changing = asyncio.Lock()
        self.sources = Sources()

    def get(self, identity: str) -> WireAccount | None:
        """The account, where calls can be made with it."""
        return self._wired.get(identity)

    def states(self) -> str:
        """The message that tells how all accounts are, and where SIP is spoken (host:port)."""
        states = {name: asdict(state) for name, state in self._states.items()}
        return encode("accounts", states=states, address=self._library.address)

    async def replace(self, accounts: list[dict[str, Any]]) -> None:
        """These are all accounts there are that can be read. What stays the same is left alone. Raises BadOrder."""
        wanted, _broken = parsed_accounts(accounts)
        async with self._changing:
            for gone in [name for name in self._entries if name not in wanted]:
                self._drop(gone)
            for name, entry in wanted.items():
                if self._entries.get(name) != entry:
                    await self._set(name, entry)
            await self._learn()
        self._changed(self.states())

    async def keep(self) -> None:
        """Until it is cancelled: a carrier moves, its host is found late, and a refusal is not for ever."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self.look_again()
            except Exception:
                log.exception("accounts are looked at again later")

    async def look_again(self) -> None:
        """Looks the carriers' hosts up anew, and lets those ask again that were refused a while ago."""
        async with self._changing:
            await self._learn()
            now = time.time()
            for name, known in list(self._states.items()):
                account = self._wired.get(name)
                if known.state == "refused" and account is not None and now - known.at >= ASK_AGAIN_SECONDS:
                    self._note(name, "refused", known.sip_status, known.reason)
                    self._library.post(account.ask_again)

    async def _learn(self) -> None:
        await self.sources.learn({name: entry.trunk for name, entry in self._carriers()})

    async def _set(self, name: str, entry: Entry) -> None:
        self._entries[name] = entry
        self._leaving.discard(name)
        if name not in self._wired and len(self._wired) + len(self._leaving) >= MOST_ACCOUNTS:
            self._note(name, "refused", None, NO_ROOM)
            return
        state: AccountStateName = "static"
        if entry.trunk.registers_there:
            state = "trying" if entry.home else "off"
        self._note(name, state, None, "")
        try:
            self._wired[name] = await self._library.run(lambda: self._wire(name, entry))
        except pj.Error as error:
            self._note(name, "refused", None, str(error.reason))

    def _wire(self, name: str, entry: Entry) -> WireAccount:
        config = account_config(entry.trunk, self._library, home=entry.home)
        account: WireAccount | None = self._library.accounts.get(name)
        if account is not None:
            account.trunk = entry.trunk
            account.modify(config)
            return account
        account = WireAccount(name, entry.trunk, tell=self._tell, offered=self._offered)
        account.create(config)
        self._library.accounts[name] = account
        return account

    def _carriers(self) -> list[tuple[str, Entry]]:
        return [(name, one) for name, one in self._entries.items() if one.home and one.trunk.kind == "carrier"]

    def _drop(self, name: str) -> None:
        del self._entries[name]
        self._states.pop(name, None)
        if self._wired.pop(name, None) is not None:
            self._leaving.add(name)
            self.sweep()

    def sweep(self) -> None:
        """Let go of accounts that were dropped, once no call needs them."""
        for name in [one for one in self._leaving if not self._busy(one)]:
            self._leaving.discard(name)
            self._library.post(partial(self._unwire, name))

    def _unwire(self, name: str) -> None:
        if (account := self._library.accounts.pop(name, None)) is not None:
            account.shutdown()

    def _tell(self, progress: AccountProgress) -> None:
        self._loop.call_soon_threadsafe(self._progressed, progress)

    def _progressed(self, progress: AccountProgress) -> None:
        known = self._states.get(progress.account)
        if known is None or known.state in ("static", "off"):
            return
        if progress.started:
            if known.state != "registered":
                self._note(progress.account, "trying", None, "")
        elif progress.active:
            self._note(progress.account, "registered", progress.sip_status, progress.reason)
        else:
            self._note(progress.account, "refused", progress.sip_status or None, progress.reason)
        self._changed(self.states())

    def _note(self, name: str, state: AccountStateName, sip_status: int | None, reason: str) -> None:
        self._states[name] = AccountState(state, sip_status, reason, time.time())
