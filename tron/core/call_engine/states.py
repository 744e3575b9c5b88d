"""The state machine of a call: which status may follow which, and the reasons beside them (design.md's table)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

QUEUED: Final = "queued"
RINGING: Final = "ringing"
IN_PROGRESS: Final = "in_progress"
COMPLETED: Final = "completed"
FAILED: Final = "failed"
NO_ANSWER: Final = "no_answer"
BUSY: Final = "busy"
CANCELLED: Final = "cancelled"

LIVE: Final = (RINGING, IN_PROGRESS)
FINAL: Final = (COMPLETED, FAILED, NO_ANSWER, BUSY, CANCELLED)

# What each status may come from.
SOURCES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        RINGING: (QUEUED,),
        IN_PROGRESS: (RINGING,),
        COMPLETED: (IN_PROGRESS,),
        FAILED: (QUEUED, RINGING, IN_PROGRESS),
        # In progress: the network answered with an announcement, which is nobody.
        NO_ANSWER: (RINGING, IN_PROGRESS),
        BUSY: (RINGING,),
        CANCELLED: (QUEUED, RINGING),
    }
)

# Ended reasons that a caller reached: everything else never connected.
COMPLETED_REASONS: Final = (
    "caller_hung_up",
    "agent_ended",
    "max_duration",
    "transferred",
    "opted_out",
    "voicemail_left",
    "machine",
    "no_input",
    "vendor_failed",
    "fax",
)

# Reasons with which no phone can have rung.
NEVER_RANG: Final = ("invalid_number", "trunk_error", "unreachable")


def may_follow(source: str, target: str) -> bool:
    """Whether a call in `source` may become `target`."""
    return source in SOURCES.get(target, ())


def event_type(status: str) -> str:
    """The event that tells of a change to `status`."""
    return {QUEUED: "call.queued", RINGING: "call.started", IN_PROGRESS: "call.answered", COMPLETED: "call.ended"}.get(
        status, "call.failed"
    )
