"""A line with a scripted caller, a voice of tones, and a recogniser that knows what the caller was made to say."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tests.voice import sounds
from tron.core.chat import Piece, Row, ToolSpec
from tron.core.ports import Transcript
from tron.core.speech import FRAME_BYTES, SpokenUtterance, SpokenWord
from tron.voice.parts import SharedModels, VoiceOptions, VoiceParts
from tron.voice.session import VoiceSession
from tron.voice.speech_to_text import FrameSTT

WORD_SECONDS = 0.3
BACKCHANNELS = {"haan", "ok", "mm", "achha", "okay"}


def is_backchannel(text: str) -> bool:
    """Only for these tests; the product's is core's."""
    return text.strip().casefold().rstrip(".!") in BACKCHANNELS


@dataclass
class Clip:
    """Something the caller says: frames [first, first + count)."""

    text: str
    first: int
    count: int


class FakeLine:
    """The far side in real time. `say` plays a clip now; what the agent sends is kept with its time."""

    def __init__(self) -> None:
        self.sent: list[tuple[float, bytes]] = []
        self.clears = 0
        self.clips: list[Clip] = []
        self.voice_at: list[float] = []
        self._queue: list[bytes] = []
        self._number = 0
        self._gone = asyncio.Event()

    def say(self, text: str, pcm: bytes) -> None:
        """From the next frame on the caller sounds like `pcm` and means `text` ("" is noise)."""
        frames = [pcm[at : at + FRAME_BYTES].ljust(FRAME_BYTES, b"\0") for at in range(0, len(pcm), FRAME_BYTES)]
        self.clips.append(Clip(text, self._number + len(self._queue), len(frames)))
        self._queue += frames
        self.voice_at.append(time.monotonic())

    def hang_up(self) -> None:
        self._gone.set()

    async def frames(self) -> AsyncIterator[bytes]:
        due = time.monotonic()
        while not self._gone.is_set():
            due += 0.02
            await asyncio.sleep(max(due - time.monotonic(), 0))
            frame = self._queue.pop(0) if self._queue else bytes(FRAME_BYTES)
            self._number += 1
            yield frame

    async def send(self, frame: bytes) -> None:
        self.sent.append((time.monotonic(), frame))

    async def clear(self) -> None:
        self.clears += 1

    def sounding(self, after: float = 0.0, before: float = float("inf")) -> list[float]:
        """Times of the agent's frames that are not silence."""
        return [at for at, frame in self.sent if after <= at <= before and any(frame)]


class Partial:
    def __init__(self, text: str) -> None:
        self.text = text


class Final(Partial):
    pass


class FakeRecogniser:
    """Partial words while a clip is heard, the final ones 160 ms after it. Counts the frames it is fed."""

    def __init__(self, line: FakeLine, late: int = 8) -> None:
        self._line = line
        self._late = late
        self._number = 0
        self._done = 0

    def feed(self, frame: bytes) -> list[Partial]:
        self._number += 1
        if self._done >= len(self._line.clips):
            return []
        clip = self._line.clips[self._done]
        into = self._number - clip.first
        if into >= clip.count + self._late:
            self._done += 1
            return [Final(clip.text)] if clip.text else []
        words = clip.text.split()
        count = int(len(words) * into / clip.count)
        if clip.text and 0 < into < clip.count and count and into % 5 == 0:
            return [Partial(" ".join(words[:count]))]
        return []

    def flush(self) -> list[Partial]:
        return []


class FakeVoice:
    """0.3 s of tone for each word, in chunks of 100 ms. `mode`: ok, stall, error, or break (after half)."""

    def __init__(self, mode: str = "ok", *, delay: float = 0.0, frequency: float = 440.0) -> None:
        self.mode = mode
        self.delay = delay
        self.frequency = frequency
        self.asked: list[str] = []

    async def synthesize(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> SpokenUtterance:
        words = text.split()
        timed = tuple(SpokenWord(w, i * WORD_SECONDS, (i + 1) * WORD_SECONDS) for i, w in enumerate(words))
        return SpokenUtterance(text, sounds.tone(len(words) * WORD_SECONDS, self.frequency), timed, language)

    async def stream(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> AsyncIterator[bytes]:
        self.asked.append(text)
        await asyncio.sleep(self.delay)
        if self.mode == "stall":
            await asyncio.sleep(60)
        if self.mode == "error":
            raise ConnectionError("no voice today")
        pcm = (await self.synthesize(text, voice=voice, language=language)).pcm
        for at in range(0, len(pcm), 3200):
            if self.mode == "break" and at >= len(pcm) // 2:
                raise ConnectionError("lost my voice")
            yield pcm[at : at + 3200]


class FakeModel:
    """Answers `text` word by word; remembers what it was asked."""

    def __init__(self, text: str = "Sure, the price is ten rupees. Shall I note it down?", delay: float = 0.0) -> None:
        self.text = text
        self.delay = delay
        self.asked: list[Sequence[Row]] = []

    async def reply(
        self, messages: Sequence[Row], *, temperature: float, max_tokens: int, tools: Sequence[ToolSpec] = ()
    ) -> AsyncIterator[Piece]:
        self.asked.append(messages)
        await asyncio.sleep(self.delay)
        for word in self.text.split():
            yield word + " "


class FakeEars:
    """A whole-utterance recogniser that takes `delay` seconds."""

    def __init__(self, text: str, delay: float = 0.4) -> None:
        self.text = text
        self.delay = delay
        self.lengths: list[float] = []

    async def transcribe(self, pcm: bytes, language: str) -> Transcript:
        self.lengths.append(len(pcm) / 32000)
        await asyncio.sleep(self.delay)
        loud = np.abs(np.frombuffer(pcm, np.int16)).max() > 500
        return Transcript(self.text if loud else "", language)


class Keypad:
    """Digits on demand."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[str] = asyncio.Queue()

    def press(self, digits: str) -> None:
        for digit in digits:
            self._queue.put_nowait(digit)

    def __aiter__(self) -> AsyncIterator[str]:
        return self

    async def __anext__(self) -> str:
        return await self._queue.get()


@dataclass
class Call:
    """A running session with its far side and the events it emitted."""

    session: VoiceSession
    line: FakeLine
    keys: Keypad
    events: list[tuple[str, Mapping[str, Any], str | None]] = field(default_factory=list)

    def named(self, type_: str) -> list[Mapping[str, Any]]:
        return [payload for name, payload, _ in self.events if name == type_]


@asynccontextmanager
async def call(models: SharedModels, options: VoiceOptions | None = None, **parts: Any) -> AsyncIterator[Call]:
    """A started call; closes it at the end."""
    line, keys = FakeLine(), Keypad()
    events: list[tuple[str, Mapping[str, Any], str | None]] = []

    async def emit(type_: str, payload: Mapping[str, Any], node: str | None) -> None:
        events.append((type_, payload, node))

    defaults: dict[str, Any] = {
        "stt": FrameSTT(lambda: FakeRecogniser(line), language="en-IN"),
        "tts": FakeVoice(),
        "keys": keys,
        "emit": emit,
        "is_backchannel": is_backchannel,
    }
    session = VoiceSession(VoiceParts(line=line, models=models, **{**defaults, **parts}), options or VoiceOptions())
    await session.start()
    try:
        yield Call(session, line, keys, events)
    finally:
        await session.close()
