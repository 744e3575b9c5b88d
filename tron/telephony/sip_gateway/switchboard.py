"""The gateway in front of its lanes: the same protocol on both sides, and the calls known to it alone."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from tron.telephony.sip_gateway.account_settings import parsed_accounts
from tron.telephony.sip_gateway.client import Client
from tron.telephony.sip_gateway.errors import LaneError
from tron.telephony.sip_gateway.lane import Lane
from tron.telephony.sip_gateway.lanes import Lanes
from tron.telephony.sip_gateway.offering import Offering
from tron.telephony.sip_gateway.orders import (
    Accounts,
    Answer,
    BadOrder,
    Dial,
    Exists,
    HangUp,
    Order,
    Pass,
    Reject,
    Watch,
    encode,
)
from tron.telephony.sip_gateway.softphones.softphones import NOBODY, Softphones

log = logging.getLogger(__name__)
REMEMBERED = 10_000
KNOWN_SECONDS = 8.0
NOT_HERE, CANCELLED = 480, 487
FULL, LOST = "full", "gateway_lost"
KNOWN: Final = ("known_call", "There is such a call already.")
OVER: Final = ("over", "This call was dialled before, and nothing answered: whether it arrived anywhere is open.")


@dataclass
class Placed:
    """A call: who asked for it, where it is, what was asked, and which lanes were full already."""

    client: Client
    order: Dial | Answer
    lane: Lane | None
    tried: list[Lane]
    rang: bool = False
    answered: bool = False


class Switchboard:
    """Does what clients ask. Raises BadOrder for what cannot be done."""

    def __init__(self, make_lane: Callable[..., Lane], *, most_lanes: int) -> None:
        self.lanes = Lanes(lambda number: make_lane(number, told=self._told, lost=self._lane_lost), most=most_lanes)
        self._clients: set[Client] = set()
        self._offering = Offering(self._clients, self._nobody_takes)
        self._calls: dict[str, Placed] = {}
        self._known: OrderedDict[str, bool] = OrderedDict()
        """Ids that are not dialled again; True where the dial is over and nothing rang."""
        self._states: dict[str, dict[str, Any]] = {}
        self._broken: Mapping[str, str] = {}
        """Accounts that cannot be read, and why."""
        self._told_states = asyncio.Condition()
        self.softphones: Softphones | None = None
        self._address = ""
        self._tasks: set[asyncio.Task[None]] = set()

    async def obey(self, client: Client, order: Order) -> None:
        """Raises BadOrder."""
        self._clients.add(client)
        match order:
            case Dial():
                self._dial(client, order)
            case Answer():
                self._answer(client, order)
            case Reject():
                self._reject(order.gateway_call, order.sip_status)
            case Pass():
                self._offering.passed(order.gateway_call, client)
            case HangUp():
                self._hang_up(order.call_id)
            case Exists():
                client.tell(encode("exists", id=order.id, exists=order.call_id in self._calls))
            case Watch():
                client.watches, client.takes = True, order.incoming
                client.tell(self._all_states())
            case Accounts():
                await self._replace(order)
                client.tell(self._all_states())

    def left(self, client: Client) -> None:
        """A client is gone: what rings for it rings for nobody."""
        self._clients.discard(client)
        self._offering.left(client)
        for call_id, placed in list(self._calls.items()):
            if placed.client is client and not placed.answered:
                self._hang_up(call_id)

    def first_lane(self) -> tuple[str, int] | None:
        """Where the first lane speaks SIP."""
        host, _, port = self._address.rpartition(":")
        return (host, int(port)) if host else None

    def softphones_changed(self) -> None:
        """A softphone has come or gone."""
        self._tell_watchers(self._all_states())

    async def close(self) -> None:
        """End all calls and lanes."""
        if self.softphones is not None:
            self.softphones.close()
        for task in self._tasks:
            task.cancel()
        await self.lanes.close()

    async def _replace(self, order: Accounts) -> None:
        """One account that cannot be read, such as one that a later version stored, costs no other its calls."""
        entries, broken = parsed_accounts(order.accounts)
        if self.softphones is not None:
            await self.softphones.replace(entries)
        accounts = {str(account["id"]): dict(account) for account in order.accounts if account["id"] in entries}
        self._states = {name: state for name, state in self._states.items() if name in accounts}
        self._broken = broken
        try:
            await self.lanes.replace(accounts)
        except LaneError as error:
            raise BadOrder("internal", str(error)) from None
        with suppress(TimeoutError):
            async with asyncio.timeout(KNOWN_SECONDS), self._told_states:
                await self._told_states.wait_for(lambda: self._states.keys() >= accounts.keys())

    def _dial(self, client: Client, order: Dial) -> None:
        if order.account not in self.lanes.accounts:
            raise BadOrder("unknown_account", "There is no such account.", order.call_id)
        placed = self._begin(client, order, None)
        self._soon(self._place(order, placed))

    async def _place(self, order: Dial, placed: Placed) -> None:
        try:
            lane = await self.lanes.lane_for(order.account, placed.tried)
        except (LaneError, OSError) as error:
            log.warning("%s", error)
            lane = None
        if self._calls.get(order.call_id) is not placed:
            return  # hung up meanwhile, before anything rang
        if lane is None or order.account not in self.lanes.accounts:
            self._fail(order.call_id, FULL, "All lanes of the gateway are full.")
            return
        to = order.to
        if self.softphones is not None and self.softphones.is_one(order.account):
            to = self.softphones.uri(order.account) or ""
            if not to:
                self._failed(order.call_id, NOT_HERE, NOBODY)
                return
        placed.lane = lane
        lane.hold(order.call_id, order.account)
        lane.admit(self.lanes.accounts[order.account])
        lane.say("dial", **{**order.model_dump(mode="json", by_alias=True, exclude={"type"}), "to": to})

    def _answer(self, client: Client, order: Answer) -> None:
        lane, key = self._offer(order.gateway_call)
        if lane is None:
            raise BadOrder("gone", "The caller is gone, or somebody took the call.", order.call_id)
        self._begin(client, order, lane)
        self._offering.over(order.gateway_call, taken_by=client)
        lane.hold(order.call_id, "")
        values = order.model_dump(mode="json", by_alias=True, exclude={"type"})
        lane.say("answer", **{**values, "gateway_call": key})

    def _reject(self, gateway_call: str, sip_status: int) -> None:
        self._offering.over(gateway_call)
        lane, key = self._offer(gateway_call)
        if lane is not None:
            lane.say("reject", gateway_call=key, sip_status=sip_status)

    def _nobody_takes(self, gateway_call: str, offered: str) -> None:
        """The caller hears so; the workers write it down, those too that are to leave."""
        self._reject(gateway_call, NOT_HERE)
        self._tell_watchers(_missed(offered))

    def _begin(self, client: Client, order: Dial | Answer, lane: Lane | None) -> Placed:
        if (is_over := self._known.get(order.call_id)) is not None:
            raise BadOrder(*(OVER if is_over else KNOWN), order.call_id)
        self._known[order.call_id] = False
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        placed = self._calls[order.call_id] = Placed(client, order, lane, [])
        return placed

    def _hang_up(self, call_id: str) -> None:
        placed = self._calls.get(call_id)
        if placed is None:
            return
        if placed.lane is not None:
            placed.lane.say("hang_up", call_id=call_id)
            return
        self._failed(call_id, CANCELLED, "hang_up")

    def _failed(self, call_id: str, sip_status: int, reason: str) -> None:
        """Before anything was dialled. One that was cancelled stays known."""
        if sip_status != CANCELLED:
            self._known.pop(call_id, None)
        values = {"state": "failed", "sip_status": sip_status, "reason": reason, "sip_call_id": ""}
        self._calls.pop(call_id).client.tell(encode("call", call_id=call_id, **values))

    def _told(self, lane: Lane, body: Mapping[str, Any]) -> None:
        match body.get("type"):
            case "call":
                self._call(lane, body)
            case "error":
                self._error(lane, body)
            case "accounts":
                self._account_states(lane, body)
            case "incoming" | "incoming_gone" as type_:
                key = f"{lane.number}:{body['gateway_call']}"
                values = {name: value for name, value in body.items() if name != "type"}
                message = encode(str(type_), **{**values, "gateway_call": key})
                if type_ == "incoming":
                    self._offering.offer(key, message)
                else:
                    offered = self._offering.over(key)
                    self._tell_watchers(message)
                    if offered is not None and body.get("sip_status") == NOT_HERE:
                        self._tell_watchers(_missed(offered))

    def _call(self, lane: Lane, body: Mapping[str, Any]) -> None:
        call_id = str(body["call_id"])
        placed = self._calls.get(call_id)
        if placed is None:
            return
        if body["state"] in ("ringing", "early"):
            placed.rang = True
        elif body["state"] == "answered":
            placed.answered = True
        elif body["state"] in ("failed", "ended"):
            self._calls.pop(call_id)
            self._remember(call_id, placed, body)
            lane.calls.pop(call_id, None)
            self.lanes.rest(lane)
        placed.client.tell(encode("call", **{name: value for name, value in body.items() if name != "type"}))

    def _remember(self, call_id: str, placed: Placed, body: Mapping[str, Any]) -> None:
        """What was refused may be dialled again, by another account; what was silent may ring yet."""
        if body.get("again") is True:
            self._known.pop(call_id, None)
        elif not placed.rang and not placed.answered and body.get("sip_status") != CANCELLED:
            self._known[call_id] = True

    def _error(self, lane: Lane, body: Mapping[str, Any]) -> None:
        call_id = str(body.get("call_id", ""))
        placed = self._calls.get(call_id)
        if placed is None:
            log.warning("lane %d: %s", lane.number, body.get("code"))
            return
        lane.calls.pop(call_id, None)
        if body.get("code") == FULL and isinstance(placed.order, Dial):
            # A place is PJSIP's until a call that was cancelled is really over. Nothing was dialled: another lane may.
            placed.lane, placed.tried = None, [*placed.tried, lane]
            self._soon(self._place(placed.order, placed))
            return
        self._fail(call_id, str(body.get("code")), str(body.get("message")))

    def _fail(self, call_id: str, code: str, message: str) -> None:
        placed = self._calls.pop(call_id)
        if code not in (LOST, KNOWN[0]):
            self._known.pop(call_id, None)  # nothing was dialled
        placed.client.tell(encode("error", call_id=call_id, code=code, message=message))

    def _lane_lost(self, lane: Lane) -> None:
        for call_id in list(lane.calls):
            placed = self._calls.get(call_id)
            if placed is None:
                continue
            if placed.answered:
                self._calls.pop(call_id)
                ended = {"state": "ended", "sip_status": None, "reason": LOST, "sip_call_id": ""}
                placed.client.tell(encode("call", call_id=call_id, **ended))
            else:
                self._fail(call_id, LOST, "The gateway's process died while the call was being dialled.")
        lane.calls.clear()
        for key in self._offering.of_lane(lane.number):
            self._offering.over(key)
            self._tell_watchers(encode("incoming_gone", gateway_call=key, sip_status=None))
        for name in lane.homes & self._states.keys():
            self._states[name] = {**self._states[name], "state": "trying", "sip_status": None, "reason": LOST}
        self._tell_watchers(self._all_states())
        self.lanes.lost(lane)

    def _account_states(self, lane: Lane, body: Mapping[str, Any]) -> None:
        if lane.number == 0:
            self._address = str(body["address"])
        for name, state in body["states"].items():
            if name in lane.homes:
                self._states[name] = state
        self._tell_watchers(self._all_states())
        self._soon(self._tell_waiting())

    async def _tell_waiting(self) -> None:
        async with self._told_states:
            self._told_states.notify_all()

    def _soon(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _all_states(self) -> str:
        phones = self.softphones
        states = {
            name: phones.state(name, state) if phones is not None and phones.is_one(name) else state
            for name, state in self._states.items()
        }
        states |= {name: {"state": "unreadable", "reason": why} for name, why in self._broken.items()}
        return encode("accounts", states=states, address=self._address, softphones=phones.address if phones else "")

    def _offer(self, gateway_call: str) -> tuple[Lane | None, str]:
        number, _, key = gateway_call.partition(":")
        try:
            return self.lanes[int(number)], key
        except (ValueError, KeyError):
            return None, key

    def _tell_watchers(self, message: str) -> None:
        for client in self._clients:
            if client.watches:
                client.tell(message)


def _missed(offered: str) -> str:
    """Of a call that was offered, and that nobody took."""
    told = {name: value for name, value in json.loads(offered).items() if name != "type"}
    return encode("incoming_missed", **told)
