"""Test sound made by numpy: synthetic words (a gliding pitch under moving formants), and what lines do to sound."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tron.core.speech import FRAME_BYTES, FRAME_SAMPLES, SAMPLE_RATE, SpokenUtterance, SpokenWord
from tron.providers.stt.practice import Final, PracticeCatalogue, PracticeRecogniser, RecogniserEvent

Sound = np.ndarray
LEVEL = 3000.0


def silence(seconds: float) -> Sound:
    return np.zeros(round(seconds * SAMPLE_RATE))


def samples(utterance: SpokenUtterance) -> Sound:
    return np.frombuffer(utterance.pcm, "<i2").astype(float)


def pcm(sound: Sound) -> bytes:
    return np.clip(np.round(sound), -32768, 32767).astype("<i2").tobytes()


def _word(draw: np.random.Generator, seconds: float) -> Sound:
    size = round(seconds * SAMPLE_RATE)
    at = np.linspace(0, 1, size)
    pitch = draw.uniform(95, 220) * (1 + draw.uniform(-0.25, 0.25) * at + draw.uniform(-0.1, 0.1) * at**2)
    phase = 2 * np.pi * np.cumsum(pitch) / SAMPLE_RATE
    formants = [
        (draw.uniform(low, high) + draw.uniform(-0.3, 0.3) * low * at, width)
        for low, high, width in ((300, 850, 90), (900, 2300, 140), (2300, 3100, 220))
    ]
    sound = np.zeros(size)
    for harmonic in range(1, 30):
        strength = sum(1 / (1 + ((pitch * harmonic - centre) / width) ** 2) for centre, width in formants)
        sound += strength * np.sin(harmonic * phase) / harmonic**0.3
    sound *= np.sin(np.pi * np.clip(at * seconds / 0.03, 0, 0.5)) * np.sin(
        np.pi * np.clip((1 - at) * seconds / 0.03, 0, 0.5)
    )
    return sound * LEVEL / np.sqrt(np.mean(sound**2))


def utterance(seed: int, words: int = 7, pauses: dict[int, float] | None = None) -> SpokenUtterance:
    """`words` words of 0.25 to 0.42 s, 30 ms apart; `pauses` maps a word's number to the seconds after it."""
    draw = np.random.default_rng(seed)
    parts: list[Sound] = []
    spoken: list[SpokenWord] = []
    at = 0.0
    for number in range(words):
        part = _word(draw, round(draw.uniform(0.25, 0.42), 2))
        length = len(part) / SAMPLE_RATE
        gap = (pauses or {}).get(number, 0.03)
        spoken.append(SpokenWord(f"w{seed}.{number}", round(at, 4), round(at + length, 4)))
        parts += [part, silence(gap)]
        at += length + gap
    return SpokenUtterance(f"u{seed}", pcm(np.concatenate(parts)), tuple(spoken), "hi-IN")


def catalogue(*utterances: SpokenUtterance) -> PracticeCatalogue:
    made = PracticeCatalogue()
    for one in utterances:
        made.add(one)
    return made


def hear(
    known: PracticeCatalogue, *sounds: Sound, after: float = 0.6, chunk: int = FRAME_BYTES
) -> list[tuple[float, RecogniserEvent]]:
    """All events with the seconds of sound that had been fed when each came."""
    recogniser = PracticeRecogniser(known)
    data = pcm(np.concatenate([*sounds, silence(after)]))
    events: list[tuple[float, RecogniserEvent]] = []
    for start in range(0, len(data), chunk):
        part = data[start : start + chunk]
        events += [((start + len(part)) / 2 / SAMPLE_RATE, event) for event in recogniser.feed(part)]
    return events


def finals(events: list[tuple[float, RecogniserEvent]]) -> list[Final]:
    return [event for _, event in events if isinstance(event, Final)]


def texts(events: list[tuple[float, RecogniserEvent]]) -> list[str]:
    return [event.text for event in finals(events)]


# ---------------------------------------------------------------- what lines do


def _power(sound: Sound) -> float:
    return float(np.mean(sound[sound != 0] ** 2))


def noisy(sound: Sound, snr_db: float = 15) -> Sound:
    scale = np.sqrt(_power(sound) * 10 ** (-snr_db / 10))
    return sound + np.random.default_rng(1).normal(0, scale, len(sound))


def _halve(sound: Sound) -> Sound:
    size = len(sound) // 4 * 4
    return np.fft.irfft(np.fft.rfft(sound[:size])[: size // 4 + 1], size // 2) / 2


def _double(sound: Sound) -> Sound:
    spectrum = np.fft.rfft(sound)
    wide = np.zeros(len(sound) + 1, complex)
    wide[: len(spectrum) - 1] = spectrum[:-1]
    return np.fft.irfft(wide, 2 * len(sound)) * 2


def eight_kilohertz(sound: Sound) -> Sound:
    return _double(_halve(sound))


def mu_law(sound: Sound) -> Sound:
    """8 kHz G.711 in the continuous form: 8 bits by the mu curve."""
    narrow = np.clip(_halve(sound) / 32768, -1, 1)
    curve = np.sign(narrow) * np.log1p(255 * np.abs(narrow)) / np.log(256)
    byte = np.round((curve + 1) * 127.5) / 127.5 - 1
    return _double(np.sign(byte) * (256 ** np.abs(byte) - 1) / 255 * 32768)


def delayed(sound: Sound, by: float = 5.37) -> Sound:
    """By a fraction of a sample, as resamplers do."""
    spectrum = np.fft.rfft(sound)
    return np.fft.irfft(spectrum * np.exp(-2j * np.pi * np.arange(len(spectrum)) * by / len(sound)), len(sound))


def frames_blanked(sound: Sound, phase: int) -> Sound:
    """One frame in fifty is silence."""
    out = sound.copy()
    for frame in range(phase, len(out) // FRAME_SAMPLES, 50):
        out[frame * FRAME_SAMPLES : (frame + 1) * FRAME_SAMPLES] = 0
    return out


def frames_dropped(sound: Sound, phase: int) -> Sound:
    """One frame in fifty is gone: the sound is shorter."""
    frames = [sound[i : i + FRAME_SAMPLES] for i in range(0, len(sound), FRAME_SAMPLES)]
    return np.concatenate([frame for number, frame in enumerate(frames) if number % 50 != phase % 50])


def talked_over(other: Sound, by_db: float = -10) -> Callable[[Sound], Sound]:
    """Mixed with `other`, repeated, so much quieter or louder."""

    def mix(sound: Sound) -> Sound:
        voice = np.resize(other, len(sound))
        return sound + voice * np.sqrt(_power(sound) / _power(voice) * 10 ** (by_db / 10))

    return mix


LINES: dict[str, Callable[[Sound], Sound]] = {
    "as it is": lambda sound: sound,
    "-20 dB": lambda sound: sound * 0.1,
    "+6 dB": lambda sound: sound * 2,
    "15 dB noise": noisy,
    "8 kHz": eight_kilohertz,
    "mu-law": mu_law,
    "fraction of a sample": delayed,
}
