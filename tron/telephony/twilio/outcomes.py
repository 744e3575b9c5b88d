"""What Twilio's words for the end of a call mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tron.core.call_engine.sip_outcomes import dial_failed
from tron.core.ports import DialFailed
from tron.telephony.cloud.account import CallState, Event
from tron.telephony.twilio.client import CALL_SID

CANCELED: Final = ("failed", "trunk_error", 487, "The call was cancelled at Twilio.")
STATES: Final[Mapping[str, CallState]] = {
    "queued": "ordered",
    "initiated": "ordered",
    "ringing": "ringing",
    "in-progress": "answered",
    "completed": "over",
}


def event_of(form: Mapping[str, str]) -> Event | None:
    """One status callback; None for one that says nothing."""
    call_sid, status = form.get("CallSid", ""), form.get("CallStatus", "")
    if not CALL_SID.match(call_sid):
        return None
    if status in STATES:
        return Event(call_sid, STATES[status])
    failure = failure_of(status, _sip_status(form))
    return Event(call_sid, "failed", failure) if failure is not None else None


def failure_of(status: str, sip_status: int | None) -> DialFailed | None:
    """What a call that was not answered came to; None for a status that says nothing about it."""
    match status:
        case "busy":
            return dial_failed(sip_status or 486, rang=True)
        case "no-answer":
            return dial_failed(sip_status or 408, rang=True)
        case "failed":
            return dial_failed(sip_status, rang=False, message=f"Twilio could not place the call ({sip_status}).")
        case "canceled":
            return DialFailed(*CANCELED)
        case _:
            return None


def _sip_status(form: Mapping[str, str]) -> int | None:
    """Only of a call that failed: others have a 200."""
    text = form.get("SipResponseCode", "")
    return int(text) if len(text) == 3 and text.isascii() and text.isdigit() and 300 <= int(text) < 700 else None
