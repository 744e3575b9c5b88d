from __future__ import annotations

import numpy as np
import pytest

from tests.voice import sounds
from tron.core.speech import FRAME_BYTES, SAMPLE_RATE
from tron.voice.deafness import DeafnessGuard


class Guarded:
    def __init__(self) -> None:
        self.deaf = 0
        self.guard = DeafnessGuard(self._is_deaf)

    def _is_deaf(self) -> None:
        self.deaf += 1

    def hear(self, pcm: bytes) -> None:
        for at in range(0, len(pcm), FRAME_BYTES):
            self.guard.frame(pcm[at : at + FRAME_BYTES])


def noise(seconds: float, level: float) -> bytes:
    random = np.random.default_rng(7)
    return (random.normal(0, level, int(seconds * SAMPLE_RATE))).clip(-32000, 32000).astype(np.int16).tobytes()


def mixed(speech: bytes, level: float) -> bytes:
    hiss = np.frombuffer(noise(len(speech) / 2 / SAMPLE_RATE, level), np.int16)[: len(speech) // 2]
    both = np.frombuffer(speech, np.int16).astype(np.int32) + hiss
    return both.clip(-32768, 32767).astype(np.int16).tobytes()


TALK = sounds.words("long") + sounds.silence(0.3) + sounds.words("question") + sounds.silence(1.0)


def test_talk_that_nobody_notices_is_noticed_here() -> None:
    case = Guarded()
    case.hear(sounds.silence(1.0) + TALK)
    assert case.deaf == 1


def test_it_is_noticed_over_the_hiss_of_a_line_too() -> None:
    case = Guarded()
    case.hear(mixed(sounds.silence(2.0) + TALK, 60))
    assert case.deaf == 1


def test_what_was_noticed_is_no_deafness() -> None:
    case = Guarded()
    case.hear(sounds.words("long"))
    case.guard.noticed()
    case.hear(sounds.silence(1.0))
    assert case.deaf == 0


@pytest.mark.parametrize("level", [30, 300, 2000])
def test_steady_noise_is_no_talk(level: float) -> None:
    case = Guarded()
    case.hear(noise(40, level) + sounds.silence(2))
    assert case.deaf == 0


def test_a_word_now_and_then_is_too_little() -> None:
    case = Guarded()
    for _ in range(6):
        case.hear(sounds.words("yes") + sounds.silence(13))
    assert case.deaf == 0
