"""Choices beyond the table: words of their own, yes and no, none at all."""

from __future__ import annotations

import pytest

from tests.core.flow_engine.values.test_rows import NOW
from tron.core.flow_engine.values import Choice, parse_value


def chosen(said, *choices, language="en-IN"):
    found = parse_value("choice", said, language=language, now=NOW, choices=choices)
    return found.value or found.problem


LOANS = (Choice("home", "Home loan", ("ghar",)), Choice("car", "Car loan", ("gaadi",)), Choice("other", "Other"))
INTEREST = (Choice("yes", "Interested"), Choice("no", "Not interested"))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("home", "home"),
        ("I want a loan for my car", "car"),
        ("ghar ke liye", "home"),
        ("गाड़ी", "car"),
        ("होम लोन", "home"),
        ("loan", "nothing"),
        ("number two", "car"),
        ("5", "nothing"),
        ("home loan, sorry, car loan", "car"),
        ("not home", "nothing"),
    ],
)
def test_words_that_one_choice_alone_has(said, meant) -> None:
    assert chosen(said, *LOANS) == meant


def test_a_longer_choice_counts_before_one_inside_it() -> None:
    assert chosen("interested", *INTEREST) == "yes"
    assert chosen("not interested", *INTEREST) == "no"
    assert chosen("I am not really interested", *INTEREST) == "no"


def test_a_yes_takes_the_choice_that_says_yes() -> None:
    answers = (Choice("agree", "Yes"), Choice("refuse", "No"))
    assert chosen("haan ji bilkul", *answers) == "agree"
    assert chosen("नहीं", *answers) == "refuse"
    assert chosen("bilkul", Choice("agree", "Yes"), Choice("gold", "Gold")) == "nothing"


def test_without_choices_there_is_none() -> None:
    assert chosen("gold") == "nothing"
    assert chosen("", *LOANS) == "nothing"


def test_two_choices_with_the_same_words_are_told_apart_by_others() -> None:
    same = (Choice("a", "Blue", ("sky",)), Choice("b", "Blue", ("sea",)))
    assert chosen("blue", *same) == "nothing"
    assert chosen("sea", *same) == "b"


@pytest.mark.parametrize(
    ("said", "meant"), [("I do not know", "nothing"), ("what do you mean", "nothing"), ("do wala", "b")]
)
def test_an_english_do_is_no_two(said, meant) -> None:
    assert chosen(said, Choice("a", "Gold"), Choice("b", "Silver")) == meant
