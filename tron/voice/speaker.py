"""Turns text into frames for one utterance, watches the voice, and changes to the second voice when the first fails."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from livekit import rtc

from tron.core.circuits import FOR_GOOD
from tron.core.closing import closing
from tron.core.ports import TextToSpeech
from tron.core.speech import SAMPLE_RATE, speaking_seconds
from tron.core.spoken import speakable
from tron.voice.audio_io import audio_frame
from tron.voice.failures import Skipped, reason_of
from tron.voice.parts import VoiceOptions
from tron.voice.transcript import words_heard

logger = logging.getLogger(__name__)

LATER_CHUNK_WITHIN = 5.0
NEXT_CHUNK_WITHIN = 1.8
"""The same where another voice can go on: sound runs ahead of playback, so this much is not heard as silence."""
SENTENCE_ENDS = ".!?।॥\n"
SHORTEST_SENTENCE = 12
# Words and the signs of sentences, Indian vowel signs among them: nothing that the normaliser takes away.
_PLAIN = re.compile(r"[\w\s.,?!'’\u0900-\u0dff-]*")


@dataclass(slots=True)
class Utterance:
    """What became of one utterance on the voice's side. Times by time.time()."""

    text: str = ""
    language: str | None = None
    """None: the agent's."""
    asked_at: float | None = None
    first_byte_at: float | None = None
    seconds: float = 0.0
    complete: bool = False
    """All of `text` has become sound; `seconds` is its length."""
    failed: bool = False
    broken: bool = False
    """The model did not finish it."""

    @property
    def first_byte(self) -> float | None:
        """Seconds from the request to the first sound."""
        if self.asked_at is None or self.first_byte_at is None:
            return None
        return self.first_byte_at - self.asked_at


@dataclass(frozen=True, slots=True)
class _Attempt:
    number: int
    voice: TextToSpeech
    patience: float
    later: float


class Speaker:
    """Speaks with `voice`, tries it once more, then changes to `second` for the rest of the call.

    `report` is told of each failure: the payload of vendor.failed.
    """

    def __init__(
        self,
        voice: TextToSpeech,
        second: TextToSpeech | None,
        options: VoiceOptions,
        report: Callable[[Mapping[str, Any]], None],
    ) -> None:
        self._voices = [voice, *([second] if second is not None else [])]
        self._current = 0
        self._options = options
        self._report = report

    async def say(self, text: str, utterance: Utterance) -> AsyncGenerator[rtc.AudioFrame, None]:
        """Frames of `text`. Never raises for a voice's failure: `utterance.failed` says so."""
        utterance.asked_at = utterance.asked_at or time.time()
        if not _sounds(text, utterance.language or self._options.language):
            return  # a smiley of its own has no sound
        rest, left = text, self._attempts()
        while left:
            attempt, before = left.pop(0), utterance.seconds
            try:
                async for pcm in self._watched(attempt, rest, utterance.language or self._options.language):
                    utterance.first_byte_at = utterance.first_byte_at or time.time()
                    utterance.seconds += len(pcm) / 2 / SAMPLE_RATE
                    yield audio_frame(pcm)
            except Exception as error:  # noqa: BLE001 - whatever a vendor raises, the call goes on
                if isinstance(error, Skipped) or reason_of(error) in FOR_GOOD:
                    left = [each for each in left if each.number != attempt.number]
                self._failed(attempt, error, left[0] if left else None)
                rest = _unspoken(rest, utterance.seconds - before)
                if left and not rest:
                    return
            else:
                self._current = attempt.number
                utterance.complete = bool(utterance.text)
                return
        utterance.failed = True

    def _attempts(self) -> list[_Attempt]:
        options, last = self._options, len(self._voices) - 1
        found = []
        for number in range(self._current, last + 1):
            is_last = number == last
            patience = options.last_voice_within if is_last else options.first_sound_within
            later = LATER_CHUNK_WITHIN if is_last else NEXT_CHUNK_WITHIN
            attempt = _Attempt(number, self._voices[number], patience, later)
            found += [attempt] if is_last else [attempt, attempt]
        return found

    async def say_sentences(
        self, pieces: AsyncIterable[str], utterance: Utterance
    ) -> AsyncGenerator[rtc.AudioFrame, None]:
        """The same for text that is still being written: each sentence is spoken as soon as it is whole."""
        async for sentence in sentences(pieces):
            async for frame in self.say(sentence, utterance):
                yield frame
            if utterance.failed:
                return

    async def _watched(self, attempt: _Attempt, text: str, language: str) -> AsyncIterator[bytes]:
        options, patience = self._options, attempt.patience
        chunks = aiter(attempt.voice.stream(text, voice=options.voice, language=language, speed=options.speed))
        silent, odd = True, b""
        async with closing(chunks):
            while True:
                try:
                    async with asyncio.timeout(patience):
                        chunk = await anext(chunks)
                except StopAsyncIteration:
                    break
                chunk, odd = _whole_samples(odd + chunk)
                if chunk:
                    silent, patience = False, attempt.later
                    yield chunk
        if silent:
            raise ValueError("the voice brought no sound")

    def _failed(self, attempt: _Attempt, error: Exception, following: _Attempt | None) -> None:
        reason = "stalled" if isinstance(error, TimeoutError) else reason_of(error)
        name = getattr(attempt.voice, "name", None)
        logger.warning("a voice failed (%s, %s)", reason, type(error).__name__)
        fallback = following is not None and following.number != attempt.number
        details = {"kind": "tts", "reason": reason, "error": type(error).__name__, "fallback": fallback}
        self._report({**details, "name": name} if name else details)


def _sounds(text: str, language: str) -> bool:
    """Whether anything is left of `text` for a voice. Most of it is plain, and needs no normalising to know that."""
    if not _PLAIN.fullmatch(text) or "_" in text:
        text = speakable(text, language)
    return any(map(str.isalnum, text))


def _unspoken(text: str, seconds: float) -> str:
    """What is left of `text` after about `seconds` of it have sounded; the last two words are said again."""
    if seconds <= 0:
        return text
    words = words_heard(text, min(1.0, seconds / speaking_seconds(text))).split()[:-2]
    at = 0
    for word in words:
        at = text.index(word, at) + len(word)
    return text[at:].strip()


def _whole_samples(data: bytes) -> tuple[bytes, bytes]:
    cut = len(data) & ~1
    return data[:cut], data[cut:]


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
    for index, letter in enumerate(text):
        # A danda says it alone; a full stop may be one of "Dr." or 3.5.
        followed = letter in "।॥\n" or text[index + 1 : index + 2].isspace()
        if letter in SENTENCE_ENDS and followed and len(text[: index + 1].strip()) >= SHORTEST_SENTENCE:
            return index + 1
    return None
