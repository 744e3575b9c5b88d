"""What a SIP status means for a call that was not answered: design.md's table, in one place for all lines."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tron.core.call_engine.states import BUSY, FAILED, NO_ANSWER
from tron.core.ports import DialFailed

Outcome = tuple[str, str]
"""Status and reason."""

_OUTCOMES: Final[Mapping[int, Outcome]] = MappingProxyType(
    {
        486: (BUSY, "busy"),
        600: (BUSY, "busy"),
        480: (NO_ANSWER, "unavailable"),
        603: (FAILED, "declined"),
        607: (FAILED, "declined"),
        404: (FAILED, "invalid_number"),
        410: (FAILED, "invalid_number"),
        484: (FAILED, "invalid_number"),
        604: (FAILED, "invalid_number"),
        503: (FAILED, "unreachable"),
        502: (FAILED, "unreachable"),
        504: (FAILED, "unreachable"),
    }
)
CHANNELS_FULL: Final = frozenset({480, 503})
"""Statuses by which carriers also say that too many calls come too fast: a trunk waits after a burst of them."""


def outcome_of(sip_status: int | None, *, rang: bool) -> Outcome:
    """Status and reason of an unanswered dial. `rang`: the far phone is known to have rung.

    None is a network that gave no answer at all. Everything that is not in the table is the trunk's refusal.
    """
    if sip_status in (408, 487):
        # 487 answers our own CANCEL, sent when the time to ring was over.
        return (NO_ANSWER, "rang_out") if rang else (FAILED, "unreachable")
    if sip_status is None:
        return FAILED, "unreachable"
    return _OUTCOMES.get(sip_status, (FAILED, "trunk_error"))


def dial_failed(sip_status: int | None, *, rang: bool, message: str = "") -> DialFailed:
    """The exception that a line raises for this status."""
    status, reason = outcome_of(sip_status, rang=rang)
    return DialFailed(status, reason, sip_status, message)
