"""Beeps and fax tones, and what is neither."""

from __future__ import annotations

import numpy as np
import pytest

from tron.voice.tones import ToneDetector

RATE = 16000


def tone(hertz: float, seconds: float, level: float = 0.3) -> np.ndarray:
    at = np.arange(int(seconds * RATE)) / RATE
    return (np.sin(2 * np.pi * hertz * at) * level * 32767).astype(np.int16)


def quiet(seconds: float, level: float = 0.0005) -> np.ndarray:
    noise = np.random.default_rng(1).normal(0, level * 32767, int(seconds * RATE))
    return noise.astype(np.int16)


def telephone(samples: np.ndarray) -> np.ndarray:
    """Through 8 kHz mu-law and back, as a trunk carries it."""
    narrow = samples[::2].astype(np.float64) / 32768
    mu = 255.0
    coded = np.sign(narrow) * np.log1p(mu * np.abs(narrow)) / np.log1p(mu)
    coded = np.round(coded * 127) / 127
    back = np.sign(coded) * (np.expm1(np.abs(coded) * np.log1p(mu))) / mu
    wide = np.interp(np.arange(len(samples)), np.arange(0, len(samples), 2)[: len(back)], back)
    return (wide * 32767).astype(np.int16)


def heard(*parts: np.ndarray, noise: float = 0.0) -> list[tuple[str, float]]:
    sound = np.concatenate(parts)
    if noise:
        sound = (sound + quiet(len(sound) / RATE, noise)[: len(sound)]).astype(np.int16)
    found: list[tuple[str, float]] = []
    detector = ToneDetector(lambda kind, at: found.append((kind, round(at, 2))))
    for at in range(0, len(sound), 320):
        detector.feed(sound[at : at + 320].tobytes())
    return found


@pytest.mark.parametrize("hertz", [440, 800, 1000, 1400, 1960])
@pytest.mark.parametrize("seconds", [0.25, 0.5, 1.5])
def test_beeps_of_machines(hertz: float, seconds: float) -> None:
    [(kind, at)] = heard(telephone(np.concatenate((quiet(1), tone(hertz, seconds), quiet(1)))))
    assert kind == "beep"
    assert 1 + seconds <= at <= 1 + seconds + 0.1


def test_a_beep_in_noise_and_a_soft_one() -> None:
    assert [kind for kind, _ in heard(quiet(1), tone(1000, 0.4, 0.1), quiet(1), noise=0.008)] == ["beep"]
    assert [kind for kind, _ in heard(quiet(1), tone(1000, 0.4, 0.01), quiet(1))] == ["beep"]


@pytest.mark.parametrize("key", [(697, 1209), (770, 1336), (852, 1477), (941, 1633)])
def test_keys_are_no_beeps(key: tuple[float, float]) -> None:
    both = (tone(key[0], 0.3, 0.2) + tone(key[1], 0.3, 0.2)).astype(np.int16)
    assert heard(telephone(np.concatenate((quiet(0.5), both, quiet(0.5))))) == []


def test_ringing_of_two_tones_a_sweep_and_clicks_are_nothing() -> None:
    at = np.arange(RATE) / RATE
    ring = (tone(400, 1) * 0.5 + tone(450, 1) * 0.5).astype(np.int16)
    sweep = (np.sin(2 * np.pi * (300 + 1500 * at) * at) * 9000).astype(np.int16)
    click = np.zeros(RATE, np.int16)
    click[::1600] = 30000
    assert heard(quiet(0.5), sweep, quiet(0.5)) == []
    assert heard(quiet(0.5), click, quiet(0.5)) == []
    assert heard(quiet(0.5), ring, quiet(0.5)) == []


def test_a_dial_tone_that_goes_on_is_no_beep() -> None:
    assert heard(quiet(0.5), tone(400, 4), quiet(0.5)) == []


def test_a_fax_that_answers() -> None:
    [(kind, at)] = heard(telephone(np.concatenate((quiet(1), tone(2100, 3), quiet(0.5)))))
    assert kind == "fax"
    assert at <= 2.1


def test_a_fax_that_calls_is_known_at_its_second_tone() -> None:
    kinds = [kind for kind, _ in heard(quiet(0.5), tone(1100, 0.5), quiet(3), tone(1100, 0.5), quiet(0.5))]
    assert kinds == ["beep", "fax"]


def test_noise_is_nothing() -> None:
    assert heard(quiet(5, 0.05)) == []
