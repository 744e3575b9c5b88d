"""livekit-agents by itself: its own generate path, its own speech path, its own recorder, a sink of a few lines."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from livekit import rtc
from livekit.agents import Agent, AgentSession, StopResponse, llm
from livekit.agents.types import NOT_GIVEN
from livekit.agents.voice import io
from livekit.agents.voice.recorder_io import RecorderIO
from livekit.agents.voice.transcription import TranscriptSynchronizer

from bench.stand_ins import AGENT_SAYS, BareLLM, BareTTS, DrivenLine, StandInSTT
from tron.core.speech import SAMPLE_RATE
from tron.voice.parts import SharedModels


class BareInput(io.AudioInput):
    """The line's frames."""

    def __init__(self, line: DrivenLine) -> None:
        super().__init__(label="bench")
        self._frames = line.frames()

    async def __anext__(self) -> rtc.AudioFrame:
        pcm = await self._frames.__anext__()
        return rtc.AudioFrame(pcm, SAMPLE_RATE, 1, len(pcm) // 2)


class BareOutput(io.AudioOutput):
    """Hands sound to the line as it comes and reports the end once it would have played."""

    def __init__(self, line: DrivenLine) -> None:
        super().__init__(label="bench", capabilities=io.AudioOutputCapabilities(pause=True), sample_rate=SAMPLE_RATE)
        self._line = line
        self._began: float | None = None
        self._seconds = 0.0
        self._end: asyncio.TimerHandle | None = None

    async def capture_frame(self, frame: rtc.AudioFrame) -> None:
        await super().capture_frame(frame)
        if self._began is None:
            self._began, self._seconds = time.time(), 0.0
            self.on_playback_started(created_at=self._began)
        self._seconds += frame.duration
        await self._line.send(bytes(frame.data))

    def flush(self) -> None:
        super().flush()
        if self._began is not None and self._end is None:
            left = self._began + self._seconds - time.time()
            self._end = asyncio.get_running_loop().call_later(max(left, 0), self._finish, False)

    def clear_buffer(self) -> None:
        if self._began is not None:
            self._finish(True)

    def _finish(self, interrupted: bool) -> None:
        if self._end is not None:
            self._end.cancel()
        played = min(time.time() - (self._began or 0.0), self._seconds) if interrupted else self._seconds
        self._began = self._end = None
        self.on_playback_finished(playback_position=played, interrupted=interrupted)

    def pause(self) -> None: ...

    def resume(self) -> None: ...


class SpeakingAgent(Agent):
    """Answers each turn with fixed text, as an application without Tron would."""

    async def on_user_turn_completed(self, turn_ctx: llm.ChatContext, new_message: llm.ChatMessage) -> None:
        self.session.say(AGENT_SAYS)
        raise StopResponse


@asynccontextmanager
async def bare_call(
    line: DrivenLine,
    stt: StandInSTT,
    models: SharedModels,
    *,
    generates: bool,
    model_delay: float,
    voice_delay: float,
    recording: Path | None,
) -> AsyncIterator[AgentSession[Any]]:
    """A started session that answers by itself."""
    session: AgentSession[Any] = AgentSession(
        stt=stt,
        vad=models.vad,
        llm=BareLLM(model_delay) if generates else NOT_GIVEN,
        tts=BareTTS(voice_delay),
        aec_warmup_duration=None,
        session_close_transcript_timeout=0.2,
        user_away_timeout=None,
        turn_handling={
            "turn_detection": models.turn_detector,
            "endpointing": {"min_delay": 0.0, "max_delay": 0.0},
            "preemptive_generation": {"enabled": False},
            "interruption": {"mode": "vad"},
        },
    )
    sync = TranscriptSynchronizer(next_in_chain_audio=BareOutput(line), next_in_chain_text=None)
    session.input.audio, session.output.audio = BareInput(line), sync.audio_output
    session.output.transcription = sync.text_output
    recorder = RecorderIO(agent_session=session, sample_rate=SAMPLE_RATE) if recording else None
    if recorder is not None and recording is not None:
        session.input.audio = recorder.record_input(session.input.audio)
        session.output.audio = recorder.record_output(session.output.audio)
        await recorder.start(output_path=recording)
    agent = Agent(instructions="Be brief.") if generates else SpeakingAgent(instructions="Be brief.")
    await session.start(agent, record=False, session_host=False)
    try:
        yield session
    finally:
        line.hang_up()
        await session.aclose()
        if recorder is not None:
            await recorder.aclose()
        await sync.aclose()
