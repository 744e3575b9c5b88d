"""Sounds of waiting lines and of everything else, labelled and all made here: 16 kHz mono, about -20 dBFS."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.voice.sounds import words
from tron.core.speech import SAMPLE_RATE
from tron.providers.engines.espeak import EspeakEngine
from tron.telephony.media_stream.codecs import Codec
from tron.telephony.media_stream.messages import WireFormat
from tron.voice.hold_music import hold_music

Sound = NDArray[np.float64]

SECONDS = 12
LEVEL_DB = -20.0
MAJOR = (0, 2, 4, 5, 7, 9, 11)
VOICES = (
    ("en", "m3"),
    ("en", "f2"),
    ("en", "m7"),
    ("hi", "f3"),
    ("hi", "m3"),
    ("ta", "f2"),
    ("bn", "m3"),
    ("mr", "f3"),
)
TEXTS = {
    "en": "Hello, good morning. I am calling about the order that I placed last week, it has not come yet. "
    "Could you please look where it is? Yes, the number is four two seven. Thank you, I will wait for it then.",
    "hi": "नमस्ते, मैं पिछले हफ्ते के ऑर्डर के बारे में पूछना चाहता था। वह अभी तक नहीं आया है। क्या आप देख सकते हैं? हाँ, उसका नंबर "
    "चार दो सात है। ठीक है, मैं तब तक इंतज़ार करूँगा।",
    "ta": "வணக்கம், நான் கடந்த வாரம் செய்த ஆர்டர் பற்றி கேட்க விரும்புகிறேன். அது இன்னும் வரவில்லை. தயவுசெய்து பார்க்க முடியுமா? நன்றி.",
    "bn": "নমস্কার, আমি গত সপ্তাহের অর্ডারের কথা জানতে চাই। সেটা এখনও আসেনি। আপনি কি একটু দেখবেন? ধন্যবাদ, আমি অপেক্ষা করব।",
    "mr": "नमस्कार, मी मागच्या आठवड्यात दिलेल्या ऑर्डरबद्दल विचारायचं होतं. ती अजून आली नाही. तुम्ही बघू शकता का? धन्यवाद.",
}


def level(sound: Sound, decibels: float = LEVEL_DB) -> Sound:
    """At this mean level below full scale."""
    return np.asarray(sound / np.sqrt(np.mean(sound**2)) * 10 ** (decibels / 20) * 32767)


def through_g711(sound: Sound) -> Sound:
    """8000 samples a second in mu-law, and back."""
    there, back = Codec(WireFormat("PCMU", 8000)), Codec(WireFormat("PCMU", 8000))
    pcm = back.decode(there.encode(np.clip(sound, -32768, 32767).astype("<i2").tobytes()))
    return np.frombuffer(pcm, "<i2").astype(np.float64)


# ---------------------------------------------------------------- music


def _hertz(degree: int, base: float) -> float:
    return base * 2 ** ((MAJOR[degree % 7] + 12 * (degree // 7)) / 12)


def _times(seconds: float = SECONDS) -> Sound:
    return np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE


def _tone(hertz: float, seconds: float, partials: tuple[float, ...], decay: float, wobble: float = 0.0) -> Sound:
    times = _times(seconds)
    phase = 2 * np.pi * hertz * times + wobble * hertz / 5.5 * np.sin(2 * np.pi * 5.5 * times)
    wave = sum(
        (strength * np.sin(number * phase) for number, strength in enumerate(partials, 1)), start=np.zeros(len(times))
    )
    return np.asarray(
        wave * np.exp(-times * decay) * np.minimum(times / 0.01, 1) * np.minimum((times[-1] - times) / 0.03, 1)
    )


def _played(notes: list[tuple[float, Sound]]) -> Sound:
    whole = np.zeros(SECONDS * SAMPLE_RATE)
    for begins, note in notes:
        at = int(begins * SAMPLE_RATE)
        whole[at : at + len(note)] += note[: len(whole) - at]
    return whole


def _piano(chance: np.random.Generator) -> Sound:
    """A melody over broken chords."""
    base, beat = chance.uniform(110, 180), chance.uniform(0.22, 0.4)
    notes = []
    for number in range(int(SECONDS / beat)):
        chord = (0, 5, 3, 4)[number // 8 % 4]
        notes.append((number * beat, _tone(_hertz(chord + (0, 2, 4, 2)[number % 4], base), 1.5, (1, 0.5, 0.25), 2.5)))
        if number % 2 == 0:
            top = int(chance.integers(7, 15))
            notes.append((number * beat, 1.3 * _tone(_hertz(top, base), 1.2, (1, 0.4, 0.2, 0.1), 2.5)))
    return _played(notes)


def _strings(chance: np.random.Generator) -> Sound:
    """Long chords with a vibrato."""
    base = chance.uniform(140, 240)
    return _played(
        [
            (
                2.0 * bar,
                _tone(_hertz((0, 3, 4, 5, 1, 4)[bar] + step, base), 2.1, (1, 0.6, 0.4, 0.3, 0.2), 0.1, wobble=0.002),
            )
            for bar in range(SECONDS // 2)
            for step in (0, 2, 4, 7)
        ]
    )


def _synth(chance: np.random.Generator) -> Sound:
    """An old telephone system's melody: square waves, one note after the other."""
    base, beat = chance.uniform(300, 600), chance.uniform(0.2, 0.35)
    degrees = chance.integers(0, 9, int(SECONDS / beat))
    return _played(
        [
            (number * beat, _tone(_hertz(int(degree), base), beat, (1, 0, 1 / 3, 0, 1 / 5), 0.2))
            for number, degree in enumerate(degrees)
        ]
    )


