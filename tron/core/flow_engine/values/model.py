"""What is asked for, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ValueKind = Literal[
    "text",
    "number",
    "digits",
    "money",
    "date",
    "time",
    "phone",
    "email",
    "pincode",
    "pan",
    "gstin",
    "upi",
    "vehicle",
    "yes_no",
    "choice",
]
Problem = Literal["", "nothing", "incomplete", "invalid", "check_digit", "ambiguous", "over", "closed"]
Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things that may be said. `words` are other wordings, in any language and script."""

    id: str
    label: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value as JSON takes it, or why there is none.

    `partial` is what was understood so far, to be passed on as `so_far` with the next chunk; `spoken` how the value is
    read back, in words. `unsure`: the words may mean another value too, so that it is read back whatever was asked for.
    """

    value: Value | None
    problem: Problem = ""
    partial: str = ""
    spoken: str = ""
    unsure: bool = False


def missing(problem: Problem, partial: str = "") -> Parsed:
    """No value, and why."""
    return Parsed(None, problem, partial)
