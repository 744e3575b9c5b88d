"""Does the Twilio account answer, and are the number and the trunk of the settings its own?"""

from __future__ import annotations

from typing import Any

from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tron.clients.twilio import twilio_client
from tron.core.settings import SettingsSnapshot
from tron.core.vendors import VENDOR_PATIENCE, ProbeResult, VendorTrouble
from tron.providers.vendor_errors import told, vendor_error

SID, TOKEN = "telephony.twilio_account_sid", "telephony.twilio_auth_token"
NUMBER, TRUNK = "telephony.from_number", "telephony.sip_trunk_id"
ENDPOINT = "telephony.twilio_endpoint"
CONSOLE = "The first page of the Twilio console shows the account SID and the auth token."


class TwilioProbe:
    """Fetches the account; then looks for the number and the trunk."""

    title = "Twilio"
    keys = frozenset({SID, TOKEN, NUMBER, TRUNK, ENDPOINT})

    async def __call__(self, settings: SettingsSnapshot) -> ProbeResult:
        sid, token = settings.get_optional(SID), settings.get_optional(TOKEN)
        if sid is None or token is None:
            missing = "account SID" if sid is None else "auth token"
            raise VendorTrouble("not_configured", f"The Twilio {missing} is missing.", hint=CONSOLE)
        endpoint = settings.get_str(ENDPOINT)
        with told(self.title, endpoint):
            async with twilio_client(sid, token, endpoint, within=VENDOR_PATIENCE) as client:
                return await _look(client, sid, settings)


async def _look(client: Client, sid: str, settings: SettingsSnapshot) -> ProbeResult:
    try:
        account = await client.api.v2010.accounts(sid).fetch_async()
        name, status, kind = account.friendly_name, account.status, account.type
        number = await _number(client, settings.get_optional(NUMBER))
        trunk = await _trunk(client, settings.get_optional(TRUNK))
    except TwilioRestException as error:
        raise _meaning(error) from error
    if not isinstance(name, str) or not isinstance(status, str):
        raise ValueError("not an account")
    details = {"account": name, "status": status, "trial": kind == "Trial", "number": number, "trunk": trunk}
    if status != "active":
        hint = "The Twilio console says why and what to do."
        raise VendorTrouble("refused", f"The Twilio account {name} is {status}.", hint=hint, details=details)
    return ProbeResult("works", f"Connected to the Twilio account {name}.", _advice(details), details)


async def _number(client: Client, number: str | None) -> str | None:
    """`own`, `foreign`, or None where the settings name no number."""
    if number is None:
        return None
    found = await client.api.v2010.account.incoming_phone_numbers.list_async(phone_number=number, limit=1)
    return "own" if found else "foreign"


async def _trunk(client: Client, trunk: str | None) -> str | None:
    """`found`, `missing`, or None where the settings name no trunk."""
    if trunk is None:
        return None
    try:
        await client.trunking.v1.trunks(trunk).fetch_async()
    except TwilioRestException as error:
        if error.status != 404:
            raise
        return "missing"
    return "found"


def _advice(details: dict[str, Any]) -> str | None:
    if details["number"] == "foreign":
        return "The From number is none of this account's numbers: buy it there, or choose one that is."
    if details["trunk"] == "missing":
        return "The account has no trunk with this id: copy it from Elastic SIP Trunking in the console."
    if details["trial"]:
        return "This is a trial account: it calls verified numbers only and says so at the start of each call."
    return None


def _meaning(error: TwilioRestException) -> VendorTrouble:
    if error.status in (401, 403, 404):
        return VendorTrouble("wrong_key", "Twilio does not know this account SID with this auth token.", hint=CONSOLE)
    return vendor_error("Twilio", error.status)
