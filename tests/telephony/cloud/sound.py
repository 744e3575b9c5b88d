"""Sound of the far side, and what of Tron's arrived there."""

from __future__ import annotations

import asyncio
from typing import Any

import numpy as np

from tests.emulators.cloud_calls import CloudCall
from tests.talks import until
from tests.telephony.cloud.house import PATIENCE
from tests.telephony.media_stream.exchange import LOUD
from tron.core.ports import LineCall
from tron.core.speech import SAMPLE_RATE
from tron.telephony.media_stream import g711
from tron.telephony.media_stream.codecs import Codec
from tron.telephony.media_stream.messages import WireFormat


def tone(rate: int = 8000, level: int = 20_000, seconds: float = 0.02) -> bytes:
    """A loud tone, s16le."""
    at = np.arange(round(rate * seconds)) * (2 * np.pi * 400 / rate)
    return (np.sin(at) * level).astype("<i2").tobytes()


def mulaw(level: int = 20_000) -> bytes:
    """20 ms of a loud tone as telephones have it."""
    return g711.encode(np.frombuffer(tone(8000, level), "<i2").astype(np.int16), "PCMU")


def loudness(pcm: bytes) -> float:
    """Of s16le."""
    return float(np.abs(np.frombuffer(pcm, "<i2").astype(float)).mean())


async def hears(call: LineCall) -> None:
    """Until a loud frame comes."""
    assert call.audio is not None
    async with asyncio.timeout(PATIENCE):
        async for frame in call.audio.frames():
            if loudness(frame) > 3000:
                return


async def says(call: LineCall, far: CloudCall, frames: int) -> bytes:
    """So many loud frames; what of them arrived, once it has."""
    assert call.audio is not None
    before = sum(map(len, far.heard))
    for _ in range(frames):
        await call.audio.send(LOUD)
    wanted = before + frames * round(far.frame * 0.02 / far.frame_seconds)

    async def arrived() -> bool:
        return sum(map(len, far.heard)) >= wanted

    await until(arrived)
    return b"".join(far.heard)[before:]


async def eventually(holds: Any) -> None:
    """Until `holds()`."""

    async def check() -> bool:
        return bool(holds())

    await until(check)


def codec_of(far: CloudCall) -> Codec:
    """Of the stream that this call has now."""
    if far.silence == b"\xff":
        return Codec(WireFormat("PCMU", 8000))
    return Codec(WireFormat("L16", round(far.frame / far.frame_seconds / 2)))


def far_says(far: CloudCall, pcm: bytes) -> None:
    """This (16 kHz, s16le) from now on, after what is still to be said."""
    size = round(SAMPLE_RATE * far.frame_seconds) * 2
    codec = codec_of(far)
    for at in range(0, len(pcm) - size + 1, size):
        far.far.put_nowait(codec.encode(pcm[at : at + size]))


class FarEar:
    """All that came for the person from now on, at 16 kHz."""

    def __init__(self, far: CloudCall) -> None:
        self._far = far
        self._codec = codec_of(far)
        self._read = len(far.heard)
        self._pcm = bytearray()

    def __call__(self) -> bytearray:
        news = self._far.heard[self._read :]
        self._read += len(news)
        for message in news:
            self._pcm += self._codec.decode(message)
        return self._pcm
