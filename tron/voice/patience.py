"""Nobody waits in silence: while the agent owes an answer and none comes, a filler is spoken.

The sound of fillers is made ahead; it goes straight to the line, past livekit, whose queue may be what is stuck.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tron.voice.audio_io import LineAudioOutput
from tron.voice.inbox import Inbox

logger = logging.getLogger(__name__)

LOOKS_EVERY = 0.1
FILLER_AFTER = 2.0
MOST_FILLERS = 4
"""In a row; what comes after them is no longer patience."""


@dataclass(frozen=True, slots=True)
class Filler:
    """Words and their sound (16 kHz mono s16le PCM)."""

    text: str
    pcm: bytes


@dataclass(slots=True)
class Fillers:
    """What is ready to be spoken at once; filled while the phone rings. `goodbye` is for the end without a voice."""

    waiting: list[Filler] = field(default_factory=list)
    goodbye: Filler | None = None


class SilenceKeeper:
    """Watches one call. `unanswered` says that words of the caller are still awaited."""

    def __init__(
        self,
        fillers: Fillers,
        output: LineAudioOutput,
        inbox: Inbox,
        *,
        unanswered: Callable[[], bool],
        spoke: Callable[[Filler, float], None],
        after: float = FILLER_AFTER,
    ) -> None:
        self._owed = False
        self._owed_since = 0.0
        self.fillers = fillers
        self._output = output
        self._inbox = inbox
        self._unanswered = unanswered
        self._spoke = spoke
        self._after = after
        self._in_a_row = 0
        self._since = asyncio.get_running_loop().time()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._since = asyncio.get_running_loop().time()
        self._task = asyncio.create_task(self._watch(), name="silence keeper")

    async def aclose(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def owes(self, owed: bool, *, from_now: bool = False) -> None:
        """Whether the caller waits for the agent. `from_now`: they did not while they were silent themselves."""
        self._owed = owed
        if from_now:
            self._owed_since = asyncio.get_running_loop().time()

    async def _watch(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(LOOKS_EVERY)
            if self._output.speaking:
                self._in_a_row = 0
            if self._may_speak() and loop.time() - self._quiet_since() >= self._after:
                self._speak()

    def _may_speak(self) -> bool:
        waits = self._owed or self._unanswered()
        return waits and not self._output.sounding and not self._inbox.caller_speaks and self._in_a_row < MOST_FILLERS

    def _quiet_since(self) -> float:
        return max(self._since, self._owed_since, self._output.finished_at or 0.0, self._inbox.voice_ended)

    def _speak(self) -> None:
        waiting = self.fillers.waiting
        if not waiting:
            return
        filler = waiting[min(self._in_a_row, len(waiting) - 1)]
        if self._output.interject(filler.pcm):
            logger.info("a filler bridges the wait")
            self._in_a_row += 1
            self._spoke(filler, time.time())
