"""Card numbers: while the recording is paused nothing that is said is written down; of secrets only the end is said."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from tests.core.flow_engine.nodes.walks import around, walked
from tests.core.flow_engine.talks import Node, Room, Talk, canvas, flows, walk
from tron.core.flow_engine.confidence import ending
from tron.core.flow_engine.engine import Walk
from tron.core.flow_engine.outside import Outside
from tron.core.flow_engine.replay import replayed_path
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.state import MASK, FlowState
from tron.core.flow_engine.world import WebhookAnswer
from tron.core.ports import Compose

CARD = "4111111111111234"
SPOKEN = "four one one one, one one one one, one one one one, one two three four"
ROUTES = [{"id": "four", "keywords": ["four"]}, {"id": "five", "keywords": ["five"]}]


def paused(*nodes: Node, after: tuple[Node, ...] = (), edges: tuple[str, ...] = ()) -> dict[str, Any]:
    """start > pause > nodes > resume > after > end; a node's other ways lead to the end too."""
    chain: list[Node] = [
        ("s", "start_inbound", {}),
        ("off", "record", {"action": "pause"}),
        *nodes,
        ("on", "record", {"action": "resume"}),
        *after,
        ("end", "end_call", {"message": "Bye."}),
    ]
    ids = [id_ for id_, _type, _data in chain]
    drawn = {edge.split(" ")[0] for edge in edges}
    return canvas(chain, [*(f"{one} > {two}" for one, two in pairwise(ids) if one not in drawn), *edges])


async def held(raw: dict[str, Any], talk: Talk, room: Room | None = None) -> str:
    """All that is written down of the call, which is found again from it."""
    result = await walk(raw, talk, room)
    events = [(type_, json.loads(json.dumps(payload))) for type_, payload, _node in talk.events]
    assert await replayed_path(flows(raw), FlowRules(), {}, events) == talk.path()
    assert not talk.of("flow.node_failed")
    return json.dumps([events, result.extracted_data], ensure_ascii=False)


@pytest.mark.parametrize(
    ("node", "caller"),
    [
        (("it", "listen", {"variable": "words"}), [SPOKEN]),
        (("it", "greeting", {"text": "Your card?"}), [SPOKEN]),
        (("it", "collect", {"prompt": "Card?", "kind": "number", "variable": "card"}), [SPOKEN, "yes"]),
        (("it", "collect", {"prompt": "Card?", "kind": "number", "variable": "card"}), [f"#{CARD}#", "#1"]),
        (("it", "collect", {"prompt": "Card?", "kind": "text", "variable": "card", "confirm": False}), [SPOKEN]),
        (("it", "dtmf", {"prompt": "Card?", "max_digits": 16, "variable": "card"}), [f"#{CARD}"]),
        (("it", "branch_dtmf", {"options": [{"id": "a", "digit": "4"}]}), [f"#{CARD}"]),
        (("it", "schedule_callback", {}), ["four one one one, tomorrow at five"]),
        (("it", "llm_response", {"turns": 2, "exit_condition": "it is said"}), [SPOKEN, SPOKEN]),
    ],
)
async def test_nothing_that_is_said_is_written_down(node: Node, caller: list[str]) -> None:
    def answer(wanted: Compose) -> str:
        assert "1234" not in wanted.instructions
        return "Thank you."

    given = ("it.next > on", "it.failed > end")
    ways = {"collect": given, "dtmf": given, "branch_dtmf": ("it.a > on",)}.get(node[1], ())
    talk, room = Talk(*caller, model=answer), Room()
    written = await held(paused(node, edges=ways), talk, room)
    assert "four one" not in written
    assert CARD not in written
    assert room.asked == [], "no model is asked about it"
    assert "four one" not in " ".join(talk.said)
    assert CARD not in " ".join(talk.said)


