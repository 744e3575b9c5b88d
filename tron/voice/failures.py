"""What went wrong with a vendor, in one word: a state of core.vendors, or stalled, closed, error."""

from __future__ import annotations

from livekit.agents import APIConnectionError, APIStatusError, APITimeoutError

from tron.core.vendors import VendorTrouble


class Skipped(Exception):
    """The vendor is known to be down and was not asked."""


def reason_of(error: BaseException) -> str:
    """For events and circuits; what the exception says is left out: it may hold words of the call."""
    for each in (error, error.__cause__, error.__context__):
        if isinstance(each, VendorTrouble):
            return each.state
    if isinstance(error, Skipped):
        return "skipped"
    if isinstance(error, APITimeoutError | TimeoutError):
        return "timed_out"
    if isinstance(error, APIStatusError):
        return _of_status(error.status_code)
    if isinstance(error, APIConnectionError | OSError):
        return "unreachable"
    return "error"


def _of_status(status: int) -> str:
    return "wrong_key" if status in (401, 403) else "refused"
