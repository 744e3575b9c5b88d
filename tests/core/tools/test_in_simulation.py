"""A whole talk: script, guard, loop and tools together, as the simulator and a call have them."""

from __future__ import annotations

import asyncio
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from tests.core.tools.fakes import FakeTool, ScriptedModel, call
from tests.factories import agent_row
from tests.support import VirtualClock
from tron.core.simulator import Contact, Simulation
from tron.core.simulator.simulation import simulated_call
from tron.core.tools.builtin import BUILTIN, builtin_tools
from tron.core.tools.call_tools import CallNotes, CallTools
from tron.core.tools.callbacks import NoCallbacks
from tron.core.tools.when import Hours, told


async def test_a_talk_with_tools_from_the_first_question_to_the_end():
    shown: list[dict[str, Any]] = []

    async def show(message: dict[str, Any]) -> None:
        shown.append(message)

    async def emit(type_: str, payload: Any, node: str | None) -> None:
        await show({"type": "event", "event": type_, "payload": dict(payload)})

    clock = VirtualClock()
    notes = CallNotes()
    status = FakeTool("order_status", lambda given: f"Order {given['order_id']} comes on Monday.")
    zone = ZoneInfo("Asia/Kolkata")
    own = builtin_tools(list(BUILTIN), notes, NoCallbacks(), clock, zone, Hours(time(10), time(21)), ["interested"])
    tools = CallTools([*own, status], emit=emit, language="en-IN", notes=notes)
    model = ScriptedModel(
        [
            [call("order_status", id="a", order_id="A1")],
            ["It comes on Monday."],
            [call("remember", id="b", name="city", value="Pune"), call("schedule_callback", id="c", when="kal 5 baje")],
            ["We will call you tomorrow at five."],
            ["Thank you, goodbye.", call("end_call", id="d", outcome="interested")],
        ]
    )
    agent = agent_row(tools_enabled=[*BUILTIN, "order_status"], language="en-IN")
    simulation = Simulation(agent, Contact(), model, show, tools=tools, call=simulated_call(Contact()))
    talk = asyncio.create_task(simulation.run())
    for words in ("Where is my order A1?", "I live in Pune, talk to me tomorrow at five", "Yes, note it like that"):
        simulation.say(words)
    async with asyncio.timeout(10):
        await talk
    await tools.aclose()
    said = [message["text"] for message in shown if message["type"] == "agent"]
    assert said[-3:] == ["It comes on Monday.", "We will call you tomorrow at five.", "Thank you, goodbye."]
    ended = shown[-1]
    assert (ended["type"], ended["reason"], ended["outcome"]) == ("ended", "agent_ended", "interested")
    assert ended["extracted_data"]["city"] == "Pune"
    events = [message["payload"]["name"] for message in shown if message.get("event") == "tool.finished"]
    assert events == ["order_status", "remember", "schedule_callback", "end_call"]
    results = [row["content"] for row in model.asked[-1] if row["role"] == "tool"]
    tomorrow = clock.now().astimezone(zone).replace(day=24, hour=17, minute=0)
    expected = ("Order A1 comes on Monday.", "Kept.", f"Noted for {told(tomorrow)}.")
    assert len(results) == len(expected)
    assert all(text in result for text, result in zip(expected, results, strict=True))
