"""The caller's side of a recording, cut out for what was said: blocking, for an executor."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np

from tron.core.speech import SAMPLE_RATE

AROUND = 0.3
"""Seconds before and behind a line: a recogniser's times are a little inside of what was spoken."""


def cut_caller(path: Path, spans: Sequence[tuple[float, float]]) -> list[bytes]:
    """The left channel of these spans (seconds), 16 kHz mono s16le; all empty where the file cannot be read."""
    cut = [bytearray() for _ in spans]
    edges = [
        (int(max(0.0, start - AROUND) * SAMPLE_RATE), int((end + AROUND) * SAMPLE_RATE) if end > start else 0)
        for start, end in spans
    ]
    try:
        with av.open(str(path)) as container:
            resampler = av.AudioResampler(format="s16", layout="stereo", rate=SAMPLE_RATE)
            at = 0
            for frame in container.decode(audio=0):
                for piece in resampler.resample(frame):
                    left = piece.to_ndarray().reshape(-1, 2)[:, 0].astype("<i2")
                    _keep(left, at, edges, cut)
                    at += len(left)
    except (av.FFmpegError, OSError, IndexError, ValueError):
        return [b""] * len(cut)
    return [bytes(sound) for sound in cut]


def _keep(left: np.ndarray, at: int, edges: Sequence[tuple[int, int]], cut: Sequence[bytearray]) -> None:
    """Add to each cut what it has of these samples, the first of which is number `at`."""
    for (first, last), sound in zip(edges, cut, strict=True):
        if first < at + len(left) and last > at:
            sound.extend(left[max(0, first - at) : last - at].tobytes())
