"""A Conversation in text fidelity: words with timed stand-ins for sound, no frames, hundreds in one process."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from tron.core.clock import Clock
from tron.core.ending import Ending
from tron.core.events.emit import Emit
from tron.core.flow_engine.state import masked_keys
from tron.core.ports import CallOver, Compose, FarTurn, Heard, LineText, RecordAction, Said
from tron.core.private_words import masked_words
from tron.core.speech import speaking_seconds
from tron.voice.guidance import Guidance
from tron.voice.latency import TurnLatency
from tron.voice.on_hold import OnHold
from tron.voice.parts import Ear
from tron.voice.transcript import TranscriptEntry, words_heard

DECIDE_SECONDS = 0.02


class TextSession:
    """Talks to a `LineText`. Times in transcript and events are seconds since the answer.

    `pace` 0 leaves out the time that sound would take (a typed call).
    """

    def __init__(
        self,
        line: LineText,
        clock: Clock,
        emit: Emit,
        *,
        max_duration: float,
        pace: float = 1.0,
        ear: Ear | None = None,
    ) -> None:
        self._ear = ear
        self._line = line
        self._clock = clock
        self._emit = emit
        self._max_duration = max_duration
        self._pace = pace
        self._answered = self._deadline = 0.0
        self._pending: deque[FarTurn] = deque()
        self._time_up_told = False
        self._muted = False
        self._guidance = Guidance()
        self._told: deque[tuple[str, Mapping[str, Any]]] = deque()
        self._on_hold = OnHold(lambda type_, payload: self._told.append((type_, payload)), self._now)
        self._private = False
        self._ending = Ending()
        self._turn_ended: float | None = None
        self.transcript: list[TranscriptEntry] = []
        self.latencies: list[TurnLatency] = []

    async def start(self) -> None:
        """The line answered: times count from here."""
        self._answered = self._clock.monotonic()
        self._deadline = self._answered + self._max_duration

    async def close(self, reason: str = "agent_ended") -> None:
        """What nobody listened to belongs to the transcript: it may be the wish never to be called again."""
        self.end(reason)
        left, self._pending = self._pending, deque()
        now = self._now()
        for text in (turn.text for turn in left if turn.text and turn.after <= 0):
            await self._record("caller", masked_words(text) if self._private else text, now, now, False)

    @property
    def can_generate(self) -> bool:
        return False

    def end(self, reason: str) -> None:
        """The call is over for a reason outside: the step under way raises CallOver at once. The first reason holds."""
        self._ending.end(reason)

    def mute(self, muted: bool) -> None:
        """From now on the far side hears nothing of what the agent says, or hears it again."""
        self._muted = muted

    def hold(self, on: bool) -> None:
        """Nobody can speak in the agent's place here: there is no sound."""

    def whisper(self, text: str) -> None:
        """There is no model that would hear it."""

    def say_next(self, text: str) -> None:
        """The agent says this before anything else, and before it listens again."""
        self._guidance.say_next(text)

    async def emit(self, type_: str, payload: Mapping[str, Any], node: str | None = None) -> None:
        await self._emit(type_, payload, node)

    async def generate(self, instructions: str = "") -> Said:
        raise NotImplementedError("text fidelity has no model")

    async def compose(self, wanted: Compose) -> Said:
        """Nothing: there is no model."""
        del wanted
        self._ending.check()
        return Said("", "", False, 0.0, failed=True)

    async def set_language(self, language: str) -> None:
        """Text has no sound that would change."""

    async def record(self, action: RecordAction) -> None:
        """Text has no sound that would be recorded."""
        self._ending.check()

    def expect(self, texts: Sequence[str]) -> None:
        """Text has no sound that could be rendered ahead."""

    def watch(self, told: Callable[[str], None] | None) -> None:
        """Words of the far side come whole."""

    def private(self, on: bool) -> None:
        self._private = on

    async def dictate(self, timeout: float) -> Heard:
        """Turns of the far side come whole, however long they are."""
        return await self.listen(timeout)

    async def pause(self, seconds: float) -> None:
        """Time passes, for the far side too: what it was about to do happens meanwhile, and is heard afterwards."""
        self._ending.check()
        turn = self._pending[0] if self._pending else None
        if turn is not None and turn.after > 0:
            if turn.hangs_up and turn.text is None and turn.key is None and turn.after <= seconds:
                await self._pass(turn.after)
                self.end("caller_hung_up")
                self._ending.check()
            self._pending[0] = replace(turn, after=max(0.0, turn.after - seconds))
        await self._pass(seconds)

    async def over(self) -> str:
        """Waits until the call is over; its reason."""
        return await self._ending.wait()

    async def say(self, text: str, *, interruptible: bool = True, language: str | None = None) -> Said:
        """Takes the time that speaking would; returns what was heard before the far side talked over it."""
        self._ending.check()
        while (wanted := self._guidance.take()) is not None:
            await self._say(wanted, interruptible=True)
        return await self._say(text, interruptible=interruptible)

    async def _say(self, text: str, *, interruptible: bool) -> Said:
        seconds = speaking_seconds(text)
        await self._measure_turn()
        start = self._now()
        turn = await self._ending.unless(self._line.hear("" if self._muted else text, seconds))
        cut = min(-turn.after, seconds) if turn.after < 0 and (interruptible or turn.hangs_up) else 0.0
        played = seconds - cut
        heard = text if cut <= 0 else words_heard(text, played / seconds)
        try:
            await self._pass(played)
        except CallOver:
            part = min(1.0, (self._now() - start) / seconds)
            await self._record("agent", words_heard(text, part), start, self._now(), True)
            raise
        said = Said(text, heard, cut > 0, played)
        if said.interrupted:
            await self._emit("speech.interrupted", {"heard": heard, "at": self._now()}, None)
        await self._record("agent", heard, start, self._now(), said.interrupted)
        silent = turn.text is None and turn.key is None
        if turn.hangs_up and silent and turn.after <= 0:
            self.end("caller_hung_up")
        elif turn.hangs_up or not silent:
            self._pending.append(turn)
        self._ending.check()
        return said

    async def listen(self, timeout: float) -> Heard:
        """The far side's next words or key; silence after `timeout` seconds, or more where they asked to wait; once,
        when it is, that the time is up."""
        heard = await self._listen(self._on_hold.patience(timeout))
        if heard.kind == "speech":
            self._on_hold.heard(heard.text)
        elif heard.kind == "silence":
            self._on_hold.over()
        while self._told:
            type_, payload = self._told.popleft()
            await self._emit(type_, payload, None)
        return heard

    async def _listen(self, timeout: float) -> Heard:
        self._ending.check()
        while not self._pending and (wanted := self._guidance.take()) is not None:
            await self._say(wanted, interruptible=True)
        if self._time_is_up():
            return Heard("time_up")
        turn = await self._next_turn(timeout)
        began = self._clock.monotonic()
        try:
            return await self._hear(turn, timeout)
        except asyncio.CancelledError:
            # Nobody listens any more: what the far side is about to do is heard by the next who does.
            if turn.text is not None or turn.key is not None or turn.hangs_up:
                self._pending.appendleft(replace(turn, after=turn.after - (self._clock.monotonic() - began)))
            raise

    async def _hear(self, turn: FarTurn, timeout: float) -> Heard:
        wait = max(0.0, turn.after)
        silent = turn.text is None and turn.key is None
        if silent and not turn.hangs_up:
            return await self._silence(timeout)
        if wait > timeout:
            heard = await self._silence(timeout)
            self._pending.appendleft(FarTurn(turn.text, wait - timeout, turn.key, turn.hangs_up))
            return heard
        if silent:
            await self._pass(wait)
            self.end("caller_hung_up")
            self._ending.check()
        return await self._deliver(turn, wait)

    async def _next_turn(self, timeout: float) -> FarTurn:
        if self._pending:
            return self._pending.popleft()
        return await self._ending.unless(self._line.wait(timeout))

    async def _silence(self, timeout: float) -> Heard:
        left = self._deadline - self._clock.monotonic()
        await self._pass(timeout if self._time_up_told else max(0.0, min(timeout, left)))
        return Heard("time_up") if self._time_is_up() else Heard("silence")

    def _time_is_up(self) -> bool:
        """True once."""
        if self._time_up_told or self._clock.monotonic() < self._deadline:
            return False
        self._time_up_told = True
        return True

    async def _deliver(self, turn: FarTurn, wait: float) -> Heard:
        await self._pass(wait)
        start = self._now()
        if turn.key is not None:
            await self._emit("keys.pressed", {"keys": masked_keys(turn.key) if self._private else turn.key}, None)
            return Heard("keys", keys=turn.key)
        text = turn.text or ""
        await self._pass(speaking_seconds(text))
        self._ending.check()
        await self._record("caller", masked_words(text) if self._private else text, start, self._now(), False)
        self._turn_ended = self._clock.monotonic()
        if self._ear is not None and not self._private:
            self._ear.answered(text)
        if turn.hangs_up:
            self.end("caller_hung_up")
        return Heard("speech", text=text)

    async def _measure_turn(self) -> None:
        if self._turn_ended is None:
            return
        await self._pass(DECIDE_SECONDS)
        total = self._clock.monotonic() - self._turn_ended
        self._turn_ended = None
        latency = TurnLatency(len(self.latencies) + 1, None, None, None, None, total, start=self._now())
        self.latencies.append(latency)
        await self._emit("turn.latency", latency.payload(), None)

    async def _record(
        self, role: Literal["agent", "caller"], text: str, start: float, end: float, interrupted: bool
    ) -> None:
        if not text:
            return
        entry = TranscriptEntry(role, text, start, end, interrupted)
        self.transcript.append(entry)
        await self._emit("call.transcript", {**entry.payload(), "final": True}, None)

    async def _pass(self, seconds: float) -> None:
        """Let time pass; CallOver as soon as the call ends under it."""
        await self._ending.unless(self._clock.sleep(seconds * self._pace))

    def _now(self) -> float:
        return self._clock.monotonic() - self._answered
