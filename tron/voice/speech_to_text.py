"""Recognisers as livekit stt.STT: the core's whole-utterance port, and recognisers fed frame by frame.

A whole-utterance recogniser waits for no second voice activity detector: the agent tells its stream when the
caller's voice starts and ends. It starts on a guess as soon as the sound falls silent, so that the words are
usually there when the silence turns out to be the end.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any, Protocol, runtime_checkable

import numpy as np
from livekit import rtc
from livekit.agents import LanguageCode, stt, utils
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, APIConnectOptions, NotGivenOr

from tron.core.ports import SpeechToText, Transcript
from tron.core.speech import SAMPLE_RATE

BEFORE_VOICE = int(0.5 * SAMPLE_RATE) * 2  # bytes kept from before the detector noticed
LONGEST = 30 * SAMPLE_RATE * 2
QUIET, LOUD = 0.12, 0.3  # shares of the loudest frame of the utterance
QUIET_FRAMES = 5
RECOGNISED_WITHIN = 8.0


@runtime_checkable
class VoiceAware(Protocol):
    """A stream that wants to know when the caller's voice starts and ends."""

    def voice_started(self) -> None: ...

    def voice_ended(self) -> None: ...


class _Voice(Enum):
    STARTED = 1
    ENDED = 2


def final(text: str, language: str | None, *, confidence: float = 0.0) -> stt.SpeechEvent:
    """A final transcript as livekit's event."""
    return _event(stt.SpeechEventType.FINAL_TRANSCRIPT, text, language, confidence)


def _event(kind: stt.SpeechEventType, text: str, language: str | None, confidence: float = 0.0) -> stt.SpeechEvent:
    data = stt.SpeechData(language=LanguageCode(language or ""), text=text, confidence=confidence)
    return stt.SpeechEvent(type=kind, request_id=utils.shortuuid("stt_"), alternatives=[data])


# ---------------------------------------------------------------- whole utterances


class UtteranceSTT(stt.STT[Any]):
    """A whole-utterance recogniser of core's port. `multilingual`: it can follow the call into another language."""

    def __init__(self, port: SpeechToText, *, language: str, multilingual: bool = False) -> None:
        super().__init__(capabilities=stt.STTCapabilities(streaming=True, interim_results=False))
        self.port = port
        self.language = language
        self._multilingual = multilingual

    def follow_language(self, language: str) -> None:
        """What is said from now on is in this language (BCP 47)."""
        if self._multilingual:
            self.language = language

    async def transcribe(self, pcm: bytes) -> Transcript:
        """Words of `pcm` (16 kHz mono s16le). Raises what the recogniser raises, and TimeoutError."""
        return await asyncio.wait_for(self.port.transcribe(pcm, self.language), RECOGNISED_WITHIN)

    def stream(
        self,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
    ) -> UtteranceStream:
        return UtteranceStream(self, conn_options)

    async def _recognize_impl(
        self,
        buffer: utils.AudioBuffer,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,
        conn_options: APIConnectOptions,
    ) -> stt.SpeechEvent:
        pcm = bytes(rtc.combine_audio_frames(buffer).data.cast("B"))
        words = await self.transcribe(pcm)
        return final(words.text, words.language or self.language)


