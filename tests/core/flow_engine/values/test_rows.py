"""What callers say, and what it means: rows.txt, row by row."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from tron.core.flow_engine.values import Choice, Parsed, parse_value
from tron.core.scripts.phrases import script_of

NOW = datetime(2026, 11, 27, 15, 20)
CHOICES = (
    Choice("gold", "Gold plan", ("sona", "सोना")),
    Choice("silver", "Silver plan", ("chaandi", "चाँदी")),
    Choice("gold_plus", "Gold Plus"),
)
ROWS = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("rows.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def heard(kind: str, language: str, said: str) -> Parsed:
    """The value after all chunks; what was understood of one goes into the next."""
    so_far = ""
    for chunk in said.split(" // "):
        found = parse_value(kind, chunk, language=language, now=NOW, choices=CHOICES, so_far=so_far)
        so_far = found.partial
    return found


def test_the_table_covers_each_kind_in_english_hindi_and_hinglish() -> None:
    spoken = Counter((row[0], row[1] if row[1] == "en-IN" else script_of(row[2])) for row in ROWS)
    assert len(ROWS) >= 250
    assert len({row[:3] for row in ROWS}) == len(ROWS)
    assert sum(count for (_, tongue), count in spoken.items() if tongue == "en-IN") >= 80
    assert sum(count for (_, tongue), count in spoken.items() if tongue == "devanagari") >= 80
    assert sum(count for (_, tongue), count in spoken.items() if tongue == "latin") >= 80
    for kind in ("number", "money", "date", "time", "phone", "pincode", "pan", "vehicle", "email", "choice"):
        assert all(spoken[kind, tongue] >= 3 for tongue in ("en-IN", "devanagari", "latin")), kind


@pytest.mark.parametrize(("kind", "language", "said", "expected"), ROWS)
def test_row(kind: str, language: str, said: str, expected: str) -> None:
    found = heard(kind, language, said)
    if expected.startswith("!"):
        problem, _, partial = expected[1:].partition(" ")
        assert (found.value, found.problem, found.partial) == (None, problem, partial)
        return
    number = kind in ("number", "money", "yes_no", "choice", "text")
    value = json.loads(expected) if number else expected
    assert (found.value, type(found.value), found.problem) == (value, type(value), "")
    assert found.spoken