@pytest.mark.parametrize("resumed", [False, True])
@pytest.mark.parametrize(
    ("branch", "handle"),
    [
        (("way", "branch_keyword", {"routes": ROUTES}), "way.four"),
        (("way", "branch_intent", {"intents": [{"id": "four", "keywords": ["four"]}]}), "way.four"),
        (("way", "branch_sentiment", {"positive_words": ["four"]}), "way.positive"),
        (
            ("way", "branch_custom", {"rules": [{"field": "last_words", "operator": "contains", "value": "four"}]}),
            "way.true",
        ),
        (
            ("way", "branch_custom", {"rules": [{"field": "words", "operator": "contains", "value": "four"}]}),
            "way.true",
        ),
        (("way", "set_variable", {"variable": "n", "mode": "extract", "kind": "number"}), "way.next"),
        (("way", "set_variable", {"variable": "n", "mode": "extract", "kind": "text"}), "way.next"),
    ],
)
async def test_ways_are_chosen_by_it_and_found_again(branch: Node, handle: str, resumed: bool) -> None:
    hear: Node = ("hear", "listen", {"variable": "words"})
    yes: Node = ("yes", "speak", {"text": "Taken: {{n}}"})
    inside, after = ((hear,), (branch, yes)) if resumed else ((hear, branch, yes), ())
    raw = paused(*inside, after=after, edges=(f"{handle} > yes",))
    talk = Talk("four one one one")
    written = await held(raw, talk)
    assert "yes" in talk.path()
    assert "four one" not in written
    assert "4111" not in written


async def test_after_it_words_are_written_down_again_and_a_wish_counts_within_it() -> None:
    raw = paused(("it", "listen", {}), after=(("more", "listen", {"variable": "x"}),))
    written = await held(raw, Talk("four one one one", "my name is Ravi"))
    assert "my name is Ravi" in written
    talk, room = Talk("four one one one, and never call me again"), Room()
    written = await held(raw, talk, room)
    assert "four one" not in written
    assert len(room.opted_out) == 1


PAUSED_BYE = canvas(
    [
        ("s", "start_inbound", {}),
        ("hi", "greeting", {"text": "Hello."}),
        ("off", "record", {"action": "pause"}),
        ("end", "end_call", {"message": "Goodbye."}),
    ],
    ["s > hi", "hi > off", "off > end"],
)


@pytest.mark.parametrize(
    ("caller", "said"),
    [
        (["yes", "ok bye"], ["Hello.", "Goodbye."]),
        (["yes", "ok", "thank you, bye"], ["Hello.", "Goodbye."]),
        (["yes", "wait, one more thing please", "no"], ["Hello.", "Goodbye.", "Goodbye."]),
    ],
)
async def test_words_into_the_goodbye_open_the_call_again_or_not_and_are_found_again(
    caller: list[str], said: list[str]
) -> None:
    talk = Talk(*caller)
    talk.cut = {1: "Good"}
    written = await held(PAUSED_BYE, talk)
    assert talk.said == said
    assert not [words for words in caller[1:] if f'"{words}"' in written]


async def test_a_walk_that_goes_on_elsewhere_is_still_off_the_record() -> None:
    raw, talk, written = paused(("it", "listen", {"variable": "x"})), Talk("four one one one"), []
    state = FlowState()
    while not state.ended:
        outside = Outside(talk, Room())
        await Walk(flows(raw), state, outside, FlowRules()).step()
        state = FlowState.restored(state.stored())
    written = [payload for _type, payload, _node in talk.events]
    assert "four one" not in json.dumps(written)


# ---------------------------------------------------------------- what is said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (CARD, "1 2 3 4"),
        ("ABCDE1234F", "2 3 4 F"),
        ("411001", "0 1"),
        ("4321", ""),
        (52000, ""),
        ({"number": CARD, "cvv": "123"}, {"number": "1 2 3 4", "cvv": ""}),
        ([CARD], ["1 2 3 4"]),
        (None, ""),
    ],
)
def test_of_a_secret_the_end_is_said(value: Any, said: Any) -> None:
    assert ending(value) == said


SECRET = ("card", "dtmf", {"prompt": "Card?", "variable": "card", "max_digits": 16, "sensitive": True})


