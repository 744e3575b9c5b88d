"""Stored canvases come forward by themselves, and a newer one is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tron.core.errors import Invalid
from tron.core.flow_engine.canvas import read_canvas
from tron.core.flow_engine.migrations import SCHEMA, migrate
from tron.core.flow_engine.registry import node_types

SMS = {"id": "a", "type": "send_sms", "data": {"to": "{{phone_number}}", "text": "Hi", "kept": 1}, "label": "Text"}
EDGE = {"id": "e", "source": "a", "target": "a", "sourceHandle": "failed"}


@pytest.mark.parametrize("version", [{}, {"schema_version": 1}, {"schema_version": 2}])
def test_an_sms_node_becomes_one_of_messages_whatever_schema_names_it(version: dict[str, int]) -> None:
    canvas = read_canvas({**version, "nodes": [SMS], "edges": [EDGE]})
    [node], [edge] = canvas.nodes, canvas.edges
    assert (node.type, node.data, node.label) == ("send_message", SMS["data"], "Text")
    data = node_types()[node.type].data.model_validate(node.data)
    assert (data.channel, data.text) == ("sms", "Hi")  # type: ignore[attr-defined]
    assert (edge.source_handle, canvas.schema_version) == ("failed", SCHEMA)


@pytest.mark.parametrize("nodes", [None, "text", [1, None, "x", {"type": 3}, {"type": ["send_sms"]}], {}])
def test_what_is_no_canvas_stays_for_the_reader_to_refuse(nodes: Any) -> None:
    assert migrate({"nodes": nodes})["nodes"] == nodes


@pytest.mark.parametrize("version", [0, SCHEMA + 1, True, "2", None])
def test_a_schema_that_nobody_knows_is_refused(version: Any) -> None:
    with pytest.raises(Invalid):
        migrate({"schema_version": version})
