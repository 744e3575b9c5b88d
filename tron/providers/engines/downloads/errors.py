"""Why a download stopped: for now, or for good."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What a person is told. `code` is one of the API's: the pages have their own words for it."""

    code: str
    message: str
    hint: str


class Interrupted(Exception):
    """The transfer broke; going on where it stopped may help. `wait` is what the server asked for, in seconds."""

    def __init__(self, problem: Problem, wait: float = 0.0) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.wait = wait


class Refused(Exception):
    """It will not work by trying again at once."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


TRY_LATER = "Try again later; what has come so far is kept."
UNREACHABLE = Problem(
    "unreachable", "The model server cannot be reached.", f"Check this machine's network. {TRY_LATER}"
)
STALLED = Problem("stalled", "The model server stopped sending.", TRY_LATER)
CUT = Problem("cut", "The connection broke again and again.", TRY_LATER)
DAMAGED = Problem(
    "damaged",
    "What came is not the file that was expected.",
    "Something on the way changed it, perhaps a proxy. Nothing of it was kept; try again from another network.",
)
BUSY = Problem("busy", "Another Tron process downloads this model.", "Wait for it to end.")
CHANGED = Problem(
    "changed", "The model server has another file under this name.", "Update Tron: its list of models is out of date."
)


PASSING = frozenset({"unreachable", "stalled", "cut", "busy", "server_error"})
"""Codes of what may be over by the next start."""


def disk_full(needed: int, free: int) -> Problem:
    message = f"The disk is too full: {needed / 1e9:.1f} GB are needed, {free / 1e9:.1f} GB are free."
    return Problem("disk_full", message, "Free some space, then try again; what has come so far is kept.")


def answered(status: int) -> Problem:
    """A status that is an answer, not a fault."""
    if status in (404, 410):
        return Problem("not_found", "The model server does not have this file.", "Update Tron, or check the mirror.")
    if status in (401, 403, 451):
        return Problem("forbidden", f"The model server refused ({status}).", "Check the mirror and any proxy between.")
    return Problem("server_error", f"The model server answered {status}.", TRY_LATER)
