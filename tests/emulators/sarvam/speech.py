"""The emulator's voices: the built-in ones speak for Sarvam's; where no engine is given, a tone as long as the text."""

from __future__ import annotations

import asyncio
import io
import wave
from dataclasses import dataclass, field

import numpy as np

from tron.core.ports import TextToSpeech
from tron.core.speech import SAMPLE_RATE
from tron.core.voices import find_voice, parse_voice_id, stand_in_for

SECONDS_A_CHARACTER = 0.06
Key = tuple[str, str, str, float]


@dataclass
class Speech:
    """Speaks each text once per voice and pace; 16 kHz until somebody wants another rate."""

    engine: TextToSpeech | None = None
    _kept: dict[Key, asyncio.Task[bytes]] = field(default_factory=dict)

    async def pcm(self, text: str, *, speaker: str, language: str, pace: float, rate: int = SAMPLE_RATE) -> bytes:
        """s16le mono at `rate`."""
        key = (text, speaker, language, pace)
        if key not in self._kept:
            self._kept[key] = asyncio.create_task(self._speak(text, speaker, language, pace))
        return resampled(await asyncio.shield(self._kept[key]), SAMPLE_RATE, rate)

    async def _speak(self, text: str, speaker: str, language: str, pace: float) -> bytes:
        if self.engine is None:
            return tone(SECONDS_A_CHARACTER * max(len(text), 1) / pace)
        known = speaker if find_voice(speaker) else "shreya"
        voice = parse_voice_id(stand_in_for(known, language))[2]
        return (await self.engine.synthesize(text, voice=voice, language=language, speed=pace)).pcm


def tone(seconds: float) -> bytes:
    """220 Hz at 16 kHz, s16le."""
    samples = np.arange(int(SAMPLE_RATE * seconds))
    return (np.sin(samples * 2 * np.pi * 220 / SAMPLE_RATE) * 8000).astype("<i2").tobytes()


def resampled(pcm: bytes, rate: int, wanted: int) -> bytes:
    """By straight lines: good enough for ears that only compare."""
    if rate == wanted or not pcm:
        return pcm
    samples = np.frombuffer(pcm, "<i2")
    places = np.linspace(0, len(samples) - 1, int(len(samples) * wanted / rate))
    return np.interp(places, np.arange(len(samples)), samples).astype("<i2").tobytes()


def as_wav(pcm: bytes, rate: int) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(pcm)
    return buffer.getvalue()


def from_wav(data: bytes) -> tuple[bytes, int]:
    """PCM and its rate. Raises wave.Error, EOFError."""
    with wave.open(io.BytesIO(data)) as sound:
        return sound.readframes(sound.getnframes()), sound.getframerate()


def encoded(pcm: bytes, rate: int, codec: str) -> bytes:
    """PCM as the codec that was asked for; those that nothing here uses are left out."""
    match codec:
        case "linear16":
            return pcm
        case "wav":
            return as_wav(pcm, rate)
        case "mp3":
            return _as_mp3(pcm, rate)
    raise NotImplementedError(codec)


def _as_mp3(pcm: bytes, rate: int) -> bytes:
    import av

    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp3") as container:
        stream = container.add_stream("libmp3lame", rate=rate, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.frombuffer(pcm, "<i2").reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = rate
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    return buffer.getvalue()
