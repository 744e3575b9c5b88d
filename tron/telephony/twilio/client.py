"""One Twilio account, by its official client: dialling, hanging up, asking. One short session for each request."""

from __future__ import annotations

import logging
import re
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Final

from aiohttp import ClientConnectorError
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tron.clients.twilio import HOST, twilio_client
from tron.core.compliance import GateSettings
from tron.core.ports import DialFailed
from tron.telephony.cloud.account import Unsure
from tron.telephony.cloud.addresses import FROM_NUMBER, PUBLIC_URL
from tron.telephony.media_stream.carrier import Handing, Order
from tron.telephony.twilio.orders import dial_order, to_number

log = logging.getLogger(__name__)

REQUEST_SECONDS = 10.0
SID, TOKEN = "telephony.twilio_account_sid", "telephony.twilio_auth_token"
ENDPOINT = "telephony.twilio_endpoint"
NEEDED: Final = (PUBLIC_URL, SID, TOKEN)
INVALID_NUMBERS: Final = frozenset({13223, 13224, 21211, 21217, 21401})
"""Twilio's error codes for a number that is none."""
OVER: Final = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
UNHEARD: Final = frozenset({401, 403, 429})
"""Refusals that say nothing of the call."""
CALL_SID = re.compile(r"CA[0-9a-fA-F]{32}\Z")


def missing(settings: GateSettings) -> tuple[str, ...]:
    """The settings without which no call can be made."""
    return tuple(key for key in NEEDED if not settings.get(key))


@dataclass(frozen=True, slots=True)
class TwilioAccount:
    """The account of the settings. Implements Account and Redirects."""

    sid: str
    token: str = field(repr=False)
    endpoint: str
    public_url: str
    from_number: str | None

    @classmethod
    def of(cls, settings: GateSettings) -> TwilioAccount | None:
        """None where the settings name none."""
        sid, token = settings.get(SID), settings.get(TOKEN)
        if not sid or not token:
            return None
        endpoint = str(settings.get(ENDPOINT) or f"https://{HOST}")
        return cls(str(sid), str(token), endpoint, str(settings.get(PUBLIC_URL) or ""), settings.get(FROM_NUMBER))

    @property
    def proof(self) -> str:
        return self.token

    async def dial(self, order: Order) -> str:
        """The new call's SID. Raises DialFailed where nothing rings for sure, else Unsure."""
        caller_id = order.caller_id or self.from_number
        if not caller_id:
            raise DialFailed("failed", "trunk_error", None, "No number to call from: set the From number.")
        try:
            async with self._client() as client:
                call = await client.calls.create_async(**dial_order(order, self.public_url, caller_id))
        except ClientConnectorError:
            raise DialFailed("failed", "unreachable", None, "Twilio cannot be reached.") from None
        except TwilioRestException as error:
            if 400 <= error.status < 500:
                raise _refused(error) from None
            raise Unsure(f"Twilio answered {error.status} to a dial.") from None
        except Exception as error:
            raise Unsure(f"Twilio gave no usable answer to a dial ({type(error).__name__}).") from error
        if not isinstance(call.sid, str) or not CALL_SID.match(call.sid):
            raise Unsure("Twilio answered a dial without a call's SID.")
        return call.sid

    async def end(self, call_sid: str) -> bool:
        """Hang up. False where Twilio could not be asked; a call that is over already is fine."""
        try:
            async with self._client() as client:
                await client.calls(call_sid).update_async(status="completed")
        except TwilioRestException as error:
            return int(error.status) < 500 and error.status not in UNHEARD
        except Exception:  # noqa: BLE001 - whatever the way there raises: it is tried again
            return False
        return True

    async def redirect(self, vendor_call_id: str, handing: Handing, caller_id: str | None) -> bool:
        """Twilio is told at once what to do with the call."""
        try:
            async with self._client() as client:
                twiml = to_number(handing, self.public_url, caller_id or self.from_number)
                await client.calls(vendor_call_id).update_async(twiml=twiml)
        except Exception as error:  # noqa: BLE001 - the talk goes on, or the stream ends and tells
            log.warning("Twilio did not take the order of a transfer: %s", type(error).__name__)
            return False
        return True

    async def lives(self, call_sid: str) -> bool | None:
        """Whether the call still rings or talks; None where Twilio could not be asked."""
        try:
            async with self._client() as client:
                call = await client.calls(call_sid).fetch_async()
        except TwilioRestException as error:
            return False if error.status == 404 else None
        except Exception:  # noqa: BLE001 - as above
            return None
        return str(call.status) not in OVER

    def _client(self) -> AbstractAsyncContextManager[Client]:
        return twilio_client(self.sid, self.token, self.endpoint, within=REQUEST_SECONDS)


def _refused(error: TwilioRestException) -> DialFailed:
    message = " ".join(str(error.msg).split())[:200]
    if error.code in INVALID_NUMBERS:
        return DialFailed("failed", "invalid_number", None, f"Twilio refused the number ({error.code}): {message}")
    return DialFailed("failed", "trunk_error", None, f"Twilio refused the call ({error.code}): {message}")
