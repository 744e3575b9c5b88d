"""What a telephone network does to speech: a narrow band, coarse steps, noise, lost packets. Same seed, same sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from tron.core.speech import FRAME_BYTES, SAMPLE_RATE

LOW, HIGH = 300.0, 3400.0
"""Hertz that a telephone of 8 kHz carries."""
HISS_SECONDS: Final = 3
_MU: Final = 255.0
_FULL: Final = 32767.0
_FRAME: Final = FRAME_BYTES // 2
_FADE: Final = 0.5
"""A lost packet is bridged by the one before it, half as loud; further ones in a row by silence."""


@dataclass(frozen=True, slots=True)
class Wear:
    """`noise_db`: how far the noise lies below the speech; None: none. `loss`: the part of packets that is lost."""

    noise_db: float | None = 15.0
    loss: float = 0.02
    seed: int = 0

    @staticmethod
    def of(options: Mapping[str, Any]) -> Wear:
        """From a call's line options: noise_db, loss, seed; each within what a talk can bear."""
        noise = options.get("noise_db", 15.0)
        return Wear(
            None if noise is None else max(0.0, min(60.0, float(noise))),
            max(0.0, min(0.2, float(options.get("loss", 0.02)))),
            int(options.get("seed", 0)),
        )


def worn(pcm: bytes, wear: Wear) -> bytes:
    """16 kHz mono s16le, of the same length, as it would arrive over a telephone."""
    sound = np.frombuffer(pcm, dtype="<i2").astype(np.float64)
    if not len(sound):
        return pcm
    random = np.random.default_rng(wear.seed)
    narrow = _narrow(sound)
    if wear.noise_db is not None:
        level = float(np.sqrt(np.mean(np.square(narrow)))) * 10 ** (-wear.noise_db / 20)
        noise = _narrow(random.normal(0.0, 1.0, len(narrow)))
        narrow = narrow + noise * (level / max(float(np.std(noise)), 1e-9))
    return _lossy(_coarse(narrow), wear.loss, random).astype("<i2").tobytes()


def hiss(spoken: Sequence[bytes], wear: Wear) -> bytes:
    """What the line sounds like while nobody speaks: the noise that lies in `spoken`, a few seconds to be repeated.

    b"" where the line is quiet, or nothing is known of how loud they speak.
    """
    sound = np.frombuffer(b"".join(spoken), dtype="<i2").astype(np.float64)
    if wear.noise_db is None or not len(sound):
        return b""
    level = float(np.sqrt(np.mean(np.square(sound)))) * 10 ** (-wear.noise_db / 20)
    noise = _narrow(np.random.default_rng(wear.seed).normal(0.0, 1.0, HISS_SECONDS * SAMPLE_RATE))
    return _coarse(noise * (level / max(float(np.std(noise)), 1e-9))).astype("<i2").tobytes()


def _narrow(sound: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Only what 300 to 3400 Hz carry."""
    spectrum = np.fft.rfft(sound)
    hertz = np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE)
    spectrum[(hertz < LOW) | (hertz > HIGH)] = 0
    return np.fft.irfft(spectrum, len(sound))


def _coarse(sound: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The steps of G.711: µ-law in 8 bits, and back."""
    scaled = np.clip(sound / _FULL, -1.0, 1.0)
    compressed = np.sign(scaled) * np.log1p(_MU * np.abs(scaled)) / np.log1p(_MU)
    steps = np.round(compressed * 127) / 127
    expanded: npt.NDArray[np.float64] = np.sign(steps) * np.expm1(np.abs(steps) * np.log1p(_MU)) / _MU * _FULL
    return expanded


def _lossy(sound: npt.NDArray[np.float64], loss: float, random: np.random.Generator) -> npt.NDArray[np.float64]:
    """Packets of 20 ms; one that is lost is bridged by the one before."""
    out = sound.copy()
    lost_before = False
    for at in range(_FRAME, len(out), _FRAME):
        lost = bool(random.random() < loss)
        if lost:
            packet = out[at : at + _FRAME]
            packet[:] = 0.0 if lost_before else out[at - _FRAME : at][: len(packet)] * _FADE
        lost_before = lost
    return out
