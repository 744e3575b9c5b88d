"""One Exotel account, by its REST API: dialling and asking. There is no request that hangs up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tron.core.ports import DialFailed, Trunk
from tron.telephony.cloud.account import Unsure
from tron.telephony.cloud.addresses import stream_url
from tron.telephony.cloud.rest import Reply, Rest, one_line
from tron.telephony.exotel.orders import NAME, dial_order, stream_address
from tron.telephony.exotel.outcomes import CALL_SID, LIVE
from tron.telephony.exotel.proofs import status_token
from tron.telephony.exotel.trunk import APIS
from tron.telephony.media_stream.carrier import Order

NO_NUMBER: Final = re.compile(
    r"^\W*(from|number)\b.*\b(invalid|not (a )?valid)|\binvalid\W+(parameter\W+)?(from|number|phone)\b(?!.*callerid)",
    re.IGNORECASE,
)
"""Exotel has no code for it, only words: `From` is the number that was to be called."""


@dataclass(frozen=True, slots=True)
class ExotelAccount:
    """The account of a trunk. Implements Account."""

    sid: str
    api_key: str = field(repr=False)
    api_token: str = field(repr=False)
    webhook_token: str = field(repr=False)
    endpoint: str
    public_url: str
    from_number: str | None
    networks: tuple[str, ...]
    app_id: str

    @classmethod
    def of(cls, trunk: Trunk, public_url: str, from_number: str | None) -> ExotelAccount | None:
        """None where the trunk lacks something."""
        sid, secrets = trunk.settings.get("account_sid"), trunk.secrets
        key, token, webhook = (secrets.get(name, "") for name in ("api_key", "api_token", "webhook_token"))
        if not (sid and key and token and webhook):
            return None
        endpoint = str(trunk.settings.get("endpoint") or APIS[str(trunk.settings.get("region") or "mumbai")])
        networks = tuple(map(str, trunk.settings.get("networks") or ()))
        app_id = str(trunk.settings.get("app_id") or "")
        return cls(str(sid), key, token, webhook, endpoint, public_url, from_number, networks, app_id)

    @property
    def proof(self) -> str:
        return self.webhook_token

    async def dial(self, order: Order) -> str:
        """Exotel's id of the call. Raises DialFailed where nothing rings for sure, else Unsure."""
        caller_id = order.caller_id or self.from_number
        if not caller_id:
            raise DialFailed("failed", "trunk_error", None, "No number to call from: give the trunk one.")
        # A worker with an address of its own takes the stream there: one way less for the sound.
        url = order.door.url or stream_url(self.public_url, NAME, order.call_id)
        stream, status = stream_address(url, order.token), status_token(self.webhook_token, order.call_id)
        wanted = dial_order(order, self.public_url, caller_id, stream, status, self.sid, self.app_id)
        reply = await self._rest.place(f"/v1/Accounts/{self.sid}/Calls/connect.json", data=wanted)
        if reply.refused:
            raise _refused(reply)
        call_sid = _call(reply).get("Sid")
        if not isinstance(call_sid, str) or not CALL_SID.match(call_sid):
            raise Unsure("Exotel answered a dial without a call's SID.")
        return call_sid

    async def end(self, vendor_call_id: str) -> bool:
        """The end of the stream is the hang-up. A phone that still rings does so until its time is over; who answers it
        then finds no stream, and Exotel hangs up."""
        return True

    async def known(self) -> bool | None:
        return await self._rest.knows(f"/v1/Accounts/{self.sid}.json")

    async def lives(self, vendor_call_id: str) -> bool | None:
        reply = await self._rest.ask("GET", f"/v1/Accounts/{self.sid}/Calls/{vendor_call_id}.json")
        if reply is None or not (reply.fine or reply.status == 404):
            return None
        return _call(reply).get("Status") in LIVE

    @property
    def _rest(self) -> Rest:
        return Rest("Exotel", self.endpoint, self.api_key, self.api_token)


def _call(reply: Reply) -> Mapping[str, Any]:
    call = reply.body.get("Call")
    return call if isinstance(call, dict) else {}


def _refused(reply: Reply) -> DialFailed:
    error = reply.body.get("RestException")
    said = one_line(error.get("Message", "") if isinstance(error, dict) else "")
    number = reply.status == 400 and NO_NUMBER.search(said)
    reason = "invalid_number" if number else "trunk_error"
    return DialFailed("failed", reason, None, f"Exotel refused the call ({reply.status}): {said}")