def _band(chance: np.random.Generator) -> Sound:
    """Chords, a bass, and a drum with cymbals."""
    base, beat = chance.uniform(120, 160), chance.uniform(0.4, 0.55)
    notes = []
    for number in range(int(SECONDS / beat)):
        chord = (0, 4, 5, 3)[number // 4 % 4]
        noise = chance.standard_normal(1600) * np.exp(-np.arange(1600) / 300)
        notes.append((number * beat, 0.8 * noise))
        notes.append((number * beat, _tone(_hertz(chord, base / 2), beat, (1, 0.5, 0.3), 3)))
        for step in (7, 9, 11):
            notes.append((number * beat, 0.6 * _tone(_hertz(chord + step, base), beat * 1.2, (1, 0.5, 0.3, 0.2), 1.5)))
    return _played(notes)


def _flute(chance: np.random.Generator) -> Sound:
    """A bansuri over a drone."""
    base, at = chance.uniform(240, 340), 0.0
    drone = _tone(base / 2, SECONDS, (0.3, 0.25, 0.2, 0.1), 0.0)
    notes = [(0.0, drone), (0.0, 0.7 * _tone(base * 0.75, SECONDS, (0.3, 0.25, 0.2), 0.0))]
    while at < SECONDS - 1:
        lasts = chance.uniform(0.3, 0.9)
        notes.append((at, _tone(_hertz(int(chance.integers(0, 8)), base), lasts, (1, 0.3, 0.1), 0.2, wobble=0.003)))
        at += lasts
    return _played(notes) + 0.02 * chance.standard_normal(SECONDS * SAMPLE_RATE)


def _tron(chance: np.random.Generator) -> Sound:
    """What Tron itself plays, from somewhere in the middle."""
    pcm = np.frombuffer(hold_music(), "<i2").astype(np.float64)
    return np.roll(pcm, -int(chance.integers(0, len(pcm))))[: SECONDS * SAMPLE_RATE]


MUSIC: Mapping[str, Callable[[np.random.Generator], Sound]] = {
    "piano": _piano,
    "strings": _strings,
    "synth": _synth,
    "band": _band,
    "flute": _flute,
    "tron": _tron,
}


def music(seeds: int = 3) -> Iterator[tuple[str, Sound]]:
    """Name and sound of each piece; every kind in several keys and tempi."""
    for name, made in MUSIC.items():
        for seed in range(seeds):
            yield f"{name} {seed}", level(made(np.random.default_rng(seed)))


# ---------------------------------------------------------------- no music


@cache
def _espeak() -> EspeakEngine:
    engine = EspeakEngine()
    engine.load()
    return engine


@cache
def spoken(language: str, variant: str, speed: float = 1.0) -> bytes:
    """A few sentences in this voice, s16le."""
    header: dict[str, Any] = {"language": language, "variant": variant, "speed": speed}
    pieces = _espeak().run(header, TEXTS[language].encode())
    return b"".join(pcm for _header, pcm in pieces)


def talk(language: str, variant: str, speed: float = 1.0) -> Sound:
    """SECONDS of somebody who talks on."""
    pcm = np.frombuffer(spoken(language, variant, speed), "<i2").astype(np.float64)
    return level(np.resize(pcm, SECONDS * SAMPLE_RATE))


def _noise(exponent: float, seed: int) -> Sound:
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(SECONDS * SAMPLE_RATE))
    at = np.maximum(np.fft.rfftfreq(SECONDS * SAMPLE_RATE, 1 / SAMPLE_RATE), 30)
    return level(np.fft.irfft(spectrum / at**exponent, SECONDS * SAMPLE_RATE))


