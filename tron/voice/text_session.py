"""A Conversation in text fidelity: words with timed stand-ins for sound, no frames, hundreds in one process."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Literal

from tron.core.clock import Clock
from tron.core.ports import CallOver, FarTurn, Heard, LineText, Said
from tron.voice.latency import TurnLatency
from tron.voice.transcript import TranscriptEntry, words_heard

CHARACTERS_PER_SECOND = 14.0
DECIDE_SECONDS = 0.02

Emit = Callable[[str, Mapping[str, Any], str | None], Awaitable[None]]


def speaking_seconds(text: str) -> float:
    """About how long it takes to say `text`."""
    return max(0.4, len(text) / CHARACTERS_PER_SECOND)


class TextSession:
    """Talks to a `LineText`. Times in transcript and events are seconds since the answer.

    `pace` 0 leaves out the time that sound would take (a typed call).
    """

    def __init__(self, line: LineText, clock: Clock, emit: Emit, *, max_duration: float, pace: float = 1.0) -> None:
        self._line = line
        self._clock = clock
        self._emit = emit
        self._max_duration = max_duration
        self._pace = pace
        self._answered = self._deadline = 0.0
        self._pending: FarTurn | None = None
        self._time_up_told = False
        self._over: str | None = None
        self._turn_ended: float | None = None
        self.transcript: list[TranscriptEntry] = []
        self.latencies: list[TurnLatency] = []

    async def start(self) -> None:
        """The line answered: times count from here."""
        self._answered = self._clock.monotonic()
        self._deadline = self._answered + self._max_duration

    async def close(self, reason: str = "agent_ended") -> None:
        """Nothing to flush."""
        self.end(reason)

    @property
    def can_generate(self) -> bool:
        return False

    def end(self, reason: str) -> None:
        """The call is over for a reason outside: the next step raises CallOver."""
        self._over = self._over or reason

    async def emit(self, type_: str, payload: Mapping[str, Any], node: str | None = None) -> None:
        await self._emit(type_, payload, node)

    async def generate(self, instructions: str = "") -> Said:
        raise NotImplementedError("text fidelity has no model")

    async def say(self, text: str, *, interruptible: bool = True) -> Said:
        self._check()
        seconds = speaking_seconds(text)
        start = self._now()
        await self._measure_turn()
        turn = await self._line.hear(text, seconds)
        cut = -turn.after if turn.after < 0 and (interruptible or turn.hangs_up) else 0.0
        played = max(0.0, seconds - cut)
        await self._pass(played)
        heard = text if cut <= 0 else words_heard(text, played / seconds)
        said = Said(text, heard, cut > 0, played)
        if said.interrupted:
            await self._emit("speech.interrupted", {"heard": heard, "at": self._now()}, None)
        await self._record("agent", heard, start, self._now(), said.interrupted)
        if turn.hangs_up and turn.text is None and turn.key is None and turn.after <= 0:
            self.end("caller_hung_up")
        self._pending = turn
        self._check()
        return said

    async def listen(self, timeout: float) -> Heard:
        self._check()
        if self._clock.monotonic() >= self._deadline and not self._time_up_told:
            self._time_up_told = True
            return Heard("time_up")
        turn, self._pending = self._pending or await self._line.wait(timeout), None
        wait = max(0.0, turn.after)
        if turn.text is None and turn.key is None:
            if turn.hangs_up:
                await self._pass(min(wait, timeout))
                self.end("caller_hung_up")
                self._check()
            await self._pass(timeout)
            self._check()
            return Heard("silence")
        if wait > timeout:
            self._pending = FarTurn(turn.text, wait - timeout, turn.key, turn.hangs_up)
            await self._pass(timeout)
            self._check()
            return Heard("silence")
        return await self._deliver(turn, wait)

    async def _deliver(self, turn: FarTurn, wait: float) -> Heard:
        await self._pass(wait)
        start = self._now()
        if turn.key is not None:
            await self._emit("keys.pressed", {"keys": turn.key}, None)
            return Heard("keys", keys=turn.key)
        text = turn.text or ""
        await self._pass(speaking_seconds(text))
        self._check()
        await self._record("caller", text, start, self._now(), False)
        self._turn_ended = self._clock.monotonic()
        if turn.hangs_up:
            self.end("caller_hung_up")
        return Heard("speech", text=text)

    async def _measure_turn(self) -> None:
        if self._turn_ended is None:
            return
        await self._pass(DECIDE_SECONDS)
        total = self._clock.monotonic() - self._turn_ended
        self._turn_ended = None
        latency = TurnLatency(len(self.latencies) + 1, None, None, None, None, total)
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
        await self._clock.sleep(seconds * self._pace)

    def _now(self) -> float:
        return self._clock.monotonic() - self._answered

    def _check(self) -> None:
        if self._over is not None:
            raise CallOver(self._over)
