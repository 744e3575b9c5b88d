"""The caller's side, cut out of a real recording."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from tron.core.speech import FRAME_BYTES, SAMPLE_RATE
from tron.voice.caller_sound import AROUND, cut_caller
from tron.voice.recording import CallRecorder


async def record(path: Path, caller: bytes, agent: bytes = b"") -> None:
    """A recording of these two sides, both from its first moment on (16 kHz mono s16le)."""
    with ThreadPoolExecutor(1) as executor:
        now = 0.0
        recorder = CallRecorder(path, executor=executor, clock=lambda: now)
        await recorder.start()
        for at in range(0, max(len(caller), len(agent)), FRAME_BYTES):
            recorder.agent(agent[at : at + FRAME_BYTES].ljust(FRAME_BYTES, b"\0"))
            now += 0.02
            recorder.caller(caller[at : at + FRAME_BYTES].ljust(FRAME_BYTES, b"\0"))
        await recorder.close()


def tone(hertz: float, seconds: float) -> bytes:
    at = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (np.sin(2 * np.pi * hertz * at) * 8000).astype("<i2").tobytes()


def loud(pcm: bytes) -> bool:
    return float(np.sqrt(np.mean(np.square(np.frombuffer(pcm, "<i2").astype(float))))) > 1000


def pitch(pcm: bytes) -> float:
    sound = np.frombuffer(pcm, "<i2").astype(float)
    return float(np.argmax(np.abs(np.fft.rfft(sound))) * SAMPLE_RATE / len(sound))


async def test_each_span_has_the_callers_sound_alone(tmp_path: Path) -> None:
    quiet = bytes(2 * SAMPLE_RATE * 2)
    path = tmp_path / "call.ogg"
    await record(path, tone(300, 2) + quiet + tone(700, 2), quiet + tone(1100, 2) + quiet)
    first, silent, last = cut_caller(path, [(0.4, 1.6), (2.5, 3.5), (4.4, 5.6)])
    assert (loud(first), loud(silent), loud(last)) == (True, False, True)
    assert (round(pitch(first), -1), round(pitch(last), -1)) == (300, 700)
    assert len(first) / 2 / SAMPLE_RATE == pytest.approx(1.2 + 2 * AROUND, abs=0.01)


async def test_spans_may_overlap_be_empty_or_lie_behind_the_end(tmp_path: Path) -> None:
    path = tmp_path / "call.ogg"
    await record(path, tone(300, 2))
    one, two, none, behind = cut_caller(path, [(0, 1), (0.5, 9), (1, 1), (60, 61)])
    assert len(one) / 2 / SAMPLE_RATE == pytest.approx(1 + AROUND, abs=0.01)
    assert len(two) / 2 / SAMPLE_RATE == pytest.approx(1.8, abs=0.1)
    assert (none, behind) == (b"", b"")


def test_what_is_no_recording_gives_nothing(tmp_path: Path) -> None:
    path = tmp_path / "call.ogg"
    assert cut_caller(path, [(0, 1)]) == [b""]
    path.write_bytes(b"no sound")
    assert cut_caller(path, [(0, 1), (1, 2)]) == [b"", b""]
