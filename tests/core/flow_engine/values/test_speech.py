"""How values are read back: digits one by one in groups, amounts with lakh and crore, days as people say them."""

from __future__ import annotations

import pytest

from tests.core.flow_engine.values.test_rows import CHOICES, NOW
from tron.core.flow_engine.values import parse_value, read_back

READ = [
    ("number", 250000, "two lakh fifty thousand", "दो लाख पचास हज़ार"),
    ("number", -1.5, "minus one point five", "माइनस एक दशमलव पाँच"),
    ("number", 2.0, "two", "दो"),
    (
        "number",
        "4111111111111234",
        "four one one one, one one one one, one one one one, one two three four",
        "चार एक एक एक, एक एक एक एक, एक एक एक एक, एक दो तीन चार",
    ),
    ("digits", "0045", "zero zero four five", "शून्य शून्य चार पाँच"),
    ("money", 250000, "two lakh fifty thousand rupees", "दो लाख पचास हज़ार रुपये"),
    ("money", 99.5, "ninety-nine rupees and fifty paise", "निन्यानवे रुपये पचास पैसे"),
    ("money", -5, "minus five rupees", "माइनस पाँच रुपये"),
    ("date", "1985-08-15", "fifteenth August nineteen eighty-five", "पंद्रह अगस्त उन्नीस सौ पचासी"),
    ("time", "17:30", "five thirty PM", "शाम साढ़े पाँच बजे"),
    ("time", "00:05", "twelve oh five AM", "रात बारह बजकर पाँच मिनट"),
    (
        "phone",
        "+910000012345",
        "zero zero zero zero zero, one two three four five",
        "शून्य शून्य शून्य शून्य शून्य, एक दो तीन चार पाँच",
    ),
    (
        "phone",
        "+12025550199",
        "plus one, two zero two, five five five, zero one nine nine",
        "प्लस एक, दो शून्य दो, पाँच पाँच पाँच, शून्य एक नौ नौ",
    ),
    ("pincode", "110001", "one one zero zero zero one", "एक एक शून्य शून्य शून्य एक"),
    ("pan", "ABCPK1234L", "A B C P K, one two three four, L", "ए बी सी पी के, एक दो तीन चार, एल"),
    ("vehicle", "MH12AB1234", "M H, one two, A B, one two three four", "एम एच, एक दो, ए बी, एक दो तीन चार"),
    ("email", "ravi.kumar@gmail.com", "ravi dot kumar at gmail dot com", "ravi डॉट kumar ऐट gmail डॉट कॉम"),
    ("upi", "ravi@okaxis", "ravi at okaxis", "ravi ऐट okaxis"),
    ("yes_no", True, "yes", "हाँ"),
    ("yes_no", False, "no", "नहीं"),
    ("text", "Ravi Kumar", "Ravi Kumar", "Ravi Kumar"),
    ("text", "x" * 300, "x" * 200 + " …", "x" * 200 + " …"),
    ("text", "word " * 60, "word " * 39 + "word …", "word " * 39 + "word …"),
    ("choice", "gold", "gold", "gold"),
]


@pytest.mark.parametrize(("kind", "value", "english", "hindi"), READ)
def test_read_back(kind, value, english, hindi) -> None:
    assert read_back(kind, value, "en-IN") == english
    assert read_back(kind, value, "hi-IN") == hindi
    assert read_back(kind, value, "ta-IN") == english


@pytest.mark.parametrize(
    ("kind", "value"), [("number", "many"), ("money", "some"), ("date", "soon"), ("time", "noon"), ("time", "1:x")]
)
def test_what_is_no_value_of_its_kind_is_said_as_it_stands(kind, value) -> None:
    assert read_back(kind, value, "en-IN") == value


def test_nothing_is_read_back_of_nothing() -> None:
    assert read_back("phone", None, "en-IN") == ""


def test_a_choice_is_read_back_by_its_label() -> None:
    found = parse_value("choice", "gold", language="hi-IN", now=NOW, choices=CHOICES)
    assert found.spoken == "Gold plan"


def test_the_name_of_an_address_is_read_back_while_it_is_dictated() -> None:
    assert read_back("email", "ravi.kumar", "en-IN") == "ravi dot kumar"
    assert read_back("email", "ravi_k@yahoo", "hi-IN") == "ravi अंडरस्कोर k ऐट yahoo"
    assert read_back("email", "-", "en-IN") == "-"


@pytest.mark.parametrize(
    ("said", "english", "hindi"),
    [
        ("monday", "Monday, thirtieth November", "सोमवार, तीस नवंबर"),
        ("15 august 1985", "fifteenth August nineteen eighty-five", "पंद्रह अगस्त उन्नीस सौ पचासी"),
        ("1 august", "first August twenty twenty-seven", "एक अगस्त दो हज़ार सत्ताईस"),
    ],
)
def test_a_day_that_is_soon_is_read_back_with_its_weekday(said, english, hindi) -> None:
    assert parse_value("date", said, language="en-IN", now=NOW).spoken == english
    told = parse_value("date", said, language="hi-IN", now=NOW)
    assert told.spoken == hindi
    assert parse_value("date", told.spoken, language="hi-IN", now=NOW).value == told.value
