"""Every number from 0 to 100 in both scripts, and that no spelling stands for two."""

from __future__ import annotations

import pytest

from tests.core.flow_engine.values.test_rows import NOW
from tron.core.flow_engine.values import number_tables as tables
from tron.core.flow_engine.values import parse_value
from tron.core.flow_engine.values.sounds import sound
from tron.core.spoken.hindi_tables import UNDER_100

TABLES = {
    "numbers": tables.UNDER_101,
    "scales": tables.SCALES,
    "fractions": tables.PARTED,
    "added": tables.ADDED,
    "ordinals": tables.ORDINALS,
    "repeats": tables.REPEATS,
}


def number(said):
    return parse_value("number", said, language="hi-IN", now=NOW).value


@pytest.mark.parametrize("name", TABLES)
def test_no_spelling_stands_for_two_numbers(name) -> None:
    meant: dict[str, object] = {}
    for value, words in tables.rows(TABLES[name]):
        for word in words:
            assert meant.setdefault(sound(word), value) == value, word


def test_every_spelling_is_understood_alone() -> None:
    for value, words in tables.rows(tables.UNDER_101):
        assert {word: number(word) for word in words} == dict.fromkeys(words, int(value))


def test_hindi_as_tron_says_it_is_understood() -> None:
    assert [number(word) for word in UNDER_100] == list(range(100))


def test_there_are_hinglish_and_hindi_words_for_each_number() -> None:
    for value, words in tables.rows(tables.UNDER_101):
        assert any(word.isascii() for word in words), value
        assert any(not word.isascii() for word in words), value


@pytest.mark.parametrize(
    ("spellings", "meant"),
    [
        ("pachees pachis pachchees pachchis pacchis", 25),
        ("chaubees chaubis chobis", 24),
        ("unnees unnis unees", 19),
        ("saath saathh", 60),
        ("chaalees chalees chalis", 40),
        ("paintaalees paintalis pentalees", 45),
        ("gyaarah gyarah gyara", 11),
        ("chhiyaasi chhiyasi chiyasi", 86),
        ("ninyaanve ninyanve ninyaanave", 99),
        ("hazaar hazar hajaar hajar", 1000),
        ("karod karor crore", 10**7),
        ("lakh laakh lac", 10**5),
        ("dhai dhaai adhai", 2.5),
        ("dedh derh deadh", 1.5),
    ],
)
def test_common_spellings(spellings, meant) -> None:
    assert {word: number(word) for word in spellings.split()} == dict.fromkeys(spellings.split(), meant)
