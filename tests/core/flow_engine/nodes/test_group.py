"""A frame around nodes: for those who read the flow, never for the engine."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.flow_engine.nodes.walks import around
from tests.core.flow_engine.talks import Talk, canvas, walk
from tron.core.flow_engine.canvas import read_canvas
from tron.core.flow_engine.validate import validate
from tron.core.flows.diff import diff
from tron.core.scenarios.walked import canvas_hash

BARE = canvas(
    [
        ("s", "start_outbound", {}),
        ("hi", "greeting", {"text": "Hello, an automated assistant. Interested?"}),
        ("bye", "end_call", {"message": "Goodbye."}),
    ],
    ["s > hi", "hi > bye"],
)


def framed(**data: Any) -> dict[str, Any]:
    frame = {"id": "f", "type": "group", "label": "Opening", "position": {"x": -20, "y": -60}, "data": data}
    return {**BARE, "nodes": [*BARE["nodes"], frame]}


@pytest.mark.parametrize("data", [{}, {"nodes": ["s", "hi"]}, {"nodes": ["hi", "gone", "f"], "collapsed": True}])
def test_validate_and_scenarios_see_the_flow_without_it(data: dict[str, Any]) -> None:
    drawn = read_canvas(framed(**data))
    assert validate(drawn) == []
    assert canvas_hash(drawn) == canvas_hash(read_canvas(BARE))


async def test_a_talk_goes_through_a_folded_group_as_if_it_were_open() -> None:
    raw = around("speak", {"text": "Hello."}, "next")
    raw["nodes"].append({"id": "f", "type": "group", "data": {"nodes": ["it"], "collapsed": True}})
    talk = Talk()
    result = await walk(raw, talk)
    assert result.outcome == "next"
    assert "f" not in {node for _type, _payload, node in talk.events}


def test_it_is_stored_as_it_was_drawn_with_fields_of_a_newer_page() -> None:
    stored = read_canvas(framed(nodes=["hi"], color="green", shape="round")).stored()
    frame = stored["nodes"][-1]
    assert frame["data"] == {"nodes": ["hi"], "color": "green", "shape": "round"}
    assert (frame["label"], frame["position"]) == ("Opening", {"x": -20.0, "y": -60.0})


def test_what_is_not_a_list_of_ids_is_told_with_its_field() -> None:
    told = validate(read_canvas(framed(nodes="hi")))
    assert [(one.code, one.node_id, one.field) for one in told] == [("bad_data", "f", "data.nodes")]


def test_the_diff_names_the_group_and_what_changed_in_it() -> None:
    changes = diff(read_canvas(framed(nodes=["hi"])), read_canvas(framed(nodes=["hi", "bye"])))
    assert [(one.id, one.type, [field.path for field in one.fields]) for one in changes.nodes.changed] == [
        ("f", "group", ["data.nodes"])
    ]
