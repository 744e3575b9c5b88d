"""branch_sentiment, branch_dtmf, branch_custom: what decides without a model, and what does not."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.core.flow_engine.nodes.walks import HINDI, around, problems, way
from tests.core.flow_engine.talks import Room, Talk, walk
from tron.core.flow_engine.conditions import Operator, holds
from tron.core.flow_engine.questions import Answers, Asking
from tron.core.flow_engine.registry import node_types
from tron.core.flow_engine.sentiment import feeling
from tron.core.flow_engine.spoken_keys import spoken_digits, spoken_key

# ---------------------------------------------------------------- sentiment


@pytest.mark.parametrize(
    ("said", "felt"),
    [
        ("that is great, I love it", "positive"),
        ("thank you so much", "positive"),
        ("not bad at all", "positive"),
        ("no complaints", "positive"),
        ("bahut accha laga", "positive"),
        ("main khush hoon", "positive"),
        ("service badhiya thi", "positive"),
        ("बहुत अच्छा लगा", "positive"),
        ("मैं बहुत खुश हूँ", "positive"),
        ("कोई शिकायत नहीं है", "positive"),
        ("bura nahi laga", "positive"),
        ("this is terrible", "negative"),
        ("I am not happy with it", "negative"),
        ("you are wasting, it is a waste of time", "negative"),
        ("main bahut naraz hoon", "negative"),
        ("accha nahi laga", "negative"),
        ("bilkul bekaar service hai", "negative"),
        ("yeh toh fraud hai", "negative"),
        ("बहुत बेकार सर्विस है", "negative"),
        ("मैं नाराज़ हूँ", "negative"),
        ("अच्छा नहीं लगा", "negative"),
        ("दिमाग मत खराब करो", "negative"),
        ("tang aa gaya hoon", "negative"),
        ("I want to know the price", None),
        ("no problem", None),
        ("koi baat nahi", None),
        ("accha suniye", None),
        ("good morning", None),
        ("the food was good but the service was terrible", None),
        ("", None),
    ],
)
def test_plain_feelings(said: str, felt: str | None) -> None:
    assert feeling(said) == felt


async def test_the_owners_words_count_too() -> None:
    data = {"positive_words": ["mazedar"], "negative_words": ["phaltu cheez"]}
    ways = ("positive", "neutral", "negative")
    assert await way("branch_sentiment", data, "kya mazedar hai", handles=ways) == "positive"
    assert await way("branch_sentiment", data, "phaltu cheez hai", handles=ways) == "negative"


@pytest.mark.parametrize(
    ("answer", "taken"), [("negative", "negative"), ("positive", "positive"), ("none", "neutral"), (None, "neutral")]
)
async def test_the_model_is_asked_where_words_do_not_tell(answer: str | None, taken: str) -> None:
    room = Room()
    room.answers = lambda asking: Answers({one.id: answer for one in asking.questions}) if answer else None
    ways = ("positive", "neutral", "negative")
    assert await way("branch_sentiment", {}, "so I waited an hour", handles=ways, room=room) == taken
    assert len(room.asked) == 1


async def test_plain_words_need_no_model() -> None:
    room = Room()
    assert await way("branch_sentiment", {}, "bahut badhiya", handles=("positive",), room=room) == "positive"
    assert room.asked == []


async def test_silence_is_neutral() -> None:
    raw = around("branch_sentiment", {}, "neutral", "negative", "positive")
    raw["nodes"].insert(1, {"id": "l", "type": "listen", "data": {"on_silence": "continue"}})
    raw["edges"][0]["target"] = "l"
    raw["edges"].append({"id": "x", "source": "l", "target": "it"})
    assert (await walk(raw, Talk(None))).outcome == "neutral"


# ---------------------------------------------------------------- keypad

KEYS = {
    "prompt": "Press 1 for sales, 2 for support.",
    "options": [
        {"id": "sales", "digit": "1", "label": "Sales"},
        {"id": "support", "digit": "2", "label": "Support", "keywords": ["kharab", "madad"]},
        {"id": "star", "digit": "*", "label": "*"},
    ],
    "tries": 1,
}
WAYS = ("sales", "support", "star", "fallback")


@pytest.mark.parametrize(
    ("caller", "taken"),
    [
        (["#1"], "sales"),
        (["#2#"], "support"),
        (["#12"], "sales"),
        (["#*"], "star"),
        (["#7", "#2"], "support"),
        (["#7", "#8"], "fallback"),
        (["##", "#1"], "sales"),
        ([None, "#1"], "sales"),
        ([None, None], "fallback"),
        (["one"], "sales"),
        (["ek dabaya"], "sales"),
        (["do number"], "support"),
        (["दो"], "support"),
        (["support please"], "support"),
        (["mera phone kharab hai"], "support"),
        (["star"], "star"),
        (["weather", "sales wala"], "sales"),
        (["weather", "rain"], "fallback"),
    ],
)
async def test_keys(caller: list[str | None], taken: str) -> None:
    assert await way("branch_dtmf", KEYS, *caller, handles=WAYS, ask="") == taken


async def test_a_wrong_key_is_told_silence_is_only_asked_again() -> None:
    talk = Talk("#9", "#1")
    await walk(around("branch_dtmf", KEYS, *WAYS), talk)
    assert talk.said == [KEYS["prompt"], "Sorry, that is not one of the choices.", KEYS["prompt"]]
    talk = Talk(None, "#1")
    await walk(around("branch_dtmf", KEYS, *WAYS), talk, rules=HINDI)
    assert talk.said == [KEYS["prompt"], KEYS["prompt"]]


async def test_a_closing_key_may_be_a_choice() -> None:
    data = {"prompt": "?", "options": [{"id": "done", "digit": "#"}], "tries": 0}
    assert await way("branch_dtmf", data, "##", handles=("done", "fallback"), ask="") == "done"


async def test_after_a_global_node_the_keys_are_asked_in_short() -> None:
    raw = around("branch_dtmf", {**KEYS, "prompt": "Welcome. Press 1 for sales."}, *WAYS)
    raw["nodes"].append({"id": "g", "type": "global", "data": {}})
    talk = Talk("talk to a human", "#1")
    assert (await walk(raw, talk)).outcome == "sales"
    assert talk.said == ["Welcome. Press 1 for sales.", "Press 1 for sales."]


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("two", "2"),
        ("number two please", "2"),
        ("teen", "3"),
        ("तीन दबाया", "3"),
        ("one or two", None),
        ("two lakh rupees", None),
        ("", None),
    ],
)
def test_keys_that_are_said(said: str, key: str | None) -> None:
    assert spoken_key(said) == key


@pytest.mark.parametrize(
    ("said", "digits"),
    [("12 34", "1234"), ("one two teen", "123"), ("number is", ""), ("my number 12", ""), ("एक दो", "12"), ("", "")],
)
def test_digits_that_are_said(said: str, digits: str) -> None:
    assert spoken_digits(said) == digits


def test_what_the_keypad_lacks() -> None:
    assert problems("branch_dtmf", {}) == []
    assert problems("branch_dtmf", {"prompt": " ", "options": []}) == [
        ("empty_text", "prompt"),
        ("no_options", "options"),
    ]
    twice = [{"id": "a", "digit": "1"}, {"id": "b", "digit": "1"}]
    assert problems("branch_dtmf", {"options": twice}) == [("duplicate_key", "options.1.digit")]


# ---------------------------------------------------------------- conditions


@pytest.mark.parametrize(
    ("value", "operator", "wanted", "holds_"),
    [
        (5, "equals", "5.0", True),
        ("1,20,000", "equals", "120000", True),
        ("₹ 500", "greater", "499", True),
        ("9", "greater", "10", False),
        ("9", "less", "10", True),
        (10, "less", "10", False),
        ("abc", "less", "10", False),
        (None, "less", "10", False),
        ("2026-11-28", "greater", "2026-11-27", True),
        ("2026-11-28T10:00:00+05:30", "less", "2026-11-28T11:00", True),
        ("2026-11-28", "less", "tomorrow", False),
        ("Haan ", "equals", "haan", True),
        ("हाँ", "equals", "हाँ", True),
        ("yes", "not_equals", "no", True),
        (True, "equals", "yes", True),
        (False, "equals", "false", True),
        (True, "equals", "1", False),
        (None, "equals", "", True),
        (float("inf"), "equals", "inf", True),
        ("1_000", "equals", "1000", False),
        ("123456789012345678", "equals", "123456789012345679", False),
        (123456789012345678, "less", "123456789012345679", True),
        (0.1, "equals", "0.10", True),
        ("1e400", "equals", "1e401", False),
        ("nan", "equals", "nan", True),
        ("blue and green", "contains", "GREEN", True),
        ("blue", "contains", " ", False),
        ([1, 2], "contains", "2", True),
        (["Blue"], "contains", "blue", True),
        ({"a": 1}, "contains", "a", True),
        ({"a": 1}, "contains", "b", False),
        (12345, "contains", "234", True),
        ("", "is_empty", "", True),
        (" ", "is_empty", "", True),
        ([], "is_empty", "", True),
        ({}, "not_empty", "", False),
        (0, "is_empty", "", False),
        (None, "not_empty", "", False),
        ("AB-123", "matches", r"^[a-z]{2}-\d+$", True),
        ("AB-123", "matches", r"^\d", False),
        ("x", "matches", "(", False),
        (None, "matches", "x", False),
    ],
)
def test_conditions(value: Any, operator: Operator, wanted: str, holds_: bool) -> None:
    assert holds(value, operator, wanted) is holds_


def test_a_pattern_that_explodes_elsewhere_takes_no_time() -> None:
    began = time.perf_counter()
    assert holds("a" * 5000 + "!", "matches", "(a+)+$") is False
    assert holds("x", "matches", "(((a{100}){100}){100})") is False
    assert time.perf_counter() - began < 0.5


def rule(field: str, operator: str, value: str = "") -> dict[str, str]:
    return {"field": field, "operator": operator, "value": value}


@pytest.mark.parametrize(
    ("data", "taken"),
    [
        ({"rules": [rule("order.total", "greater", "{{limit}}")]}, "true"),
        ({"rules": [rule("order.total", "greater", "100"), rule("city", "equals", "Pune")]}, "false"),
        ({"match": "any", "rules": [rule("order.total", "greater", "100"), rule("city", "equals", "Pune")]}, "true"),
        ({"rules": [rule("last_words", "contains", "blue")]}, "true"),
        ({"rules": [rule("last_keys", "is_empty")]}, "true"),
        ({"rules": [rule("city", "matches", "^d{2}$")]}, "false"),
        ({"rules": []}, "false"),
    ],
)
async def test_rules_need_no_model(data: dict[str, Any], taken: str) -> None:
    room = Room()
    given = {"order": {"total": 250}, "limit": 200, "city": "Delhi"}
    found = await way("branch_custom", data, "the blue one", handles=("true", "false"), room=room, variables=given)
    assert (found, room.asked) == (taken, [])


async def test_a_rule_on_words_that_nobody_said() -> None:
    data = {"rules": [rule("last_words", "is_empty")]}
    assert await way("branch_custom", data, handles=("true", "false"), ask="") == "true"


@pytest.mark.parametrize(("answer", "taken"), [(True, "true"), (False, "false"), (None, "false")])
@pytest.mark.parametrize("condition", ["the caller agrees to pay", "the caller offers less than {{price}}"])
async def test_the_model_judges_a_condition(answer: bool | None, taken: str, condition: str) -> None:
    room = Room()
    room.answers = lambda asking: None if answer is None else Answers({one.id: answer for one in asking.questions})
    data = {"mode": "model", "condition": condition}
    given = {"price": 250}
    found = await way("branch_custom", data, "well, maybe", handles=("true", "false"), room=room, variables=given)
    assert found == taken
    assert room.asked[0].questions[0].text == f"Does this hold: {condition.replace('{{price}}', '250')}?"


async def test_an_empty_condition_does_not_hold() -> None:
    def never(asking: Asking) -> Answers:
        raise AssertionError(asking)

    room = Room()
    room.answers = never
    data = {"mode": "model", "condition": "{{nothing}}"}
    assert await way("branch_custom", data, "hm", handles=("true", "false"), room=room) == "false"


def test_what_a_condition_lacks() -> None:
    assert problems("branch_custom", {"mode": "model"}) == [("empty_condition", "condition")]
    assert problems("branch_custom", {"mode": "model", "condition": "x"}) == []
    assert problems("branch_custom", {}) == [("empty_condition", "rules")]
    rows = [rule("", "equals", "x"), rule("a", "matches", "(?=x)"), rule("a", "less"), rule("a", "is_empty")]
    assert problems("branch_custom", {"rules": rows}) == [
        ("empty_condition", "rules.0.field"),
        ("bad_pattern", "rules.1.value"),
        ("empty_condition", "rules.2.value"),
    ]


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("(?<!a)b", "This pattern cannot be used: RE2 knows no look-around."),
        (r"\pL{1000}", "This pattern is too large, or repeats something too often."),
        ("a{1001}", "This pattern is too large, or repeats something too often."),
        ("(a", "This is no pattern in RE2's notation."),
        ("[अ-", "This is no pattern in RE2's notation."),
        ("", "Give the pattern."),
        ("a{1000}|न+", None),
    ],
)
def test_what_is_wrong_with_a_pattern(pattern: str, told: str | None) -> None:
    one = node_types()["branch_custom"]
    data = one.data.model_validate({"rules": [rule("a", "matches", pattern)]})
    assert [message for _code, _path, message in one.problems(data)] == ([] if told is None else [told])


def test_what_a_condition_reads() -> None:
    one = node_types()["branch_custom"]
    rows = [rule("order.total", "less", "{{x}}"), rule("last_words", "matches", "a{{2}}"), rule("", "equals")]
    data = one.data.model_validate({"rules": rows})
    assert list(one.reads(data)) == [("rules.0.field", "order.total")]
    assert one.texts(data) == [("rules.0.value", "{{x}}"), ("rules.2.value", "")]
    model = one.data.model_validate({"mode": "model", "condition": "{{x}}", "rules": rows})
    assert (list(one.reads(model)), one.texts(model)) == ([], [("condition", "{{x}}")])
    assert one.questions(model) == ()
    assert len(one.questions(one.data.model_validate({"mode": "model", "condition": "x"}))) == 1


# ---------------------------------------------------------------- intent


async def test_the_models_question_has_its_variables_filled_in() -> None:
    room = Room()
    room.answers = lambda asking: Answers({one.id: "question" for one in asking.questions})
    raw = around("branch_intent", {"prompt": "What does {{name}} want?"}, "interested", "question", "fallback")
    talk = Talk("well, how about it")
    result = await walk(raw, talk, room, variables={"name": "Ravi"})
    assert result.outcome == "question"
    assert [one.text for asking in room.asked for one in asking.questions] == ["What does Ravi want?"]


def test_an_intent_that_has_the_name_of_the_way_for_none_is_told_apart_from_it() -> None:
    one = node_types()["branch_intent"]
    data = one.data.model_validate({"intents": [{"id": "a"}, {"id": "fallback"}]})
    assert [way.id for way in one.handles_of(data)] == ["a", "fallback", "fallback"]
