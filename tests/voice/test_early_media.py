"""What the network says before the answer, told from ring-back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from tron.core.call_engine.answered import Said
from tron.voice.early_media import EarlyMedia
from tron.voice.speech_to_text import FrameSTT

RATE = 16000


def ringing(seconds: float) -> np.ndarray:
    """India's ring-back: 400 Hz that swells 25 times a second, 0.4 s on, 0.2 off."""
    at = np.arange(int(seconds * RATE)) / RATE
    tone = np.sin(2 * np.pi * 400 * at) * (1 + np.sin(2 * np.pi * 25 * at)) / 2
    return (tone * (at % 0.6 < 0.4) * 12000).astype(np.int16)


def voice(seconds: float) -> np.ndarray:
    """As rich as a voice: many harmonics, syllables."""
    at = np.arange(int(seconds * RATE)) / RATE
    sound = sum(np.sin(2 * np.pi * 140 * k * at) / k for k in range(1, 20))
    return (sound * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * at)) * 4000).astype(np.int16)


def quiet(seconds: float) -> np.ndarray:
    return np.zeros(int(seconds * RATE), np.int16)


@dataclass
class Final:
    text: str


class Recogniser:
    """Says `text` once the sound is over."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def feed(self, frame: bytes) -> Sequence[object]:
        self._scene.fed += 1
        return ()

    def flush(self) -> Sequence[object]:
        return (Final(self._scene.text),)


class Scene:
    def __init__(self, text: str) -> None:
        self.text = text
        self.fed = self.opened = 0
        self.heard: list[Said] = []
        self.early = EarlyMedia(self._open, self.heard.append)

    async def _open(self) -> FrameSTT:
        self.opened += 1
        return FrameSTT(lambda: Recogniser(self), language="en-IN")  # type: ignore[arg-type,return-value]

    async def plays(self, *sounds: np.ndarray) -> None:
        sound = np.concatenate(sounds)
        for at in range(0, len(sound) - 319, 320):
            self.early.frame(sound[at : at + 320].tobytes())
        for _ in range(100):
            await asyncio.sleep(0.01)
            if self.heard:
                break
        await self.early.aclose()


async def test_an_announcement_is_heard_once() -> None:
    scene = Scene("The number you have dialled is switched off")
    await scene.plays(ringing(2), voice(3), quiet(1), voice(3), quiet(1))
    assert scene.heard == [Said("announcement", "switched_off")]


async def test_ring_back_opens_no_recogniser() -> None:
    scene = Scene("The number you have dialled is switched off")
    await scene.plays(ringing(6), quiet(1))
    assert (scene.opened, scene.heard) == (0, [])


@pytest.mark.parametrize("text", ["Press star to copy this caller tune", "Hello", ""])
async def test_music_and_people_are_no_announcement(text: str) -> None:
    scene = Scene(text)
    await scene.plays(voice(3), quiet(1))
    assert (scene.opened, scene.heard) == (1, [])


async def test_a_recogniser_that_cannot_be_opened_stops_nothing() -> None:
    scene = Scene("x")

    async def broken() -> FrameSTT:
        raise OSError("away")

    scene.early = EarlyMedia(broken, scene.heard.append)  # type: ignore[arg-type]
    await scene.plays(voice(2), quiet(1))
    assert scene.heard == []
