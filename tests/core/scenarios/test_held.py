"""What a scenario may ask for, and what is told when it is otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from tron.core.flow_engine.canvas import read_canvas
from tron.core.models.scenario import Assertion, Definition, Spoken
from tron.core.scenarios.held import Held, Visit, objection, path_of
from tron.core.scenarios.told import Told
from tron.core.scenarios.walked import canvas_hash

READ: TypeAdapter[Any] = TypeAdapter(Assertion)
HELD = Held(
    [Spoken(role="agent", text="नमस्ते Ravi. It costs ₹1,200."), Spoken(role="caller", text="refund")],
    ["start", "hi", "sub/ask"],
    {"order": {"items": ["tea"]}, "price": 1200, "empty": ""},
    "sold",
    "agent_ended",
)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"kind": "visited", "nodes": ["hi", "sub/ask"]}, None),
        ({"kind": "visited", "nodes": ["hi", "bye", "x"]}, "Not visited: bye, x."),
        ({"kind": "not_visited", "nodes": ["bye"]}, None),
        ({"kind": "not_visited", "nodes": ["bye", "hi"]}, "Visited: hi."),
        ({"kind": "variable", "name": "order.items.0", "operator": "equals", "value": "tea"}, None),
        ({"kind": "variable", "name": "price", "operator": "greater", "value": "1,000"}, None),
        ({"kind": "variable", "name": "price", "operator": "less", "value": "1000"}, "price is 1200."),
        ({"kind": "variable", "name": "price"}, None),
        ({"kind": "variable", "name": "empty"}, "empty is empty."),
        ({"kind": "variable", "name": "nothing.at.all"}, "nothing.at.all is empty."),
        ({"kind": "outcome", "outcome": "sold"}, None),
        ({"kind": "outcome", "outcome": None}, "The outcome is sold."),
        ({"kind": "reason", "reason": "agent_ended"}, None),
        ({"kind": "reason", "reason": "opted_out"}, "It ended with agent_ended."),
        ({"kind": "said", "regex": "costs ₹[0-9,]+"}, None),
        ({"kind": "said", "regex": "NAMASTE|नमस्ते ravi"}, None),
        ({"kind": "said", "regex": "refund"}, "The agent said nothing like this."),
        ({"kind": "not_said", "regex": "guarantee"}, None),
        ({"kind": "not_said", "regex": "costs"}, "The agent said: नमस्ते Ravi. It costs ₹1,200."),
        ({"kind": "judged", "criterion": "It was polite."}, None),
    ],
)
def test_an_assertion_holds_or_says_what_was_otherwise(asked: dict[str, Any], message: str | None) -> None:
    told = objection(READ.validate_python(asked), HELD)
    assert (told.text if told else None) == message
    assert told is None or all(told.text.count(str(value)) for value in told.values.values() if isinstance(value, str))


def test_what_was_otherwise_has_a_code_too() -> None:
    told = objection(READ.validate_python({"kind": "visited", "nodes": ["bye", "x"]}), HELD)
    assert told == Told("Not visited: bye, x.", "not_visited", {"nodes": ["bye", "x"]})
    ended = objection(READ.validate_python({"kind": "outcome", "outcome": "sold"}), Held())
    assert ended == Told("The outcome is none.", "no_outcome")


def test_a_path_keeps_the_way_each_of_its_nodes_was_left_by() -> None:
    steps = [
        Visit(True, "ask"),
        Visit(False, "ask", "branch_keyword", "no"),
        Visit(True, "ask"),
        Visit(False, "ask", "branch_keyword", "yes"),
        Visit(True, "sub"),
        Visit(False, "sub", "subflow", None),
        Visit(True, "end"),
        Visit(False, "end", "end_call", None),
        Visit(False, "elsewhere", "speak", "next"),
    ]
    assert path_of(steps) == (["ask", "ask", "sub", "end"], ["no", "yes", "failed", None])


def test_a_pattern_that_explodes_elsewhere_does_not_here() -> None:
    held = Held([Spoken(role="agent", text="a" * 9_000 + "!")])
    assert objection(READ.validate_python({"kind": "said", "regex": "^(a+)+$"}), held) is not None


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "said", "regex": "(unclosed"},
        {"kind": "said", "regex": "(?=look)ahead"},
        {"kind": "visited", "nodes": []},
        {"kind": "variable", "name": "a b"},
        {"kind": "sung"},
    ],
)
def test_what_cannot_be_asked_is_refused(asked: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        READ.validate_python(asked)


def test_no_more_may_have_to_pass_than_are_tried() -> None:
    body = {"caller": {"kind": "script", "turns": ["yes"]}, "assertions": [{"kind": "reason", "reason": "x"}]}
    assert Definition.model_validate(body).tries == 1
    with pytest.raises(ValidationError, match="must_pass"):
        Definition.model_validate({**body, "tries": 2, "must_pass": 3})


def test_a_canvas_is_the_same_wherever_its_nodes_stand() -> None:
    nodes: list[dict[str, Any]] = [{"id": "a", "type": "speak", "data": {"text": "Hi"}}, {"id": "b", "type": "note"}]
    edges = [{"id": "1", "source": "a", "target": "b"}]
    walked = canvas_hash(read_canvas({"nodes": nodes, "edges": edges}))
    moved = [{**nodes[0], "position": {"x": 9, "y": 9}}]
    assert canvas_hash(read_canvas({"nodes": moved, "edges": [{**edges[0], "id": "2"}]})) == walked
    changed = [{**nodes[0], "data": {"text": "Ho"}}]
    assert canvas_hash(read_canvas({"nodes": changed, "edges": edges})) != walked
    assert canvas_hash(read_canvas({"nodes": nodes, "edges": []})) != walked
