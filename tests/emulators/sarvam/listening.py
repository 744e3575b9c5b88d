"""What both recognition sockets share: utterances in, words out after the delays, faults, and the end of idle ones."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.emulators.sarvam.ears import Began, Ear, Ended, Hearing, Words, understood
from tests.emulators.sarvam.rules import Delays
from tests.emulators.server import SLOW_SECONDS, Fault
from tron.core.ports import SpeechToText
from tron.core.speech import SAMPLE_RATE

if TYPE_CHECKING:
    from tests.emulators.sarvam.emulator import SarvamEmulator

CUT_AFTER = int(0.6 * SAMPLE_RATE) * 2
REFUSED: Mapping[str, tuple[int, int]] = {
    "unauthorised": (401, 1003),
    "forbidden": (403, 1003),
    "busy": (429, 1003),
    "broken": (500, 1013),
}
"""Fault -> the status in the error, and the code the socket is closed with."""


@dataclass
class Listening:
    """One socket. Subclasses say how sound and words are written on the wire."""

    emulator: SarvamEmulator
    request: web.Request
    socket: web.WebSocketResponse
    asked: Mapping[str, str]
    fault: Fault | None = None
    number: int = 0
    seconds: float = 0.0
    mute: bool = False
    _left: int = CUT_AFTER
    _outbox: asyncio.Queue[tuple[float, Ended, Fault | None, int]] = field(default_factory=asyncio.Queue)

    def __post_init__(self) -> None:
        wanted = self.asked.get("silence_duration_ms")
        silence = float(wanted) / 1000 if wanted else self.delays.silence
        self.ear = Ear(self.emulator.known_utterances(), silence)

    @property
    def delays(self) -> Delays:
        return self.emulator.delays

    @property
    def whisper(self) -> SpeechToText | None:
        return self.emulator.whisper

    # ------------------------------------------------------------ the wire

    async def opened(self) -> None:
        """Before anything was received."""

    async def received(self, message: dict[str, Any]) -> bool:
        """A JSON message; False: the client is done."""
        raise NotImplementedError

    async def began(self) -> None:
        raise NotImplementedError

    async def partial(self, text: str, language: str) -> None:
        raise NotImplementedError

    async def over(self, number: int) -> None:
        """The voice fell silent; the words come later."""

    async def final(self, text: str, language: str, ended: Ended, number: int) -> None:
        raise NotImplementedError

    async def refuse(self, status: int, message: str) -> None:
        raise NotImplementedError

    async def done(self) -> None:
        """All words are out, and the client expects no more."""

    async def idle(self) -> None:
        await self.socket.close(code=1000, message=b"idle")

    # ------------------------------------------------------------ life

    async def run(self) -> None:
        answers = asyncio.create_task(self._answers())
        try:
            await self.opened()
            while await self._next():
                pass
            if not self.socket.closed:
                await asyncio.wait_for(self._outbox.join(), 10)
                await self.done()
        finally:
            answers.cancel()
            await asyncio.gather(answers, return_exceptions=True)

    async def _next(self) -> bool:
        try:
            message = await self.socket.receive(timeout=self.delays.idle)
        except TimeoutError:
            await self.idle()
            return False
        if message.type is WSMsgType.BINARY:
            await self.sound(message.data)
            return True
        if message.type is WSMsgType.TEXT:
            return await self.received(json.loads(message.data))
        return False

    async def sound(self, pcm: bytes) -> None:
        self.seconds += len(pcm) / 2 / SAMPLE_RATE
        await self.hear(self.ear.feed(pcm))
        if self.fault in ("cut_midway", "hangup"):
            self._left -= len(pcm)
            if self._left <= 0:
                self.fault = None
                assert self.request.transport is not None
                self.request.transport.abort()

    async def hear(self, hearings: list[Hearing]) -> None:
        for hearing in hearings:
            match hearing:
                case Began():
                    await self._begin()
                case Words(text, language) if not self.mute and self.fault != "slow":
                    await self.partial(text, language)
                    self.mute = self.fault in ("stall", "stall_midway")
                case Ended():
                    await self._end(hearing)

    async def _begin(self) -> None:
        self.number += 1
        self.emulator.known_utterances()  # what was synthesised meanwhile
        self.fault, self._left = self.emulator.take("stt"), CUT_AFTER
        if self.fault in REFUSED:
            status, code = REFUSED[self.fault]
            await self.refuse(status, f"Emulated {self.fault}")
            await self.socket.close(code=code, message=f"emulated {self.fault} error".encode())
        elif not self.mute:
            await self.began()

    async def _end(self, ended: Ended) -> None:
        if self.mute:
            return
        await self.over(self.number)
        late = SLOW_SECONDS if self.fault == "slow" else 0.0
        self._outbox.put_nowait((time.monotonic() + self.delays.final + late, ended, self.fault, self.number))
        self.mute = self.fault in ("stall", "stall_midway")
        self.fault = None

    async def _answers(self) -> None:
        while True:
            due, ended, fault, number = await self._outbox.get()
            try:
                text, language = await understood(ended, self.whisper)
                await asyncio.sleep(max(due - time.monotonic(), 0))
                if fault in ("stall", "stall_midway"):
                    continue
                if fault == "malformed":
                    await self.socket.send_str('{"event": "transcript.fin')
                    continue
                if self.asked.get("mode") == "translate":
                    text = self.emulator.english.get(text, text)
                await self.final(text, language, ended, number)
            finally:
                self._outbox.task_done()

    async def send(self, message: Mapping[str, Any]) -> None:
        if not self.socket.closed:
            await self.socket.send_str(json.dumps(message, ensure_ascii=False))
