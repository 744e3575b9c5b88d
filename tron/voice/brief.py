"""The brief: what a colleague hears before the caller, and how they say that they take the call."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final

import numpy as np

from tron.core.clock import Clock
from tron.core.ports import LineAudio, LineCall
from tron.core.ports.colleagues import Invitation
from tron.core.speech import FRAME_MS
from tron.voice.bridge import Seat
from tron.voice.bridge_ends import Playing
from tron.voice.ringing import stop_tasks
from tron.voice.tones import Tone, ToneDetector

ACCEPT_KEY: Final = "1"
ASK_TIMES: Final = 2
KEY_SECONDS: Final = 8.0
"""How long a key may take after each time that it was asked for."""
HELLO_SECONDS: Final = 0.8
"""Whoever picks up says hello first."""
TALK_SECONDS: Final = 5.0
"""Who speaks for so long into the brief is a machine: people listen."""
LOUD: Final = 300.0
Play = Callable[[bytes], Playing]


class Brief:
    """For one invitation; its words are rendered while it rings. `answered` is asked once; close it."""

    def __init__(self, invitation: Invitation, speak: Callable[[str], Awaitable[bytes]], clock: Clock) -> None:
        self._invitation = invitation
        self._clock = clock
        self._words = {
            text: asyncio.ensure_future(speak(text)) for text in (invitation.brief, invitation.ask) if text.strip()
        }
        self._machine = asyncio.Event()
        self._tones = ToneDetector(self._tone)
        self._talked = 0.0

    def overhear(self, audio: LineAudio) -> LineAudio:
        """The same sound, in which this finds machines."""
        return _Overheard(audio, self._frame)

    async def answered(self, call: LineCall, seat: Seat, play: Play) -> str | None:
        """None: they take it. Else why not: declined, hung_up, machine, not_accepted."""
        if self._invitation.accept == "answer":
            return None
        told = asyncio.create_task(self._tell(play), name="brief")
        key = asyncio.create_task(_first_key(call), name="colleague's key")
        gone, ended = asyncio.ensure_future(seat.gone()), asyncio.ensure_future(call.ended())
        machine = asyncio.ensure_future(self._machine.wait())
        try:
            await asyncio.wait({told, key, gone, ended, machine}, return_when=asyncio.FIRST_COMPLETED)
            if gone.done() or ended.done():
                return "hung_up"
            if key.done():
                return None if key.result() == ACCEPT_KEY else "declined"
            if machine.done():
                return "machine"
            told.result()
            return None if self._invitation.accept == "stay" else "not_accepted"
        finally:
            await stop_tasks(told, key, gone, ended, machine)

    async def aclose(self) -> None:
        await stop_tasks(*self._words.values())

    async def _tell(self, play: Play) -> None:
        """Returns when all is said and there was time to answer."""
        invitation = self._invitation
        await self._clock.sleep(HELLO_SECONDS)
        await self._say(invitation.brief, play)
        if invitation.accept == "stay":
            await self._clock.sleep(invitation.stay_seconds)
            return
        for _ in range(ASK_TIMES):
            await self._say(invitation.ask, play)
            await self._clock.sleep(KEY_SECONDS)

    async def _say(self, text: str, play: Play) -> None:
        words = self._words.get(text)
        if words is None:
            return
        playing = play(await asyncio.shield(words))
        try:
            await playing.done()
        finally:
            playing.stop()

    def _frame(self, frame: bytes) -> None:
        self._tones.feed(frame)
        if float(np.abs(np.frombuffer(frame, "<i2").astype(np.int32)).mean()) > LOUD:
            self._talked += FRAME_MS / 1000
        if self._talked >= TALK_SECONDS and self._invitation.accept == "stay":
            self._machine.set()

    def _tone(self, _tone: Tone, _second: float) -> None:
        self._machine.set()


class _Overheard:
    """LineAudio whose frames somebody else hears too."""

    def __init__(self, audio: LineAudio, on_frame: Callable[[bytes], None]) -> None:
        self._audio = audio
        self._on_frame = on_frame
        self.send = audio.send
        self.clear = audio.clear

    async def frames(self) -> AsyncIterator[bytes]:
        async for frame in self._audio.frames():
            self._on_frame(frame)
            yield frame


async def _first_key(call: LineCall) -> str:
    """Waits forever where no key comes any more: the call's end is told elsewhere."""
    async for key in call.keys():
        return key
    await asyncio.Event().wait()
    raise AssertionError("unreachable")
