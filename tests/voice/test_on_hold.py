"""Who asks to wait is waited for; who never comes back is asked in the end."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from tests.voice import sounds
from tests.voice.fakes import call
from tests.voice.hold_sounds import Sound, music
from tron.core.speech import FRAME_BYTES, FRAME_SAMPLES, SAMPLE_RATE
from tron.voice.on_hold import LONGEST_SECONDS, WAIT_SECONDS, OnHold
from tron.voice.parts import SharedModels


class Stage:
    def __init__(self) -> None:
        self.now = 10.0
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.hold = OnHold(self.tell, lambda: self.now)

    def tell(self, type_: str, payload: Mapping[str, Any]) -> None:
        self.told.append((type_, dict(payload)))

    def plays(self, sound: Sound) -> bool:
        """Whether they are on hold for it at its end."""
        pcm = sound.astype("<i2").tobytes()
        heard = [self.hold.frame(pcm[at : at + FRAME_BYTES]) for at in range(0, len(pcm), FRAME_BYTES)]
        return heard[-1]


def test_silence_is_waited_out_until_somebody_is_there_again() -> None:
    stage = Stage()
    stage.hold.heard("I would like to know the price")
    assert stage.hold.patience(6) == 6
    stage.hold.heard("ek minute, dekh kar batata hoon")
    assert stage.hold.patience(6) == WAIT_SECONDS
    assert stage.hold.patience(90) == 90, "who waits longer anyway goes on doing so"
    stage.now += 20
    stage.hold.heard("haan ji, boliye")
    assert stage.hold.patience(6) == 6
    assert stage.told == [("call.on_hold", {"at": 10.0}), ("call.off_hold", {"seconds": 20.0})]


def test_a_waiting_line_is_one_hold_and_not_for_ever() -> None:
    stage = Stage()
    for _ in range(8):
        stage.hold.heard("Your call is important to us. Please stay on the line.")
        stage.now += 45
    assert [name for name, _ in stage.told] == ["call.on_hold"]
    assert stage.now - 10 > LONGEST_SECONDS
    assert stage.hold.patience(6) == 6


def test_silence_at_last_ends_it() -> None:
    stage = Stage()
    stage.hold.heard("hold on")
    stage.now += WAIT_SECONDS
    stage.hold.over()
    stage.hold.over()
    assert stage.told[1:] == [("call.off_hold", {"seconds": WAIT_SECONDS})]


def test_music_is_a_hold_until_somebody_speaks() -> None:
    stage, piece = Stage(), dict(music(1))["piano 0"]
    assert [stage.plays(sound) for sound in np.split(piece, 4)] == [False, True, True, True]
    assert stage.hold.patience(6) == 6, "once it is over, silence counts as everywhere"
    stage.hold.heard("Hello, sorry to keep you waiting.")
    assert [name for name, _ in stage.told] == ["call.on_hold", "call.off_hold"]
    assert stage.plays(piece[:FRAME_SAMPLES]), "and they are put on hold again"


def test_music_without_end_is_not_waited_for() -> None:
    stage, piece = Stage(), dict(music(1))["strings 0"]
    stage.plays(piece)
    stage.now += LONGEST_SECONDS + 1
    assert not stage.plays(piece[:FRAME_SAMPLES])
    stage.hold.over()
    assert not stage.plays(piece)
    assert [name for name, _ in stage.told] == ["call.on_hold", "call.off_hold"]
    stage.plays(np.zeros(3 * SAMPLE_RATE))
    assert stage.plays(piece), "another piece is another hold"


@pytest.mark.slow
@pytest.mark.sound
async def test_in_a_call_nobody_asks_who_is_away(models: SharedModels) -> None:
    async with call(models) as c:
        c.line.say("please hold", sounds.words("stop"))
        assert (await c.session.listen(4)).text == "please hold"
        waiting = asyncio.create_task(c.session.listen(0.5))
        await asyncio.sleep(2.0)
        assert not waiting.done()
        c.line.say("yes, how much is it", sounds.words("question"))
        assert (await waiting).text == "yes, how much is it"
        assert (await c.session.listen(0.5)).kind == "silence"
        assert [name for name, _payload, _node in c.events if "hold" in name] == ["call.on_hold", "call.off_hold"]


@pytest.mark.slow
@pytest.mark.sound
async def test_in_a_call_nobody_answers_music(models: SharedModels) -> None:
    """Though the recogniser hears words in it, as some do."""
    pcm = dict(music(1))["piano 0"].astype("<i2").tobytes()
    second = 2 * SAMPLE_RATE
    async with call(models) as c:
        for text, first, last in (("", 0, 4), ("thank you for watching", 4, 6), ("", 6, 7)):
            c.line.say(text, pcm[first * second : last * second])
        waiting = asyncio.create_task(c.session.listen(4.0))
        await asyncio.sleep(7)
        c.line.say("yes, how much is it", sounds.words("question"))
        heard = await waiting
        assert (heard.kind, heard.text) == ("speech", "yes, how much is it")
        assert [name for name, _payload, _node in c.events if "hold" in name] == ["call.on_hold", "call.off_hold"]
        assert [row.text for row in c.session.transcript] == ["yes, how much is it"]
