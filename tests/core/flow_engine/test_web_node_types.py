"""The web app's tests and its Hindi catalogue stand on the node types as they are."""

import json
import re

import pytest

from tests.web_node_types import FILE, node_types_json
from tron.core.flow_engine.registry import node_types

LOOK = FILE.parent.parent / "components" / "flow" / "look.ts"


def test_the_web_apps_node_types_are_up_to_date() -> None:
    assert json.loads(FILE.read_text("utf-8")) == json.loads(node_types_json()), "run python -m tests.web_node_types"


@pytest.mark.parametrize("type_", node_types())
def test_the_web_app_has_the_icon_of_every_type(type_: str) -> None:
    """One that it has not is drawn as a box."""
    icon = node_types()[type_].icon
    assert re.search(rf'^  "?{icon}"?: ', LOOK.read_text("utf-8"), re.MULTILINE), f"add {icon} to {LOOK.name}"
