"""The web app's tests and its Hindi catalogue stand on the node types as they are."""

import json

from tests.web_node_types import FILE, node_types_json


def test_the_web_apps_node_types_are_up_to_date() -> None:
    assert json.loads(FILE.read_text("utf-8")) == json.loads(node_types_json()), "run python -m tests.web_node_types"
