"""The gateway's desk: accounts, calls, and who is told of them. In the loop; PJSIP is asked through the library."""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from tron.telephony.sip.trunk import SipTrunk
from tron.telephony.sip_gateway.account_book import AccountBook
from tron.telephony.sip_gateway.call import GatewayCall
from tron.telephony.sip_gateway.client import Client
from tron.telephony.sip_gateway.library import SipLibrary
from tron.telephony.sip_gateway.limits import MOST_CALLS
from tron.telephony.sip_gateway.orders import (
    Accounts,
    Answer,
    BadOrder,
    Dial,
    Exists,
    HangUp,
    Order,
    Reject,
    Watch,
    encode,
)
from tron.telephony.sip_gateway.playout import Playout
from tron.telephony.sip_gateway.pump import Pump
from tron.telephony.sip_gateway.sip_text import caller_uri, outgoing_headers, target_uri
from tron.telephony.sip_gateway.softphones.door import MARK
from tron.telephony.sip_gateway.wire import CallWire
from tron.telephony.sip_gateway.wire_account import WireAccount
from tron.telephony.sip_gateway.wire_events import Ended, NoPlace, Offered, WireEvent

OFFER_SECONDS = 10.0
REMEMBERED = 10_000
NOT_HERE, FORBIDDEN = 480, 403
ALL_CODECS = ("PCMU", "PCMA", "G722")


@dataclass
class Offer:
    """A call that came in and that nobody took yet."""

    about: Offered
    account: str
    wire: CallWire
    timer: asyncio.TimerHandle


