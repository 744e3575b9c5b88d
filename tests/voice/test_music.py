"""Music of a waiting line is told from voices and noise, through a telephone, too; a voice ends it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

from tests.voice.hold_sounds import SECONDS, Sound, level, music, no_music, talk, through_g711
from tron.core.speech import FRAME_BYTES, FRAME_MS, SAMPLE_RATE
from tron.voice.music import MusicEar


class Listening:
    """An ear with a clock of its own."""

    def __init__(self) -> None:
        self.at = 0.0
        self.told: list[tuple[float, bool]] = []
        self.ear = MusicEar(lambda playing: self.told.append((self.at, playing)), now=lambda: self.at)

    def hear(self, *sounds: Sound) -> Listening:
        pcm = np.clip(np.concatenate(sounds), -32768, 32767).astype("<i2").tobytes()
        for first in range(0, len(pcm), FRAME_BYTES):
            self.at += FRAME_MS / 1000
            self.ear.feed(pcm[first : first + FRAME_BYTES])
        return self


def found(pieces: Iterable[tuple[str, Sound]]) -> dict[str, list[tuple[float, bool]]]:
    """What is told of each piece, as it is and through G.711."""
    told = {}
    for name, sound in pieces:
        told[name] = Listening().hear(sound).told
        told[f"{name}, G.711"] = Listening().hear(through_g711(sound)).told
    return told


@pytest.mark.slow
def test_music_is_found_within_some_seconds_and_stays_found() -> None:
    told = found(music())
    missed = [name for name, changes in told.items() if not changes]
    left = [name for name, changes in told.items() if len(changes) > 1]
    late = [name for name, changes in told.items() if changes and changes[0][0] > 6]
    assert (missed, left, late) == ([], [], [])


@pytest.mark.slow
def test_neither_a_voice_nor_a_noise_is_music() -> None:
    assert {name: changes for name, changes in found(no_music()).items() if changes} == {}


def test_a_voice_ends_it_soon() -> None:
    piece, voice = dict(music(1))["piano 0"], talk("hi", "f3")
    told = Listening().hear(through_g711(piece), through_g711(voice)).told
    assert [playing for _at, playing in told] == [True, False]
    assert told[1][0] - SECONDS < 1.5


def test_words_say_that_what_sounded_was_no_music() -> None:
    piece = dict(music(1))["piano 0"]
    parts = np.split(piece, SECONDS)
    listening = Listening()
    for second in parts[:6]:
        listening.hear(second).ear.words()
    assert not listening.told
    assert listening.hear(*parts[6:10]).told, "and none came any more"


def test_words_of_what_was_music_a_moment_ago_are_nobodys() -> None:
    piece, hello = dict(music(1))["strings 0"], talk("en", "f2")[: SAMPLE_RATE // 2]
    listening = Listening().hear(piece)
    assert listening.ear.just_before(listening.at)
    listening.hear(hello)
    assert not listening.ear.just_before(listening.at)


def test_soft_music_is_found_and_a_whisper_of_it_is_not() -> None:
    piece = dict(music(1))["piano 0"]
    assert Listening().hear(level(piece, -38)).told
    assert not Listening().hear(level(piece, -60)).told
