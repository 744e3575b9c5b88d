"""Turns text into frames for one utterance, watches the voice, and changes to the second voice when the first fails."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from livekit import rtc

from tron.core.ports import TextToSpeech
from tron.core.speech import SAMPLE_RATE
from tron.voice.audio_io import audio_frame
from tron.voice.parts import VoiceOptions

logger = logging.getLogger(__name__)

LATER_CHUNK_WITHIN = 5.0
SENTENCE_ENDS = ".!?।॥\n"
SHORTEST_SENTENCE = 12


@dataclass(slots=True)
class Utterance:
    """What became of one utterance on the voice's side. Times by time.time()."""

    text: str = ""
    asked_at: float | None = None
    first_byte_at: float | None = None
    seconds: float = 0.0
    complete: bool = False
    """All of `text` has become sound; `seconds` is its length."""
    failed: bool = False

    @property
    def first_byte(self) -> float | None:
        """Seconds from the request to the first sound."""
        if self.asked_at is None or self.first_byte_at is None:
            return None
        return self.first_byte_at - self.asked_at


class Speaker:
    """Speaks with `voice`; falls back to `second`. `report` is told of each failure: (kind, details)."""

    def __init__(
        self,
        voice: TextToSpeech,
        second: TextToSpeech | None,
        options: VoiceOptions,
        report: Callable[[Mapping[str, Any]], None],
    ) -> None:
        self._voices = [voice, *([second] if second is not None else [])]
        self._options = options
        self._report = report

    async def say(self, text: str, utterance: Utterance) -> AsyncGenerator[rtc.AudioFrame, None]:
        """Frames of `text`. Never raises for a voice's failure: `utterance.failed` says so."""
        utterance.asked_at = utterance.asked_at or time.time()
        for number, voice in enumerate(self._voices):
            before, is_last = utterance.seconds, number == len(self._voices) - 1
            patience = self._options.last_voice_within if is_last else self._options.first_sound_within
            try:
                async for pcm in self._watched(voice, text, patience):
                    utterance.first_byte_at = utterance.first_byte_at or time.time()
                    utterance.seconds += len(pcm) / 2 / SAMPLE_RATE
                    yield audio_frame(pcm)
            except Exception as error:  # noqa: BLE001 - whatever a vendor raises, the call goes on
                give_up = is_last or utterance.seconds > before
                self._failed(error, another=not give_up)
                if give_up:
                    utterance.failed = True
                    return
            else:
                utterance.complete = bool(utterance.text)
                return

    async def say_sentences(
        self, pieces: AsyncIterable[str], utterance: Utterance
    ) -> AsyncGenerator[rtc.AudioFrame, None]:
        """The same for text that is still being written: each sentence is spoken as soon as it is whole."""
        async for sentence in sentences(pieces):
            async for frame in self.say(sentence, utterance):
                yield frame
            if utterance.failed:
                return

    async def _watched(self, voice: TextToSpeech, text: str, patience: float) -> AsyncIterator[bytes]:
        chunks = voice.stream(
            text, voice=self._options.voice, language=self._options.language, speed=self._options.speed
        )
        iterator = aiter(chunks)
        silent, odd = True, b""
        try:
            while True:
                try:
                    async with asyncio.timeout(patience):
                        chunk = await anext(iterator)
                except StopAsyncIteration:
                    break
                chunk, odd = _whole_samples(odd + chunk)
                if chunk:
                    silent, patience = False, LATER_CHUNK_WITHIN
                    yield chunk
        finally:
            await _close(iterator)
        if silent:
            raise ValueError("the voice brought no sound")

    def _failed(self, error: Exception, *, another: bool) -> None:
        reason = "stalled" if isinstance(error, TimeoutError) else "error"
        logger.warning("a voice failed (%s, %s)", reason, type(error).__name__)
        self._report({"kind": "tts", "reason": reason, "error": type(error).__name__, "fallback": another})


def _whole_samples(data: bytes) -> tuple[bytes, bytes]:
    cut = len(data) & ~1
    return data[:cut], data[cut:]


async def _close(iterator: AsyncIterator[bytes]) -> None:
    aclose: Callable[[], Awaitable[None]] | None = getattr(iterator, "aclose", None)
    if aclose is not None:
        await aclose()


async def sentences(pieces: AsyncIterable[str]) -> AsyncIterator[str]:
    """Whole sentences out of text pieces; very short ones are joined to what follows."""
    text = ""
    async for piece in pieces:
        text += piece
        while (cut := _sentence_end(text)) is not None:
            yield text[:cut].strip()
            text = text[cut:]
    if text.strip():
        yield text.strip()


def _sentence_end(text: str) -> int | None:
    for index, letter in enumerate(text[:-1]):
        followed = letter == "\n" or letter in "।॥" or text[index + 1].isspace()
        if letter in SENTENCE_ENDS and followed and len(text[: index + 1].strip()) >= SHORTEST_SENTENCE:
            return index + 1
    return None
