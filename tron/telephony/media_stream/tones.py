"""The sound of a telephone's keys (DTMF), for vendors whose streams have no message for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from tron.core.speech import FRAME_BYTES, SAMPLE_RATE

ROWS: Final = (697, 770, 852, 941)
COLUMNS: Final = (1209, 1336, 1477, 1633)
KEYPAD: Final = ("123A", "456B", "789C", "*0#D")
PITCHES: Final = {
    key: (row, column)
    for row, keys in zip(ROWS, KEYPAD, strict=True)
    for column, key in zip(COLUMNS, keys, strict=True)
}
TONE_SECONDS = 0.1
PAUSE_SECONDS = 0.1
LEVEL = 0.25
"""Of each of the two pitches, so that both together do not clip."""
PAUSES: Final = {"w": 0.5, "W": 1.0, ",": 0.5}


def key_frames(digits: str) -> Iterator[bytes]:
    """Frames of 20 ms (16 kHz s16le); a letter of PAUSES is silence, what is no key is nothing."""
    for key in digits:
        if key.upper() in PITCHES:
            yield from _frames(_tone(*PITCHES[key.upper()]))
            yield from _frames(_silence(PAUSE_SECONDS))
        elif key in PAUSES:
            yield from _frames(_silence(PAUSES[key]))


def _tone(row: int, column: int) -> bytes:
    at = np.arange(round(TONE_SECONDS * SAMPLE_RATE)) * (2 * np.pi / SAMPLE_RATE)
    pcm: bytes = ((np.sin(row * at) + np.sin(column * at)) * LEVEL * 32767).astype("<i2").tobytes()
    return pcm


def _silence(seconds: float) -> bytes:
    return bytes(2 * round(seconds * SAMPLE_RATE))


def _frames(pcm: bytes) -> Iterator[bytes]:
    for start in range(0, len(pcm), FRAME_BYTES):
        yield pcm[start : start + FRAME_BYTES]
