"""Carries frames from PJSIP's clock to the loop: one wake-up for all calls of a turn."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable


class Pump:
    """`put` from any thread; what it is given is called in the loop, in order."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._waiting: deque[tuple[Callable[[bytes], None], bytes] | tuple[Callable[[list[str]], None], list[str]]] = (
            deque()
        )
        self._woken = False

    def put_sound(self, hear: Callable[[bytes], None], frame: bytes) -> None:
        self._waiting.append((hear, frame))
        self._wake()

    def put_marks(self, reached: Callable[[list[str]], None], names: list[str]) -> None:
        self._waiting.append((reached, names))
        self._wake()

    def _wake(self) -> None:
        if not self._woken:
            self._woken = True
            try:
                self._loop.call_soon_threadsafe(self._drain)
            except RuntimeError:  # the loop is closed: Tron ends
                self._waiting.clear()

    def _drain(self) -> None:
        self._woken = False
        while self._waiting:
            take, what = self._waiting.popleft()
            take(what)  # type: ignore[arg-type]
