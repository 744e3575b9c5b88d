"""Vendors and a far side that cost next to nothing, so that what is left is the session's own time.

The same recogniser, texts, sounds and delays serve both sides; model and voice come in the shape each side takes.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import av
import numpy as np
from livekit.agents import LanguageCode, llm, stt, tts, utils
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, APIConnectOptions, NotGivenOr

from tron.core.chat import Piece, Row, ToolSpec
from tron.core.ports import LineAudio
from tron.core.speech import FRAME_BYTES, FRAME_MS, SAMPLE_RATE, SpokenUtterance

CALLER_SAYS = "yes please tell me more"
AGENT_SAYS = "Sure, the plan costs two hundred rupees a month."
REPLY_SECONDS = 0.4
WORDS = Path(__file__).resolve().parent.parent / "tests" / "voice" / "data"

_KINDS = stt.SpeechEventType


@cache
def tone(seconds: float = REPLY_SECONDS) -> bytes:
    """The agent's sound, 16 kHz mono s16le PCM."""
    times = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (8000 * np.sin(2 * np.pi * 440 * times)).astype(np.int16).tobytes()


@cache
def spoken(name: str) -> bytes:
    """One of the tests' recordings of real words, without the silence around it; 16 kHz mono s16le PCM."""
    with av.open(str(WORDS / f"{name}.ogg")) as container:
        resampler = av.AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE)
        frames = [part for frame in container.decode(audio=0) for part in resampler.resample(frame)]
        frames += resampler.resample(None)
    pcm = np.concatenate([frame.to_ndarray()[0] for frame in frames])
    loud = np.flatnonzero(np.abs(pcm) > 500)
    return pcm[loud[0] : loud[-1]].tobytes()


class FirstFrame:
    """Notes when the agent's first frame arrives."""

    def __init__(self) -> None:
        self._first: asyncio.Future[float] | None = None

    def expect(self) -> asyncio.Future[float]:
        """The time (perf_counter) of the next frame that the agent sends."""
        self._first = asyncio.get_running_loop().create_future()
        return self._first

    def sent(self) -> None:
        """The agent sends a frame."""
        if self._first is not None:
            first, self._first = self._first, None
            if not first.done():
                first.set_result(time.perf_counter())


class DrivenLine(LineAudio, Protocol):
    """What a bench's caller has in hand."""

    def play(self, pcm: bytes) -> float:
        """The caller sounds like `pcm` from the next frame on; answers its length in seconds."""
        ...

    def hang_up(self) -> None: ...

    def expect(self) -> asyncio.Future[float]:
        """The time (perf_counter) of the next frame that the agent sends."""
        ...


class StandInLine(FirstFrame):
    """LineAudio whose caller is silent until `play`."""

    def __init__(self) -> None:
        super().__init__()
        self._queue: list[bytes] = []
        self._gone = asyncio.Event()

    def play(self, pcm: bytes) -> float:
        """The caller sounds like `pcm` from the next frame on; answers its length in seconds."""
        frames = [pcm[at : at + FRAME_BYTES].ljust(FRAME_BYTES, b"\0") for at in range(0, len(pcm), FRAME_BYTES)]
        self._queue += frames
        return len(frames) * FRAME_MS / 1000

    def hang_up(self) -> None:
        self._gone.set()

    async def frames(self) -> AsyncIterator[bytes]:
        due = time.monotonic()
        while not self._gone.is_set():
            due += FRAME_MS / 1000
            await asyncio.sleep(max(due - time.monotonic(), 0))
            yield self._queue.pop(0) if self._queue else bytes(FRAME_BYTES)

    async def send(self, frame: bytes) -> None:
        self.sent()

    async def clear(self) -> None:
        """Nothing is buffered here."""


# ---------------------------------------------------------------- recogniser, the same object for both sides


class StandInSTT(stt.STT[Any]):
    """Swallows sound; `interim` and `final` say what was heard."""

    def __init__(self) -> None:
        super().__init__(capabilities=stt.STTCapabilities(streaming=True, interim_results=True))
        self._stream: _Ear | None = None

    def interim(self) -> None:
        """Speech has begun, and the first words are there."""
        self._emit(_KINDS.START_OF_SPEECH)
        self._emit(_KINDS.INTERIM_TRANSCRIPT, CALLER_SAYS.rsplit(" ", 2)[0])

    def final(self) -> float:
        """The words are final and the speech has ended; answers when (perf_counter)."""
        at = time.perf_counter()
        self._emit(_KINDS.FINAL_TRANSCRIPT, CALLER_SAYS)
        self._emit(_KINDS.END_OF_SPEECH)
        return at

    def _emit(self, kind: stt.SpeechEventType, text: str = "") -> None:
        assert self._stream is not None
        words = [stt.SpeechData(language=LanguageCode("en-IN"), text=text, confidence=0.9)] if text else []
        self._stream.hear(stt.SpeechEvent(type=kind, alternatives=words))

    def stream(
        self,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
    ) -> stt.RecognizeStream:
        self._stream = _Ear(stt=self, conn_options=conn_options, sample_rate=SAMPLE_RATE)
        return self._stream

    async def _recognize_impl(
        self, buffer: utils.AudioBuffer, *, language: NotGivenOr[str] = NOT_GIVEN, conn_options: APIConnectOptions
    ) -> stt.SpeechEvent:
        raise NotImplementedError


