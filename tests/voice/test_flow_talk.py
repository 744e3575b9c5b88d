"""Calls in text fidelity that walk a flow: what is said, which way it goes, what is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.core.flow_engine.talks import canvas
from tests.core.flows.drawn import drawn, save_flow
from tests.voice.flow_calls import Place, place
from tron.core.database.engine import Database
from tron.core.database.tables import Callback, Flow, OptOut
from tron.core.flow_engine.state import MASK
from tron.core.flows.templates import TEMPLATE_KEYS, find_flow_template
from tron.core.templates import find_template
from tron.telephony.sandbox.line import SandboxLine

COLLEAGUE, BUSY, RINGS_OUT = "+910000000001", "+910000000002", "+910000000003"


@pytest.fixture
async def here(database: Database, tmp_path: Path) -> AsyncIterator[Place]:
    async with place(database, tmp_path) as made:
        yield made


def line_of(here: Place) -> SandboxLine:
    line = here.services.lines.get("sandbox")
    assert isinstance(line, SandboxLine)
    return line


def shop(**changes: Any) -> dict[str, Any]:
    """A greeting, a choice by keywords, keys, a message, a colleague."""
    nodes = {
        "start": ("start_outbound", {}),
        "hello": ("greeting", {"text": "Hello {{contact_name}}, Tron here, an automated assistant. Order {{order}}?"}),
        "way": ("branch_keyword", {"routes": [{"id": "yes", "label": "Yes", "keywords": ["yes"]}]}),
        "pause": ("record", {"action": "pause"}),
        "pin": ("dtmf", {"prompt": "Please enter your pin code.", "variable": "pin", "max_digits": 6}),
        "sms": ("send_message", {"text": "Your order {{order}} comes to {{pin}}."}),
        "hand": ("transfer", {"to": COLLEAGUE, "text": "I will connect you."}),
        "sorry": ("end_call", {"message": "Nobody is free, goodbye.", "outcome": "missed"}),
        "bye": ("end_call", {"message": "Goodbye.", "outcome": "refused"}),
    }
    for id_, data in changes.items():
        nodes[id_] = (nodes[id_][0], {**nodes[id_][1], **data})
    edges = ["start > hello", "hello > way", "way.yes > pause", "way.fallback > bye", "pause > pin"]
    edges += ["pin.next > sms", "pin.failed > bye", "sms > hand", "hand.failed > sorry"]
    return canvas([(id_, type_, data) for id_, (type_, data) in nodes.items()], edges)


async def test_a_call_walks_its_flow_to_a_colleague(here: Place) -> None:
    story = await here.call(shop(), ["Yes.", "#411001#", "", ""], metadata={"order": 42})
    call = story.call
    assert (call.status, call.reason) == ("completed", "transferred")
    assert (call.flow_version, call.extracted_data["pin"]) == (1, MASK)
    assert story.path == ["start", "hello", "way", "pause", "pin", "sms", "hand"]
    assert story.said("agent")[0] == "Hello Asha, Tron here, an automated assistant. Order 42?"
    [started] = story.of("flow.started")
    assert started == {"flow_id": str(call.flow_id), "version": 1, "draft": False, "name": "A flow", "node": ""}
    kinds = [event.type for event in story.events]
    assert kinds.index("flow.started") < kinds.index("flow.node_entered")
    [message] = line_of(here).messages.read()
    assert (message["number"], message["text"]) == (call.phone_number, "Your order 42 comes to 411001.")
    [sent] = story.of("message.sent")
    assert (sent["to"], sent["channel"]) == ("***********01", "sms")
    assert (sent["message_id"], sent["text"]) == (message["message_id"], f"Your order 42 comes to {MASK}.")
    assert "411001" not in str([event.payload for event in story.events]), "the recording was paused"
    assert [one["by"] for one in story.of("transfer.answered")] == ["talker"]
    assert [row["direction"] for row in line_of(here).rings.read()] == ["outbound", "transfer"]


async def test_a_wish_said_while_a_colleague_is_rung_ends_it(here: Place) -> None:
    says = ["Yes.", "#411001#", "", "Never call me again."]
    story = await here.call(shop(hand={"to": RINGS_OUT}), says, metadata={"order": 42})
    assert (story.call.reason, story.call.outcome) == ("opted_out", "do_not_call")
    assert not story.of("transfer.answered")
    assert len(story.of("call.opted_out")) == 1
    async with here.database.transaction() as session:
        assert (await session.scalars(select(OptOut.phone_number))).all() == [story.call.phone_number]


async def test_in_text_whoever_answers_takes_an_introduced_call(here: Place) -> None:
    story = await here.call(shop(hand={"mode": "warm"}), ["Yes.", "#411001#", "", ""], metadata={"order": 42})
    assert (story.call.status, story.call.reason) == ("completed", "transferred")
    assert story.of("transfer.answered") == [{"to": "***********01", "by": "talker", "mode": "warm"}]


async def test_in_text_the_agent_goes_on_in_a_talk_of_three(here: Place) -> None:
    flow = shop(hand={"mode": "conference"})
    flow["edges"].append({"id": "more", "source": "hand", "sourceHandle": "joined", "target": "bye"})
    story = await here.call(flow, ["Yes.", "#411001#", "", "", ""], metadata={"order": 42})
    assert (story.call.reason, story.path[-1]) == ("agent_ended", "bye")
    assert story.of("transfer.answered")[0]["mode"] == "conference"


async def test_nobody_takes_the_call_over(here: Place) -> None:
    story = await here.call(shop(hand={"to": BUSY}), ["Yes.", "#411001#", "", "", ""], metadata={"order": 42})
    assert (story.call.reason, story.call.outcome) == ("agent_ended", "missed")
    assert [one["reason"] for one in story.of("transfer.failed")] == ["busy"]
    assert story.said("agent")[-1] == "Nobody is free, goodbye."


async def test_a_refusal_takes_the_other_way(here: Place) -> None:
    story = await here.call(shop(), ["Not today."], metadata={"order": 42})
    assert (story.call.outcome, story.path[-1]) == ("refused", "bye")
    assert line_of(here).messages.read() == []


async def test_who_asks_never_to_be_called_is_on_the_list(here: Place) -> None:
    story = await here.call(shop(), ["Never call me again."], metadata={"order": 42})
    assert (story.call.reason, story.call.outcome) == ("opted_out", "do_not_call")
    async with here.database.transaction() as session:
        assert (await session.scalars(select(OptOut.phone_number))).all() == [story.call.phone_number]


async def test_somebody_in_danger_is_answered_first(here: Place) -> None:
    story = await here.call(
        shop(), ["I want to kill myself.", "Okay."], metadata={"order": 1}, **{"template": "therapist"}
    )
    first = story.said("agent")[1]
    assert "112" in first or "14416" in first
    assert story.call.outcome == "crisis"


async def test_what_a_call_may_say_first_names_the_agents_words(here: Place) -> None:
    """Silence twice: the agent's own lines, with the contact's name in them."""
    story = await here.call(shop(), ["", "", "", ""], metadata={"order": 42})
    assert (story.call.reason, story.of("silence")[0]) == ("no_input", {"count": 1})
    assert not [text for text in story.said("agent") if "{" in text]


async def test_variables_of_agent_contact_and_call(here: Place) -> None:
    text = "{{agent.name}} / {{contact.name}} / {{contact.city}} / {{call.direction}} / {{city}}"
    nodes = [("s", "start_outbound", {}), ("say", "speak", {"text": text}), ("bye", "end_call", {})]
    flow = canvas(nodes, ["s > say", "say > bye"])
    story = await here.call(flow, [], metadata={"city": "Pune"}, name="Tron")
    assert story.said("agent")[0] == "Tron / Asha / Pune / outbound / Pune"
    assert story.call.extracted_data == {}


async def test_a_flow_that_was_never_published_is_told(here: Place) -> None:
    flow_id = await save_flow(here.database)
    story = await here.call(flow_id, ["Goodbye."])
    assert story.said("agent")[0] == "Free talk."
    [told] = story.of("flow.unavailable")
    assert told == {"flow_id": str(flow_id), "version": None, "reason": "never_published"}
    assert not story.path


async def test_a_version_that_is_not_there_is_told(here: Place) -> None:
    flow_id = await save_flow(here.database, shop())
    story = await here.call(flow_id, ["Goodbye."], flow_version=7)
    assert story.of("flow.unavailable")[0]["reason"] == "cannot_load"
    assert story.said("agent")[0] == "Free talk."


async def test_a_draft_is_spoken_as_it_was_when_the_call_was_asked_for(here: Place) -> None:
    flow_id = await save_flow(here.database, drawn("Published."), drawn("Drawn."))
    async with here.database.transaction() as session:
        flow = await session.get_one(Flow, flow_id)
        flow.version = 1  # what was drawn last is the draft alone
    story = await here.call(flow_id, ["Yes."], draft=True, flow_version=1)
    assert story.said("agent")[-1] == "Drawn."
    assert story.path == ["s", "hi", "bye"]
    [told] = story.of("flow.started")
    assert (told["flow_id"], told["version"], told["draft"]) == (str(flow_id), None, True)
    published = await here.call(flow_id, ["Yes."])
    assert published.said("agent")[-1] == "Published."
    assert published.of("flow.started")[0]["draft"] is False


async def test_without_a_flow_nothing_is_told_of_one(here: Place) -> None:
    story = await here.call(None, ["Goodbye."])
    assert not [event.type for event in story.events if event.type.startswith("flow.")]
    assert story.said("agent")[0] == "Free talk."


async def test_a_callback_is_kept(here: Place) -> None:
    nodes = [
        ("s", "start_outbound", {}),
        ("ask", "greeting", {"text": "An automated assistant. When shall we call again?"}),
        ("later", "schedule_callback", {}),
        ("bye", "end_call", {"message": "Goodbye."}),
    ]
    story = await here.call(
        canvas(nodes, ["s > ask", "ask > later", "later > bye"]), ["Tomorrow at five in the evening."]
    )
    async with here.database.transaction() as session:
        [row] = (await session.scalars(select(Callback))).all()
    assert row.call_id == story.call.id


@pytest.mark.thorough
@pytest.mark.parametrize("key", TEMPLATE_KEYS)
async def test_each_templates_flow_talks_its_practice_person_into_it(here: Place, key: str) -> None:
    flow, template = find_flow_template(key), find_template(key)
    assert flow is not None
    assert template is not None
    story = await here.call(flow.canvas_data, None, template=key)
    assert (story.call.status, story.call.reason) == ("completed", "agent_ended")
    assert story.call.outcome in template.agent.success_outcomes
    assert not story.of("flow.dead_end") + story.of("flow.node_failed") + story.of("flow.cannot_run")
    assert not [text for text in story.said("agent") if "{" in text]
