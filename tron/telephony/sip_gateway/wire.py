"""The loop's handle of a call on the wire: each order is done in PJSIP's thread, in order, soon."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence

import pjsua2 as pj

from tron.telephony.sip_gateway.library import SipLibrary
from tron.telephony.sip_gateway.playout import Playout
from tron.telephony.sip_gateway.port import Hears, Reached
from tron.telephony.sip_gateway.sip_text import target_uri
from tron.telephony.sip_gateway.wire_account import WireAccount
from tron.telephony.sip_gateway.wire_call import WireCall
from tron.telephony.sip_gateway.wire_events import Ended, NoPlace, TransferProgress, WireEvent

INTERNAL_ERROR = 500
TOO_MANY = 70010
"""PJ_ETOOMANY."""


class CallWire:
    """`happened` is called in the loop with this handle and what happened."""

    def __init__(
        self,
        library: SipLibrary,
        loop: asyncio.AbstractEventLoop,
        name: str,
        happened: Callable[[CallWire, WireEvent], None],
    ) -> None:
        self.name = name
        self._library = library
        self._loop = loop
        self._happened = happened
        self.account = ""
        """The id of the account that it is a call of."""
        # PJSIP's thread alone looks at these and lets go of them: what goes in another one ends the process.
        self._call: WireCall | None = None
        self._account: WireAccount | None = None

    def place(
        self,
        account: WireAccount,
        to: str,
        caller: str | None,
        headers: Mapping[str, str],
        *,
        sound: tuple[Playout, Hears, Reached],
        dialled: Callable[[str], None],
    ) -> None:
        """INVITE; `dialled` is told the SIP call id once it is sent."""
        self.account = account.identity

        def invite() -> None:
            call = self._make(account, account.trunk.codecs)
            call.carry(*sound)
            try:
                call.place(to, caller, headers)
            except pj.Error as error:
                self._library.let_go(call)
                self._tell(NoPlace() if error.status == TOO_MANY else Ended(0, str(error.reason), False, refused=True))
                return
            self._loop.call_soon_threadsafe(dialled, call.sip_call_id)

        self._library.post(invite)

    def adopt(self, account: WireAccount, codecs: Sequence[str], pj_call: int) -> None:
        """A call that comes in. For PJSIP's thread, while it announces it."""
        self.account = account.identity
        self._make(account, codecs, pj_call)

    def carry(self, playout: Playout, hears: Hears, reached: Reached) -> None:
        """Where the sound of an adopted call goes."""
        self._do(lambda call: call.carry(playout, hears, reached))

    def ring(self) -> None:
        self._do(lambda call: call.ring())

    def accept(self) -> None:
        self._do(lambda call: call.accept())

    def end(self, sip_status: int = 0) -> None:
        self._do(lambda call: call.end(sip_status))

    def press(self, digits: str, *, by_info: bool) -> None:
        self._do(lambda call: call.press(digits, by_info=by_info))

    def refer(self, to: str, headers: Mapping[str, str]) -> None:
        def ask(call: WireCall) -> None:
            assert self._account is not None
            try:
                call.refer(target_uri(to, self._account.trunk), headers)
            except pj.Error:
                self._tell(TransferProgress(INTERNAL_ERROR, True))

        self._do(ask)

    def _make(self, account: WireAccount, codecs: Sequence[str], pj_call: int = pj.PJSUA_INVALID_ID) -> WireCall:
        call = WireCall(
            account,
            self._library.ports,
            codecs=codecs,
            tell=self._tell,
            over=self._library.let_go,
            pj_call=pj_call,
        )
        self._library.adopt(call, self._forget)
        self._call, self._account = call, account
        return call

    def _forget(self) -> None:
        self._call = self._account = None

    def _do(self, order: Callable[[WireCall], None]) -> None:
        def obey() -> None:
            if self._call is not None:
                order(self._call)

        self._library.post(obey)

    def _tell(self, event: WireEvent) -> None:
        self._loop.call_soon_threadsafe(self._happened, self, event)
