"""collect: each kind, dictation in pieces, confirmation and correction, other wordings, keypad, what is sensitive."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.core.flow_engine.nodes.walks import HINDI, around, problems, walked
from tests.core.flow_engine.talks import Room, Talk, flows, walk
from tron.core.flow_engine.dictated import end_spoken
from tron.core.flow_engine.replay import replayed_path
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.state import MASK
from tron.core.flow_engine.values import Parsed
from tron.core.ports import Heard, Said

PHONE = {"prompt": "Your number?", "variable": "x", "kind": "phone"}
STARS = {"lowest": 1, "highest": 5}
PLANS = [{"id": "gold", "label": "Gold plan", "words": ["sona"]}, {"id": "silver", "label": "Silver plan"}]


@pytest.mark.parametrize(
    ("data", "caller", "value"),
    [
        ({}, ["98000 00012", "yes"], "+919800000012"),
        ({}, ["nine eight zero zero zero", "zero zero zero one two", "haan"], "+919800000012"),
        ({}, ["nau aath shunya", "shunya shunya", "double zero zero", "ek do", "sahi hai"], "+919800000012"),
        ({}, ["#9800000012", "#1"], "+919800000012"),
        ({}, ["#98000", "#00012", "#1#"], "+919800000012"),
        ({}, ["98000", "#00012", "yes"], "+919800000012"),
        ({}, ["98000", None, "00012", "yes"], "+919800000012"),
        ({}, ["98000", None, None, "98000 00012", "yes"], "+919800000012"),
        ({}, ["#98000#", "98000 00012", "yes"], "+919800000012"),
        ({}, ["98000 00012", "no, it's nine eight zero zero zero, zero zero zero one nine", "yes"], "+919800000019"),
        ({}, ["98000 00012", "no sorry, nine", "yes"], "+919800000019"),
        ({}, ["98000 00012", "nahi, nau", "haan ji"], "+919800000019"),
        ({}, ["98000 00012", "नहीं, आख़िर में नौ", "हाँ"], "+919800000019"),
        ({}, ["98000 00012", "yes, 98000 00012"], "+919800000012"),
        ({}, ["98000 00012", "#9800000019", "#1"], "+919800000019"),
        ({}, ["98000 00012", "#7", "yes"], "+919800000012"),
        ({}, ["98000 00012", "no", "98000 00019", "yes"], "+919800000019"),
        ({}, ["98000 00012", "#2", "98000 00019", "yes"], "+919800000019"),
        ({}, ["98000 00012", "hm?", "yes"], "+919800000012"),
        ({}, ["98000 00012", None, "yes"], "+919800000012"),
        ({}, ["98000 00012", None, None, "98000 00012", "yes"], "+919800000012"),
        ({}, ["why do you need it", "98000 00012", "yes"], "+919800000012"),
        ({}, [None, "98000 00012", "yes"], "+919800000012"),
        ({"confirm": False}, ["98000 00012"], "+919800000012"),
        ({"tries": 2}, ["why", "what for"], None),
        ({"tries": 2}, [None, None], None),
        ({"tries": 1}, ["98000 00012", "no"], None),
        ({"kind": "number"}, ["dhai sau", "yes"], 250),
        ({"kind": "number"}, ["12", "haan ek dum sahi"], 12),
        ({"kind": "number", **STARS}, ["10", "four", "yes"], 4),
        ({"kind": "number", **STARS}, ["zero", "#9#", "#5#", "yes"], 5),
        ({"kind": "number", **STARS}, ["four", "no, ten", "three", "yes"], 3),
        ({"kind": "number", **STARS, "tries": 2}, ["10", "#4111111111111234#"], None),
        ({"kind": "number", "lowest": 0}, ["hazaar", "yes"], 1000),
        ({"kind": "date", **STARS}, ["tomorrow", "yes"], "2026-11-29"),
        ({"kind": "money"}, ["do hazaar", "nahi, teen hazaar", "haan"], 3000),
        ({"kind": "date"}, ["tomorrow", "yes"], "2026-11-29"),
        ({"kind": "date"}, ["#2512#", "#1"], "2026-12-25"),
        ({"kind": "date"}, ["#25", "#12", None, "#1"], "2026-12-25"),
        ({"kind": "number"}, ["#5", "#0", "#0#", "yes"], 500),
        ({"kind": "number"}, ["#500", "yes"], 500),
        ({"kind": "number"}, ["#4111111111111234#", "yes"], "4111111111111234"),
        ({"kind": "number"}, ["#4111", "#1111", "#1111", "#1234#", "#1"], "4111111111111234"),
        ({"kind": "number"}, ["#1111111111", "#1111111111", "hm", "hm", "dhai sau", "yes"], 250),
        ({"kind": "time"}, ["shaam 5 baje", "yes"], "17:00"),
        ({"kind": "time"}, ["saadhe 5", "no, in the morning", "yes"], "05:30"),
        ({"kind": "time"}, ["5 baje", "subah", "haan"], "05:00"),
        ({"kind": "time"}, ["5 baje", "shaam ko", "haan"], "17:00"),
        ({"kind": "pincode"}, ["one one zero", "zero one two", "yes"], "110012"),
        ({"kind": "email"}, ["ravi at gmail dot com", "yes"], "ravi@gmail.com"),
        ({"kind": "pan"}, ["A B C P E", "one two three four F", "yes"], "ABCPE1234F"),
        ({"kind": "yes_no"}, ["haan"], True),
        ({"kind": "yes_no"}, ["#2"], False),
        ({"kind": "choice", "choices": PLANS}, ["sona wala", "yes"], "gold"),
        ({"kind": "choice", "choices": PLANS}, ["gold", "no, silver", "yes"], "silver"),
        ({"kind": "choice", "choices": PLANS}, ["#2", "#1"], "silver"),
        ({"kind": "text"}, ["Ravi Kumar", "yes"], "Ravi Kumar"),
        ({"kind": "text"}, ["रवि कुमार।", "हाँ"], "रवि कुमार"),
        ({"kind": "text"}, ["Ravi Kumar.", "No, it's Rani Kumari.", "Yes."], "Rani Kumari"),
        ({"kind": "text"}, ["Ravi Kumar", "no, it's Rani Kumari", "yes"], "Rani Kumari"),
        ({"kind": "text"}, ["Ravi Kumar", "no", "Rani", "yes"], "Rani"),
        ({"kind": "text"}, ["Ravi Kumar", "hm", "yes"], "Ravi Kumar"),
    ],
)
@pytest.mark.parametrize("sensitive", [False, True])
async def test_values(data: dict[str, Any], caller: list[str | None], value: Any, sensitive: bool) -> None:
    talk, room = Talk(*caller), Room()
    raw = around("collect", {**PHONE, **data, "sensitive": sensitive}, "next", "failed")
    result, left = await walked(raw, talk, room)
    assert not talk.of("flow.node_failed")
    assert result.outcome == ("failed" if value is None else "next")
    assert left["set"] == ({} if value is None else {"x": MASK if sensitive else value})
    events = [(type_, json.loads(json.dumps(payload))) for type_, payload, _node in talk.events]
    assert await replayed_path(flows(raw), FlowRules(), {}, events) == talk.path()


async def said(data: dict[str, Any], *caller: str | None, rules: FlowRules | None = None) -> list[str]:
    talk = Talk(*caller)
    await walk(around("collect", {**PHONE, **data}, "next", "failed"), talk, rules=rules)
    return talk.said


async def test_pieces_are_said_back() -> None:
    assert await said({}, "nine eight zero zero zero", "zero zero zero one two", "yes") == [
        "Your number?",
        "nine eight zero zero zero... Yes?",
        "nine eight zero zero zero, zero zero zero one two. Is that right?",
    ]
    assert await said({"echo": False}, "98000", "00012", "yes") == [
        "Your number?",
        "nine eight zero zero zero, zero zero zero one two. Is that right?",
    ]
    hindi = await said({}, "नौ आठ शून्य", "98000 00012", "हाँ", rules=HINDI)
    assert hindi[1] == "नौ आठ शून्य... जी?"
    assert hindi[2].endswith("। सही है?")


async def test_half_a_number_is_gone_on_with() -> None:
    assert (await said({}, "98000", None, "00012", "yes"))[
        2
    ] == "So far I have nine eight zero zero zero. What comes next?"


async def test_other_wordings_then_the_keypad() -> None:
    data = {"reprompts": ["Ten digits, {{please}}?", "The number?"], "keypad_after": 3}
    keypad = "Please type it on the keypad of your phone, and press the hash key at the end."
    assert await said(data, "hm", "hm", "hm", "hm") == ["Your number?", "Ten digits?", "The number?", keypad]


async def test_without_other_wordings_it_asks_in_its_own_then_with_the_question() -> None:
    digits = "Sorry, I did not get that. Please say it digit by digit."
    never = {"keypad_after": 0, "tries": 4}
    assert await said(never, "hm", "hm", "hm", "hm") == ["Your number?", digits, "Your number?", digits]
    spelled = {"kind": "vehicle", "keypad_after": 1, "tries": 2}
    letters = "Sorry, I did not get that. Please say it letter by letter."
    assert await said(spelled, "why is that", "why is that") == ["Your number?", letters]


@pytest.mark.parametrize(
    ("data", "words", "asked"),
    [
        ({"kind": "pincode"}, "hm", "माफ़ कीजिए, समझ नहीं आया। एक-एक अंक करके बताइए।"),
        ({"kind": "yes_no"}, "hm", "माफ़ कीजिए, समझ नहीं आया। हाँ या नहीं में बताइए।"),
        ({"kind": "choice", "choices": PLANS}, "hm", "माफ़ कीजिए, समझ नहीं आया। इनमें से एक चुनिए: Gold plan, Silver plan।"),
        ({"kind": "number", **STARS}, "10", "सिर्फ़ number बताइए।"),
    ],
)
async def test_its_own_wording_says_how_to_answer(data: dict[str, Any], words: str, asked: str) -> None:
    assert (await said({**data, "tries": 2}, words, words, rules=HINDI))[-1] == asked


async def test_a_choices_name_is_no_template_when_it_is_read_out() -> None:
    data = {"kind": "choice", "choices": [{"id": "a", "label": "{{ x( {choices}"}, {"id": "b"}], "tries": 2}
    assert (await said(data, "hm", "hm"))[-1].endswith("Please choose one of these: {{ x( {choices}, b.")


async def test_what_cannot_be_is_told_so() -> None:
    heard = await said({"kind": "pincode", "tries": 2}, "011 001 22 33 44 5", "hm")
    assert heard[:2] == ["Your number?", "Sorry, that does not look right."]


async def test_the_owners_question_when_read_back() -> None:
    data = {"confirm_text": "{{name}}, {{spoken}}: correct?", "kind": "number"}
    talk = Talk("12", "yes")
    await walk(around("collect", {**PHONE, **data}, "next"), talk, variables={"name": "Ravi"})
    assert talk.said == ["Your number?", "Ravi, twelve: correct?"]


async def test_its_digits_are_read_back_one_by_one() -> None:
    data = {"confirm_text": "{{value|digits}}?", "kind": "number", "variable": "x"}
    assert (await said(data, "4567", "yes"))[1] == "4 5 6 7?"
    assert (await said({**data, "sensitive": True}, "4567", "yes"))[1] == "6 7?"


async def test_callers_cannot_have_variables_read_out() -> None:
    talk = Talk("{{secret}} {% if 1 %}", "yes")
    await walk(around("collect", {**PHONE, "kind": "text"}, "next"), talk, variables={"secret": "4711"})
    assert talk.said[1] == "{{secret}} {% if 1 %}. Is that right?"


@pytest.mark.parametrize(
    "caller",
    [
        ["98000 00012", "yes"],
        ["nine eight zero", "zero zero zero zero zero one two", "no sorry, nine", "yes"],
        ["#98000", "#00012", "#1"],
        ["it is 98000 00012 345", "98000 00012", "#980000", "yes"],
    ],
)
async def test_a_sensitive_value_is_used_and_never_written_down(caller: list[str]) -> None:
    talk, room = Talk(*caller), Room()
    raw = around("collect", {**PHONE, "sensitive": True}, "failed")
    raw["nodes"].append({"id": "send", "type": "webhook", "data": {"url": "https://api.example.com/{{x}}"}})
    raw["edges"].append({"id": "a", "source": "it", "target": "send"})
    result = await walk(raw, talk, room)
    assert "98000000" in room.webhooks[0].url
    assert result.extracted_data == {"x": MASK}
    written = json.dumps(talk.events, ensure_ascii=False)
    assert "9800" not in written
    assert "nine eight" not in written
    assert any(one.startswith("It ends with zero zero one ") for one in talk.said)


@pytest.mark.parametrize(
    ("caller", "after"),
    [
        (
            ["98000 00012", "are you a robot", "yes"],
            "nine eight zero zero zero, zero zero zero one two. Is that right?",
        ),
        (["98000", "are you a robot", "00012", "yes"], "So far I have nine eight zero zero zero. What comes next?"),
        (["are you a robot", "98000 00012", "yes"], "Your number?"),
        (["98000 00012", "no", "are you a robot", "98000 00012", "yes"], "Your number?"),
    ],
)
async def test_a_question_in_the_middle_loses_nothing(caller: list[str], after: str) -> None:
    raw = around("collect", PHONE, "next")
    raw["nodes"] += [
        {"id": "g", "type": "global", "data": {"condition": "asks_if_machine"}},
        {"id": "m", "type": "speak", "data": {"text": "A machine."}},
    ]
    raw["edges"].append({"id": "gm", "source": "g", "target": "m"})
    talk = Talk(*caller)
    result = await walk(raw, talk)
    assert result.extracted_data == {"x": "+919800000012"}
    assert talk.said[talk.said.index("A machine.") + 1] == after
    events = [(type_, payload) for type_, payload, _node in talk.events]
    assert await replayed_path(flows(raw), FlowRules(), {}, events) == talk.path()


NUMBER = {"kind": "number", "confirm": False}


@pytest.mark.parametrize("sensitive", [False, True])
@pytest.mark.parametrize(
    ("data", "caller", "value", "after"),
    [
        (NUMBER, ["4567", "wait, one more thing"], 4567, ["Yes?", "Bye."]),
        (NUMBER, ["4567", "wait, one more thing", "does it take two days"], 4567, ["Yes?", "Bye."]),
        ({"kind": "number"}, ["4567", "yes", "wait, one more thing", "no, nothing"], 4567, ["Yes?", "Bye."]),
        ({"kind": "number"}, ["4567", "yes", "wait, it is wrong", "it is 12", "yes"], 12, None),
        ({}, ["98000 00012", "yes", "wait, it is 98000 00019", "yes"], "+919800000019", None),
        ({**NUMBER, "tries": 1}, ["hm", "wait, one more thing", "4567"], 4567, ["Your number?", "Bye."]),
        ({**NUMBER, "variable": ""}, ["12", "wait, one more thing", "4567"], None, ["Your number?", "Bye."]),
        ({**NUMBER}, ["4567", "wait, are you a robot", "no"], 4567, ["A machine.", "Yes?", "Bye."]),
    ],
)
async def test_words_into_the_goodbye_are_no_value(
    data: dict[str, Any], caller: list[str | None], value: Any, after: list[str] | None, sensitive: bool
) -> None:
    raw = around("collect", {**PHONE, **data, "sensitive": sensitive}, "next")
    raw["nodes"][-1]["data"]["message"] = "Bye."
    raw["nodes"] += [
        {"id": "g", "type": "global", "data": {"condition": "asks_if_machine"}},
        {"id": "m", "type": "speak", "data": {"text": "A machine."}},
    ]
    raw["edges"] += [
        {"id": "gm", "source": "g", "target": "m"},
        {"id": "f", "source": "it", "sourceHandle": "failed", "target": "next"},
    ]
    talk = CutAtGoodbye(*caller)
    result = await walk(raw, talk)
    assert not talk.of("flow.node_failed")
    assert result.extracted_data == ({} if value is None else {"x": MASK if sensitive else value})
    if after is not None:
        assert talk.said[talk.said.index("Bye.") + 1 :] == after
    events = [(type_, json.loads(json.dumps(payload))) for type_, payload, _node in talk.events]
    assert await replayed_path(flows(raw), FlowRules(), {}, events) == talk.path()


class CutAtGoodbye(Talk):
    """Its caller speaks into the first goodbye."""

    async def say(self, text: str, *, interruptible: bool = True, language: str | None = None) -> Said:
        if text == "Bye." and interruptible:
            self.cut[len(self.said)] = "By"
        return await super().say(text, interruptible=interruptible, language=language)


async def test_while_it_is_private_the_conversation_knows() -> None:
    class Discreet(Talk):
        def __init__(self, *caller: str) -> None:
            super().__init__(*caller)
            self.told: list[bool] = []

        def private(self, on: bool) -> None:
            self.told.append(on)

    talk = Discreet("98000 00012", "!")
    await walk(around("collect", {**PHONE, "sensitive": True}, "next"), talk)
    assert talk.told == [True, False]


async def test_what_is_read_out_waits_for_no_model() -> None:
    """Neither partial words nor whole ones are sent to it, whatever is watched."""

    class Watching(Talk):
        watched = 0

        def watch(self, told: Callable[[str], None] | None) -> None:
            self.watched += told is not None

    raw = around("collect", {**PHONE, "sensitive": True}, "next")
    raw["nodes"].append({"id": "g", "type": "global", "data": {"condition": "custom", "description": "they are angry"}})
    talk, room = Watching("nine eight zero zero zero", "zero zero zero one two", "yes"), Room()
    assert (await walk(raw, talk, room)).outcome == "next"
    assert (room.asked, talk.watched) == ([], 0)


async def test_a_correction_in_the_middle_of_a_global_node() -> None:
    raw = around("collect", PHONE, "next", "failed")
    raw["nodes"].append({"id": "g", "type": "global", "data": {}})
    raw["nodes"].append({"id": "calm", "type": "speak", "data": {"text": "Later."}})
    raw["edges"].append({"id": "g", "source": "g", "target": "calm"})
    talk = Talk("talk to a human", "98000 00012", "yes")
    assert (await walk(raw, talk)).extracted_data == {"x": "+919800000012"}
    assert talk.said[:3] == ["Your number?", "Later.", "Your number?"]


@pytest.mark.parametrize(("ask", "changes"), [("", 0), ("नमस्ते?", 1)])
async def test_numbers_in_english_do_not_change_the_language(ask: str, changes: int) -> None:
    """The same words do as an answer to a greeting."""
    said = "please write down the number which I tell you now, nine eight zero zero zero zero zero zero one two"
    words = Heard("speech", said, "en-IN", confidence=0.99)
    talk = Talk(words, "yes", model=lambda _wanted: "")
    await walk(around("collect", PHONE, "next", "failed", ask=ask), talk, rules=HINDI)
    assert len(talk.of("language.changed")) == changes


@pytest.mark.parametrize(("value", "spoken"), [("ABCPE1234F", "two three four, F"), ("12345", "four five")])
def test_the_end_of_a_value(value: str, spoken: str) -> None:
    assert end_spoken(Parsed(value), "en-IN") == spoken


def test_what_it_lacks() -> None:
    assert problems("collect", {}) == []
    assert problems("collect", {"prompt": " ", "kind": "choice", "confirm_text": "{{ x("}) == [
        ("empty_text", "prompt"),
        ("bad_template", "confirm_text"),
        ("no_options", "choices"),
    ]
    assert problems("collect", {"lowest": 5, "highest": 1}) == [("bad_limits", "highest")]
