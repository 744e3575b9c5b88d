"""Words of somebody whose turns are nobody's matter: each stretch of speech is recognised for itself."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final

import numpy as np
from livekit import rtc
from livekit.agents import stt

from tron.core.speech import SAMPLE_RATE
from tron.voice.speech_to_text import VoiceAware
from tron.voice.tones import is_tonal

log = logging.getLogger(__name__)

Open = Callable[[], Awaitable[stt.STT[Any] | None]]
Heard = Callable[[str, float, float], None]

LOUD: Final = 0.008
SPEECH_FRAMES: Final = 15
"""So many of the last 25 frames (0.5 s) are loud and no tone: somebody speaks."""
LOOK_FRAMES: Final = 25
QUIET_FRAMES: Final = 35
WORDS_WITHIN: Final = 6.0


class Utterances:
    """`heard` is told the words of each stretch of speech, when it began and when it ended (time.time()).

    Make it, feed it, `aclose` it. `open_recogniser` is asked for each stretch; None: this one is heard by nobody.
    """

    def __init__(self, open_recogniser: Open, heard: Heard) -> None:
        self._open = open_recogniser
        self._heard = heard
        self._kept: deque[tuple[bytes, bool]] = deque(maxlen=LOOK_FRAMES)
        self._frames: asyncio.Queue[bytes | None] | None = None
        self._quiet = 0
        self._span = [0.0, 0.0]
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def speaking(self) -> bool:
        """Whether what is fed is being recognised."""
        return self._frames is not None

    def frame(self, frame: bytes) -> None:
        """20 ms of 16 kHz mono s16le; returns at once."""
        speaks = _is_voice(frame)
        self._kept.append((frame, speaks))
        if self._frames is None:
            if sum(spoke for _, spoke in self._kept) >= SPEECH_FRAMES:
                self._begin()
            return
        self._frames.put_nowait(frame)
        self._quiet = 0 if speaks else self._quiet + 1
        if speaks:
            self._span[1] = time.time()
        if self._quiet >= QUIET_FRAMES:
            self.pause()

    def pause(self) -> None:
        """What was said is over; more may follow."""
        if self._frames is not None:
            self._frames.put_nowait(None)
        self._frames = None
        self._kept.clear()

    def stop(self) -> None:
        """Nothing that is still being recognised counts."""
        for task in tuple(self._tasks):
            task.cancel()

    async def aclose(self, within: float = 0.0) -> None:
        """Waits so many seconds for words that are on their way."""
        self.pause()
        if within and self._tasks:
            await asyncio.wait(tuple(self._tasks), timeout=within)
        self.stop()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self) -> None:
        self._frames, self._quiet = asyncio.Queue(), 0
        now = time.time()
        self._span = [now - LOOK_FRAMES * 0.02, now]
        for frame, _ in self._kept:
            self._frames.put_nowait(frame)
        task = asyncio.create_task(self._recognise(self._frames, self._span), name="an utterance")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _recognise(self, frames: asyncio.Queue[bytes | None], span: list[float]) -> None:
        try:
            recogniser = await self._open()
            if recogniser is None:
                return
            async with recogniser.stream() as stream:
                listening = asyncio.create_task(self._listen(stream, span))
                try:
                    await _feed(stream, frames)
                    with suppress(TimeoutError):
                        await asyncio.wait_for(asyncio.shield(listening), WORDS_WITHIN)
                finally:
                    listening.cancel()
                    await asyncio.gather(listening, return_exceptions=True)
        except Exception:
            # The call does not depend on it.
            log.exception("an utterance could not be recognised")

    async def _listen(self, stream: stt.RecognizeStream, span: list[float]) -> None:
        async for event in stream:
            if event.type == stt.SpeechEventType.FINAL_TRANSCRIPT and event.alternatives:
                self._heard(event.alternatives[0].text.strip(), span[0], span[1])


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
