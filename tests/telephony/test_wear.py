"""Speech over a worn telephone: its band, its noise, its losses, and that it is the same each time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.providers.stt._sound import catalogue, hear, silence, texts, utterance
from tests.support import VirtualClock
from tron.core.ids import uuid7
from tron.core.ports import DialRequest
from tron.core.speech import FRAME_BYTES, SAMPLE_RATE, SpokenUtterance
from tron.telephony.registry import LineContext
from tron.telephony.sandbox.line import SandboxLine
from tron.telephony.sandbox.people import person_for, saying
from tron.telephony.sandbox.wear import Wear, hiss, worn


def tone(hertz: float, seconds: float = 0.5) -> bytes:
    times = np.arange(int(SAMPLE_RATE * seconds)) / SAMPLE_RATE
    return (np.sin(2 * np.pi * hertz * times) * 8000).astype("<i2").tobytes()


def loudness(pcm: bytes) -> float:
    return float(np.sqrt(np.mean(np.square(np.frombuffer(pcm, "<i2").astype(float)))))


CLEAN = Wear(noise_db=None, loss=0.0)


@pytest.mark.parametrize(("hertz", "passes"), [(100, False), (1000, True), (3000, True), (5000, False)])
def test_only_a_telephones_band_passes(hertz: float, passes: bool) -> None:
    heard = loudness(worn(tone(hertz), CLEAN))
    assert heard > 5000 if passes else heard < 100


def test_noise_lies_as_far_below_as_asked() -> None:
    clean, noisy = (np.frombuffer(worn(tone(1000), wear), "<i2").astype(float) for wear in (CLEAN, Wear(20.0, 0.0)))
    below = 20 * np.log10(np.std(clean) / np.std(noisy - clean))
    assert 17 < below < 23


def test_lost_packets_are_bridged() -> None:
    sound = worn(tone(1000, 4.0), Wear(None, 0.2, seed=3))
    frames = [loudness(sound[at : at + FRAME_BYTES]) for at in range(0, len(sound), FRAME_BYTES)]
    weak = sum(level < 4000 for level in frames) / len(frames)
    assert 0.1 < weak < 0.3
    assert len(sound) == len(tone(1000, 4.0))


def test_it_is_the_same_each_time_and_nothing_stays_nothing() -> None:
    assert worn(tone(700), Wear(seed=5)) == worn(tone(700), Wear(seed=5)) != worn(tone(700), Wear(seed=6))
    assert worn(b"", Wear()) == b""


def test_options_are_held_within_bounds() -> None:
    assert Wear.of({}) == Wear()
    assert Wear.of({"noise_db": None, "loss": 5, "seed": 2}) == Wear(None, 0.2, 2)
    assert Wear.of({"noise_db": -3, "loss": -1}) == Wear(0.0, 0.0)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_recogniser_that_knows_the_words_hears_them_over_it(seed: int) -> None:
    spoken = utterance(seed)
    heard = np.frombuffer(worn(spoken.pcm, Wear(15.0, 0.05, seed)), "<i2").astype(float)
    known = catalogue(spoken, utterance(seed + 10))
    assert texts(hear(known, silence(0.5), heard, silence(1.0))) == [spoken.text]


def test_the_noise_goes_on_while_nobody_speaks() -> None:
    between = hiss([tone(1000, 1.0)], Wear(20.0, 0.0))
    assert loudness(between) == pytest.approx(loudness(tone(1000, 1.0)) / 10, rel=0.1)
    assert hiss([tone(1000)], Wear(None)) == hiss([], Wear()) == b""


class Voice:
    async def synthesize(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> SpokenUtterance:
        return SpokenUtterance(text, tone(5000), (), language)


@pytest.mark.parametrize(("options", "passes"), [({}, True), ({"wear": {"noise_db": None}}, False)])
async def test_a_person_of_the_practice_line_speaks_over_a_worn_telephone(
    tmp_path: Path, options: dict[str, Any], passes: bool
) -> None:
    told: list[SpokenUtterance] = []
    clock = VirtualClock()
    line = SandboxLine(LineContext(clock, tmp_path, Voice(), lambda _call, spoken: told.append(spoken)))
    request = DialRequest(uuid7(), "+910000000001", "en-IN", options={"says": ["Yes."], **options})
    sounds = await line._sounds(saying(person_for(request.to or "", "en-IN", None), ["Yes."]), request)
    assert (loudness(sounds["Yes."]) > 5000) is passes
    assert loudness(told[0].pcm) > 5000, "the recogniser is told the words, not what became of them"