@pytest.mark.parametrize(
    ("type_", "data"),
    [
        ("speak", {"text": "The card that ends in {{card}}."}),
        ("speak", {"text": "The card that ends in {{card|digits}}."}),
        ("greeting", {"text": "The card that ends in {{card}}.", "wait_for_response": False}),
        ("wait", {"filler": "The card that ends in {{card}}."}),
        ("end_call", {"message": "The card that ends in {{card}}."}),
        ("transfer", {"to": "Sales", "text": "The card that ends in {{card}}."}),
        ("webhook", {"url": "https://x.example/", "filler": "The card that ends in {{card}}."}),
    ],
)
async def test_texts_say_its_end_alone(type_: str, data: dict[str, Any]) -> None:
    nodes = [("s", "start_inbound", {}), SECRET, ("it", type_, data)]
    talk = Talk(f"#{CARD}")
    await walk(canvas(nodes, ["s > card", "card > it"]), talk)
    assert "The card that ends in 1 2 3 4." in talk.said
    assert CARD not in json.dumps(talk.events)


@pytest.mark.parametrize(
    ("rule", "caller", "way"),
    [
        ({"field": "last_words", "operator": "contains", "value": "{{card}}"}, "it is 411001, yes", "yes"),
        ({"field": "last_words", "operator": "contains", "value": "{{card}}"}, "it is 411002", "no"),
        ({"field": "last_words", "operator": "not_equals", "value": "{{card}}"}, "411001", "no"),
        ({"field": "last_keys", "operator": "equals", "value": "{{card}}"}, "#411001", "yes"),
        ({"field": "card", "operator": "greater", "value": "400000"}, "hm", "yes"),
        ({"field": "nothing", "operator": "equals", "value": "{{card}}"}, "hm", "no"),
    ],
)
async def test_ways_by_what_is_compared_with_it_are_found_again(rule: dict[str, str], caller: str, way: str) -> None:
    nodes: list[Node] = [
        ("s", "start_inbound", {}),
        SECRET,
        ("hear", "listen", {}),
        ("which", "branch_custom", {"rules": [rule]}),
        ("yes", "speak", {"text": "The same."}),
        ("no", "speak", {"text": "Another."}),
    ]
    raw = canvas(nodes, ["s > card", "card > hear", "hear > which", "which.true > yes", "which.false > no"])
    talk = Talk("#411001#", caller)
    await held(raw, talk)
    assert talk.path()[-1] == way


@pytest.mark.parametrize("card", ["#4321", f"#{CARD}"])
@pytest.mark.parametrize(
    ("type_", "data"),
    [
        ("speak", {"text": "{{card}}"}),
        ("speak", {"text": "{{card|default('')}}"}),
        ("greeting", {"text": "{{card}}"}),
        ("end_call", {"message": "{{card}}"}),
        ("transfer", {"to": "{{card}}", "text": "{{card}}", "announce": "{{card}}"}),
        ("send_message", {"to": "{{card}}", "text": "{{card.last}}"}),
        ("schedule_callback", {"when": "text", "text": "{{card}}", "note": "{{card}}", "message": "{{card}}"}),
        ("branch_custom", {"mode": "model", "condition": "{{card}}"}),
    ],
)
async def test_texts_of_it_alone_are_found_again(type_: str, data: dict[str, Any], card: str) -> None:
    nodes: list[Node] = [("s", "start_inbound", {}), SECRET, ("it", type_, data), ("end", "end_call", {})]
    talk = Talk(f"{card}#", "hm", "hm")
    await held(canvas(nodes, ["s > card", "card > it", "it > end", "it.false > end", "it.failed > end"]), talk)


