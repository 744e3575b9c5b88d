"""The language of a call, turn by turn: languages.txt, sequence by sequence."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tron.core.language_wishes import wishes
from tron.core.languages import LanguageChange, LanguageTracker, language_code
from tron.core.voices import LANGUAGE_CODES

TURN = re.compile(r"(?P<text>[^{]*?)\s*(?:\{(?P<code>\S+)(?: (?P<confidence>[\d.]+))?\})?")


class Sequence(NamedTuple):
    languages: list[str]
    turns: list[str]
    expected: list[str]


def sequences() -> list[Sequence]:
    lines = (Path(__file__).with_name("languages.txt")).read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split(" | ")] for line in lines if line.strip() and line[0] != "#"]
    return [Sequence(head.split(), turns.split(" / "), after.split()) for head, turns, after in rows]


def hear(tracker: LanguageTracker, turn: str) -> LanguageChange | None:
    match = TURN.fullmatch(turn)
    assert match
    confidence = float(match["confidence"]) if match["confidence"] else None
    return tracker.hear(match["text"], match["code"], confidence)


def test_there_are_many_sequences() -> None:
    assert len(sequences()) >= 60


@pytest.mark.parametrize("sequence", sequences(), ids=lambda sequence: " / ".join(sequence.turns)[:60])
def test_sequence(sequence: Sequence) -> None:
    primary, *allowed = sequence.languages
    tracker = LanguageTracker(primary, allowed or LANGUAGE_CODES)
    after = []
    for turn in sequence.turns:
        before = tracker.language
        change = hear(tracker, turn)
        assert (change is not None) == (tracker.language != before)
        assert change is None or (change.before, change.after) == (before, tracker.language)
        after.append(tracker.language[:2])
    assert after == sequence.expected


@pytest.mark.parametrize(
    ("turns", "why"),
    [
        (["speak in English please"], "asked"),
        (["Yes I would like to know the price of this plan"], "clear_turn"),
        (["what is it", "what is this for"], "turns_in_a_row"),
    ],
)
def test_a_change_says_why(turns: list[str], why: str) -> None:
    tracker = LanguageTracker("hi-IN")
    *_, last = [tracker.hear(turn) for turn in turns]
    assert last == LanguageChange("hi-IN", "en-IN", why)  # type: ignore[arg-type]


def test_a_call_starts_in_the_language_known_of_the_number() -> None:
    assert LanguageTracker("hi-IN", start="ta-IN").language == "ta-IN"
    assert LanguageTracker("hi-IN", ["hi-IN", "en-IN"], start="ta-IN").language == "hi-IN"
    assert LanguageTracker("hi-IN", start=None).language == "hi-IN"


def test_the_primary_language_is_always_allowed() -> None:
    tracker = LanguageTracker("hi-IN", ["en-IN"], start="en-IN")
    assert tracker.hear("Hindi mein boliye") == LanguageChange("en-IN", "hi-IN", "asked")


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("hi", "hi-IN"),
        ("HI-in", "hi-IN"),
        ("en-US", "en-IN"),
        ("or-IN", "od-IN"),
        ("unknown", None),
        ("", None),
        (None, None),
        ("fr-FR", None),
    ],
)
def test_codes_of_recognisers(code: str | None, language: str | None) -> None:
    assert language_code(code) == language


def test_refusals_are_told_from_wishes() -> None:
    assert wishes("Hindi nahi aati, English mein boliye") == (["en-IN"], ["hi-IN"])
    assert wishes("mera beta English medium mein padhta hai") == ([], [])


@given(
    turns=st.lists(
        st.tuples(st.text(max_size=80), st.sampled_from(["hi", "en-IN", "ta", "unknown", "", None])), max_size=6
    ),
    primary=st.sampled_from(LANGUAGE_CODES),
)
def test_any_turns_are_taken(turns: list[tuple[str, str | None]], primary: str) -> None:
    tracker = LanguageTracker(primary)
    for text, code in turns:
        tracker.hear(text, code, 0.5)
        assert tracker.language in LANGUAGE_CODES
