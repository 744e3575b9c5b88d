"""Questions that a vendor asks once more when no answer reached it: what it was answered is kept for a minute."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from tron.core.clock import Clock
from tron.core.ports.hooks import HookAnswer

AGAIN_SECONDS = 60.0
"""From the first time on. Vendors wait 15 s for an answer and ask two or three times."""


class Asked:
    """By the mark of a request (its signature), in this process. The answer to one may still be on its way."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, asyncio.Future[HookAnswer | None]]] = OrderedDict()

    def begin(self, mark: str) -> None:
        """It is asked for the first time."""
        self._let_go()
        self._kept[mark] = self._clock.monotonic(), asyncio.get_running_loop().create_future()

    def answered(self, mark: str, answer: HookAnswer) -> None:
        """Means nothing for one that was not begun."""
        if mark in self._kept and not self._kept[mark][1].done():
            self._kept[mark][1].set_result(answer)

    def forget(self, mark: str) -> None:
        """It came to nothing; whoever waits for its answer gets None."""
        if (kept := self._kept.pop(mark, None)) is not None and not kept[1].done():
            kept[1].set_result(None)

    def answer(self, mark: str) -> asyncio.Future[HookAnswer | None] | None:
        """To be waited for under a shield; None where it was not asked lately."""
        self._let_go()
        return self._kept[mark][1] if mark in self._kept else None

    def _let_go(self) -> None:
        """Of what was asked too long ago."""
        since = self._clock.monotonic() - AGAIN_SECONDS
        while self._kept and next(iter(self._kept.values()))[0] < since:
            self.forget(next(iter(self._kept)))
