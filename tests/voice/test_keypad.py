"""Keys that the model presses in a call with sound: after its own words, masked in confidence, and never too late."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.core.tools.fakes import Events, ScriptedModel
from tests.core.tools.fakes import call as asks
from tests.voice import sounds
from tests.voice.fakes import Call, call
from tron.core.chat import Piece
from tron.core.guardrails.model import PlainRows
from tron.core.ids import uuid7
from tron.core.ports import CallOver, Keyless
from tron.core.tools.call_tools import CallNotes, CallTools
from tron.core.tools.loop import ToolTalk
from tron.core.tools.press_keys import PressKeys
from tron.telephony.terminal import TerminalCall
from tron.voice.keypad import Keypad
from tron.voice.outbox import Outbox
from tron.voice.parts import SharedModels


class Sent:
    """What a line was told to press, and when. `mode`: ok, breaks, or hangs."""

    def __init__(self, mode: str = "ok") -> None:
        self.mode = mode
        self.runs: list[str] = []
        self.at: list[float] = []

    async def __call__(self, digits: str) -> None:
        self.runs.append(digits)
        self.at.append(time.monotonic())
        if self.mode == "breaks":
            raise ConnectionError("no line today")
        if self.mode == "hangs":
            await asyncio.sleep(60)


async def pressed(keys: str, sent: Sent, *, private: bool = False, over: asyncio.Event | None = None) -> Events:
    """The events of one press."""
    events, notes = Events(), CallNotes()
    outbox = Outbox(events)
    notes.keys_wanted = keys
    await Keypad(notes, sent, outbox, lambda: private).press(over or asyncio.Event())
    await outbox.aclose()
    assert not notes.keys_wanted
    return events


async def test_pauses_are_kept_between_runs_of_keys() -> None:
    sent = Sent()
    events = await pressed("1w23#", sent)
    assert sent.runs == ["1", "23#"]
    assert sent.at[1] - sent.at[0] >= 0.75
    assert events.seen == [("keys.sent", {"keys": "1w23#"})]


async def test_keys_in_confidence_are_masked() -> None:
    assert (await pressed("4#", Sent(), private=True)).seen == [("keys.sent", {"keys": "•#"})]


async def test_a_line_that_takes_no_keys_breaks_nothing() -> None:
    events = await pressed("4", Sent("breaks"))
    assert [(type_, payload["name"]) for type_, payload in events.seen] == [("tool.failed", "press_keys")]


async def test_a_call_that_is_over_waits_for_no_keys() -> None:
    over = asyncio.Event()
    over.set()
    assert (await pressed("4", Sent("hangs"), over=over)).seen == []


async def test_a_line_without_keys_is_known_to_the_tool() -> None:
    assert isinstance(TerminalCall(uuid7()), Keyless)
    notes, outbox = CallNotes(), Outbox(Events())
    Keypad(notes, None, outbox, lambda: False)
    assert not notes.has_keypad
    await outbox.aclose()


@asynccontextmanager
async def menu(models: SharedModels, sent: Sent, *rounds: list[Piece]) -> AsyncIterator[tuple[Call, ScriptedModel]]:
    """A call whose far side is a recorded menu, and whose model answers these rounds."""
    notes = CallNotes()
    tools = CallTools([PressKeys(notes)], emit=Events(), notes=notes)
    scripted = ScriptedModel(list(rounds))
    async with call(models, model=ToolTalk(PlainRows(scripted), tools), tools=tools, send_keys=sent) as c:
        yield c, scripted
    await tools.aclose()


@pytest.mark.slow
@pytest.mark.sound
async def test_a_menu_is_walked_by_keys(models: SharedModels) -> None:
    sent = Sent()
    words: list[Piece] = ["I choose billing now.", asks("press_keys", keys="2")]
    async with menu(models, sent, words, [asks("press_keys", id="c2", keys="9#")], ["Hello, billing."]) as (c, model):
        c.line.say("for billing press two", sounds.words("question"))
        assert (await c.session.listen(8)).text == "for billing press two"
        said = await c.session.generate()
        assert (said.failed, said.heard, sent.runs) == (False, "I choose billing now.", ["2"])
        assert not c.line.sounding(after=sent.at[0]), "keys wait until our own words are over"
        c.line.say("enter your number", sounds.words("stop"))
        await c.session.listen(8)
        said = await c.session.generate()
        assert (said.failed, said.pressed, said.heard, sent.runs) == (False, True, "", ["2", "9#"])
        c.line.say("this is billing", sounds.words("stop"))
        await c.session.listen(8)
        assert (await c.session.generate()).heard == "Hello, billing."
        asked = [row["content"] for row in model.asked[-1] if row["role"] == "user"]
    assert asked == ["for billing press two", "enter your number", "this is billing"]
    assert c.named("keys.sent") == [{"keys": "2"}, {"keys": "9#"}]
    assert c.named("vendor.failed") == []


@pytest.mark.slow
@pytest.mark.sound
async def test_a_menu_that_hangs_up_ends_the_keys(models: SharedModels) -> None:
    sent = Sent("hangs")
    async with menu(models, sent, [asks("press_keys", keys="2")]) as (c, _):
        c.line.say("for billing press two", sounds.words("question"))
        await c.session.listen(8)
        pressing = asyncio.create_task(c.session.generate())
        async with asyncio.timeout(5):
            while not sent.runs:
                await asyncio.sleep(0.02)
        c.line.hang_up()
        with pytest.raises(CallOver):
            await asyncio.wait_for(pressing, 3)
    assert c.named("keys.sent") == []
