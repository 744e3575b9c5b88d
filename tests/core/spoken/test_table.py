"""What is written, and what a voice is given: table.tsv, row by row."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tron.core.spoken import speakable
from tron.core.voices import LANGUAGE_CODES

TABLE = Path(__file__).with_name("table.tsv")
ROWS = [
    tuple(line.replace("\\n", "\n").split("\t"))
    for line in TABLE.read_text("utf-8").splitlines()
    if line.strip() and not (line.startswith("#") and "\t" not in line)
]


def test_the_table_covers_hindi_hinglish_english_and_each_other_language() -> None:
    counts = Counter(row[0] for row in ROWS)
    assert len(ROWS) >= 300
    assert set(counts) == set(LANGUAGE_CODES)
    hinglish = [row for row in ROWS if row[0] == "hi-IN" and row[1].isascii()]
    assert min(len(hinglish), counts["hi-IN"] - len(hinglish), counts["en-IN"]) >= 80


@pytest.mark.parametrize(("language", "written", "expected"), ROWS)
def test_row(language: str, written: str, expected: str) -> None:
    assert speakable(written, language) == expected


def test_what_was_made_speakable_stays_as_it_is() -> None:
    assert [row for row in ROWS if speakable(row[2], row[0]) != row[2]] == []


def test_no_figure_is_left_to_hindi_and_english_voices() -> None:
    assert [row for row in ROWS if row[0] in ("hi-IN", "en-IN") and any(char.isdigit() for char in row[2])] == []
