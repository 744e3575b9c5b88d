"""Notes that cross a telephone and are known again, and all that is no melody."""

from __future__ import annotations

import numpy as np
import pytest

from tests.voice.test_tones import quiet, telephone, tone
from tron.core.speech import FRAME_BYTES
from tron.voice.line_test.notes import FAR_ANSWER, FAR_NOTES, NEAR_NOTES, Ear, melody_frames

MELODIES = {"near": NEAR_NOTES, "far": FAR_NOTES, "answer": FAR_ANSWER}


def played(name: str, rounds: int = 1, level: float = 1.0) -> np.ndarray:
    pcm = b"".join(melody_frames(MELODIES[name])) * rounds
    return (np.frombuffer(pcm, "<i2") * level).astype(np.int16)


def listening(sound: np.ndarray, *, size: int = FRAME_BYTES) -> Ear:
    ear, pcm = Ear(MELODIES), sound.astype("<i2").tobytes()
    for at in range(0, len(pcm) // 2 * 2, size):
        ear.feed(pcm[at : at + size])
    return ear


def with_noise(sound: np.ndarray, level: float) -> np.ndarray:
    return np.clip(sound.astype(int) + quiet(len(sound) / 16000, level)[: len(sound)], -32768, 32767).astype(np.int16)


@pytest.mark.parametrize("name", MELODIES)
@pytest.mark.parametrize("shift", [0, 97, 401])
def test_each_melody_is_known_through_a_telephone_and_taken_for_no_other(name: str, shift: int) -> None:
    ear = listening(telephone(np.concatenate((quiet(0.3), np.zeros(shift, np.int16), played(name, 2)))))
    assert ear.heard == {name}
    assert ear.level_db == pytest.approx(-13.5, abs=1)


def test_a_soft_one_in_noise_is_known() -> None:
    ear = listening(with_noise(played("near", 3, level=0.05), 0.002))
    assert ear.heard == {"near"}
    assert ear.level_db == pytest.approx(-39.5, abs=2)


def test_the_next_round_is_known_where_packets_of_the_first_were_lost() -> None:
    sound = played("far", 3)
    sound[3200:6400] = 0
    assert listening(sound).heard == {"far"}


@pytest.mark.parametrize("size", [2, 160, 642, 6400])
def test_sound_comes_in_pieces_of_any_size(size: int) -> None:
    assert listening(played("near"), size=size).heard == {"near"}


def test_what_is_no_melody_is_none() -> None:
    ring_back = (tone(400, 3.0, 0.2) * (0.6 + 0.4 * np.sin(np.arange(48000) * 2 * np.pi * 25 / 16000))).astype(np.int16)
    scale = np.concatenate([tone(hertz, 0.16) for hertz in (560, 1180, 810, 560, 560, 1180)])
    slow = np.concatenate([np.concatenate((tone(hertz, 0.2), quiet(0.8))) for hertz in NEAR_NOTES])
    voice = np.random.default_rng(3).normal(0, 6000, 48000).astype(np.int16)
    for sound in (ring_back, scale, slow, voice, tone(2100, 2.0), quiet(1.0), np.zeros(1600, np.int16)):
        assert listening(sound).heard == set()


def test_it_tells_how_loud_other_sound_was_and_of_silence_nothing() -> None:
    assert listening(tone(400, 0.5, 0.1)).loudest_db == pytest.approx(-23, abs=1)
    assert listening(np.zeros(3200, np.int16)).loudest_db is None
