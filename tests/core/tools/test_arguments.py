"""Schemas of tools: which can be, and arguments that are checked against them."""

from __future__ import annotations

import time

import pytest

from tron.core.tools.arguments import check_arguments, schema_problem
from tron.core.tools.trouble import ToolTrouble


def test_a_schema_that_refers_to_others_is_not_followed():
    """Such rows may be kept from earlier: a check must not take for ever."""
    steps = {f"a{n}": {"allOf": [{"$ref": f"#/$defs/a{n + 1}"}] * 2} for n in range(14)}
    schema = {"type": "object", "$defs": {**steps, "a14": {}}, "$ref": "#/$defs/a0"}
    began = time.monotonic()
    with pytest.raises(ToolTrouble) as caught:
        check_arguments(schema, {})
    assert caught.value.code == "bad_arguments"
    assert time.monotonic() - began < 0.1


def test_a_schema_without_names_for_its_properties_is_refused():
    """The model would choose the names, and so what a request holds."""
    schema = {"type": "object", "properties": {}, "patternProperties": {"^x": {}}}
    assert "patternProperties" in (schema_problem(schema) or "")
