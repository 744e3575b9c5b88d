"""After a wish never to be called again a call only says goodbye, wherever drawn ways lead."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.flow_engine.talks import Node, Room, Talk, canvas, flows, walk
from tron.core.flow_engine.engine import Walk
from tron.core.flow_engine.outside import Outside
from tron.core.flow_engine.replay import replayed_path
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.state import FlowState

WISH = "please don't call me again"
NOTED = ("noted", "speak", {"text": "We will not call you again."})
RULES = FlowRules()
BYE, CONFIRMED = RULES.lines.goodbye, RULES.lines.opt_out_ack


def drawn(*nodes: Node, edges: tuple[str, ...]) -> dict[str, Any]:
    talk: list[Node] = [
        ("s", "start_inbound", {}),
        ("hi", "greeting", {"text": "Do you want tea?"}),
        ("end", "end_call", {"message": "Bye."}),
        ("g", "global", {"condition": "do_not_call"}),
    ]
    return canvas([*talk, *nodes], ["s > hi", "hi > end", *edges])


@pytest.mark.parametrize(
    ("type_", "data"),
    [
        ("listen", {}),
        ("collect", {"prompt": "Tell us why."}),
        ("transfer", {"to": "Sales"}),
        ("send_message", {"text": "Come back."}),
        ("schedule_callback", {"when": "relative"}),
        ("llm_response", {"instructions": "Ask why.", "wait_for_response": False}),
        ("subflow", {"flow_id": "other"}),
        ("dtmf", {"prompt": "Press 1 to stay."}),
    ],
)
async def test_it_ends_politely_where_the_flow_would_go_on(type_: str, data: dict[str, Any]) -> None:
    raw = drawn(NOTED, ("more", type_, data), edges=("g > noted", "noted > more"))
    talk, room = Talk(WISH, "one", "two", model=lambda _wanted: "Why?"), Room()
    result = await walk(raw, talk, room)
    assert (result.reason, result.outcome, len(room.opted_out)) == ("opted_out", "do_not_call", 1)
    assert talk.said == ["Do you want tea?", "We will not call you again.", BYE]
    assert (room.transfers, room.messages, room.callbacks) == ([], [], [])
    events = [(kind, payload) for kind, payload, _node in talk.events]
    assert await replayed_path(flows(raw), RULES, {}, events) == talk.path()


async def test_a_way_back_into_the_talk_is_none() -> None:
    talk = Talk(WISH, "yes", "yes")
    result = await walk(drawn(NOTED, edges=("g > noted", "noted > hi")), talk)
    assert (result.reason, talk.said) == ("opted_out", ["Do you want tea?", NOTED[2]["text"], BYE])


@pytest.mark.parametrize("edges", [(), ("g > hi",), ("g > silent",)])
async def test_the_wish_is_answered_where_nothing_was_drawn_for_it(edges: tuple[str, ...]) -> None:
    talk = Talk(WISH, "yes")
    result = await walk(drawn(("silent", "set_outcome", {"outcome": "gone"}), edges=edges), talk)
    assert (result.reason, result.outcome) == ("opted_out", "do_not_call")
    assert talk.said == ["Do you want tea?", CONFIRMED]


async def test_words_into_that_goodbye_do_not_open_the_call_again() -> None:
    talk = Talk(WISH, "wait, what about my order?", "yes")
    talk.cut = {1: "Understood"}
    result = await walk(drawn(("sorry", "end_call", {"message": "Understood. Bye."}), edges=("g > sorry",)), talk)
    assert (result.reason, talk.said) == ("opted_out", ["Do you want tea?", "Understood. Bye."])


async def test_danger_is_answered_first_and_where_nothing_is_drawn_the_talk_goes_on() -> None:
    words = f"I am dying, {WISH}"
    room = Room()
    room.danger = {words: "Call 112."}
    talk = Talk(words, "yes")
    await walk(drawn(NOTED, edges=("g > noted", "noted > hi")), talk, room)
    assert (talk.said, len(room.opted_out)) == (["Do you want tea?", "Call 112.", NOTED[2]["text"], BYE], 1)
    talk = Talk(words, "yes")
    nodes: list[Node] = [
        ("s", "start_inbound", {}),
        ("hi", "listen", {}),
        ("you", "greeting", {"text": "Are you safe?"}),
    ]
    await walk(canvas(nodes, ["s > hi", "hi > you"]), talk, room)
    assert talk.said[:2] == ["Call 112.", "Are you safe?"]


async def test_a_walk_that_goes_on_elsewhere_knows_that_it_only_parts() -> None:
    raw, talk = drawn(NOTED, edges=("g > noted", "noted > hi")), Talk(WISH)
    state = FlowState()
    while not state.ended:
        walking = Walk(flows(raw), state, Outside(talk, Room()), RULES)
        await walking.step()
        state = FlowState.restored(walking.state.stored())
    assert (state.reason, talk.said[1:]) == ("opted_out", [NOTED[2]["text"], BYE])
