"""Folding and the phrase notation."""

from __future__ import annotations

import pytest

from tron.core.scripts.matching import Phrases, fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("फ़ोन", "फोन"),
        ("\u095e", "\u092b\u093c"),
        ("हाँ", "हां"),
        ("नहीं", "नही"),
        ("चाहिये", "चाहिए"),
        ("५ मिनट", "5 मिनट"),
        ("Haaan", "haan"),
        ("achchha", "accha"),
        ("theek", "thik"),
        ("nahin", "nahi"),
        ("Don’t", "do not"),
        ("can't", "cannot"),
        ("HELLO!!", "hello"),
        ("ok.okay", "ok okay"),
    ],
)
def test_spellings_fold_to_one(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("call", "kal"), ("mat", "mata"), ("कल", "काल"), ("no", "now"), ("do", "दो")]
)
def test_different_words_stay_different(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("price", "what is the price?", True),
        ("price", "it is priceless", False),
        ("price*", "it is priceless", True),
        ("call|phone me", "please phone me", True),
        ("dont .. call", "don't you ever call", True),
        ("dont .. call", "don't sit there and then call", False),
        ("dont ... call", "don't sit there and then call", True),
        ("kal .. call", "kal mat call", False),
        ("order + when", "when will my order come", True),
        ("order + when", "my order", False),
        ("hang up $", "I want to hang up", True),
        ("hang up $", "hang up the coat", False),
        ("वापस", "वापसी", False),
    ],
)
def test_notation(phrase, text, found):
    assert Phrases([phrase]).found_in(fold(text)) is found


def test_longer_phrases_weigh_more():
    text = fold("I am not interested in the price")
    assert Phrases(["not interested"]).score(text) > Phrases(["price", "interested"]).score(text) > 0
    assert Phrases(["refund"]).score(text) == 0
