"""The same call through Tron: a VoiceSession driven by a Script, its events written to Postgres."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bench.stand_ins import AGENT_SAYS, StandInLine, StandInModel, StandInSTT, StandInVoice
from tron.core.ports import CallOver, Conversation, ScriptResult
from tron.core.scripts.phrases import is_backchannel
from tron.voice.parts import Emit, SharedModels, VoiceOptions, VoiceParts
from tron.voice.recording import CallRecorder
from tron.voice.session import VoiceSession

PATIENCE = 3600.0


class AnsweringScript:
    """Answers every turn, by the model or with fixed text, until the call is over."""

    def __init__(self, *, generates: bool) -> None:
        self._generates = generates

    async def run(self, conversation: Conversation) -> ScriptResult:
        try:
            while True:
                await conversation.listen(PATIENCE)
                if self._generates:
                    await conversation.generate()
                else:
                    await conversation.say(AGENT_SAYS)
        except CallOver as over:
            return ScriptResult(over.reason)


@asynccontextmanager
async def tron_call(
    line: StandInLine,
    stt: StandInSTT,
    models: SharedModels,
    emit: Emit,
    *,
    generates: bool,
    model_delay: float,
    voice_delay: float,
    recording: Path | None,
) -> AsyncIterator[VoiceSession]:
    """A started session whose Script answers each turn."""
    parts = VoiceParts(
        line=line,
        stt=stt,
        tts=StandInVoice(voice_delay),
        models=models,
        model=StandInModel(model_delay) if generates else None,
        recorder=CallRecorder(recording, executor=models.recording) if recording else None,
        emit=emit,
        is_backchannel=is_backchannel,
    )
    session = VoiceSession(parts, VoiceOptions(instructions="Be brief.", min_delay=0.0, max_delay=0.0))
    await session.start()
    script = asyncio.create_task(AnsweringScript(generates=generates).run(session), name="script")
    try:
        yield session
    finally:
        line.hang_up()
        await session.close("caller_hung_up")
        await script