class _Ear(stt.RecognizeStream):
    def hear(self, event: stt.SpeechEvent) -> None:
        self._event_ch.send_nowait(event)

    async def _run(self) -> None:
        async for _ in self._input_ch:
            pass


# ---------------------------------------------------------------- model and voice as core's ports


class StandInModel:
    """LanguageModel: AGENT_SAYS word by word after `delay` seconds."""

    def __init__(self, delay: float) -> None:
        self._delay = delay

    async def reply(
        self, messages: Sequence[Row], *, temperature: float, max_tokens: int, tools: Sequence[ToolSpec] = ()
    ) -> AsyncIterator[Piece]:
        await asyncio.sleep(self._delay)
        for word in AGENT_SAYS.split():
            yield word + " "


class StandInVoice:
    """TextToSpeech: the same tone for any text after `delay` seconds, in chunks of 100 ms."""

    def __init__(self, delay: float) -> None:
        self._delay = delay

    async def synthesize(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> SpokenUtterance:
        return SpokenUtterance(text, tone(), (), language)

    async def stream(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> AsyncIterator[bytes]:
        await asyncio.sleep(self._delay)
        for piece in pieces():
            yield piece


@cache
def pieces() -> tuple[bytes, ...]:
    """The agent's sound in chunks of 100 ms."""
    pcm, size = tone(), SAMPLE_RATE // 10 * 2
    return tuple(pcm[at : at + size] for at in range(0, len(pcm), size))


# ---------------------------------------------------------------- the same two as livekit's own kinds


class BareLLM(llm.LLM[Any]):
    """StandInModel as livekit's own kind, without Tron's adapter."""

    def __init__(self, delay: float) -> None:
        super().__init__()
        self.delay = delay

    def chat(
        self,
        *,
        chat_ctx: llm.ChatContext,
        tools: list[llm.Tool] | None = None,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
        parallel_tool_calls: NotGivenOr[bool] = NOT_GIVEN,
        tool_choice: NotGivenOr[llm.ToolChoice] = NOT_GIVEN,
        extra_kwargs: NotGivenOr[dict[str, Any]] = NOT_GIVEN,
    ) -> llm.LLMStream:
        return _BareReply(self, chat_ctx=chat_ctx, tools=tools or [], conn_options=conn_options)


class _BareReply(llm.LLMStream):
    async def _run(self) -> None:
        assert isinstance(self._llm, BareLLM)
        await asyncio.sleep(self._llm.delay)
        for word in AGENT_SAYS.split():
            delta = llm.ChoiceDelta(role="assistant", content=word + " ")
            self._event_ch.send_nowait(llm.ChatChunk(id="reply", delta=delta))


class BareTTS(tts.TTS[Any]):
    """StandInVoice as livekit's own streaming kind: text goes in as it comes, sound leaves at once."""

    def __init__(self, delay: float) -> None:
        super().__init__(capabilities=tts.TTSCapabilities(streaming=True), sample_rate=SAMPLE_RATE, num_channels=1)
        self.delay = delay

    def synthesize(
        self, text: str, *, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS
    ) -> tts.ChunkedStream:
        raise NotImplementedError

    def stream(self, *, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS) -> tts.SynthesizeStream:
        return _BareSpeech(tts=self, conn_options=conn_options)


class _BareSpeech(tts.SynthesizeStream):
    async def _run(self, output_emitter: tts.AudioEmitter) -> None:
        assert isinstance(self._tts, BareTTS)
        output_emitter.initialize(
            request_id=utils.shortuuid(),
            sample_rate=SAMPLE_RATE,
            num_channels=1,
            mime_type="audio/pcm",
            stream=True,
        )
        output_emitter.start_segment(segment_id=utils.shortuuid())
        spoken = False
        async for token in self._input_ch:
            if not spoken and isinstance(token, str) and token.strip():
                spoken = True
                self._mark_started()
                await asyncio.sleep(self._tts.delay)
                for piece in pieces():
                    output_emitter.push(piece)
        output_emitter.end_segment()
