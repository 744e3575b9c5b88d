"""One end of a test of a line: plays its notes, listens for the other end's, and tells what it heard."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Final

from tron.core.call_engine.loop_marks import is_near
from tron.core.database.tables import Call
from tron.core.events.emit import Emit
from tron.core.ports import CallOver, Conversation, Heard, LineAudio, LineCall, Said, ScriptResult
from tron.core.speech import FRAME_MS
from tron.core.trunks.loop_tests import ANSWER, ECHO, NOTES, report
from tron.telephony.heard import SILENT_FRAME
from tron.voice.latency import TurnLatency
from tron.voice.line_test.notes import FAR_ANSWER, FAR_NOTES, NEAR_NOTES, Ear, Melody, melody_frames
from tron.voice.talks import Talk
from tron.voice.transcript import TranscriptEntry

LISTEN_SECONDS: Final = 6.5
"""Sound that did not come by then does not come."""
FAR_SECONDS: Final = 9.0
"""The end that dialled ends the call; one whose other end is gone waits no longer than this."""
LAST_ROUNDS: Final = 1
"""Once it heard the answer it plays on for so many rounds."""


class LineTestEnd:
    """Session and Script in one: no words are said in it, and none are understood."""

    def __init__(self, near: bool, audio: LineAudio, emit: Emit) -> None:
        self._near = near
        self._audio = audio
        self._emit = emit
        own, other = (NEAR_NOTES, FAR_NOTES) if near else (FAR_NOTES, NEAR_NOTES)
        answers: Mapping[str, Melody] = {ANSWER: FAR_ANSWER} if near else {}
        self._own = own
        self._ear = Ear({ECHO: own, NOTES: other, **answers})
        self._over: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._muted = False
        self._tasks: list[asyncio.Task[Any]] = []
        self.transcript: Sequence[TranscriptEntry] = ()
        self.latencies: Sequence[TurnLatency] = ()

    # ------------------------------------------------------------ Session

    async def start(self) -> None:
        self._tasks = [
            asyncio.create_task(self._listen(), name="line test listens"),
            asyncio.create_task(self._play(), name="line test plays"),
        ]

    def end(self, reason: str) -> None:
        if not self._over.done():
            self._over.set_result(reason)

    def mute(self, muted: bool) -> None:
        self._muted = muted

    async def close(self, reason: str = "agent_ended") -> None:
        self.end(reason)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # ------------------------------------------------------------ Script

    async def run(self, conversation: Conversation) -> ScriptResult:
        """Until both ends heard each other, or it is clear that they do not."""
        try:
            async with asyncio.timeout(LISTEN_SECONDS if self._near else FAR_SECONDS):
                reason = await asyncio.shield(self._over)
        except TimeoutError:
            reason = "agent_ended"
        ear = self._ear
        return ScriptResult(reason, extracted_data=report(ear.heard, ear.level_db, ear.loudest_db))

    # ------------------------------------------------------------ sound

    async def _listen(self) -> None:
        async for frame in self._audio.frames():
            self._ear.feed(frame)

    async def _play(self) -> None:
        """Round after round, paced by the clock. The far end changes its tune once it heard the near one."""
        loop = asyncio.get_running_loop()
        due, last = loop.time(), LAST_ROUNDS
        while True:
            answers = not self._near and NOTES in self._ear.heard
            for frame in melody_frames(FAR_ANSWER if answers else self._own):
                await self._audio.send(SILENT_FRAME if self._muted else frame)
                due += FRAME_MS / 1000
                await asyncio.sleep(due - loop.time())
            if ANSWER in self._ear.heard:
                if last == 0:
                    self.end("agent_ended")
                last -= 1

    # ------------------------------------------------------------ Conversation: nobody talks here

    async def say(self, text: str, *, interruptible: bool = True, language: str | None = None) -> Said:
        raise CallOver("agent_ended")

    async def listen(self, timeout: float) -> Heard:
        raise CallOver("agent_ended")

    async def generate(self, instructions: str = "") -> Said:
        raise CallOver("agent_ended")

    async def set_language(self, language: str) -> None:
        """It has none."""

    @property
    def can_generate(self) -> bool:
        return False

    async def emit(self, type_: str, payload: Mapping[str, Any], node: str | None = None) -> None:
        await self._emit(type_, payload, node)


def line_test(call: Call, line_call: LineCall, emit: Emit) -> Talk:
    """What holds one of the two calls of a test."""
    if line_call.audio is None:
        raise ValueError("a line without sound cannot be tested by its sound")
    end = LineTestEnd(is_near(call), line_call.audio, emit)
    return Talk(end, end, "audio")
