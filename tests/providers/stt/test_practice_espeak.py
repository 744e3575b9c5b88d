"""The practice recogniser on real synthesised Hindi, Hinglish and English, all of one voice: the hardest case."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

pytest.importorskip("espeakng_loader")

from tests.providers.stt._espeak import speak
from tests.providers.stt._sound import (
    LINES,
    catalogue,
    finals,
    frames_dropped,
    hear,
    samples,
    silence,
    talked_over,
    texts,
)
from tron.core.speech import SpokenUtterance, SpokenWord
from tron.providers.stt.practice import PracticeCatalogue

pytestmark = [pytest.mark.slow, pytest.mark.sound]

HINDI = (
    "हाँ जी, मैं बोल रहा हूँ, बताइए क्या काम है?",
    "नहीं, मुझे अभी कोई लोन नहीं चाहिए, धन्यवाद।",
    "कौन बोल रहा है? मैं अभी गाड़ी चला रहा हूँ।",
    "हाँ जी, किश्त मैंने पिछले हफ़्ते भर दी थी।",
)
HINGLISH = ("haan ji, main Rahul bol raha hoon", "mujhe dobara kabhi call mat karna", "theek hai, main kal aa jaunga")
ENGLISH = ("Yes, I would like to book an appointment for tomorrow.", "No thank you, I am not interested in any loan.")
SHORT = ("हाँ", "नहीं", "अच्छा", "हैलो?", "कौन?")
UNKNOWN = (
    "नमस्ते, मैं ट्रॉन बैंक से एक स्वचालित सहायक बोल रही हूँ।",
    "हाँ बिल्कुल, मैं कल फिर से फ़ोन करूँगी।",
    "ठीक है, आपका समय देने के लिए धन्यवाद।",
    "आपकी किश्त की तारीख़ पाँच है, क्या आप भुगतान कर पाएँगे?",
)


@pytest.fixture(scope="module")
def people() -> list[SpokenUtterance]:
    english = [speak(text, "en-us", language="en-IN") for text in ENGLISH]
    return [speak(text) for text in HINDI + HINGLISH + SHORT] + english


@pytest.fixture(scope="module")
def known(people: list[SpokenUtterance]) -> PracticeCatalogue:
    return catalogue(*people)


@pytest.mark.parametrize("line", [*LINES, "talked over", "frames dropped"])
def test_every_utterance_is_heard(line: str, people: list[SpokenUtterance], known: PracticeCatalogue):
    lines = LINES | {
        "talked over": talked_over(samples(speak(UNKNOWN[0], "hi+f2"))),
        "frames dropped": lambda sound: frames_dropped(sound, 40),
    }
    for one in people:
        heard = finals(hear(known, lines[line](np.concatenate([silence(0.5), samples(one), silence(0.5)]))))
        assert [(final.text, final.utterance_id) for final in heard] == [(one.text, one.id)]


@pytest.mark.parametrize("voice", ["hi", "hi+f2"])
@pytest.mark.parametrize("text", UNKNOWN)
def test_the_same_voice_saying_something_else_gives_no_words(voice: str, text: str, known: PracticeCatalogue):
    assert texts(hear(known, silence(0.3), samples(speak(text, voice)))) == []


def _share(one: SpokenUtterance, word: SpokenWord, start: float, end: float) -> float:
    """The part of a word's audible 10 ms steps between `start` and `end`."""
    sound = samples(one)
    at = np.arange(int(word.start * 16000), max(int(word.end * 16000) - 159, int(word.start * 16000) + 1), 160)
    power = np.array([np.mean(sound[i : i + 160] ** 2) for i in at])
    loud = power > power.max() * 1e-3
    inside = (at + 80 >= start * 16000) & (at + 80 < end * 16000)
    return float((loud & inside).sum() / max(loud.sum(), 1))


def _is_within(part: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in part)


def test_cuts_anywhere_cut_the_words(people: list[SpokenUtterance], known: PracticeCatalogue):
    draw = np.random.default_rng(5)
    for one in [one for one in people if one.duration > 1]:
        for _ in range(4):
            cut = draw.uniform(0.45, one.duration - 0.5)
            at = round(cut * 16000)
            for start, end, sound in ((0.0, cut, samples(one)[:at]), (cut, 99.0, samples(one)[at:])):
                heard = " ".join(texts(hear(known, silence(0.4), sound))).split()
                shares = [(word.text, _share(one, word, start, end)) for word in one.words]
                assert _is_within([text for text, share in shares if share >= 0.78], heard), (cut, shares)
                assert _is_within(heard, [text for text, share in shares if share >= 0.45]), (cut, shares)


@pytest.mark.parametrize("gap", [0.0, 0.15, 0.7])
def test_one_after_the_other_and_twice(gap: float, people: list[SpokenUtterance], known: PracticeCatalogue):
    long = [one for one in people if one.duration > 1]
    for one, two in [*itertools.pairwise(long), *((one, one) for one in long)]:
        assert texts(hear(known, samples(one), silence(gap), samples(two))) == [one.text, two.text]
