"""Sound that a network misplaced, doubled or lost."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tron.telephony.media_stream.messages import Sound
from tron.telephony.media_stream.reorder import HELD, Reorder


def heard(numbers: list[int | None]) -> list[int | None]:
    reorder = Reorder()
    return [sound.sequence for number in numbers for sound in reorder.push(Sound(b"", number))]


@pytest.mark.parametrize(
    ("came", "played"),
    [
        ([5, 6, 7], [5, 6, 7]),
        ([5, 7, 6, 8], [5, 6, 7, 8]),
        ([5, 6, 6, 5, 7], [5, 6, 7]),
        ([5, 7, 8, 9, 10, 11], [5, 7, 8, 9, 10, 11]),
        ([5, 7, 8, 9, 10, 6], [5, 7, 8, 9, 10]),
        ([5, 9000, 9001], [5, 9000, 9001]),
        ([None, None], [None, None]),
    ],
    ids=["in order", "swapped", "doubled", "lost", "too late", "a new count", "uncounted"],
)
def test_sound_is_heard_in_order(came, played):
    assert heard(came) == played


@given(st.integers(0, 2**32), st.floats(0, 0.3))
def test_nothing_is_heard_twice_or_backwards_or_held_for_long(seed, lost):
    chance = random.Random(seed)
    numbers = [number for number in range(80) if chance.random() >= lost]
    came = sorted(numbers, key=lambda number: number + chance.random() * 4)
    played = heard(came)
    assert played == sorted(set(played))
    assert len(came) - len(played) <= len(came) * 0.5 + HELD
