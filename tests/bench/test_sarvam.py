"""The measurement of Sarvam's path in its smallest form."""

from __future__ import annotations

import pytest

from bench import sarvam
from bench.sarvam_hearing import Heard
from bench.sarvam_sides import Plan, Way


def test_lost_words_are_counted():
    heard = Heard()
    heard.note("one two three", [(2.0, "two"), (2.5, "three")], 1.0)
    heard.note("one two", [], 1.0)
    assert (heard.seconds, heard.lost_first, heard.lost, heard.words) == ([1.5], 2, 3, 5)


@pytest.mark.thorough
async def test_both_sides_hear_and_speak():
    ways = (Way("bare plug-in", "saaras:v3-realtime", "vad", 1.5), Way("Tron", "saaras:v3-realtime", "manual", 0.75))
    found = await sarvam.measure(Plan(utterances=1, sessions=1, speeches=1, ways=ways))
    assert found.count("| bare plug-in |") == 2
    assert found.count("| 0 of ") == 2
