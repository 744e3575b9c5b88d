"""The room behind an agent: soft, without a seam, and there only with the agent."""

from __future__ import annotations

import asyncio
import time
from typing import get_args

import numpy as np
import pytest

from tests.voice.bridge_room import AGENT, Room, level
from tests.voice.fakes import call
from tron.core.models.agent import Background
from tron.core.speech import SAMPLE_RATE
from tron.voice.background import LEVEL_DB, room_of
from tron.voice.parts import SharedModels, VoiceOptions

ROOMS = [name for name in get_args(Background) if name != "none"]
SOUND = 3


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_is_soft_and_has_no_seam(name: Background) -> None:
    sound = np.frombuffer(room_of(name), "<i2").astype(np.float64)
    loud = 20 * np.log10(np.sqrt(np.mean(sound**2)) / 32768)
    assert loud == pytest.approx(LEVEL_DB, abs=0.5)
    assert np.abs(sound).max() < 3000, "nothing in it is as loud as a voice"
    steps = np.abs(np.diff(np.concatenate((sound[-SAMPLE_RATE:], sound[:SAMPLE_RATE]))))
    seam = steps[SAMPLE_RATE - 2 : SAMPLE_RATE + 1].max()
    assert seam <= steps.max()


def test_without_one_nothing_is_played() -> None:
    assert room_of("none") == b""


async def test_it_is_under_the_agents_words_and_its_silence_and_leaves_with_it() -> None:
    async with Room() as room:
        room.bridge.play("caller", level(SOUND), loop=True, behind="agent")
        await room.pass_time(0.4)
        assert set(room.caller.heard) == {SOUND}
        room.speaks = True
        await room.pass_time(0.4)
        assert set(room.caller.heard) == {AGENT + SOUND}
        room.speaks = False
        room.bridge.let_hear("caller", hears=())
        await room.pass_time(0.4)
        assert set(room.caller.heard) == {0}


async def test_it_is_not_heard_under_music() -> None:
    async with Room() as room:
        room.bridge.play("caller", level(SOUND), loop=True, behind="agent")
        music = room.bridge.play("caller", level(7), loop=True)
        await room.pass_time(0.4)
        assert set(room.caller.heard) == {7}
        music.stop()
        await room.pass_time(0.4)
        assert set(room.caller.heard) == {SOUND}


@pytest.mark.slow
@pytest.mark.sound
async def test_in_a_call_the_room_is_there_before_and_between_the_words(models: SharedModels) -> None:
    async with call(models, VoiceOptions(background="office")) as c:
        await asyncio.sleep(1.0)
        assert len(c.line.sounding()) > 25
        said = await c.session.say("Hello, how can I help you?")
        assert said.heard == "Hello, how can I help you?"
        ended = time.monotonic() + 0.2
        assert (await c.session.listen(1.5)).kind == "silence", "the room is nobody's voice"
        assert len(c.line.sounding(after=ended)) > 40
