"""Who asks to wait is waited for; who never comes back is asked in the end."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from tests.voice import sounds
from tests.voice.fakes import call
from tron.voice.on_hold import LONGEST_SECONDS, WAIT_SECONDS, OnHold
from tron.voice.parts import SharedModels


class Stage:
    def __init__(self) -> None:
        self.now = 10.0
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.hold = OnHold(self.tell, lambda: self.now)

    def tell(self, type_: str, payload: Mapping[str, Any]) -> None:
        self.told.append((type_, dict(payload)))


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
