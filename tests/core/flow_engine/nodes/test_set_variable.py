"""set_variable: constants, templates, and values out of what was said."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.flow_engine.nodes.walks import around, problems, walked, way
from tests.core.flow_engine.talks import Room, Talk
from tron.core.flow_engine.questions import NONE, Answers
from tron.core.flow_engine.registry import node_types
from tron.core.flow_engine.state import MASK

GIVEN = {"first": "Ravi", "order": {"items": [1, 2], "total": 250}}
CHOICES = [{"id": "gold", "label": "Gold plan", "words": ["sona"]}, {"id": "silver", "label": "Silver plan"}]


@pytest.mark.parametrize(
    ("data", "value"),
    [
        ({"value": "blue {{first}}"}, "blue {{first}}"),
        ({"value": "1,200", "kind": "number"}, 1200),
        ({"value": "₹99.50", "kind": "money"}, 99.5),
        ({"value": "many", "kind": "number"}, "many"),
        ({"value": "123456789012345678", "kind": "number"}, 123456789012345678),
        ({"value": "1e30", "kind": "number"}, 1e30),
        ({"value": "Yes", "kind": "yes_no"}, True),
        ({"value": "0", "kind": "yes_no"}, False),
        ({"value": "perhaps", "kind": "yes_no"}, "perhaps"),
        ({"mode": "template", "value": "Mr {{first}}"}, "Mr Ravi"),
        ({"mode": "template", "value": "{{ order.items }}"}, [1, 2]),
        ({"mode": "template", "value": "{{order.total}}", "kind": "number"}, 250),
        ({"mode": "template", "value": "{{nothing}}"}, ""),
    ],
)
async def test_given_values(data: dict[str, Any], value: Any) -> None:
    result, left = await walked(around("set_variable", {"variable": "x", **data}, "next"), Talk(), **GIVEN)
    assert left["set"] == {"x": value}
    assert type(left["set"]["x"]) is type(value)
    assert result.outcome == "next"


def answers(answer: Any) -> Room:
    room = Room()
    room.answers = lambda asking: None if answer is None else Answers({one.id: answer for one in asking.questions})
    return room


@pytest.mark.parametrize(
    ("data", "said", "answer", "value"),
    [
        ({"kind": "money"}, "dhai hazaar de dunga", None, 2500),
        ({"kind": "phone"}, "98000 00012", None, "+919800000012"),
        ({"kind": "date"}, "kal", None, "2026-11-29"),
        ({"kind": "yes_no"}, "haan ji", None, True),
        ({"kind": "choice", "choices": CHOICES}, "sona wala", None, "gold"),
        ({"kind": "number"}, "#42", None, 42),
        ({"kind": "text"}, "it is Acme Limited", "Acme Limited", "Acme Limited"),
        ({"kind": "text"}, "it is Acme Limited", None, "it is Acme Limited"),
        ({"kind": "money"}, "as much as last month", "1,500", 1500),
        ({"kind": "money"}, "as much as last month", "a lot", "failed"),
        ({"kind": "money"}, "as much as last month", None, "failed"),
        ({"kind": "yes_no"}, "well you know", False, False),
        ({"kind": "choice", "choices": CHOICES}, "the dearer one", "gold", "gold"),
        ({"kind": "choice", "choices": CHOICES}, "neither", NONE, "failed"),
    ],
)
async def test_values_out_of_words(data: dict[str, Any], said: str, answer: Any, value: Any) -> None:
    room = answers(answer)
    raw = around("set_variable", {"variable": "x", "mode": "extract", **data}, "next", "failed", ask="Hello?")
    result, left = await walked(raw, Talk(said), room)
    assert left["set"] == ({} if value == "failed" else {"x": value})
    assert result.outcome == ("failed" if value == "failed" else "next")


async def test_with_a_model_that_finds_nothing_the_whole_words_are_no_value() -> None:
    talk = Talk("none of your business", model=lambda _wanted: "x")
    raw = around("set_variable", {"variable": "x", "mode": "extract"}, "next", "failed", ask="Your company?")
    result, _left = await walked(raw, talk, answers(None))
    assert result.outcome == "failed"


async def test_plain_values_need_no_model_and_unconnected_failures_go_on() -> None:
    room = answers("9")
    data = {"variable": "x", "mode": "extract", "kind": "number"}
    assert await way("set_variable", data, "do", room=room) == "next"
    assert room.asked == []
    assert await way("set_variable", data, "hm", room=answers(None)) == "next"


async def test_a_copy_of_what_is_sensitive_is_sensitive() -> None:
    raw = around("dtmf", {"variable": "pin", "sensitive": True})
    copy = {"variable": "y", "mode": "template", "value": "{{pin}}"}
    raw["nodes"].append({"id": "c", "type": "set_variable", "data": copy})
    raw["edges"].append({"id": "c", "source": "it", "target": "c"})
    talk = Talk("#4711#")
    result, _left = await walked(raw, talk)
    assert result.extracted_data == {"pin": MASK, "y": MASK}


def test_what_it_tells_of_itself() -> None:
    one = node_types()["set_variable"]
    assert problems("set_variable", {}) == [("empty_text", "variable")]
    assert problems("set_variable", {"variable": "x", "kind": "choice"}) == []
    choice = {"variable": "x", "mode": "extract", "kind": "choice"}
    assert problems("set_variable", choice) == [("no_options", "choices")]
    twice = {**choice, "choices": [CHOICES[0], CHOICES[0]]}
    assert problems("set_variable", twice) == [("duplicate_choice", "choices.1.id")]
    constant, template = ({"variable": "x", "mode": mode, "value": "{{y}}"} for mode in ("constant", "template"))
    assert one.texts(one.data.model_validate(constant)) == []
    assert one.texts(one.data.model_validate(template)) == [("value", "{{y}}")]
    assert list(one.sets(one.data.model_validate(constant))) == ["x"]
    assert list(one.sets(one.data.model_validate({}))) == []
    assert one.questions(one.data.model_validate(constant)) == ()
    (asked,) = one.questions(one.data.model_validate({**choice, "choices": CHOICES, "description": "Which plan?"}))
    assert (asked.kind, asked.text) == ("choice", "Which plan?")
    assert asked.choices == (("gold", "Gold plan"), ("silver", "Silver plan"))
