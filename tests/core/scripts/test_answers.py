"""Values taken from words."""

from __future__ import annotations

import pytest

from tron.core.scripts.answers import answer_value, number_in, number_word, phone_in
from tron.core.scripts.matching import fold


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
        ("four point five", 4.5),
        ("around 25 thousand", 25_000),
        ("dhai lakh", 250_000),
        ("double nine", 99),
        ("sadhe teen sau", 350),
        ("ninety eight", 98),
        ("eight out of ten", 8),
        ("10 mein se 8", 8),
        ("दस में से आठ", 8),
        ("five no sorry six", 6),
        ("4111 1111 1111 1234", "4111111111111234"),
        ("chaar ya paanch", None),
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
        ("double zero triple one two three four five six seven", "00111234567"),
        ("12345", None),
        ("no", None),
    ],
)
def test_phone(utterance, value):
    assert phone_in(utterance) == value


@pytest.mark.parametrize(("word", "value"), [("three", 3), ("पाँच", 5), ("ninety", 90), ("saat", 7), ("tea", None)])
def test_a_word_alone(word, value):
    assert number_word(fold(word)) == value


def test_kinds():
    assert answer_value("$text", "  Pune ") == "Pune"
    assert answer_value("$text", " ") is None
    assert answer_value("$yes_no", "haan ji") == "yes"
    assert answer_value("$yes_no", "नहीं") == "no"
    assert answer_value("$yes_no", "Pune") is None
    assert answer_value("fixed", "anything") == "fixed"
