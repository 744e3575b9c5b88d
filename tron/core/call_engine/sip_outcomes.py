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
        608: (FAILED, "declined"),
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


NO_REFER: Final = frozenset({403, 405, 420, 501})
"""Statuses by which a carrier says that it hands no calls over: nobody was rung."""


def may_try_another_trunk(sip_status: int | None, reason: str, *, rang: bool) -> bool:
    """Whether a trunk that failed so surely reached nobody: it refused, or said that it could not connect.

    A time that ran out (408, 487) and an answer (2xx) are no such thing: somebody's phone may have rung.
    """
    if rang or reason not in ("trunk_error", "unreachable", "unavailable"):
        return False
    return sip_status is None or (sip_status >= 300 and sip_status not in (408, 487))


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