def _street() -> Sound:
    """Traffic that swells, and two horns."""
    times = _times()
    swells = 0.4 + 0.6 * np.abs(np.sin(2 * np.pi * 0.13 * times))
    horn = _tone(420, 0.6, (1, 0.8, 0.6, 0.4), 0.0) + _tone(500, 0.6, (1, 0.8, 0.6, 0.4), 0.0)
    return level(level(_noise(0.8, 3) * swells) + level(_played([(2.0, horn), (7.5, horn)]), -24))


def _hum() -> Sound:
    """A transformer on the line."""
    times = _times()
    return level(sum((np.sin(2 * np.pi * 50 * k * times) / k for k in (1, 2, 3, 5, 7, 9)), start=np.zeros(len(times))))


def _signal(hertz: tuple[float, ...], on: float, off: float) -> Sound:
    """A tone of the network."""
    times = _times()
    tone = sum((np.sin(2 * np.pi * one * times) for one in hertz), start=np.zeros(len(times)))
    return level(tone * (times % (on + off) < on))


def no_music() -> Iterator[tuple[str, Sound]]:
    """Name and sound: voices, a crowd, streets, fans, hums, the network's tones, silence."""
    for language, variant in VOICES:
        for speed in (0.9, 1.25):
            yield f"speech {language} {variant} {speed}", talk(language, variant, speed)
    crowd = sum((np.roll(talk(*voice), 9000 * n) for n, voice in enumerate(VOICES)), start=np.zeros(1))
    for word in ("hello", "long", "question"):
        yield f"recorded {word}", level(np.resize(np.frombuffer(words(word), "<i2"), SECONDS * SAMPLE_RATE) * 1.0)
    yield "crowd", level(crowd)
    yield "two talkers", level(talk("en", "m3") + np.roll(talk("hi", "f3"), 30000))
    yield "speech in a street", level(talk("en", "f2") + 0.3 * _street())
    yield "speech over a hum", level(talk("hi", "m3") + 0.2 * _hum())
    yield "street", _street()
    yield "hum", _hum()
    for name, exponent in (("white noise", 0.0), ("fan", 0.5), ("rumble", 1.0)):
        yield name, _noise(exponent, 5)
    yield "dial tone", _signal((350, 440), 1, 0)
    yield "busy in India", _signal((400,), 0.75, 0.75)
    yield "busy in America", _signal((480, 620), 0.5, 0.5)
    yield "keys", _signal((770, 1336), 0.15, 0.1)
    yield "silence", np.zeros(SECONDS * SAMPLE_RATE)
