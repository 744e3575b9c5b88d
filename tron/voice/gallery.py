"""All supervisors of a call as one guest of its bridge: everybody listens, at most one of them speaks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from uuid import UUID

from tron.core.ports import LineAudio
from tron.voice.bridge import mix


class Gallery:
    """Implements LineAudio. Whoever does not speak hears the one who does as well, `spoken` gets that one's frames."""

    def __init__(self, spoken: Callable[[bytes], None] | None = None) -> None:
        self._told = spoken
        self._seats: dict[UUID, LineAudio] = {}
        self._reading: dict[UUID, asyncio.Task[None]] = {}
        self._speaker: UUID | None = None
        self._spoken: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._now: bytes | None = None

    def enter(self, seat: UUID, audio: LineAudio) -> None:
        """Somebody listens from now on."""
        self._seats[seat] = audio
        self._reading[seat] = asyncio.create_task(self._read(seat, audio), name="a supervisor's sound")

    async def leave(self, seat: UUID) -> None:
        """They do no more. Idempotent."""
        self._seats.pop(seat, None)
        if self._speaker == seat:
            self.let_speak(None)
        if (reading := self._reading.pop(seat, None)) is not None:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

    def let_speak(self, seat: UUID | None) -> None:
        """What this one says is heard by those the bridge lets hear it; None: nobody's."""
        self._speaker, self._now = seat, None

    @property
    def speaker(self) -> UUID | None:
        """Who speaks, if anybody."""
        return self._speaker

    @property
    def empty(self) -> bool:
        return not self._seats

    def close(self) -> None:
        """No more sound comes from here."""
        self._spoken.put_nowait(None)

    async def frames(self) -> AsyncIterator[bytes]:
        while (frame := await self._spoken.get()) is not None:
            yield frame

    async def send(self, frame: bytes) -> None:
        """What the supervisors hear of the call."""
        with_speaker = mix([frame, self._now]) if self._now is not None else frame
        for seat, audio in tuple(self._seats.items()):
            await audio.send(frame if seat == self._speaker else with_speaker)

    async def clear(self) -> None:
        """Nothing waits here."""

    async def _read(self, seat: UUID, audio: LineAudio) -> None:
        async for frame in audio.frames():
            if seat == self._speaker:
                self._now = frame
                self._spoken.put_nowait(frame)
                if self._told is not None:
                    self._told(frame)
