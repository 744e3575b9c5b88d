"""Values taken from words."""

from __future__ import annotations

import pytest

from tron.core.scripts.answers import answer_value, number_in, phone_in


@pytest.mark.parametrize(
    ("utterance", "value"),
    [
        ("4", 4),
        ("four", 4),
        ("I would say four out of five", 4),
        ("chaar", 4),
        ("पाँच", 5),
        ("५", 5),
        ("do", 2),
        ("ek", 1),
        ("one", 1),
        ("4.5", 4.5),
        ("1,499 rupees", 1499),
        ("four five two one", 4521),
        ("my order is 88 213", 88213),
        ("ek minute", None),
        ("no one", None),
        ("I do like the new connection very much", None),
        ("very good", None),
        ("", None),
    ],
)
def test_number(utterance, value):
    assert number_in(utterance) == value


@pytest.mark.parametrize(
    ("utterance", "value"),
    [
        ("my number is +91 00000 12345", "910000012345"),
        ("zero one two three four five six seven eight nine", "0123456789"),
        ("12345", None),
        ("no", None),
    ],
)
def test_phone(utterance, value):
    assert phone_in(utterance) == value


def test_kinds():
    assert answer_value("$text", "  Pune ") == "Pune"
    assert answer_value("$text", " ") is None
    assert answer_value("$yes_no", "haan ji") == "yes"
    assert answer_value("$yes_no", "नहीं") == "no"
    assert answer_value("$yes_no", "Pune") is None
    assert answer_value("fixed", "anything") == "fixed"
