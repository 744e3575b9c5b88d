"""A caller's channel with what disturbs it: echoes of the agent's words, a television, a street, a second talker."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Final as Constant

import numpy as np
from numpy.typing import NDArray

from tron.core.speech import FRAME_BYTES, FRAME_MS, FRAME_SAMPLES, SAMPLE_RATE
from tron.voice.audio_io import LineAudioOutput

Sound = NDArray[np.float64]

FULL: Constant = 32768.0
CALLER: Constant = -23.0
"""dBFS of a caller's voice in its loud parts."""
HISS: Constant = 20.0
"""Of the line itself: about -64 dBFS."""
LONGEST_ECHO: Constant = SAMPLE_RATE // 2
AUDIBLE: Constant = -46.0
"""dBFS from which on the stand-in recogniser hears words in a voice."""
FIRST_WORDS: Constant = 12
WORDS_END: Constant = 15
"""Frames."""


def at_level(pcm: bytes, dbfs: float) -> Sound:
    """A voice without the silence around it; its loud parts have this level."""
    sound = np.frombuffer(pcm, "<i2").astype(float)
    loud = np.flatnonzero(np.abs(sound) > 500)
    sound = sound[loud[0] : loud[-1]]
    power = (sound[: len(sound) // 320 * 320].reshape(-1, 320) ** 2).mean(axis=1)
    active = float(np.sqrt(power[power > power.max() / 100].mean()))
    return np.asarray(sound / active * FULL * 10 ** (dbfs / 20))


def street(seconds: float, dbfs: float, seed: int) -> Sound:
    """Traffic that swells and fades, and horns of two tones; the horns are 12 dB louder."""
    random = np.random.default_rng(seed)
    length = int(seconds * SAMPLE_RATE)
    spectrum = np.fft.rfft(random.standard_normal(length))
    frequencies = np.fft.rfftfreq(length, 1 / SAMPLE_RATE)
    traffic = np.fft.irfft(spectrum / np.sqrt(1 + (frequencies / 300) ** 2), length)
    times = np.arange(length) / SAMPLE_RATE
    traffic *= 1 + 0.6 * np.sin(2 * np.pi * times / 3.1 + seed)
    sound = traffic / np.sqrt((traffic**2).mean()) * FULL * 10 ** (dbfs / 20)
    for at in np.arange(1.0 + random.random(), seconds - 1, 2.5):
        part = slice(int(at * SAMPLE_RATE), int((at + 0.2 + 0.5 * random.random()) * SAMPLE_RATE))
        horn = sum(np.sign(np.sin(2 * np.pi * tone * times[part])) / 2 for tone in (420, 510))
        sound[part] += horn * FULL * 10 ** ((dbfs + 12) / 20)
    return np.asarray(sound)


def telephone(sound: Sound) -> Sound:
    """300 to 3400 Hz."""
    spectrum = np.fft.rfft(sound)
    frequencies = np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE)
    spectrum[(frequencies < 300) | (frequencies > 3400)] = 0
    return np.asarray(np.fft.irfft(spectrum, len(sound)))


def companded(sound: Sound) -> bytes:
    """As it comes out of 8-bit mu-law; s16le."""
    clipped = np.clip(sound / FULL, -1, 1)
    small = np.round(np.sign(clipped) * np.log1p(255 * np.abs(clipped)) / np.log(256) * 127) / 127
    back = np.sign(small) * (256 ** np.abs(small) - 1) / 255
    found: bytes = np.clip(back * FULL, -32768, 32767).astype("<i2").tobytes()
    return found


@dataclass(frozen=True, slots=True)
class Echo:
    """`level` dB under the agent's own sound, `delay` seconds after it."""

    level: float
    delay: float

    def tail(self, seed: int) -> Sound:
        """The way of the sound in the room and the telephone, without the delay: 30 ms."""
        random = np.random.default_rng(seed)
        length = int(0.03 * SAMPLE_RATE)
        taps = 0.3 * random.standard_normal(length) * np.exp(-np.arange(length) / (0.008 * SAMPLE_RATE))
        taps[0] = 1.0
        return np.asarray(taps / np.sqrt((taps**2).sum()) * 10 ** (self.level / 20))


@dataclass(slots=True)
class ImpairedLine:
    """LineAudio. `around` sounds all the time, `worded`: a recogniser hears words in it. `sent` are times of frames."""

    around: Sound
    worded: bool = False
    echo: Echo | None = None
    seed: int = 0
    sent: list[float] = field(default_factory=list)
    latest: float = 0.0
    """Seconds by which a frame was late at most, since somebody set it to 0: the machine was busy."""
    began: float = 0.0
    """When the caller's first frame left."""
    _queue: list[Sound] = field(default_factory=list)
    _coming: deque[bytes] = field(default_factory=lambda: deque(maxlen=12))
    _gone: asyncio.Event = field(default_factory=asyncio.Event)
    _calling: int = 0

    def say(self, sound: Sound) -> None:
        """The caller speaks now."""
        padded = np.pad(telephone(sound), (0, -len(sound) % FRAME_SAMPLES))
        self._queue, self.began = list(padded.reshape(-1, FRAME_SAMPLES)), 0.0

    def has_words(self) -> bool:
        """Whether what is audible now are words."""
        return self.worded or self.echo is not None or self._calling > 0

    def hang_up(self) -> None:
        self._gone.set()

    async def send(self, frame: bytes) -> None:
        self.sent.append(time.perf_counter())
        self._coming.append(frame)

    async def clear(self) -> None:
        """Nothing is kept here but a frame or two."""

    async def frames(self) -> AsyncIterator[bytes]:
        random = np.random.default_rng(self.seed)
        around = telephone(self.around)
        history = np.zeros(LONGEST_ECHO + SAMPLE_RATE // 10)
        tail = self.echo.tail(self.seed) if self.echo else np.zeros(1)
        due, place = time.monotonic(), 0
        while not self._gone.is_set():
            due += FRAME_MS / 1000
            await asyncio.sleep(max(due - time.monotonic(), 0))
            self.latest = max(self.latest, time.monotonic() - due)
            coming = self._coming.popleft() if self._coming else bytes(FRAME_BYTES)
            history = np.concatenate((history[FRAME_SAMPLES:], np.frombuffer(coming, "<i2")))
            sound = random.normal(0, HISS, FRAME_SAMPLES) + np.take(
                around, range(place, place + FRAME_SAMPLES), mode="wrap"
            )
            place += FRAME_SAMPLES
            if self.echo is not None:
                end = len(history) - int(self.echo.delay * SAMPLE_RATE)
                heard = history[end - FRAME_SAMPLES - len(tail) + 1 : end]
                sound = sound + np.convolve(heard, tail, "valid")
            yield companded(sound + self._caller())

    def _caller(self) -> Sound:
        self._calling = max(self._calling - 1, 0)
        if not self._queue:
            return np.zeros(FRAME_SAMPLES)
        self.began = self.began or time.perf_counter()
        self._calling = WORDS_END * 2
        return self._queue.pop(0)


class Partial:
    def __init__(self, text: str) -> None:
        self.text = text


class Final(Partial):
    pass


class GreedyRecogniser:
    """The worst case: takes every voice that is audible for words."""

    def __init__(self, line: ImpairedLine) -> None:
        self._line = line
        self._voiced = self._quiet = 0

    def feed(self, pcm: bytes) -> list[object]:
        found: list[object] = []
        for at in range(0, len(pcm), FRAME_BYTES):
            found += self._frame(pcm[at : at + FRAME_BYTES])
        return found

    def _frame(self, frame: bytes) -> list[object]:
        power = float(np.square(np.frombuffer(frame, "<i2").astype(float)).mean())
        if 10 * np.log10(power / FULL**2 + 1e-12) > AUDIBLE and self._line.has_words():
            self._voiced, self._quiet = self._voiced + 1, 0
            return [Partial("some words")] if self._voiced % FIRST_WORDS == 0 else []
        self._quiet += 1
        if self._quiet < WORDS_END:
            return []
        voiced, self._voiced = self._voiced, 0
        return [Final("some words of somebody")] if voiced >= FIRST_WORDS else []

    def flush(self) -> list[object]:
        return []


def interval_after(sent: list[float], start: float, quiet: float) -> float | None:
    """When the sound that was going at `start` stopped for `quiet` seconds; None while it goes on."""
    before = [at for at in sent if at <= start]
    last = before[-1] if before else start
    for at in [at for at in sent if at > start]:
        if at - last >= quiet:
            return last
        last = at
    return last if time.perf_counter() - last >= quiet else None


def output_of(line: ImpairedLine) -> LineAudioOutput:
    """The paced output, as a bare session has it too."""
    return LineAudioOutput(line)
