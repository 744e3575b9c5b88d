"""Templates: what they fill in, what they refuse, and that no value and no text gets out of them."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tron.core.flow_engine.templating import (
    LONGEST,
    TemplateProblem,
    fill,
    fill_json,
    filled_or_plain,
    names_alone,
    names_in,
)

VALUES = {
    "name": "Ravi",
    "amount": 1234567.5,
    "whole": 250000,
    "empty": "",
    "nothing": None,
    "yes": True,
    "order": {"id": 7, "items": [{"n": "pen"}], "on": "2026-11-28T17:30"},
    "trap": "{{ name }}",
}

FILLED = [
    ("Hello {{name}}.", "Hello Ravi.", ()),
    ("Hello {{ name }}, your {{order.id}}.", "Hello Ravi, your 7.", ()),
    ("{{order.items.0.n}} {{ order.items[0].n }}", "pen pen", ()),
    ("Hello {{unknown}}, hi.", "Hello, hi.", ("unknown",)),
    ("Hello {{empty}}, hi.", "Hello, hi.", ()),
    ("Hello {{nothing}}.", "Hello.", ()),
    ("{{unknown|default('sir')}}", "sir", ()),
    ("{{empty|default('sir')}}", "sir", ()),
    ("{{unknown.a.b.c}}!", "!", ("unknown",)),
    ("Rs {{unknown|money}} on {{order.nothing|date}}", "Rs on", ("unknown", "nothing")),
    ("{{unknown|upper|default('sir')}} {{unknown|length}}", "sir 0", ()),
    ("{% if unknown|length %}some{% else %}none{% endif %}", "none", ()),
    ("{{amount|money}}", "₹12,34,567.50", ()),
    ("{{whole|money}}", "₹2,50,000", ()),
    ("{{whole|number}}", "2,50,000", ()),
    ("{{amount|number(1)}}", "12,34,567.5", ()),
    ("{{order.on|date}} {{order.on|time}}", "28 November 2026 5:30 PM", ()),
    ("{{order.on|weekday}} {{name|weekday}}", "Saturday Ravi", ()),
    ("{{name|upper}} {{name|digits}}", "RAVI R a v i", ()),
    ("{% if name %}Dear {{name}}{% else %}Hello{% endif %}", "Dear Ravi", ()),
    ("{{ 'old' if whole > 10 else 'new' }}", "old", ()),
    ("{{trap}}", "{{ name }}", ()),
    ("{{yes}}", "true", ()),
    ("{{order}}", "", ()),
    ("No braces, two  spaces", "No braces, two  spaces", ()),
    ("{{order.items.9.n}} {{order.items.x}}!", "!", ("9", "x")),
    ("{{name|money}} {{name|number}} {{name|date}} {{name|time}}", "Ravi Ravi Ravi Ravi", ()),
]

REFUSED = [
    "{% for a in order %}x{% endfor %}",
    "{{ name.__class__ }}",
    "{{ name._x }}",
    "{{ ''.join(order) }}",
    "{{ 'a' * 100000000 }}",
    "{{ range(9) }}",
    "{% set a = 1 %}",
    "{% include 'x' %}",
    "{% macro a() %}{% endmacro %}",
    "{{ name | attr('x') }}",
    "{{ name | nonsense }}",
    "{{ order.on | date('%d') }}",
    "{{ amount | number(places=2) }}",
    "{{ name",
    "{{ __missing__ }}",
    "{{ " + "(" * 400 + "1" + ")" * 400 + " }}",
]


@pytest.mark.parametrize(("text", "filled", "missing"), FILLED)
def test_it_fills_in(text: str, filled: str, missing: tuple[str, ...]) -> None:
    done = fill(text, VALUES)
    assert (done.text, done.missing) == (filled, missing)


@pytest.mark.parametrize("text", REFUSED)
def test_it_refuses(text: str) -> None:
    with pytest.raises(TemplateProblem) as told:
        fill(text, VALUES)
    assert str(told.value)
    assert names_in(text).problem
    assert "{" not in filled_or_plain(text, VALUES).text.replace("{{ name", "")


def test_a_long_value_is_cut() -> None:
    assert len(fill("{{name}}", {"name": "a" * 100_000}).text) == LONGEST


@pytest.mark.parametrize("filling", [fill, fill_json])
def test_lists_joined_by_lists_stay_small(filling: Callable[..., Any]) -> None:
    values = {"rows": [1, 2.5, "a", None, True] * 400}
    assert filling("{{rows|join}}", values).text.strip('"').startswith("1, 2.5, a, , true, 1")
    tracemalloc.start()
    filling("{{rows|join(rows|join(rows|join))}}", values)  # 10^10 characters otherwise
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


@pytest.mark.parametrize(
    ("text", "needed", "defaulted"),
    [
        ("{{a}} {{ b.c }}", {"a", "b"}, set()),
        ("{{a|default('x')}}", set(), {"a"}),
        ("{% if a %}{{a}}{% endif %}", set(), {"a"}),
        ("{{ a|money|default(b) }}", {"b"}, {"a"}),
        ("plain", set(), set()),
    ],
)
def test_names(text: str, needed: set[str], defaulted: set[str]) -> None:
    found = names_in(text)
    assert (set(found.needed), set(found.defaulted), found.problem) == (needed, defaulted, "")


@pytest.mark.parametrize("filling", [fill, fill_json])
def test_what_goes_wrong_only_with_the_values_is_told_too(filling: Callable[..., object]) -> None:
    text = "Pay {{ 1 if whole < name else 2 }} now."
    assert not names_in(text).problem
    with pytest.raises(TemplateProblem, match="TypeError"):
        filling(text, VALUES)
    assert filled_or_plain(text, VALUES) == ("Pay now.", ("template",))


@given(st.one_of(st.text(max_size=30), st.integers(), st.floats(allow_nan=False), st.booleans(), st.none()))
def test_names_alone_are_filled_in_as_any_template_is(value: object) -> None:
    text, values = "Hello {{a}}, it is {{ b }}.", {"a": value, "b": "I"}
    alone = names_alone(text, values)
    assert alone in (None, fill(f"{{% if b %}}{text}{{% endif %}}", values).text)
    assert (alone is None) == (value is None or not str(value).strip())


@given(st.text(max_size=200))
def test_no_text_breaks_speech(text: str) -> None:
    filled_or_plain(text, VALUES)


@given(st.text(max_size=50).filter(lambda value: value.strip()))
def test_a_value_is_spoken_as_it_is(value: str) -> None:
    assert fill("<{{a}}>", {"a": value}).text == f"<{value.strip()}>"
