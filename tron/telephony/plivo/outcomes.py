"""What Plivo's codes for the end of a call mean: each as the SIP status that says the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tron.core.call_engine.sip_outcomes import dial_failed
from tron.core.ports import DialFailed
from tron.telephony.cloud.account import CallState, Event

STATES: Final[Mapping[str, CallState]] = {
    "queued": "ordered",
    "ringing": "ringing",
    "in-progress": "answered",
    "completed": "over",
}
RANG: Final[Mapping[int, int]] = {3000: 408, 6010: 408, 3010: 486, 3020: 603, 3100: 600, 3110: 603}
"""Codes of phones that were reached, at least by their network."""
FAILED: Final[Mapping[int, int]] = {
    1000: 487,
    2000: 404,
    2010: 480,
    2020: 480,
    2030: 403,
    2040: 403,
    2050: 403,
    3030: 403,
    3040: 403,
    3050: 404,
    3070: 408,
    3080: 500,
    3090: 503,
    3120: 604,
    3130: 403,
    3140: 403,
    5000: 503,
    5010: 500,
    5020: 500,
    5030: 503,
}
"""1000 cancelled; 2000 no such number, 2010 and 2020 out of service; 20x0 barred; 3030 to 3140 what the carrier says;
5000 and up Plivo's own troubles, 5030 too many calls at once."""
OTHER = 500
OF_STATUS: Final[Mapping[str, tuple[int, bool]]] = {
    "busy": (486, True),
    "no-answer": (408, True),
    "timeout": (408, True),
    "rejected": (603, True),
    "cancel": (487, False),
    "cancelled": (487, False),
    "failed": (OTHER, False),
}
LONGEST_ID = 64


def event_of(form: Mapping[str, str]) -> Event | None:
    """One status callback; None for one that says nothing."""
    call_uuid, status = form.get("CallUUID", ""), form.get("CallStatus", "")
    if not is_id(call_uuid):
        return None
    also = frozenset(form[name] for name in ("RequestUUID", "ALegUUID", "ALegRequestUUID") if form.get(name))
    if status in STATES:
        return Event(call_uuid, STATES[status], also=also)
    failure = failure_of(status, form)
    return Event(call_uuid, "failed", failure, also) if failure is not None else None


def failure_of(status: str, form: Mapping[str, str]) -> DialFailed | None:
    """What a call that was not answered came to; None for a status that says nothing about it."""
    if status not in OF_STATUS:
        return None
    code = _code(form)
    sip_status, rang = OF_STATUS[status]
    if code in RANG:
        sip_status, rang = RANG[code], True
    if code in FAILED:
        sip_status, rang = FAILED[code], False
    name = " ".join(form.get("HangupCauseName", form.get("HangupCause", "")).split())[:100]
    return dial_failed(sip_status, rang=rang, message=f"Plivo ended the call: {name or status} ({code or status}).")


def is_id(text: str) -> bool:
    """Whether this can be the id of a call."""
    return 8 <= len(text) <= LONGEST_ID and text.isascii() and text.replace("-", "").isalnum()


def _code(form: Mapping[str, str]) -> int:
    """0, Plivo's word for unknown, where there is none."""
    text = form.get("HangupCauseCode", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
