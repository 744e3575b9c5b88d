"""What a session's Script listens for: the caller's next turn or keys, silence, or the end of the call's time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tron.core.ending import Ending
from tron.core.ports import Heard
from tron.voice.alive import StayingAlive
from tron.voice.audio_io import LineAudioOutput
from tron.voice.floor import Floor
from tron.voice.hearing import Hearing
from tron.voice.on_hold import OnHold
from tron.voice.parts import VoiceOptions
from tron.voice.speaking import Speaking
from tron.voice.time_limit import TimeLimit


class Listening:
    """Of one session. `endpointing` is told how long to wait, at least and at most, for the end of a turn (seconds)."""

    def __init__(
        self,
        options: VoiceOptions,
        *,
        hearing: Hearing,
        speaking: Speaking,
        alive: StayingAlive,
        on_hold: OnHold,
        output: LineAudioOutput,
        floor: Floor,
        ending: Ending,
        limit: TimeLimit,
        endpointing: Callable[[float, float], None],
    ) -> None:
        self._options = options
        self._hearing = hearing
        self._inbox = hearing.inbox
        self._speaking = speaking
        self._alive = alive
        self._on_hold = on_hold
        self._output = output
        self._floor = floor
        self._ending = ending
        self._limit = limit
        self._endpointing = endpointing

    async def next(self, timeout: float) -> Heard:
        """As Conversation.listen. Raises CallOver once the call is over and nothing is left to be heard."""
        heard = await self._next(timeout)
        self._alive.owed(heard.kind != "time_up", from_now=heard.kind != "speech")
        return heard

    @contextmanager
    def dictated(self) -> Iterator[None]:
        """Within it a pause does not end a turn so soon: somebody reads out."""
        options = self._options
        self._end_turns(options.dictated_min_delay, options.dictated_max_delay)
        try:
            yield
        finally:
            self._end_turns(options.min_delay, options.max_delay)

    async def _next(self, timeout: float) -> Heard:
        self._alive.owed(False)
        inbox, loop = self._inbox, asyncio.get_running_loop()
        since = max(loop.time(), self._output.finished_at or 0.0)
        while True:
            inbox.wake.clear()
            if await self._floor.free() or (not inbox.caller_due and await self._speaking.guided()):
                self._alive.owed(False)
                since = loop.time()
                continue
            # What was said before a hang-up is still heard: it may be the wish never to be called again.
            if (heard := self._hearing.take()) is not None:
                self._on_hold.heard(heard.text)
                return heard
            self._ending.check()
            if self._limit.is_up:
                return Heard("time_up")
            if inbox.take_unclear():
                return Heard("unclear")
            silence = inbox.silence_due(since, self._on_hold.patience(timeout))
            if loop.time() >= silence:
                self._on_hold.over()
                return Heard("silence")
            await inbox.changed(min(silence, inbox.keys_due, inbox.aside_due))

    def _end_turns(self, min_delay: float, max_delay: float) -> None:
        self._endpointing(min_delay, max_delay)
        self._hearing.patience(max_delay)