class Desk:
    """Does what clients ask. Raises BadOrder for what cannot be done.

    `secret` is what the switchboard marks calls of softphones with.
    """

    def __init__(self, library: SipLibrary, loop: asyncio.AbstractEventLoop, *, secret: str = "") -> None:
        self._secret = secret
        self._library = library
        self._loop = loop
        self._pump = Pump(loop)
        self._calls: dict[str, GatewayCall] = {}
        self._wires: dict[CallWire, None] = {}
        self._offers: dict[str, Offer] = {}
        self._known: OrderedDict[str, None] = OrderedDict()
        self._clients: set[Client] = set()
        self.accounts = AccountBook(
            library, loop, changed=self._tell_watchers, busy=self._busy, offered=self._announced
        )

    @property
    def places(self) -> int:
        """How many calls more it can hold."""
        return MOST_CALLS - len(self._wires)

    async def obey(self, client: Client, order: Order) -> None:
        """Raises BadOrder."""
        self._clients.add(client)
        match order:
            case Dial():
                self._dial(client, order)
            case Answer():
                self._answer(client, order)
            case Reject():
                self._reject(order)
            case HangUp():
                if (call := self._calls.get(order.call_id)) is not None:
                    call.hang_up("hang_up")
            case Exists():
                client.tell(encode("exists", id=order.id, exists=order.call_id in self._calls))
            case Watch():
                client.watches = True
                client.tell(self.accounts.states())
            case Accounts():
                await self.accounts.replace(order.accounts)
                client.tell(self.accounts.states())

    def left(self, client: Client) -> None:
        """A client is gone: what rings for it rings for nobody. Answered calls have their streams."""
        self._clients.discard(client)
        for call_id in list(client.calls):
            call = self._calls.get(call_id)
            if call is not None and not call.answered:
                call.hang_up("the client left")

    async def close(self) -> None:
        """End all calls."""
        calls = list(self._calls.values())
        for call in calls:
            call.hang_up("the gateway ends", by="network")
        for name in list(self._offers):
            self._nobody_took(name)
        await asyncio.gather(*(call.closed() for call in calls))

    def _dial(self, client: Client, order: Dial) -> None:
        account = self.accounts.get(order.account)
        if account is None:
            raise BadOrder("unknown_account", "There is no such account.", order.call_id)
        if order.call_id in self._known:
            raise BadOrder("known_call", "This call was dialled already.", order.call_id)
        if self.places < 1:
            raise BadOrder("full", f"This gateway holds {MOST_CALLS} calls already.", order.call_id)
        wire = CallWire(self._library, self._loop, order.call_id, self._happened)
        call = self._begin(client, order, account.trunk, wire)
        trunk = account.trunk
        wire.place(
            account,
            target_uri(order.to, trunk),
            caller_uri(order.from_, trunk),
            outgoing_headers(order.headers, order.from_, trunk),
            sound=self._sound(call),
            dialled=lambda sip_call_id: call.dialled(sip_call_id, order.ring_timeout),
        )

    def _answer(self, client: Client, order: Answer) -> None:
        offer = self._offers.get(order.gateway_call)
        account = self.accounts.get(offer.account) if offer is not None else None
        if offer is None or account is None:
            raise BadOrder("gone", "The caller is gone, or somebody took the call.", order.call_id)
        if order.call_id in self._known:
            raise BadOrder("known_call", "There is such a call already.", order.call_id)
        self._close(offer)
        offer.wire.name = order.call_id
        call = self._begin(client, order, account.trunk, offer.wire)
        call.accepted(offer.about.sip_call_id, offer.about.headers)
        offer.wire.carry(*self._sound(call))
        offer.wire.accept()

    def _begin(self, client: Client, order: Dial | Answer, trunk: SipTrunk, wire: CallWire) -> GatewayCall:
        call = GatewayCall(
            order.call_id,
            trunk,
            wire,
            stream=order.stream,
            token=order.token,
            tell=client.tell,
            over=lambda ended: self._over(client, ended),
            max_seconds=order.max_seconds,
        )
        self._calls[order.call_id] = call
        self._wires[wire] = None
        client.calls.add(order.call_id)
        self._known[order.call_id] = None
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return call

    def _sound(self, call: GatewayCall) -> tuple[Playout, Callable[[bytes], None], Callable[[list[str]], None]]:
        return (
            call.playout,
            lambda frame: self._pump.put_sound(call.hear, frame),
            lambda names: self._pump.put_marks(call.reached, names),
        )

    def _reject(self, order: Reject) -> None:
        offer = self._offers.get(order.gateway_call)
        if offer is not None:
            self._close(offer)
            offer.wire.end(order.sip_status)

    def _announced(self, account: WireAccount, pj_call: int, about: Offered) -> None:
        """PJSIP announces a call. In its thread, and adopted before it goes on."""
        wire = CallWire(self._library, self._loop, f"in-{secrets.token_hex(8)}", self._happened)
        wire.adopt(account, ALL_CODECS, pj_call)
        self._loop.call_soon_threadsafe(self._offered, wire, about)

    def _offered(self, wire: CallWire, about: Offered) -> None:
        self._wires[wire] = None
        account = self._account_of(about)
        about = replace(about, headers={key: value for key, value in about.headers.items() if key != MARK})
        if account is None or not any(client.watches for client in self._clients):
            wire.end(NOT_HERE if account is not None else FORBIDDEN)
            return
        wire.ring()
        timer = self._loop.call_later(OFFER_SECONDS, self._nobody_took, wire.name)
        self._offers[wire.name] = Offer(about, account, wire, timer)
        words = {"from": about.caller, "to": about.called, "headers": dict(about.headers)}
        told = encode("incoming", gateway_call=wire.name, account=account, sip_call_id=about.sip_call_id, **words)
        self._tell_watchers(told)

    def _account_of(self, about: Offered) -> str | None:
        """Whose call it is; None where nobody may call from there."""
        mark = about.headers.get(MARK)
        if mark is None:
            return self.accounts.sources.account(about.source, about.user)
        secret, _, account = mark.partition(" ")
        return account if self._secret and secrets.compare_digest(secret, self._secret) else None

    def _nobody_took(self, name: str) -> None:
        offer = self._offers.get(name)
        if offer is not None:
            self._withdraw(offer, NOT_HERE)
            offer.wire.end(NOT_HERE)

    def _withdraw(self, offer: Offer, sip_status: int) -> None:
        self._close(offer)
        told = encode("incoming_gone", gateway_call=offer.wire.name, account=offer.account, sip_status=sip_status)
        self._tell_watchers(told)

    def _close(self, offer: Offer) -> None:
        self._offers.pop(offer.wire.name, None)
        offer.timer.cancel()

    def _happened(self, wire: CallWire, event: WireEvent) -> None:
        if isinstance(event, NoPlace):
            self._known.pop(wire.name, None)
        if isinstance(event, Ended | NoPlace):
            self._wires.pop(wire, None)
            self.accounts.sweep()
        call, offer = self._calls.get(wire.name), self._offers.get(wire.name)
        if call is not None:
            call.happened(event)
        elif offer is not None and isinstance(event, Ended):
            self._withdraw(offer, event.sip_status)

    def _over(self, client: Client, call: GatewayCall) -> None:
        self._calls.pop(call.call_id, None)
        if call.again:
            self._known.pop(call.call_id, None)
        client.calls.discard(call.call_id)

    def _busy(self, account: str) -> bool:
        return any(wire.account == account for wire in self._wires)

    def _tell_watchers(self, message: str) -> None:
        for client in self._clients:
            if client.watches:
                client.tell(message)