async def test_parts_of_a_sensitive_answer_are_compared_and_found_again() -> None:
    mapping = [{"variable": "card", "path": "card"}]
    nodes: list[Node] = [
        ("s", "start_inbound", {}),
        SECRET,
        ("ask", "webhook", {"url": "https://x.example/", "mapping": mapping}),
        ("copy", "set_variable", {"variable": "last", "mode": "template", "value": "{{card.last}}"}),
        ("which", "branch_custom", {"rules": [{"field": "card.last", "operator": "equals", "value": "{{last}}"}]}),
        ("yes", "speak", {"text": "{{card.last}}"}),
    ]
    raw = canvas(nodes, ["s > card", "card > ask", "ask > copy", "copy > which", "which.true > yes"])
    talk, room = Talk("#4321#"), Room()
    room.answering = lambda _call: WebhookAnswer(True, 200, {"card": {"last": "ABCDE1234F"}})
    assert "ABCDE1234F" not in await held(raw, talk, room)
    assert "2 3 4 F" in talk.said


async def test_what_is_made_of_it_is_as_sensitive_and_a_request_gets_the_whole() -> None:
    nodes: list[Node] = [
        ("s", "start_inbound", {}),
        SECRET,
        ("copy", "set_variable", {"variable": "both", "mode": "template", "value": "{{card}} of Ravi"}),
        ("say", "speak", {"text": "{{both}}"}),
        ("send", "webhook", {"url": "https://x.example/", "body_template": '{"card": "{{card}}", "both": "{{both}}"}'}),
        ("noted", "schedule_callback", {"when": "relative", "note": "About {{card}}"}),
    ]
    talk, room = Talk(f"#{CARD}"), Room()
    await walk(canvas(nodes, ["s > card", "card > copy", "copy > say", "say > send", "send > noted"]), talk, room)
    assert json.loads(room.webhooks[0].body or "") == {"card": CARD, "both": f"{CARD} of Ravi"}
    assert [note for _at, note in room.callbacks] == ["About 1 2 3 4"]
    assert CARD not in json.dumps([talk.said, talk.events, talk.expected])


async def test_a_model_is_told_its_end_alone() -> None:
    told: list[str] = []

    def model(wanted: Compose) -> str:
        told.append(wanted.instructions)
        return "Fine."

    data = {"instructions": "Thank for {{card}}.", "context_variables": ["card"], "wait_for_response": False}
    nodes = [("s", "start_inbound", {}), SECRET, ("it", "llm_response", data)]
    await walk(canvas(nodes, ["s > card", "card > it"]), Talk(f"#{CARD}", model=model))
    assert "1 2 3 4" in told[0]
    assert CARD not in told[0]


@pytest.mark.parametrize("filler", ["", "One moment."])
async def test_an_answer_kept_under_a_sensitive_name_is_masked_where_it_came_in(filler: str) -> None:
    data = {
        "url": "https://x.example/",
        "filler": filler,
        "response_variable": "all",
        "mapping": [{"variable": "card", "path": "card"}, {"variable": "name", "path": "name"}],
    }
    rule = [{"field": "card", "operator": "equals", "value": CARD}]
    nodes: list[Node] = [
        ("s", "start_inbound", {}),
        SECRET,
        ("it", "webhook", data),
        ("way", "branch_custom", {"rules": rule}),
        ("yes", "speak", {"text": "The same."}),
    ]
    raw = canvas(nodes, ["s > card", "card > it", "it > way", "way.true > yes"])
    talk, room = Talk("#9999"), Room()
    room.answering = lambda _call: WebhookAnswer(True, 200, {"card": CARD, "name": "Ravi"})
    written = await held(raw, talk, room)
    assert CARD not in written
    [left] = [payload for kind, payload, node in talk.events if (kind, node) == ("flow.node_left", "it")]
    came = next(one["value"] for one in left["inputs"] if one["kind"] == "webhook")
    assert came["set"] == {"all": MASK, "card": MASK, "name": "Ravi"}
    assert "The same." in talk.said


async def test_what_is_not_sensitive_is_kept_and_said_as_it_is() -> None:
    result, left = await walked(around("dtmf", {"prompt": "Pin?", "variable": "x"}, "next"), Talk("#411001#"))
    assert (result.extracted_data["x"], left["set"]) == ("411001", {"x": "411001"})
