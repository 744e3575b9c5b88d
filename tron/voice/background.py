"""The room that an agent sits in, as its caller hears it: soft, made here, and the same in every call."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tron.core.models.agent import Background
from tron.core.speech import SAMPLE_RATE

SECONDS: Final = 15
LEVEL_DB: Final = -46.0
"""Below full scale: some 25 dB under the voices, and under what counts as a voice."""
AIR_HZ: Final = (60.0, 900.0)
MURMUR_HZ: Final = (180.0, 1800.0)
SYLLABLES_PER_SECOND: Final = 4
TALKERS: Final = 4
KEYS_PER_SECOND: Final = 2.5

Samples = NDArray[np.float64]


@cache
def room_of(background: Background) -> bytes:
    """15 s of 16 kHz mono s16le that can be repeated without a gap; nothing for "none"."""
    if background == "none":
        return b""
    chance = np.random.default_rng(14)
    sound = _band(chance, AIR_HZ)
    if background == "office":
        sound = sound + 0.7 * _typing(chance)
    else:
        sound = 0.4 * sound + sum((_murmur(chance) for _ in range(TALKERS)), start=np.zeros(len(sound)))
    loud = np.sqrt(np.mean(sound**2))
    return bytes((sound / loud * 10 ** (LEVEL_DB / 20) * 32767).clip(-32768, 32767).astype("<i2").tobytes())


def _band(chance: np.random.Generator, hertz: tuple[float, float]) -> Samples:
    """Noise of one band, at an even level; made in the spectrum, so that its end fits its beginning."""
    size = SECONDS * SAMPLE_RATE
    spectrum = np.fft.rfft(chance.standard_normal(size))
    at = np.fft.rfftfreq(size, 1 / SAMPLE_RATE)
    spectrum[(at < hertz[0]) | (at > hertz[1])] = 0
    sound = np.fft.irfft(spectrum / np.sqrt(np.maximum(at, hertz[0])), size)
    return np.asarray(sound / np.std(sound))


def _murmur(chance: np.random.Generator) -> Samples:
    """Somebody far off: the band and the rhythm of speech, and no words."""
    points = SECONDS * SYLLABLES_PER_SECOND
    strength = chance.random(points) * (chance.random(points) > 0.35)
    strength[-1] = strength[0]
    size = SECONDS * SAMPLE_RATE
    return _band(chance, MURMUR_HZ) * np.interp(np.linspace(0, points - 1, size), np.arange(points), strength)


def _typing(chance: np.random.Generator) -> Samples:
    """Keys of a keyboard, in bursts."""
    sound = np.zeros(SECONDS * SAMPLE_RATE)
    click = chance.standard_normal(240) * np.exp(-np.arange(240) / 40)
    for at in chance.choice(len(sound) - len(click), int(SECONDS * KEYS_PER_SECOND), replace=False):
        if at % (4 * SAMPLE_RATE) < 2 * SAMPLE_RATE:
            sound[at : at + len(click)] += click * chance.uniform(1.5, 3.0)
    return sound
