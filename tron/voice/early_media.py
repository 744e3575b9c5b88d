"""What the network says before anybody answers: "switched off", "not reachable". Ring-back costs no recogniser."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final

import numpy as np
from livekit import rtc
from livekit.agents import stt

from tron.core.call_engine.answered import Said, what_it_says
from tron.core.speech import FRAME_MS, SAMPLE_RATE
from tron.voice.speech_to_text import VoiceAware
from tron.voice.tones import is_tonal

log = logging.getLogger(__name__)

Open = Callable[[], Awaitable[stt.STT[Any]]]

LOUD: Final = 0.008
SPEECH_FRAMES: Final = 15
"""So many of the last 25 frames (0.5 s) are loud and no tone: somebody speaks."""
LOOK_FRAMES: Final = 25
QUIET_FRAMES: Final = 35
LONGEST_FRAMES: Final = 40_000 // FRAME_MS
"""No announcement is listened to for longer: then it is music."""
WORDS_WITHIN: Final = 6.0


class EarlyMedia:
    """Hears early media; `heard` is told once, of an announcement. Make it, feed it, `aclose` it."""

    def __init__(self, open_recogniser: Open, heard: Callable[[Said], None]) -> None:
        self._open = open_recogniser
        self._heard = heard
        self._kept: deque[tuple[bytes, bool]] = deque(maxlen=LOOK_FRAMES)
        self._frames: asyncio.Queue[bytes | None] | None = None
        self._quiet = self._fed = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._told = False

    def frame(self, frame: bytes) -> None:
        """20 ms of 16 kHz mono s16le; returns at once."""
        if self._told or self._fed > LONGEST_FRAMES:
            return
        speaks = _is_voice(frame)
        self._kept.append((frame, speaks))
        if self._frames is None:
            if sum(spoke for _, spoke in self._kept) >= SPEECH_FRAMES:
                self._begin()
            return
        self._fed += 1
        self._frames.put_nowait(frame)
        self._quiet = 0 if speaks else self._quiet + 1
        if self._quiet >= QUIET_FRAMES:
            self._end()

    def end(self) -> None:
        """Somebody answered: nothing that is still being recognised counts."""
        self._told = True
        for task in tuple(self._tasks):
            task.cancel()

    async def aclose(self) -> None:
        """The call is over."""
        self.end()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self) -> None:
        self._frames, self._quiet = asyncio.Queue(), 0
        for frame, _ in self._kept:
            self._frames.put_nowait(frame)
        task = asyncio.create_task(self._recognise(self._frames), name="early media")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _end(self) -> None:
        """The sentence is over; another one may follow."""
        if self._frames is not None:
            self._frames.put_nowait(None)
        self._frames = None
        self._kept.clear()

    async def _recognise(self, frames: asyncio.Queue[bytes | None]) -> None:
        try:
            recogniser = await self._open()
            async with recogniser.stream() as stream:
                listening = asyncio.create_task(self._listen(stream))
                try:
                    await _feed(stream, frames)
                    with suppress(TimeoutError):
                        await asyncio.wait_for(asyncio.shield(listening), WORDS_WITHIN)
                finally:
                    listening.cancel()
                    await asyncio.gather(listening, return_exceptions=True)
        except Exception:
            # Whoever is rung does not depend on it: the ringing goes on.
            log.exception("early media could not be recognised")

    async def _listen(self, stream: stt.RecognizeStream) -> None:
        async for event in stream:
            if event.type == stt.SpeechEventType.FINAL_TRANSCRIPT and event.alternatives:
                said = what_it_says(event.alternatives[0].text)
                if said is not None and said.voice == "announcement" and not self._told:
                    self._told = True
                    self._heard(said)


async def _feed(stream: stt.RecognizeStream, frames: asyncio.Queue[bytes | None]) -> None:
    aware = stream if isinstance(stream, VoiceAware) else None
    if aware is not None:
        aware.voice_started()
    while (frame := await frames.get()) is not None:
        stream.push_frame(rtc.AudioFrame(frame, SAMPLE_RATE, 1, len(frame) // 2))
    if aware is not None:
        aware.voice_ended()
    stream.end_input()


def _is_voice(frame: bytes) -> bool:
    samples = np.frombuffer(frame, np.int16).astype(np.float32) / 32768
    loud = len(samples) > 0 and float(np.sqrt(np.mean(samples * samples))) > LOUD
    return loud and not is_tonal(samples)
