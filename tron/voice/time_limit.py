"""How long a call may last: the agent's own time, which stands still while people talk with the caller."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from tron.core.ports.colleagues import LONGEST_TALK
from tron.voice.bridge import Party

LEAST_SECONDS: Final = 1.0
"""Back from a talk of people the agent has at least so long, to close what it can."""


class TimeLimit:
    """For one call. `time_up` is told once the agent's `longest` seconds are over, `over` `grace` seconds later.

    Without `longest` the agent may talk on for ever. A talk of people is `over` after LONGEST_TALK seconds.
    """

    def __init__(
        self, longest: float | None, grace: float, *, time_up: Callable[[], None], over: Callable[[], None]
    ) -> None:
        self._left = longest
        self._grace = grace
        self._time_up = time_up
        self._over = over
        self._since: float | None = None
        self._people: set[Party] = set()
        self.is_up = False
        """Whether the agent's time is over; never while people talk."""
        self._timers: list[asyncio.TimerHandle] = []

    def begin(self) -> None:
        """The call is answered."""
        self._since = asyncio.get_running_loop().time()
        if self._left is not None:
            self._arm((self._left, self._agent_is_up), (self._left + self._grace, self._over))

    def people_talk(self, on: bool, who: Party) -> None:
        """A colleague or a supervisor speaks with the caller, or no longer."""
        before = bool(self._people)
        (self._people.add if on else self._people.discard)(who)
        if bool(self._people) == before or self._since is None:
            return
        self._disarm()
        if on:
            self._stand_still(self._since)
        else:
            self.begin()

    def close(self) -> None:
        """Nothing is told any more."""
        self._since = None
        self._disarm()

    def _stand_still(self, since: float) -> None:
        self.is_up = False
        if self._left is not None:
            self._left = max(self._left - (asyncio.get_running_loop().time() - since), LEAST_SECONDS)
        self._arm((LONGEST_TALK, self._over))

    def _agent_is_up(self) -> None:
        self.is_up = True
        self._time_up()

    def _disarm(self) -> None:
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()

    def _arm(self, *timers: tuple[float, Callable[[], None]]) -> None:
        loop = asyncio.get_running_loop()
        self._timers = [loop.call_later(seconds, told) for seconds, told in timers]
