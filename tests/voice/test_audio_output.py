"""The paced output: what is still on its way to the caller's ear is dropped when the agent falls silent."""

from __future__ import annotations

import asyncio

import pytest

from tests.voice.fakes import FakeLine
from tests.voice.sounds import tone
from tron.voice.audio_io import LineAudioOutput, audio_frame


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


@pytest.fixture
async def line() -> FakeLine:
    return FakeLine()


async def test_a_pause_drops_what_the_line_holds_and_goes_on_where_it_was(line: FakeLine) -> None:
    output = LineAudioOutput(line, on_frame=lambda _frame: None)
    output.pause()
    await settled()
    assert line.clears == 0, "nothing was being said"
    output.resume()
    await output.capture_frame(audio_frame(tone(0.2)))
    output.flush()
    while len(line.sent) < 3:
        await asyncio.sleep(0.005)
    output.pause()
    output.pause()
    await settled()
    assert line.clears == 1
    before = len(line.sent)
    output.resume()
    while output.speaking:
        await asyncio.sleep(0.005)
    assert before < len(line.sent) == 10
    await output.aclose()


async def test_noise_that_is_talked_over_drops_nothing(line: FakeLine) -> None:
    output = LineAudioOutput(line, on_frame=lambda _frame: None)
    output.keep_playing = True
    await output.capture_frame(audio_frame(tone(0.1)))
    output.flush()
    while not line.sent:
        await asyncio.sleep(0.005)
    output.pause()
    await settled()
    assert line.clears == 0
    await output.aclose()


async def test_the_line_has_the_first_sound_before_the_rest_has_come(line: FakeLine) -> None:
    output = LineAudioOutput(line, on_frame=lambda _frame: None)
    await output.capture_frame(audio_frame(tone(0.1)))
    await output.capture_frame(audio_frame(tone(0.1)))  # a second one in the same breath
    assert line.sent, "the player had no turn in between"
    await output.aclose()
