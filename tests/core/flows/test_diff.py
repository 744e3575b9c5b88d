"""What differs between two canvases."""

from __future__ import annotations

import copy
from typing import Any

from tests.core.flow_engine.talks import canvas
from tests.core.flows.drawn import drawn
from tron.core.flow_engine.canvas import read_canvas
from tron.core.flows.diff import diff
from tron.core.models.flow import FlowDiff


def between(before: dict[str, Any], after: dict[str, Any]) -> FlowDiff:
    return diff(read_canvas(before), read_canvas(after))


def rows(*intents: dict[str, Any]) -> dict[str, Any]:
    return canvas([("b", "branch_intent", {"intents": list(intents)})], [])


def test_a_canvas_does_not_differ_from_itself() -> None:
    found = between(drawn(), drawn())
    assert found == FlowDiff.model_validate(
        {"nodes": {"added": [], "removed": [], "changed": []}, "edges": {"added": [], "removed": []}, "moved": 0}
    )


def test_what_came_and_went() -> None:
    after = drawn()
    after["nodes"][1] = {"id": "new", "type": "speak", "label": "Hi", "data": {"text": "Hi."}}
    after["edges"] = [{"id": "x", "source": "s", "sourceHandle": "next", "target": "new"}]
    found = between(drawn(), after).model_dump()
    assert found["nodes"]["added"] == [{"id": "new", "label": "Hi", "type": "speak"}]
    assert found["nodes"]["removed"] == [{"id": "hi", "label": None, "type": "greeting"}]
    assert found["edges"]["added"] == [{"source": "s", "source_handle": "next", "target": "new"}]
    assert [edge["target"] for edge in found["edges"]["removed"]] == ["hi", "bye"]


def test_an_edge_with_another_id_is_the_same_edge() -> None:
    after = drawn()
    after["edges"][0]["id"] = "renamed"
    assert between(drawn(), after).edges.model_dump() == {"added": [], "removed": []}


def test_fields_are_told_by_their_path() -> None:
    after = drawn("See you.")
    after["nodes"][2] |= {"label": "The end", "type": "speak"}
    [changed] = between(drawn(), after).nodes.changed
    assert (changed.id, changed.label, changed.type) == ("bye", "The end", "speak")
    assert [(field.path, field.before, field.after) for field in changed.fields] == [
        ("type", "end_call", "speak"),
        ("label", None, "The end"),
        ("data.message", "Goodbye.", "See you."),
    ]


def test_rows_are_told_by_their_id_wherever_they_stand() -> None:
    yes, no = {"id": "yes", "label": "Yes", "keywords": ["haan"]}, {"id": "no", "label": "No", "keywords": []}
    [changed] = between(rows(yes, no), rows(yes, {**no, "keywords": ["nahi"]}, {"id": "more"})).nodes.changed
    told = [(field.path, field.before, field.after) for field in changed.fields]
    assert told == [
        ("data.intents.no.keywords", [], ["nahi"]),
        ("data.intents.more", None, {"id": "more"}),
    ]


def test_the_order_of_rows_is_told_alone() -> None:
    yes, no = {"id": "yes"}, {"id": "no"}
    [changed] = between(rows(yes, no), rows(no, yes)).nodes.changed
    assert [(field.path, field.before, field.after) for field in changed.fields] == [
        ("data.intents", ["yes", "no"], ["no", "yes"])
    ]


def test_true_is_not_one() -> None:
    before, after = (canvas([("w", "wait", {"seconds": value})], []) for value in (1, True))
    [changed] = between(before, after).nodes.changed
    assert changed.fields[0].path == "data.seconds"


def test_moving_is_no_change_of_a_node() -> None:
    after = copy.deepcopy(drawn())
    after["nodes"][0]["position"] = {"x": 40, "y": 0}
    after["viewport"] = {"x": 5, "y": 5, "zoom": 2}
    found = between(drawn(), after)
    assert (found.moved, found.nodes.changed) == (1, [])


def test_a_node_that_differs_everywhere_is_told_in_part() -> None:
    before, after = (
        canvas([("x", "unknown", {f"field{number}": value for number in range(300)})], []) for value in (1, 2)
    )
    [changed] = between(before, after).nodes.changed
    assert len(changed.fields) == 100
