"""Number words: Hindi from 0 to 99 against a second source, steps of lakh and crore, years, halves."""

from __future__ import annotations

import pytest
from indic_numtowords import num2words

from tron.core.spoken.english import English
from tron.core.spoken.hindi import Hindi
from tron.core.spoken.hindi_tables import UNDER_100
from tron.core.spoken.tongue import Clock

HINDI, ENGLISH = Hindi(), English()
# Both spellings are in use; the left one is AI4Bharat's, the right one the more usual.
SPELLINGS = {
    "छः": "छह",
    "अट्ठारह": "अठारह",
    "चौंतालीस": "चवालीस",
    "तिरेपन": "तिरपन",
    "तिरेसठ": "तिरसठ",
    "छयासठ": "छियासठ",
    "सरसठ": "सड़सठ",
    "अठासी": "अट्ठासी",
}


@pytest.mark.parametrize("number", range(100))
def test_hindi_to_99_agrees_with_ai4bharat(number: int) -> None:
    theirs = num2words(number, lang="hi")
    assert HINDI.cardinal(number) == SPELLINGS.get(theirs, theirs)


def test_hindi_to_99_has_no_word_twice() -> None:
    assert len(set(UNDER_100)) == len(UNDER_100) == 100


@pytest.mark.parametrize("number", [100, 101, 999, 1000, 12_345, 100_000, 124_500, 9_999_999, 10_000_000, 123_456_789])
def test_hindi_above_agrees_with_ai4bharat(number: int) -> None:
    theirs = " ".join(SPELLINGS.get(word, word) for word in num2words(number, lang="hi").split())
    assert HINDI.cardinal(number) == ("सौ" if number == 100 else theirs)


@pytest.mark.parametrize("number", [*range(130), 999, 1005, 12_345, 100_000, 124_500, 10_000_000, 123_456_789])
def test_english_agrees_with_ai4bharat(number: int) -> None:
    ours = ENGLISH.cardinal(number).replace("-", " ").replace(" and ", " ")
    assert ours == num2words(number, lang="en").replace(" and ", " ").replace("-", " ")


@pytest.mark.parametrize(
    ("number", "hindi", "english"),
    [
        (10**9, "एक अरब", "one hundred crore"),
        (10**11, "एक खरब", "ten thousand crore"),
        (10**12, "दस खरब", "one lakh crore"),
        (99_999, "निन्यानवे हज़ार नौ सौ निन्यानवे", "ninety-nine thousand nine hundred and ninety-nine"),
        (1001, "एक हज़ार एक", "one thousand and one"),
    ],
)
def test_large_numbers(number: int, hindi: str, english: str) -> None:
    assert (HINDI.cardinal(number), ENGLISH.cardinal(number)) == (hindi, english)


def test_a_number_too_long_to_be_said_is_read_digit_by_digit() -> None:
    assert HINDI.number("9" * 18) == " ".join(["नौ"] * 18)
    assert ENGLISH.number("1" * 18) == " ".join(["one"] * 18)


@pytest.mark.parametrize(
    ("year", "hindi", "english"),
    [
        (1947, "उन्नीस सौ सैंतालीस", "nineteen forty-seven"),
        (1900, "उन्नीस सौ", "nineteen hundred"),
        (1905, "उन्नीस सौ पाँच", "nineteen oh five"),
        (2000, "दो हज़ार", "two thousand"),
        (2009, "दो हज़ार नौ", "two thousand and nine"),
        (2026, "दो हज़ार छब्बीस", "twenty twenty-six"),
    ],
)
def test_years(year: int, hindi: str, english: str) -> None:
    assert (HINDI.year(year), ENGLISH.year(year)) == (hindi, english)


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("1.5", "डेढ़"),
        ("2.5", "ढाई"),
        ("3.5", "साढ़े तीन"),
        ("1.25", "सवा"),
        ("4.25", "सवा चार"),
        ("1.75", "पौने दो"),
        ("10.75", "पौने ग्यारह"),
        ("2.50", "ढाई"),
        ("0.5", "शून्य दशमलव पाँच"),
        ("2.4", "दो दशमलव चार"),
        ("2.0", "दो"),
    ],
)
def test_halves_and_quarters_have_hindi_words(written: str, spoken: str) -> None:
    assert HINDI.quantity(written) == spoken


@pytest.mark.parametrize(
    ("written", "scale", "spoken"),
    [
        ("2.5", "lakh", "ढाई लाख"),
        ("2.35", "lakh", "दो लाख पैंतीस हज़ार"),
        ("0.5", "lakh", "पचास हज़ार"),
        ("1.123456", "lakh", "एक दशमलव एक दो तीन चार पाँच छह लाख"),
        ("3", "crore", "तीन करोड़"),
    ],
)
def test_lakh_with_a_fraction(written: str, scale: str, spoken: str) -> None:
    assert HINDI.scaled(written, scale) == spoken


@pytest.mark.parametrize(
    ("clock", "hindi", "english"),
    [
        (Clock(12, 0, "am"), "रात बारह बजे", "twelve AM"),
        (Clock(12, 0, "pm"), "दोपहर बारह बजे", "twelve PM"),
        (Clock(1, 15, "pm"), "दोपहर सवा एक बजे", "one fifteen PM"),
        (Clock(12, 45, "am"), "रात पौने एक बजे", "twelve forty-five AM"),
        (Clock(23, 59), "रात ग्यारह बजकर उनसठ मिनट", "eleven fifty-nine PM"),
        (Clock(4, 0, "am"), "सुबह चार बजे", "four AM"),
        (Clock(3, 59, "pm"), "दोपहर तीन बजकर उनसठ मिनट", "three fifty-nine PM"),
        (Clock(5, 30), "साढ़े पाँच बजे", "five thirty"),
        (Clock(5, 30, "pm", named=True), "साढ़े पाँच बजे", "five thirty"),
    ],
)
def test_times(clock: Clock, hindi: str, english: str) -> None:
    assert (HINDI.time(clock), ENGLISH.time(clock)) == (hindi, english)


@pytest.mark.parametrize(
    ("number", "spoken"),
    [(1, "first"), (12, "twelfth"), (20, "twentieth"), (21, "twenty-first"), (30, "thirtieth"), (100, "one hundredth")],
)
def test_english_ordinals(number: int, spoken: str) -> None:
    assert ENGLISH.ordinal(number) == spoken


def test_every_hindi_ordinal_to_999_is_a_word() -> None:
    assert all(HINDI.ordinal(number).strip() for number in range(1000))
