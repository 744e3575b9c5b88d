"""How long a call may last: the agent's own time, which stands still while people talk with each other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from tron.core.ports.colleagues import LONGEST_TALK

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
        self._people_talk = False
        self.is_up = False
        """Whether the agent's time is over; never while people talk."""
        self._timers: list[asyncio.TimerHandle] = []

    def begin(self) -> None:
        """The call is answered."""
        self._since = asyncio.get_running_loop().time()
        if self._left is not None:
            self._arm((self._left, self._agent_is_up), (self._left + self._grace, self._over))

    def people_talk(self, on: bool) -> None:
        """A colleague is in the talk, or no longer."""
        if on == self._people_talk or self._since is None:
            return
        now = asyncio.get_running_loop().time()
        self._people_talk = on
        self._disarm()
        if on:
            self.is_up = False
            self._left = None if self._left is None else max(self._left - (now - self._since), LEAST_SECONDS)
            self._arm((LONGEST_TALK, self._over))
        else:
            self.begin()

    def close(self) -> None:
        """Nothing is told any more."""
        self._since = None
        self._disarm()

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
