"""A caller in front of a recogniser's stream: sound in frames, and a detector that is late as real ones are."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import Any

from livekit import rtc
from livekit.agents import stt

from tron.core.speech import FRAME_BYTES, FRAME_SAMPLES, SAMPLE_RATE, SpokenUtterance

NOTICED = 0.2  # seconds into a voice
SILENT = 0.25


@dataclass
class Caller:
    """Frames go out `haste` times faster than a telephone brings them. `events` and `errors` are what came back."""

    recogniser: stt.STT[Any]
    haste: float = 10.0
    events: list[stt.SpeechEvent] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    ended_at: list[float] = field(default_factory=list)
    final_at: list[float] = field(default_factory=list)
    _voice: int = 0

    async def __aenter__(self) -> Caller:
        self.recogniser.on("error", lambda event: self.errors.append(event.error))
        self.stream: Any = self.recogniser.stream()
        self._listens = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stream.aclose()
        await asyncio.gather(self._listens, return_exceptions=True)

    @property
    def now(self) -> float:
        return asyncio.get_running_loop().time()

    @property
    def finals(self) -> list[str]:
        return [event.alternatives[0].text for event in self.events if _is_final(event) and event.alternatives[0].text]

    @property
    def partials(self) -> list[str]:
        kind = stt.SpeechEventType.INTERIM_TRANSCRIPT
        return [event.alternatives[0].text for event in self.events if event.type is kind]

    async def say(self, utterance: SpokenUtterance, *, tells: bool = True) -> None:
        """Its sound, and the detector's two words about it."""
        frames = _frames(utterance.pcm)
        noticed, ended = int(NOTICED * 50), len(frames) + int(SILENT * 50)
        for number, frame in enumerate([*frames, *_frames(bytes(int(SILENT * SAMPLE_RATE) * 2))]):
            await self._send(frame)
            if tells and number == noticed:
                self.stream.voice_started()
            if number == len(frames) - 1:
                self.ended_at.append(self.now)
            if tells and number == ended - 1:
                self.stream.voice_ended()

    async def silent(self, seconds: float) -> None:
        for frame in _frames(bytes(int(seconds * SAMPLE_RATE) * 2)):
            await self._send(frame)

    async def hears(self, count: int, within: float = 4.0, *, silence: bool = True) -> list[str]:
        """Waits, with silence on the line, until `count` final texts have come."""
        until = self.now + within
        while len(self.finals) < count and self.now < until:
            await (self.silent(0.1) if silence else asyncio.sleep(0.02))
        return self.finals

    async def _send(self, frame: bytes) -> None:
        with contextlib.suppress(RuntimeError):  # closed: what it failed with is among the errors
            self.stream.push_frame(rtc.AudioFrame(frame, SAMPLE_RATE, 1, FRAME_SAMPLES))
        await asyncio.sleep(0.02 / self.haste)

    async def _listen(self) -> None:
        async for event in self.stream:
            self.events.append(event)
            if _is_final(event) and event.alternatives[0].text:
                self.final_at.append(self.now)


def _is_final(event: stt.SpeechEvent) -> bool:
    return event.type is stt.SpeechEventType.FINAL_TRANSCRIPT


def _frames(pcm: bytes) -> list[bytes]:
    return [pcm[at : at + FRAME_BYTES].ljust(FRAME_BYTES, b"\0") for at in range(0, len(pcm), FRAME_BYTES)]
