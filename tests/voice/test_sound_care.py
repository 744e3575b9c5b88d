"""Noise goes down and speech stays, quiet speech gets louder, words are still recognised, and it costs little."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.voice.sounds import RATE, silence, words
from tron.core.speech import FRAME_BYTES, SpokenUtterance, SpokenWord
from tron.providers.stt.practice import Final, PracticeCatalogue, PracticeRecogniser
from tron.voice.sound_care import SoundCare

Sound = NDArray[np.float64]

LEAD = 3 * RATE


def samples(pcm: bytes) -> Sound:
    return np.frombuffer(pcm, "<i2").astype(float)


def pcm_of(sound: Sound) -> bytes:
    return np.clip(np.round(sound), -32768, 32767).astype("<i2").tobytes()


def level(sound: Sound) -> float:
    """Root mean square in decibels."""
    return float(10 * np.log10(np.mean(sound**2) + 1e-9))


def white(length: int, amount: float) -> Sound:
    return np.random.default_rng(3).standard_normal(length) * amount


def fan(length: int, amount: float) -> Sound:
    """Rumble with a hum of the mains."""
    spectrum = np.fft.rfft(white(length, 1.0))
    rumble = np.fft.irfft(spectrum / np.sqrt(1 + (np.fft.rfftfreq(length, 1 / RATE) / 200) ** 2), length)
    hum = np.sin(2 * np.pi * 100 * np.arange(length) / RATE)
    noise = rumble / rumble.std() + 0.3 * hum
    return np.asarray(noise / noise.std() * amount)


def cleaned(sound: Sound, *, noise_suppression: bool = False, gain: bool = False) -> Sound:
    """Through the care frame by frame, as a call does it."""
    care = SoundCare(noise_suppression=noise_suppression, gain=gain)
    pcm = pcm_of(sound)
    return samples(b"".join(care.clean(pcm[at : at + FRAME_BYTES]) for at in range(0, len(pcm), FRAME_BYTES)))


def in_noise(speech: Sound, noise: Sound) -> Sound:
    """The noise alone for LEAD, then with the speech in it, then alone for a second."""
    return noise + np.concatenate([np.zeros(LEAD), speech, np.zeros(len(noise) - LEAD - len(speech))])


def ratio(sound: Sound, speech_length: int) -> float:
    """Decibels of the stretch with speech over the second of noise before it."""
    return level(sound[LEAD : LEAD + speech_length]) - level(sound[LEAD - RATE : LEAD])


@pytest.mark.parametrize("noise_of", [white, fan])
@pytest.mark.parametrize("amount", [300.0, 1000.0])
def test_speech_stands_further_out_of_noise(noise_of: Callable[[int, float], Sound], amount: float) -> None:
    speech = samples(words("long"))
    noisy = in_noise(speech, noise_of(LEAD + len(speech) + RATE, amount))
    clean = cleaned(noisy, noise_suppression=True)
    assert ratio(clean, len(speech)) > ratio(noisy, len(speech)) + 6
    assert level(clean[LEAD - RATE : LEAD]) < level(noisy[LEAD - RATE : LEAD]) - 8


def test_speech_without_noise_keeps_its_level_under_suppression() -> None:
    speech = samples(words("long"))
    clean = cleaned(np.concatenate([np.zeros(LEAD), speech]), noise_suppression=True)
    assert abs(level(clean[LEAD:]) - level(speech)) < 2


def test_quiet_speech_gets_louder_and_loud_speech_is_not_overdriven() -> None:
    speech = np.tile(samples(words("long") + silence(0.3)), 3)
    quiet = speech / 30
    raised = cleaned(quiet, gain=True)
    half = len(speech) // 2  # the gain rises slowly
    assert level(raised[half:]) > level(quiet[half:]) + 6
    loud = cleaned(speech * (28_000 / np.abs(speech).max()), gain=True)
    assert np.mean(np.abs(loud) >= 32_767) < 0.001


@pytest.mark.parametrize(("noise_suppression", "gain"), [(True, False), (False, True), (True, True)])
def test_the_practice_recogniser_still_knows_the_words(noise_suppression: bool, gain: bool) -> None:
    pcm = words("question")
    half = len(pcm) / 2 / RATE / 2
    known = SpokenUtterance("q", pcm, (SpokenWord("one", 0.0, half), SpokenWord("two", half, 2 * half)), "en-IN")
    catalogue = PracticeCatalogue()
    catalogue.add(known)
    noisy = in_noise(samples(pcm), fan(LEAD + len(pcm) // 2 + RATE, 150.0))
    sound = pcm_of(cleaned(noisy, noise_suppression=noise_suppression, gain=gain))
    recogniser = PracticeRecogniser(catalogue)
    frames = [sound[at : at + FRAME_BYTES] for at in range(0, len(sound), FRAME_BYTES)]
    events = [event for frame in frames for event in recogniser.feed(frame)] + list(recogniser.flush())
    assert "one two" in [event.text for event in events if isinstance(event, Final)]


def test_with_both_off_the_sound_is_untouched() -> None:
    pcm = words("hello")
    assert SoundCare(noise_suppression=False, gain=False).clean(pcm) is pcm


@pytest.mark.parametrize("length", [0, 2, 318, 320, 322, 640, 1000, 6400])
def test_what_comes_out_is_as_long_as_what_went_in(length: int) -> None:
    assert len(SoundCare(noise_suppression=True, gain=True).clean(bytes(length))) == length


def test_each_call_has_its_own_state() -> None:
    pcm = words("long")
    once = SoundCare(noise_suppression=True, gain=True).clean(pcm)
    assert SoundCare(noise_suppression=True, gain=True).clean(pcm) == once


@pytest.mark.thorough
def test_a_second_of_sound_takes_far_less_than_a_second() -> None:
    care, pcm = SoundCare(noise_suppression=True, gain=True), words("long")
    start = time.process_time()
    care.clean(pcm)
    assert time.process_time() - start < 0.1 * len(pcm) / 2 / RATE
