"""Sound in tests: speech made by the built-in voices, recordings measured and heard again by the built-in ears."""

from __future__ import annotations

import re
import unicodedata
import wave
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tron.core.speech import SAMPLE_RATE
from tron.providers.engines import EngineClient

Samples = NDArray[np.int16]

WINDOW = SAMPLE_RATE // 50
LOUD = 150.0  # root mean square of a window with sound in it
BREATH = 0.7


def silence(seconds: float) -> bytes:
    """PCM without sound."""
    return bytes(2 * int(seconds * SAMPLE_RATE))


def write_mono(path: Path, pcm: bytes) -> None:
    """16 kHz mono s16le PCM as a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(pcm)


def read_stereo(path: Path) -> Samples:
    """A stereo WAV as samples of shape (2, n): caller, agent."""
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getframerate(), file.getsampwidth()) == (2, SAMPLE_RATE, 2)
        flat = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
    return flat.reshape(-1, 2).T


def spans(channel: Samples, gap: float = BREATH) -> list[tuple[float, float]]:
    """Where there is sound, as (start, end) in seconds; pauses shorter than `gap` are part of it."""
    whole = channel[: len(channel) // WINDOW * WINDOW].astype(np.float64).reshape(-1, WINDOW)
    loud = np.flatnonzero(np.sqrt((whole**2).mean(axis=1)) > LOUD)
    found: list[list[float]] = []
    for index in loud:
        start, end = index * WINDOW / SAMPLE_RATE, (index + 1) * WINDOW / SAMPLE_RATE
        if found and start - found[-1][1] < gap:
            found[-1][1] = end
        else:
            found.append([start, end])
    return [(start, end) for start, end in found]


async def hear(client: EngineClient, channel: Samples) -> list[str]:
    """What the built-in (English) recogniser understands of each stretch of sound."""
    heard = []
    for start, end in spans(channel):
        first, last = max(0, int((start - 0.2) * SAMPLE_RATE)), int((end + 0.3) * SAMPLE_RATE)
        heard.append((await client.transcribe(channel[first:last].astype("<i2").tobytes())).text)
    return heard


def words(*texts: str) -> list[str]:
    """Lower-case words without punctuation, in any script."""
    folded = unicodedata.normalize("NFC", " ".join(texts)).casefold().replace("-", " ")
    kept = "".join(char for char in folded if unicodedata.category(char)[0] in "LMN" or char.isspace())
    return re.findall(r"\S+", kept)


def share_heard(expected: Sequence[str], heard: Sequence[str]) -> float:
    """The share of the expected words that were heard, in their order."""
    matcher = SequenceMatcher(None, list(expected), list(heard), autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / max(len(expected), 1)
