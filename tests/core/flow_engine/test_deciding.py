"""Keywords: exactly, and a little wrong, in Hindi of both scripts, English and Hinglish."""

from __future__ import annotations

import time

import pytest

from tron.core.flow_engine.deciding import best_row

ROWS = [
    ("price", ["price", "kimat", "कीमत", "kitne ka"]),
    ("delivery", ["delivery", "kab aayega", "डिलीवरी"]),
    ("available", ["available", "possible"]),
    ("refund", ["refund", "paise wapas"]),
    ("plan", ["plan 2", "order 1001"]),
]


@pytest.mark.parametrize(
    ("said", "row"),
    [
        ("delivery kab hai", "delivery"),
        ("meri delivry kahan hai", "delivery"),
        ("the deliverry please", "delivery"),
        ("deli very", "delivery"),
        ("डिलिवरी कब होगी", "delivery"),
        ("keemat batao", "price"),
        ("क़ीमत क्या है", "price"),
        ("paise vapas chahiye", "refund"),
        ("refnd", "refund"),
        ("available", "available"),
        ("मेरी डिलीवरी कहाँ है", "delivery"),
        ("पैसे वापस चाहिए", "refund"),
        ("रिफंड कब मिलेगा", "refund"),
    ],
)
def test_it_is_found(said: str, row: str) -> None:
    assert best_row(ROWS, said) == row


@pytest.mark.parametrize(
    "said",
    [
        "it is unavailable",
        "impossible",
        "deli",
        "very",
        "plan 3",
        "order 1002",
        "fund",
        "kab",
        "",
        "the prize",
        "पंखा",
        "कब",
        "प्लान 3",
        "कितने बजे",
    ],
)
def test_another_word_is_no_near_hit(said: str) -> None:
    assert best_row(ROWS, said) is None


def test_the_nearest_counts_and_an_exact_one_before_it() -> None:
    rows = [("cancel", ["cancellation"]), ("order", ["cancel the order"])]
    assert best_row(rows, "cancelatoin") == "cancel"
    assert best_row([*rows, ("exact", ["cancelatoin"])], "cancelatoin") == "exact"


def test_many_keywords_and_a_long_speech_take_no_time() -> None:
    rows = [(f"r{at}", [f"keyword number{at} {letter}" for letter in "abcdefghij"]) for at in range(30)]
    said = "something entirely different from it " * 200
    best_row(rows, said)
    began = time.thread_time()
    assert best_row(rows, f"{said} once more") is None
    assert time.thread_time() - began < 0.5