class UtteranceStream(stt.RecognizeStream):
    """Collects the sound of each utterance and recognises it once it has ended, or a little before."""

    def __init__(self, owner: UtteranceSTT, conn_options: APIConnectOptions) -> None:
        super().__init__(stt=owner, conn_options=conn_options, sample_rate=SAMPLE_RATE)
        self._owner = owner
        self._pcm = bytearray()
        self._voice = False
        self._peak = 0.0
        self._quiet = 0
        self._guess: asyncio.Task[Transcript] | None = None
        self._ended: asyncio.Queue[asyncio.Task[Transcript]] = asyncio.Queue()

    def voice_started(self) -> None:
        """The detector hears a voice since a moment ago."""
        self._put(_Voice.STARTED)

    def voice_ended(self) -> None:
        """The voice fell silent: recognise what was said, or take the guess that is already under way."""
        self._put(_Voice.ENDED)

    def _put(self, told: _Voice | Exception) -> None:
        # In line with the sound: whoever opens a stream anew says a whole voice again at once.
        with contextlib.suppress(utils.aio.ChanClosed):
            self._input_ch.send_nowait(told)  # type: ignore[arg-type]

    def _take(self, told: object) -> None:
        match told:
            case rtc.AudioFrame():
                self._feed(told)
            case _Voice.STARTED:
                self._voice, self._peak, self._quiet = True, 0.0, 0
            case _Voice.ENDED:
                self._end_voice()
            case Exception():
                raise told

    def _end_voice(self) -> None:
        if not self._voice:
            return
        self._voice = False
        guess, self._guess = self._guess, None
        self._ended.put_nowait(guess or self._recognise())
        del self._pcm[:-BEFORE_VOICE]

    async def _run(self) -> None:
        words = asyncio.create_task(self._deliver(), name="recognised words")
        try:
            async for item in self._input_ch:
                self._take(item)
            await self._last_words()
        finally:
            pending = [words, *([self._guess] if self._guess else [])]
            while not self._ended.empty():
                pending.append(self._ended.get_nowait())
            await utils.aio.cancel_and_wait(*pending)

    async def _deliver(self) -> None:
        while True:
            task = await self._ended.get()
            try:
                words = await task
                self._event_ch.send_nowait(final(words.text.strip(), words.language or self._owner.language))
            except asyncio.CancelledError:
                task.cancel()
                raise
            except Exception as error:  # noqa: BLE001 - whatever a vendor raises: the stream ends with it
                self._put(error)
                return
            finally:
                self._ended.task_done()

    async def _last_words(self) -> None:
        """The input has ended: what was said is still told."""
        self._end_voice()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(RECOGNISED_WITHIN):
                await self._ended.join()

    def _recognise(self) -> asyncio.Task[Transcript]:
        return asyncio.create_task(self._owner.transcribe(bytes(self._pcm[-LONGEST:])), name="recognise")

    def _feed(self, frame: rtc.AudioFrame) -> None:
        self._pcm += frame.data.cast("B")
        if not self._voice:
            del self._pcm[:-BEFORE_VOICE]
            return
        del self._pcm[:-LONGEST]
        level = float(np.abs(np.frombuffer(frame.data, dtype=np.int16)).mean())
        self._peak = max(self._peak, level)
        if level > LOUD * self._peak:
            self._quiet = 0
            self._drop_guess()
        elif level < QUIET * self._peak:
            self._quiet += 1
            if self._quiet == QUIET_FRAMES and self._guess is None:
                self._guess = self._recognise()

    def _drop_guess(self) -> None:
        if self._guess is not None:
            self._guess.cancel()
            self._guess = None


# ---------------------------------------------------------------- frame by frame


class FrameRecogniser(Protocol):
    """A recogniser fed with 20 ms frames; answers events named Partial and Final (with `text`), or others."""

    def feed(self, frame: bytes) -> Sequence[object]: ...

    def flush(self) -> Sequence[object]: ...


class FrameSTT(stt.STT[Any]):
    """A streaming recogniser with partial results, such as the practice recogniser; `make` builds one per call."""

    def __init__(self, make: Callable[[], FrameRecogniser], *, language: str) -> None:
        super().__init__(capabilities=stt.STTCapabilities(streaming=True, interim_results=True))
        self.make = make
        self.language = language

    def stream(
        self,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
    ) -> stt.RecognizeStream:
        return _FrameStream(self, conn_options)

    async def _recognize_impl(
        self,
        buffer: utils.AudioBuffer,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,
        conn_options: APIConnectOptions,
    ) -> stt.SpeechEvent:
        recogniser = self.make()
        pcm = bytes(rtc.combine_audio_frames(buffer).data.cast("B"))
        events = [*recogniser.feed(pcm), *recogniser.flush()]
        words = [getattr(event, "text", "") for event in events if type(event).__name__ == "Final"]
        return final(" ".join(words), self.language)


class _FrameStream(stt.RecognizeStream):
    def __init__(self, owner: FrameSTT, conn_options: APIConnectOptions) -> None:
        super().__init__(stt=owner, conn_options=conn_options, sample_rate=SAMPLE_RATE)
        self._owner = owner

    async def _run(self) -> None:
        recogniser = self._owner.make()
        async for item in self._input_ch:
            if isinstance(item, rtc.AudioFrame):
                self._pass_on(recogniser.feed(bytes(item.data.cast("B"))))
        self._pass_on(recogniser.flush())

    def _pass_on(self, events: Sequence[object]) -> None:
        for event in events:
            kind = _KINDS.get(type(event).__name__)
            if kind is not None:
                language = getattr(event, "language", None) or self._owner.language
                confidence = getattr(event, "confidence", None) or 0.0
                self._event_ch.send_nowait(_event(kind, getattr(event, "text", ""), language, confidence))


_KINDS = {"Partial": stt.SpeechEventType.INTERIM_TRANSCRIPT, "Final": stt.SpeechEventType.FINAL_TRANSCRIPT}
