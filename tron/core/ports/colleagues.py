"""Bringing somebody else into a call: rung on a second leg of the call's own line, and joined with the caller."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, Literal, Protocol, runtime_checkable

from tron.core.ports.lines import HandedOver, LineCall

COLLEAGUE: Final = "colleague"
"""A DialRequest's option `leg` for a second leg; `of` names the call."""
UNKNOWN_OUTCOME: Final = "unknown_outcome"
"""A HandedOver's reason: the line broke, and nobody knows whether the phone still rings."""
NOT_SUPPORTED: Final = "not_supported"
"""A HandedOver's reason: nobody was rung, for this line or its carrier hands no calls over."""
LONGEST_TALK: Final = 3600.0
"""Seconds that people may talk with each other in a call of Tron's: as long as the longest call that an agent may be
given. The agent's own limit stands still meanwhile."""
Accept = Literal["key", "stay", "answer"]
"""By key 1; by staying on the line for a while after the brief; by picking up."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who is to be brought in, and what they hear first. `ask` says how to accept; texts are filled in.

    `stays`: the agent stays in the talk, all three hear each other.
    """

    to: str
    brief: str = ""
    ask: str = ""
    accept: Accept = "key"
    stay_seconds: float = 4.0
    wait: float = 30.0
    stays: bool = False


Dial = Callable[[], Awaitable[LineCall]]
"""Rings the colleague, once. Raises what a line's `dial` raises."""


class Invites(Protocol):
    """What brings a colleague into a call that has sound: music for the caller, the brief, the join, the end."""

    async def invite(self, invitation: Invitation, dial: Dial) -> HandedOver:
        """Answered: the colleague is in the talk. Cancelled or not, nobody is left ringing. Raises nothing."""
        ...

    async def parted(self) -> None:
        """Waits until the colleague is no longer in the talk."""
        ...

    async def aclose(self) -> None:
        """The colleague's connection is over too. Idempotent."""
        ...


@runtime_checkable
class MayTransfer(Protocol):
    """A LineCall with `transfer` that knows whether its vendor hands calls over at all."""

    @property
    def can_transfer(self) -> bool: ...


@runtime_checkable
class RingsColleagues(Protocol):
    """A Line that rings nobody's phone, and rings people in company of a call all the same (the practice line)."""

    rings_colleagues: bool
