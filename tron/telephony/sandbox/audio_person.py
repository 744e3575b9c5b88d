"""A practice person in audio fidelity: real sound both ways in real time, 20 ms frames of 16 kHz mono PCM."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from itertools import cycle

import numpy as np

from tron.core.clock import Clock
from tron.core.speech import FRAME_BYTES, FRAME_MS, SAMPLE_RATE
from tron.telephony.sandbox.people import Person, Step

SILENT_FRAME = bytes(FRAME_BYTES)
LOUD = 200  # mean absolute sample value above which a frame is sound
PAUSE_SECONDS = 0.7  # a shorter gap in the agent's sound is a breath, not its end
FRAME_SECONDS = FRAME_MS / 1000


@dataclass(slots=True)
class AgentEar:
    """What the person notices of the agent: whether it speaks, since when, and since when it is quiet."""

    speaking_for: float = 0.0
    quiet_for: float = 0.0
    spoke: bool = False

    def tick(self, loud: bool) -> None:
        """One frame of 20 ms passed."""
        if loud:
            self.speaking_for += FRAME_SECONDS + (self.quiet_for if self.speaking_for else 0.0)
            self.quiet_for = 0.0
            self.spoke = True
            return
        self.quiet_for += FRAME_SECONDS
        if self.quiet_for >= PAUSE_SECONDS:
            self.speaking_for = 0.0

    def turn_taken(self) -> None:
        """The person spoke: what the agent said before no longer calls for an answer."""
        self.spoke = False
        self.speaking_for = 0.0


class AudioPerson:
    """Implements LineAudio for a Person. `sounds` holds the PCM of each text; `press` receives DTMF digits.

    `between` is what the line sounds like while the person is quiet, over and over; b"": nothing at all.
    """

    def __init__(
        self,
        person: Person,
        sounds: dict[str, bytes],
        clock: Clock,
        press: Callable[[str], None],
        leave: Callable[[], Awaitable[None]],
        between: bytes = b"",
    ) -> None:
        self._person = person
        self._sounds = sounds
        self._clock = clock
        self._press = press
        self._leave = leave
        self._between = cycle(split_frames(between) or [SILENT_FRAME])
        self._steps = list(person.steps)
        self._ear = AgentEar()
        self._heard: asyncio.Queue[bytes] = asyncio.Queue()
        self._speaking: list[bytes] = []
        self._then_leave = False
        self.gone = False
        if person.opening is not None:
            self._speaking = split_frames(sounds[person.opening] + (tone() if person.beep else b""))

    async def send(self, frame: bytes) -> None:
        self._heard.put_nowait(frame)

    async def clear(self) -> None:
        while not self._heard.empty():
            self._heard.get_nowait()

    async def frames(self) -> AsyncIterator[bytes]:
        """The person's sound in real time until somebody hangs up."""
        due = self._clock.monotonic()
        while not self.gone:
            due += FRAME_SECONDS
            await self._clock.sleep(due - self._clock.monotonic())
            self._listen()
            frame = await self._next_frame()
            if self.gone:
                return
            yield frame

    def _listen(self) -> None:
        # A late tick finds several frames waiting: each stands for 20 ms.
        if self._heard.empty():
            self._ear.tick(False)
        while not self._heard.empty():
            self._ear.tick(is_loud(self._heard.get_nowait()))

    async def _next_frame(self) -> bytes:
        if not self._speaking:
            if self._then_leave:
                await self._go()
                return SILENT_FRAME
            await self._maybe_act()
        if not self._speaking:
            return next(self._between)
        frame = self._speaking.pop(0)
        if not self._speaking:
            self._ear.turn_taken()  # what the agent said meanwhile is no answer
        return frame

    async def _maybe_act(self) -> None:
        step = self._steps[0] if self._steps else None
        if step is None:
            done = bool(self._person.steps) and self._ear.spoke and self._ear.quiet_for > PAUSE_SECONDS + 0.8
            if done:
                await self._go()
            return
        if not self._is_time(step):
            return
        self._steps.pop(0)
        self._ear.turn_taken()
        if step.key is not None:
            self._press(step.key)
        if step.text is not None:
            self._speaking = split_frames(self._sounds[step.text])
            self._then_leave = step.hangs_up
        elif step.hangs_up:
            await self._go()

    def _is_time(self, step: Step) -> bool:
        if step.over is not None and self._ear.speaking_for >= step.over:
            return True
        return self._ear.spoke and self._ear.quiet_for >= PAUSE_SECONDS + step.after

    async def _go(self) -> None:
        self.gone = True
        await self._leave()


def is_loud(frame: bytes) -> bool:
    samples = np.frombuffer(frame, dtype="<i2")
    return bool(samples.size) and float(np.abs(samples.astype(np.int32)).mean()) > LOUD


def split_frames(pcm: bytes) -> list[bytes]:
    """20 ms frames; the last one is filled with silence."""
    padded = pcm + bytes(-len(pcm) % FRAME_BYTES)
    return [padded[start : start + FRAME_BYTES] for start in range(0, len(padded), FRAME_BYTES)]


def tone(hertz: float = 1000.0, seconds: float = 0.6, level: float = 0.4) -> bytes:
    """A beep with soft edges."""
    times = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    edge = np.minimum(1.0, np.minimum(times, seconds - times) / 0.01)
    wave = np.sin(2 * math.pi * hertz * times) * edge * level
    return bytes((wave * 32767).astype("<i2").tobytes())
