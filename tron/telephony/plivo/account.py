"""One Plivo account, by its REST API: dialling, hanging up, asking, sending a live call elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from tron.core.ports import DialFailed, Trunk
from tron.telephony.cloud.account import Unsure
from tron.telephony.cloud.addresses import hook_url
from tron.telephony.cloud.rest import Reply, Rest, one_line
from tron.telephony.media_stream.carrier import Handing, Order
from tron.telephony.plivo.orders import NAME, dial_order
from tron.telephony.plivo.outcomes import is_id
from tron.telephony.plivo.trunk import API

TRANSFER: Final = "transfer"
NO_NUMBER: Final = re.compile(
    r"^\W*(to|dst|destination)\b.*\b(invalid|not (a )?valid)|\binvalid\W+(to|dst|destination)\b", re.IGNORECASE
)
"""Plivo has no code for it, only words: the number that was to be called is none."""


@dataclass(frozen=True, slots=True)
class PlivoAccount:
    """The account of a trunk. Implements Account and Redirects."""

    auth_id: str
    auth_token: str = field(repr=False)
    endpoint: str
    public_url: str
    from_number: str | None
    sound: str
    send_digits: str

    @classmethod
    def of(cls, trunk: Trunk, public_url: str, from_number: str | None) -> PlivoAccount | None:
        """None where the trunk lacks something."""
        auth_id, auth_token = trunk.settings.get("auth_id"), trunk.secrets.get("auth_token")
        if not auth_id or not auth_token:
            return None
        endpoint, sound = str(trunk.settings.get("endpoint") or API), str(trunk.settings.get("sound"))
        digits = str(trunk.settings.get("send_digits") or "")
        return cls(str(auth_id), auth_token, endpoint, public_url, from_number, sound, digits)

    @property
    def proof(self) -> str:
        return self.auth_token

    async def dial(self, order: Order) -> str:
        """Plivo's id of the request, and of its call. Raises DialFailed where nothing rings for sure, else Unsure."""
        caller_id = order.caller_id or self.from_number
        if not caller_id:
            raise DialFailed("failed", "trunk_error", None, "No number to call from: give the trunk one.")
        wanted = dial_order(order, self.public_url, caller_id, self.send_digits)
        reply = await self._rest.place(self._path("Call"), json=wanted)
        if reply.refused:
            raise _refused(reply)
        request_uuid = reply.body.get("request_uuid")
        if not isinstance(request_uuid, str) or not is_id(request_uuid):
            raise Unsure("Plivo answered a dial without an id.")
        return request_uuid

    async def end(self, vendor_call_id: str) -> bool:
        """One that Plivo has not begun to dial yet is a request, and no call."""
        for kind in ("Call", "Request"):
            reply = await self._rest.ask("DELETE", self._path(kind, vendor_call_id))
            if reply is None:
                return False
            if reply.fine:
                return True
        return True

    async def lives(self, vendor_call_id: str) -> bool | None:
        for status in ("live", "queued"):
            reply = await self._rest.ask("GET", self._path("Call", vendor_call_id), params={"status": status})
            if reply is None or not (reply.fine or reply.status == 404):
                return None
            if reply.fine:
                return True
        return False

    async def known(self) -> bool | None:
        return await self._rest.knows(self._path())

    async def redirect(self, vendor_call_id: str, handing: Handing, caller_id: str | None) -> bool:
        """Plivo comes and asks what to do with the call."""
        url = hook_url(self.public_url, NAME, TRANSFER, handing.call_id)
        wanted = {"legs": "aleg", "aleg_url": url, "aleg_method": "POST"}
        reply = await self._rest.ask("POST", self._path("Call", vendor_call_id), json=wanted)
        return reply is not None and reply.fine

    @property
    def _rest(self) -> Rest:
        return Rest("Plivo", self.endpoint, self.auth_id, self.auth_token)

    def _path(self, *parts: str) -> str:
        return "/".join(("/v1/Account", self.auth_id, *parts, ""))


def _refused(reply: Reply) -> DialFailed:
    said = one_line(reply.body.get("error") or reply.body.get("message") or "")
    number = reply.status == 400 and NO_NUMBER.search(said)
    reason = "invalid_number" if number else "trunk_error"
    return DialFailed("failed", reason, None, f"Plivo refused the call ({reply.status}): {said}")
