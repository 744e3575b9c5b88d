"""The web app's tests and its Hindi catalogue stand on the node types as they are."""

import json
import re

import pytest

from tests.web_node_types import FILE, node_types_json
from tron.core.flow_engine.registry import node_types

LOOKS = FILE.parent.parent / "components" / "flow" / "nodeLook.ts"


def test_the_web_apps_node_types_are_up_to_date() -> None:
    assert json.loads(FILE.read_text("utf-8")) == json.loads(node_types_json()), "run python -m tests.web_node_types"


@pytest.mark.parametrize("type_", node_types())
def test_lists_draw_a_node_as_the_canvas_does(type_: str) -> None:
    """Lists and paths look up a type's icon and category by its name: they are those of its spec."""
    one = node_types()[type_]
    look = re.search(rf"^  {type_}: \[(\w+), \"(\w+)\"\]", LOOKS.read_text("utf-8"), re.MULTILINE)
    assert look is not None, f"add {type_} to {LOOKS.name}"
    icon = "".join(part.capitalize() for part in one.icon.split("-"))
    kind = {"helpers": "none"}.get(one.category, one.category.removesuffix("s"))
    assert look.groups() == (icon, kind)
