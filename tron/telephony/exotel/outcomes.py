"""What Exotel's words for the end of a call mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from tron.core.call_engine.sip_outcomes import dial_failed
from tron.telephony.cloud.account import CallState, Event

CALL_SID: Final = re.compile(r"[0-9A-Za-z]{16,64}\Z")
STATES: Final[Mapping[str, CallState]] = {
    "queued": "ordered",
    "ringing": "ringing",
    "in-progress": "answered",
    "answered": "answered",
    "completed": "over",
}
FAILURES: Final[Mapping[str, tuple[int | None, bool]]] = {
    "busy": (486, True),
    "no-answer": (408, True),
    "failed": (None, False),
    "canceled": (487, False),
}
"""Each as a SIP status, and whether a phone rang. Exotel does not tell why a call failed. What somebody cancelled there
is not dialled by another trunk."""
LIVE: Final = frozenset({"queued", "ringing", "in-progress"})


def event_of(form: Mapping[str, str]) -> Event | None:
    """One status callback; None for one that says nothing."""
    call_sid = form.get("CallSid", "")
    if not CALL_SID.match(call_sid):
        return None
    kind, status = form.get("EventType", ""), form.get("Status", "")
    if kind in ("ringing", "answered"):
        return Event(call_sid, STATES[kind])
    if status in STATES:
        return Event(call_sid, STATES[status])
    if status not in FAILURES:
        return None
    sip_status, rang = FAILURES[status]
    return Event(call_sid, "failed", dial_failed(sip_status, rang=rang, message=f"Exotel says of the call: {status}."))
