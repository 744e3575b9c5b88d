"""LiveKit's errors as outcomes of a dial. What they say themselves is not passed on: it holds tokens."""

from __future__ import annotations

import re
from typing import Literal

import aiohttp
from livekit import rtc

from tron.core.call_engine.sip_outcomes import NO_REFER, dial_failed, outcome_of
from tron.core.ports import DialFailed, HandedOver
from tron.core.ports.colleagues import NOT_SUPPORTED
from tron.telephony.livekit.service import ServerError

CLOCK = (
    "LiveKit takes this machine's clock for wrong: its token is not valid yet, or no longer. Set the clocks of both."
)
WRONG_KEY = "The LiveKit server does not take the key and secret of the settings."
AWAY = "The LiveKit server cannot be reached at the address of the settings."
NO_SIP = "The LiveKit server has no SIP service, so it cannot reach telephones."
MUTE = "The phone was answered, but its sound never came from LiveKit's SIP service."
_TRANSFERS = {"STR_RINGING_TIMEOUT": "rang_out", "STR_REJECTED": "declined", "STR_CALL_ENDED": "caller_hung_up"}
_SKEWED = re.compile(r"\((nbf|exp|iat)\)|not valid yet|expired")


Refusal = Literal["livekit_wrong_key", "livekit_lacks_trunk", "livekit_no_sip", "livekit_refused"]


class OutcomeUnknown(Exception):
    """The order to ring went out, and what came of it was lost."""


def not_joined(error: rtc.ConnectError) -> DialFailed:
    """Nothing rang: our own side did not get into the room."""
    said = error.message
    if "401" in said or "403" in said:
        return DialFailed("failed", "trunk_error", None, CLOCK if _SKEWED.search(said) else WRONG_KEY)
    return DialFailed("failed", "unreachable", None, AWAY)


def not_answered(error: ServerError, *, rang: bool, trunk_id: str) -> DialFailed:
    """What the waiting request came to. `rang`: the phone was seen to ring."""
    sip_status = sip_status_of(error)
    if sip_status is not None:
        return dial_failed(sip_status, rang=rang, message=f"The far side answered {sip_status}.")
    if error.status == 408:
        return dial_failed(408, rang=rang, message="" if rang else "Nothing answers at the trunk's address.")
    return DialFailed("failed", "trunk_error", None, _refusal(error, trunk_id))


def transfer_reason(error: ServerError) -> str:
    """Why nobody took over, as in the table of statuses. A transfer's target was rung, or was busy."""
    sip_status = sip_status_of(error)
    if sip_status is None:
        told = error.metadata.get("sip_transfer_reason", "")
        return _TRANSFERS.get(told, "rang_out" if error.status == 408 else "trunk_error")
    return NOT_SUPPORTED if sip_status in NO_REFER else outcome_of(sip_status, rang=True)[1]


def not_handed(error: ServerError, *, gone: bool) -> HandedOver:
    """What a transfer came to that failed. `gone`: the caller is not there any more.

    A REFER cannot be taken back: where LiveKit stopped waiting, without a word of the far side, that phone may ring on.
    """
    reason = "caller_hung_up" if gone else transfer_reason(error)
    stopped = reason == "rang_out" and sip_status_of(error) is None
    return HandedOver(False, reason, may_ring=not gone and (stopped or not is_livekits(error)))


def sip_status_of(error: ServerError) -> int | None:
    """The far side's SIP status, where it gave one."""
    told = error.metadata.get("sip_status_code", "")
    return int(told) if told.isdigit() else None


def is_livekits(error: ServerError) -> bool:
    """Whether LiveKit itself said this. A proxy or balancer before it (502, 504) knows nothing of what was ordered: the
    phone may ring all the same."""
    return error.status < 500 or bool(error.message or error.metadata)


def was_sent(error: aiohttp.ClientError | TimeoutError) -> bool:
    """Whether the server may have got the request."""
    return not isinstance(error, aiohttp.ClientConnectorError | aiohttp.InvalidURL | aiohttp.ConnectionTimeoutError)


def refusal_of(error: ServerError) -> Refusal:
    """Why LiveKit itself does not take a request, as a page says it."""
    if error.status in (401, 403):
        return "livekit_wrong_key"
    if error.code == "not_found":
        return "livekit_lacks_trunk"
    if "sip not connected" in error.message or "no response from servers" in error.message:
        return "livekit_no_sip"
    return "livekit_refused"


def _refusal(error: ServerError, trunk_id: str) -> str:
    match refusal_of(error):
        case "livekit_wrong_key":
            return WRONG_KEY
        case "livekit_lacks_trunk":
            return f"LiveKit has no outbound trunk {trunk_id}."
        case "livekit_no_sip":
            return NO_SIP
        case "livekit_refused":
            return f"LiveKit refused the call ({error.code})."
