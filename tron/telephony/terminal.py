"""The terminal line: `tron call` without a number. Typed text, or sound from and to WAV files. Rings nobody.

It does not register itself: the command line makes one for its own call.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import UUID

from tron.core.clock import Clock
from tron.core.ports import DialRequest, FarTurn, Hangup, LineAudio, LineCall, LineText, RingListener
from tron.core.speech import FRAME_BYTES, FRAME_MS

FRAME_SECONDS = FRAME_MS / 1000

Ask = Callable[[str], Awaitable[str | None]]


class TypedPerson:
    """LineText for somebody at the keyboard. `ask` shows the agent's words and returns a line, None at the end."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    async def hear(self, text: str, seconds: float) -> FarTurn:
        del seconds
        return await self._next(text)

    async def wait(self, timeout: float) -> FarTurn:
        del timeout  # a typist is never called silent
        return await self._next("")

    async def _next(self, text: str) -> FarTurn:
        line = await self._ask(text)
        if line is None:
            return FarTurn(None, hangs_up=True)
        return FarTurn(line) if line.strip() else FarTurn(None)


class SoundFile:
    """LineAudio that plays recorded sound in real time and then listens until the agent has been quiet long enough."""

    def __init__(
        self, pcm: bytes, clock: Clock, leave: Callable[[], Awaitable[None]], *, patience: float = 8.0
    ) -> None:
        self._pcm = pcm
        self._clock = clock
        self._leave = leave
        self._patience = patience
        self._quiet_for = 0.0
        self.sent = bytearray()
        self.gone = False

    async def send(self, frame: bytes) -> None:
        self._quiet_for = 0.0
        self.sent += frame

    async def clear(self) -> None:
        """Nothing is buffered here."""

    async def frames(self) -> AsyncIterator[bytes]:
        due, at = self._clock.monotonic(), 0
        while not self.gone:
            due += FRAME_SECONDS
            await self._clock.sleep(due - self._clock.monotonic())
            frame = self._pcm[at : at + FRAME_BYTES]
            at += FRAME_BYTES
            self._quiet_for = self._quiet_for + FRAME_SECONDS if at > len(self._pcm) else 0.0
            if self._quiet_for > self._patience:
                self.gone = True
                await self._leave()
                return
            yield frame + bytes(FRAME_BYTES - len(frame))


class TerminalCall:
    """LineCall of the terminal line, and Keyless."""

    keyless = True

    def __init__(self, call_id: UUID, done: Callable[[], None] = lambda: None) -> None:
        self._done = done
        self.line_call_id = f"terminal-{call_id}"
        self.answered_by: str | None = None
        self.audio: LineAudio | None = None
        self.text: LineText | None = None
        self._over: asyncio.Future[Hangup] = asyncio.get_running_loop().create_future()

    async def hang_up(self) -> None:
        self._end(Hangup("agent"))

    async def far_side_left(self) -> None:
        self._end(Hangup("caller"))

    async def ended(self) -> Hangup:
        return await asyncio.shield(self._over)

    async def keys(self) -> AsyncIterator[str]:
        await self.ended()
        return
        yield ""

    async def send_keys(self, digits: str) -> None:
        """A terminal has no keypad."""

    def _end(self, hangup: Hangup) -> None:
        if self._over.done():
            return
        self._over.set_result(hangup)
        if isinstance(self.audio, SoundFile):
            self.audio.gone = True
        self._done()


class TerminalLine:
    """Line `terminal`; either `pcm` (16 kHz mono s16le) or `ask` says what the person does."""

    name = "terminal"
    title = "Terminal"
    rings_phone = False

    def __init__(self, clock: Clock, *, pcm: bytes | None = None, ask: Ask | None = None) -> None:
        if (pcm is None) is (ask is None):
            raise ValueError("the terminal line takes either sound or somebody to ask")
        self._clock = clock
        self._pcm = pcm
        self._ask = ask
        self._live: dict[UUID, TerminalCall] = {}

    async def dial(self, request: DialRequest, listener: RingListener) -> LineCall:
        call = TerminalCall(request.call_id, lambda: self._forget(request.call_id))
        if self._pcm is not None:
            call.audio = SoundFile(self._pcm, self._clock, call.far_side_left)
        elif self._ask is not None:
            call.text = TypedPerson(self._ask)
        self._live[request.call_id] = call
        return call

    def _forget(self, call_id: UUID) -> None:
        self._live.pop(call_id, None)

    async def exists(self, call_id: UUID) -> bool | None:
        return call_id in self._live
