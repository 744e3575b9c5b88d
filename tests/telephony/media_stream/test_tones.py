"""Keys as sound."""

from __future__ import annotations

import numpy as np
import pytest

from tron.core.speech import FRAME_BYTES, SAMPLE_RATE
from tron.telephony.media_stream.tones import KEYPAD, PITCHES, key_frames


def pitches(frames: list[bytes]) -> list[float]:
    """The two loudest pitches."""
    samples = np.frombuffer(b"".join(frames), "<i2").astype(float)
    spectrum = np.abs(np.fft.rfft(samples, SAMPLE_RATE))
    first = int(np.argmax(spectrum))
    spectrum[max(0, first - 40) : first + 40] = 0
    return sorted([float(first), float(np.argmax(spectrum))])


@pytest.mark.parametrize("key", "".join(KEYPAD))
def test_each_key_sounds_by_its_two_pitches(key: str) -> None:
    frames = list(key_frames(key))
    assert {len(frame) for frame in frames} == {FRAME_BYTES}
    assert pitches(frames[:5]) == pytest.approx(PITCHES[key], abs=4)
    assert set(b"".join(frames[5:])) == {0}


def test_pauses_are_silent_and_other_signs_are_nothing() -> None:
    assert [set(frame) for frame in key_frames("w")] == [{0}] * 25
    assert list(key_frames("x-+ ")) == []
    assert list(key_frames("a")) == list(key_frames("A"))
