"""The practice numbers and how a call to each of them ends."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ending:
    """What a call to a practice number comes to."""

    status: str
    reasons: frozenset[str]
    sip_status: int


def _ending(status: str, reasons: str, sip_status: int) -> Ending:
    return Ending(status, frozenset(reasons.split()), sip_status)


TABLE = {
    "00001": _ending("completed", "agent_ended caller_hung_up", 200),
    "00002": _ending("busy", "busy", 486),
    "00003": _ending("no_answer", "rang_out", 408),
    # A machine counts as a person until the answer supervisor knows better.
    "00004": _ending("completed", "machine", 200),
    "00005": _ending("failed", "declined", 603),
    "00006": _ending("failed", "invalid_number", 404),
    "00007": _ending("completed", "caller_hung_up", 200),
    "00008": _ending("completed", "no_input", 200),
    "00009": _ending("completed", "agent_ended caller_hung_up", 200),
    "00010": _ending("failed", "unreachable", 503),
    "00011": _ending("completed", "opted_out", 200),
    "00012": _ending("completed", "agent_ended caller_hung_up", 200),
}


def number(last: str) -> str:
    """The whole practice number of its last five digits."""
    return f"+9100000{last}"
