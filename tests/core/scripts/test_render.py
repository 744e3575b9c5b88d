"""Variables in spoken text."""

from __future__ import annotations

import pytest

from tron.core.scripts.render import render, variables_in


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("Hello {{contact_name}}, this is Meera.", {"contact_name": "Asha"}, "Hello Asha, this is Meera."),
        ("Hello {{contact_name}}, this is Meera.", {}, "Hello, this is Meera."),
        ("नमस्ते {{ contact_name }} जी, मैं रिया।", {"contact_name": ""}, "नमस्ते जी, मैं रिया।"),
        ("आपका order {{order_id}} confirm करना था।", {}, "आपका order confirm करना था।"),
        ("{{contact_name}}, are you there?", {}, "are you there?"),
        ("From {{a.b}} to {{a.c.d}}.", {"a": {"b": "Pune", "c": {"d": 7}}}, "From Pune to 7."),
        ("Pay {{amount}}, {{due}}, soon.", {}, "Pay, soon."),
        ("It is {{n}}.", {"n": 0}, "It is 0."),
        ("It is {{n}}.", {"n": 1.5}, "It is 1.5."),
        ("Is {{flag}} so?", {"flag": True}, "Is so?"),
        ("List {{rows}} end", {"rows": [1, 2]}, "List end"),
        ("Map {{m}} end", {"m": {"x": 1}}, "Map end"),
        ("Hi {{name}}", {"name": "{{secret}}", "secret": "42"}, "Hi {{secret}}"),
        ("Hi {{name}}", {"name": "A  ,  B"}, "Hi A  ,  B"),
        ("Hi {{ name.__class__ }}", {"name": "x"}, "Hi"),
        ("Hi {{ 1+1 }} {{ }} {{name!r}}", {"name": "x"}, "Hi"),
        ("Broken {{name", {"name": "x"}, "Broken {{name"),
        ("No  variables ,here", {}, "No  variables ,here"),
        ("Odd \x00 {{name}} 0", {"name": "x"}, "Odd x 0"),
    ],
)
def test_render(text, values, expected):
    assert render(text, values) == expected


def test_variables_in():
    assert variables_in("{{a}} {{ b.c }} {{1+1}} {{a}}") == {"a", "b.c"}
