"""Sounds for tests, 16 kHz mono s16le PCM: real words (synthetic speech, in data/), tones, silence."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import av
import numpy as np

RATE = 16_000
DATA = Path(__file__).parent / "data"


@cache
def words(name: str) -> bytes:
    """One of data/'s recordings: yes, ok, hello, stop, question (3 s), long (4 s); silence around it cut off."""
    with av.open(str(DATA / f"{name}.ogg")) as container:
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        frames = [part for frame in container.decode(audio=0) for part in resampler.resample(frame)]
        frames += resampler.resample(None)
    pcm = np.concatenate([frame.to_ndarray()[0] for frame in frames])
    loud = np.flatnonzero(np.abs(pcm) > 500)
    return pcm[loud[0] : loud[-1]].tobytes()


def tone(seconds: float, frequency: float = 440.0, level: float = 8000.0) -> bytes:
    t = np.arange(int(seconds * RATE)) / RATE
    return (level * np.sin(2 * np.pi * frequency * t)).astype(np.int16).tobytes()


def silence(seconds: float) -> bytes:
    return bytes(2 * int(seconds * RATE))
