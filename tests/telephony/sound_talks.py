"""A talk for calls on real lines without engines: the agent says one thing in sound, and ends or stays."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from tests.talks import Script
from tron.core.events.emit import Emit
from tron.core.ports import Conversation, FarTurn, LineAudio, LineCall, LineText, ScriptResult
from tron.core.speech import FRAME_BYTES
from tron.voice.talks import Talk
from tron.voice.text_session import TextSession


class Sounds:
    """A far side that hears sound in place of words, and says nothing."""

    def __init__(self, audio: LineAudio) -> None:
        self._audio = audio

    async def hear(self, text: str, seconds: float) -> FarTurn:
        for _ in range(10):
            await self._audio.send(b"\x00\x10" * (FRAME_BYTES // 2))
            await asyncio.sleep(0.02)
        return FarTurn(None)

    async def wait(self, timeout: float) -> FarTurn:
        return FarTurn(None, after=timeout)


class SoundTalks:
    """A MakeTalk without engines: the agent says one thing, and ends or stays. `far` turns its words into sound."""

    def __init__(self, clock: Any, *, stays: bool, far: Callable[[LineAudio], LineText] = Sounds) -> None:
        self._clock = clock
        self._stays = stays
        self._far = far

    async def prepare(self, claim: Any) -> None:
        """Nothing is needed."""

    async def __call__(self, claim: Any, line_call: LineCall, emit: Emit) -> Talk:
        assert line_call.audio is not None
        session = TextSession(self._far(line_call.audio), self._clock, emit, max_duration=600)

        async def run(conversation: Conversation) -> ScriptResult:
            await conversation.say("Namaste.")
            while self._stays:
                await conversation.listen(30)
            return ScriptResult("agent_ended")

        return Talk(session, Script(run), "audio")
