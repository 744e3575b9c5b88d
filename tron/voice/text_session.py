"""A Conversation in text fidelity: words with timed stand-ins for sound, no frames, hundreds in one process."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from tron.core.clock import Clock
from tron.core.ports import CallOver, FarTurn, Heard, LineText, Said

CHARACTERS_PER_SECOND = 14.0
DECIDE_SECONDS = 0.02

Emit = Callable[[str, Mapping[str, Any], str | None], Awaitable[None]]


def speaking_seconds(text: str) -> float:
    """About how long it takes to say `text`."""
    return max(0.4, len(text) / CHARACTERS_PER_SECOND)


class TextSession:
    """Talks to a `LineText`. Times in transcript and events are seconds since the answer."""

    def __init__(self, line: LineText, clock: Clock, emit: Emit, *, max_duration: float) -> None:
        self._line = line
        self._clock = clock
        self._emit = emit
        self._answered = clock.monotonic()
        self._deadline = self._answered + max_duration
        self._pending: FarTurn | None = None
        self._time_up_told = False
        self._over: str | None = None
        self._turn_ended: float | None = None
        self.transcript: list[dict[str, Any]] = []
        self.latencies: list[dict[str, Any]] = []

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
        await self._clock.sleep(played)
        heard = text if cut <= 0 else _words_within(text, played / seconds)
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
                await self._clock.sleep(min(wait, timeout))
                self.end("caller_hung_up")
                self._check()
            await self._clock.sleep(timeout)
            self._check()
            return Heard("silence")
        if wait > timeout:
            self._pending = FarTurn(turn.text, wait - timeout, turn.key, turn.hangs_up)
            await self._clock.sleep(timeout)
            self._check()
            return Heard("silence")
        return await self._deliver(turn, wait)

    async def _deliver(self, turn: FarTurn, wait: float) -> Heard:
        await self._clock.sleep(wait)
        start = self._now()
        if turn.key is not None:
            await self._emit("keys.pressed", {"keys": turn.key}, None)
            return Heard("keys", keys=turn.key)
        text = turn.text or ""
        await self._clock.sleep(speaking_seconds(text))
        self._check()
        await self._record("caller", text, start, self._now(), False)
        self._turn_ended = self._clock.monotonic()
        if turn.hangs_up:
            self.end("caller_hung_up")
        return Heard("speech", text=text)

    async def _measure_turn(self) -> None:
        if self._turn_ended is None:
            return
        await self._clock.sleep(DECIDE_SECONDS)
        total = round(self._clock.monotonic() - self._turn_ended, 3)
        self._turn_ended = None
        latency = {"turn": len(self.latencies) + 1, "total": total}
        self.latencies.append(latency)
        await self._emit("turn.latency", latency, None)

    async def _record(self, role: str, text: str, start: float, end: float, interrupted: bool) -> None:
        if not text:
            return
        entry = {
            "role": role,
            "text": text,
            "start": round(start, 3),
            "end": round(end, 3),
            "interrupted": interrupted,
        }
        self.transcript.append(entry)
        await self._emit("call.transcript", {**entry, "final": True}, None)

    def _now(self) -> float:
        return self._clock.monotonic() - self._answered

    def _check(self) -> None:
        if self._over is not None:
            raise CallOver(self._over)


def _words_within(text: str, share: float) -> str:
    """The words that fit into the first `share` (0 to 1) of the sound."""
    limit = len(text) * share
    kept, length = [], 0
    for word in text.split():
        length += len(word) + 1
        if length > limit:
            break
        kept.append(word)
    return " ".join(kept)
