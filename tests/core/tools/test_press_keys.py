"""press_keys: what may be pressed, when the model's turn is over, and what a simulation shows of it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.core.tools.fakes import Events, FakeTool, ScriptedModel, call, user
from tests.factories import agent_row
from tron.core.ports import Compose
from tron.core.simulator import Contact, Simulation
from tron.core.simulator.conversation import TypedConversation
from tron.core.simulator.simulation import simulated_call
from tron.core.tools.call_tools import CallNotes, CallTools
from tron.core.tools.loop import ToolTalk
from tron.core.tools.press_keys import PressKeys, key_runs


def tools(events: Events | None = None, *more: FakeTool) -> CallTools:
    notes = CallNotes()
    return CallTools([PressKeys(notes), *more], emit=events or Events(), notes=notes)


async def talk(given: CallTools, *rounds) -> tuple[str, ScriptedModel]:
    model = ScriptedModel(list(rounds))
    pieces = [piece async for piece in ToolTalk(model, given).reply([user("Press 1")], temperature=0, max_tokens=9)]
    return "".join(map(str, pieces)), model


@pytest.mark.parametrize(
    ("asked", "pressed"),
    [("1", "1"), (2, "2"), ("12#", "12#"), ("1W2 ww *", "1w2ww*"), ("98-76, 5", "98765"), ("0" * 32, "0" * 32)],
)
async def test_keys_are_left_for_the_conversation(asked, pressed):
    given = tools()
    said, model = await talk(given, [call("press_keys", keys=asked)], ["never said"])
    assert (given.notes.keys_wanted, said, len(model.asked)) == (pressed, "", 1)


@pytest.mark.parametrize("asked", ["", "w", "one", "1;2", "A", "0" * 33, "1" + "w" * 11, "१", "+1"])
async def test_what_is_no_key_is_told_to_the_model(asked):
    given = tools()
    said, model = await talk(given, [call("press_keys", keys=asked)], ["Let me see."])
    assert (given.notes.keys_wanted, said) == ("", "Let me see.")
    assert model.asked[1][-1]["content"].startswith("Error: ")


async def test_words_before_the_keys_are_said():
    given = tools()
    said, model = await talk(given, ["One moment.", call("press_keys", keys="4")], ["never said"])
    assert (said, given.notes.keys_wanted, len(model.asked)) == ("One moment.", "4", 1)


async def test_another_tool_beside_it_has_its_round():
    given = tools(None, FakeTool("order_status"))
    said, model = await talk(given, [call("press_keys", keys="4"), call("order_status", id="c2")], ["It comes."])
    assert (said, given.notes.keys_wanted, len(model.asked)) == ("It comes.", "4", 2)


async def test_one_turn_and_one_call_have_an_end():
    given = tools()
    await talk(given, [call("press_keys", keys="1" * 20), call("press_keys", id="c2", keys="2" * 13)], ["ok"])
    assert given.notes.take_keys() == "1" * 20
    given.notes.keys_pressed = 199
    _, model = await talk(given, [call("press_keys", keys="12")], ["ok"])
    assert (given.notes.keys_wanted, "Too many keys" in model.asked[1][-1]["content"]) == ("", True)


async def test_a_line_without_keys_says_so():
    given = tools()
    given.notes.has_keypad = False
    _, model = await talk(given, [call("press_keys", keys="1")], ["I would like to talk about an order."])
    assert model.asked[1][-1]["content"] == "Error: No keys can be pressed on this line. Speak the choice instead."


async def test_no_event_of_the_tool_shows_the_keys():
    events = Events()
    await talk(tools(events), [call("press_keys", keys="4711")], ["ok"])
    assert events.types == ["tool.called", "tool.finished"]
    assert "4711" not in str(events.seen)


def test_runs_of_keys():
    assert key_runs("12w3ww#") == [("12", 1), ("3", 2), ("#", 0)]
    assert key_runs("w1") == [("", 1), ("1", 0)]


async def test_a_simulated_menu_is_walked_without_a_word():
    shown: list[dict[str, Any]] = []

    async def show(message: dict[str, Any]) -> None:
        shown.append(message)

    given = tools()
    model = ScriptedModel([[call("press_keys", keys="2")], ["I am calling about an invoice."]])
    agent = agent_row(tools_enabled=["press_keys"], language="en-IN")
    simulation = Simulation(agent, Contact(), model, show, tools=given, call=simulated_call(Contact()))
    walk = asyncio.create_task(simulation.run())
    simulation.say("For billing press two")
    simulation.say("This is Asha from billing")
    async with asyncio.timeout(10):
        while not any(message.get("text") == "I am calling about an invoice." for message in shown):
            await asyncio.sleep(0)
    simulation.hang_up()
    await walk
    told = [(m.get("event") or m["type"], m.get("text") or m.get("payload", {}).get("keys")) for m in shown]
    steps = [step for step in told if step[0] in ("agent", "keys.sent")]
    assert steps[-2:] == [("keys.sent", "2"), ("agent", "I am calling about an invoice.")]
    assert not any(message.get("event") == "vendor.failed" for message in shown)
    (result,) = [row["content"] for row in model.asked[1] if row["role"] == "tool"]
    assert "The keys are pressed now." in result


async def test_keys_pressed_in_confidence_are_masked():
    shown: list[dict[str, Any]] = []

    async def show(message: dict[str, Any]) -> None:
        shown.append(message)

    given = tools()
    model = ToolTalk(ScriptedModel([[call("press_keys", keys="47w11#")]]), given)
    conversation = TypedConversation(show, max_duration=60, model=model, tools=given)
    conversation.private(True)
    said = await conversation.compose(Compose("Enter the PIN."))
    assert (said.failed, said.pressed, said.text) == (False, True, "")
    assert [m["payload"] for m in shown if m.get("event") == "keys.sent"] == [{"keys": "••w••#"}]
