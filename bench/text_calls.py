"""Calls in text fidelity, as a worker holds them: words with timed stand-ins for sound, at the pace of `drive`."""

from __future__ import annotations

import asyncio
import random
import time
from typing import Any, Final

from bench.process import cpu_seconds, resident_mb
from bench.stand_ins import REPLY_SECONDS
from bench.storage import CallStore, call_store
from bench.tron_call import AnsweringScript
from tron.core.clock import SystemClock
from tron.core.ports import FarTurn
from tron.core.speech import speaking_seconds
from tron.voice.text_session import DECIDE_SECONDS, TextSession

CALLER_SAYS: Final = "yes"
AGENT_SAYS: Final = "Sure."
BETWEEN: Final = 0.9 + REPLY_SECONDS
"""Seconds that a turn of `drive`'s takes beside its jitter."""


class TextCaller:
    """LineText of one call. `overheads` are seconds from the end of its words to the agent's answer, less the 20 ms
    that a text session waits on purpose; the first turn is not counted."""

    def __init__(self, turns: int, jitter: float, seed: str) -> None:
        self._turns = turns
        self._jitter = jitter
        self._random = random.Random(seed)
        self._due: float | None = None
        self._heard = 0
        self.overheads: list[float] = []

    async def hear(self, text: str, seconds: float) -> FarTurn:
        """Says the next thing a moment after the agent."""
        self._heard += 1
        if self._due is not None and self._heard > 1:
            self.overheads.append(time.perf_counter() - self._due - DECIDE_SECONDS)
        if self._heard > self._turns:
            return FarTurn(None, after=0.0, hangs_up=True)
        return self._next(seconds)

    async def wait(self, timeout: float) -> FarTurn:
        """Speaks first."""
        return self._next(0.0)

    def _next(self, seconds: float) -> FarTurn:
        spoken = speaking_seconds(CALLER_SAYS)
        silence = max(BETWEEN - spoken - speaking_seconds(AGENT_SAYS), 0.1) + self._random.random() * self._jitter
        self._due = time.perf_counter() + seconds + silence + spoken
        return FarTurn(CALLER_SAYS, after=silence)


async def run_texts(*, sessions: int, turns: int, jitter: float, database: str, seed: int) -> dict[str, Any]:
    """What `drive.run` answers, of so many calls at once."""
    callers = [TextCaller(turns, jitter, f"{seed}/{number}") for number in range(sessions)]
    async with call_store(database) as store:
        began, busy = time.monotonic(), cpu_seconds()
        await asyncio.gather(*(_call(caller, store) for caller in callers))
        share = (cpu_seconds() - busy) / (time.monotonic() - began)
        memory = resident_mb()
    overheads = [one * 1000 for caller in callers for one in caller.overheads]
    return {"overheads": overheads, "unanswered": sessions * turns - len(overheads), "cpu": share, "rss": memory}


async def _call(caller: TextCaller, store: CallStore) -> None:
    session = TextSession(caller, SystemClock(), await store.new_call(), max_duration=3600.0)
    await session.start()
    await AnsweringScript(generates=False, says=AGENT_SAYS).run(session)
    await session.close("caller_hung_up")
