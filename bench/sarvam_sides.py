"""The two sides of Sarvam's bench: a session of Tron's, and a bare session with the bare plug-in; and the emulator."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from livekit.agents import Agent, AgentSession, StopResponse, llm, stt
from livekit.plugins import sarvam as plugin

from bench.bare import BareInput, BareOutput
from bench.stand_ins import StandInLine
from tests.snapshots import settings_with
from tron.core.speech import SAMPLE_RATE
from tron.voice.parts import SharedModels, VoiceOptions, VoiceParts
from tron.voice.session import VoiceSession

KEY = "sk_test_of_sarvam"


@dataclass(frozen=True, slots=True)
class Way:
    """One row of hearing. `waits`: what detectors and emulator were told to wait."""

    side: str
    model: str
    endpointing: str
    waits: float


@dataclass(frozen=True, slots=True)
class Plan:
    """`utterances` for each row of hearing, spread over `sessions` at once; `speeches` for each side of speaking."""

    utterances: int = 50
    sessions: int = 2
    speeches: int = 20
    ways: tuple[Way, ...] = ()
    """Rows of hearing; empty: all."""


@asynccontextmanager
async def emulator(folder: Path) -> AsyncIterator[str]:
    """Its address."""
    command = [sys.executable, "-m", "tests.emulators.sarvam", "--port", "0", "--tones", "--data", str(folder)]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    try:
        yield (await asyncio.wait_for(process.stdout.readline(), 60)).decode().split()[0]
    finally:
        process.terminate()
        await process.wait()


def settings(address: str, way: Way | None = None) -> Any:
    values: dict[str, Any] = {"ai.sarvam_api_key": KEY, "ai.sarvam_endpoint": address}
    if way is not None:
        values |= {"ai.stt_model": way.model, "ai.stt_endpointing": way.endpointing}
    return settings_with(values)


class Silent(Agent):
    """Hears turns and answers none."""

    def __init__(self) -> None:
        super().__init__(instructions="Listen.")

    async def on_user_turn_completed(self, turn_ctx: llm.ChatContext, new_message: llm.ChatMessage) -> None:
        raise StopResponse


class _Addressed(plugin.STT):
    """The bare plug-in's stream always asks Sarvam itself; here it asks the emulator."""

    address = ""

    def stream(self, **options: Any) -> Any:
        stream = super().stream(**options)
        stream._opts.streaming_url = f"{self.address}/speech-to-text/ws"
        return stream


def bare_stt(address: str, way: Way, session: aiohttp.ClientSession) -> stt.STT[Any]:
    socket = address.replace("http", "ws", 1)
    if way.model == "saaras:v3-realtime":
        return plugin.STTRealtime(
            language="auto",
            api_key=KEY,
            base_url=f"{socket}/speech-to-text-realtime/ws",
            http_session=session,
        )
    found = _Addressed(language="unknown", model=way.model, mode="transcribe", flush_signal=True, api_key=KEY)
    found.address = socket
    return found


def bare_voice(address: str, http: aiohttp.ClientSession) -> plugin.TTS:
    return plugin.TTS(
        target_language_code="hi-IN",
        model="bulbul:v3",
        speaker="shreya",
        speech_sample_rate=SAMPLE_RATE,
        output_audio_codec="linear16",
        api_key=KEY,
        base_url=f"{address}/text-to-speech",
        ws_url=f"{address.replace('http', 'ws', 1)}/text-to-speech/ws",
        http_session=http,
    )


@asynccontextmanager
async def bare_session(line: StandInLine, models: SharedModels, **parts: Any) -> AsyncIterator[AgentSession[Any]]:
    session: AgentSession[Any] = AgentSession(
        vad=models.vad,
        aec_warmup_duration=None,
        session_close_transcript_timeout=0.2,
        user_away_timeout=None,
        turn_handling={
            "turn_detection": models.turn_detector,
            "endpointing": {"min_delay": 0.3, "max_delay": 1.2},
            "preemptive_generation": {"enabled": False},
            "interruption": {"mode": "vad"},
        },
        **parts,
    )
    session.input.audio, session.output.audio = BareInput(line), BareOutput(line)
    await session.start(Silent(), record=False, session_host=False)
    try:
        yield session
    finally:
        line.hang_up()
        await session.aclose()


@asynccontextmanager
async def tron_session(line: StandInLine, models: SharedModels, **parts: Any) -> AsyncIterator[VoiceSession]:
    session = VoiceSession(
        VoiceParts(line=line, models=models, **parts), VoiceOptions(voice="shreya", language="hi-IN")
    )
    await session.start()
    try:
        yield session
    finally:
        line.hang_up()
        await session.close()
