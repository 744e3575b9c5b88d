"""What holds for any text: no error, no markup, no change the second time, no long work."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.spoken.test_table import ROWS
from tron.core.spoken import speakable, spoken, wrong_script
from tron.core.voices import LANGUAGE_CODES

LANGUAGES = st.sampled_from([*LANGUAGE_CODES, "", "hi", "fr-FR", "zz"])
FIGURES = st.text(alphabet="0123456789.,:/-–+%₹$@#&*_~`|()[] \nkLRsamp½२୨रुपये।आa", max_size=60)
WORDS = [word for _, written, _ in ROWS for word in written.replace("\n", " ").split()]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)


@given(text=st.text(max_size=300), language=LANGUAGES)
def test_any_text_is_taken(text: str, language: str) -> None:
    result = spoken(text, language)
    assert result.text == speakable(text, language)
    assert bool(result.findings) <= wrong_script(text, language)


@settings(max_examples=400)
@given(text=FIGURES, language=LANGUAGES)
def test_any_figures_are_taken(text: str, language: str) -> None:
    said = speakable(text, language)
    assert said == said.strip()
    assert not set("*`~|<>[]{}\n\t") & set(said)


@settings(max_examples=400)
@given(text=SENTENCES, language=st.sampled_from(["hi-IN", "en-IN"]))
def test_no_figure_is_left(text: str, language: str) -> None:
    assert not any(char.isdecimal() for char in speakable(text, language))


@given(rows=st.lists(st.sampled_from([row for row in ROWS if row[0] == "hi-IN"]), min_size=1, max_size=4))
def test_hindi_sentences_once_spoken_stay_as_they_are(rows: list[tuple[str, str, str]]) -> None:
    once = speakable(" ".join(row[1] for row in rows), "hi-IN")
    assert speakable(once, "hi-IN") == once


@given(number=st.integers(min_value=0, max_value=10**12), language=st.sampled_from(["hi-IN", "en-IN"]))
def test_an_amount_is_said_alike_however_its_digits_are_grouped(number: int, language: str) -> None:
    plain, grouped = str(number), f"{number:,}"
    assert speakable(f"₹{plain}", language) == speakable(f"₹{grouped}", language)


@given(digits=st.from_regex(r"[0-9]{5}", fullmatch=True), language=st.sampled_from(["hi-IN", "en-IN", "ta-IN"]))
def test_a_telephone_number_keeps_each_digit(digits: str, language: str) -> None:
    names = {char: speakable(f"OTP 000{char}", language).split()[-1] for char in "0123456789"}
    said = speakable(f"+91 00000 {digits}", language).replace(",", "").split()
    assert said[-5:] == [names[digit] for digit in digits]


@pytest.mark.parametrize(
    "text",
    [
        "9" * 20_000,
        "9," * 10_000,
        "(" * 5_000,
        "*a" * 5_000,
        "1-" * 5_000,
        "a/" * 5_000,
        "@a." * 3_000,
        "₹1 " * 3_000,
        "| " * 5_000,
        "_" * 10_000 + "x",
        "xX" * 5000 + "1",
        "<a" * 5000,
        "[a](" * 3000,
    ],
)
def test_hostile_texts_take_no_long_time(text: str) -> None:
    start = time.perf_counter()
    speakable(text, "hi-IN")
    assert time.perf_counter() - start < 2
