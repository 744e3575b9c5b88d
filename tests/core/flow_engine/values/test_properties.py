"""What holds for any speech: no error, no long work, values of their kind; what is read back is understood again."""

from __future__ import annotations

import time
from datetime import date, datetime
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.flow_engine.values.test_rows import CHOICES, NOW, ROWS
from tron.core.flow_engine.values import ValueKind, keypad_possible, parse_keys, parse_value, read_back
from tron.core.flow_engine.values.identifiers import HOLDERS, STATES, gstin_check_digit

pytestmark = pytest.mark.thorough

KINDS = st.sampled_from(get_args(ValueKind))
LANGUAGES = st.sampled_from(["en-IN", "hi-IN"])
WORDS = sorted({word for row in ROWS for word in row[2].split() if word != "//"})
SPEECH = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
SO_FAR = st.one_of(
    st.just(""), st.text(max_size=12), st.sampled_from(["110", "ABCPK", "ravi@yahoo", "00000", "शाम को"])
)
LETTERS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=1)


def parsed(kind, said, language="hi-IN", so_far=""):
    return parse_value(kind, said, language=language, now=NOW, choices=CHOICES, so_far=so_far)


def check(kind, found):
    """Either a value of the kind with how it is read back, or a problem."""
    assert (found.value is None) == (found.problem != "")
    assert bool(found.spoken) == (found.value is not None)
    if found.value is None:
        return
    expected = {"number": (int, float), "money": (int, float), "yes_no": (bool,)}.get(kind, (str,))
    assert isinstance(found.value, expected)
    if kind == "date":
        date.fromisoformat(found.value)
    if kind == "time":
        datetime.strptime(found.value, "%H:%M")


@settings(max_examples=150, deadline=None)
@given(kind=KINDS, said=st.text(max_size=200), language=LANGUAGES, so_far=SO_FAR)
def test_any_text_is_taken(kind, said, language, so_far) -> None:
    check(kind, parsed(kind, said, language, so_far))


@settings(max_examples=300, deadline=None)
@given(kind=KINDS, said=SPEECH, language=LANGUAGES, so_far=SO_FAR)
def test_any_words_are_taken(kind, said, language, so_far) -> None:
    check(kind, parsed(kind, said, language, so_far))


@settings(deadline=None)
@given(kind=KINDS, keys=st.text("0123456789*#ab", max_size=12), choices=st.sampled_from([(), CHOICES]))
def test_any_keys_are_taken(kind, keys, choices) -> None:
    found = parse_keys(kind, keys, now=NOW, choices=choices)
    check(kind, found)
    assert keypad_possible(kind) or found.problem == "nothing"


@settings(deadline=None)
@given(number=st.integers(-(10**14) + 1, 10**14 - 1), language=LANGUAGES)
def test_a_number_read_back_is_the_number(number, language) -> None:
    assert parsed("number", read_back("number", number, language), language).value == number


@settings(deadline=None)
@given(whole=st.integers(-(10**9), 10**9), places=st.integers(1, 9999), language=LANGUAGES)
def test_a_number_with_places_read_back_is_the_number(whole, places, language) -> None:
    number = float(f"{whole}.{places:04}")
    assert parsed("number", read_back("number", number, language), language).value == number


@settings(deadline=None)
@given(rupees=st.integers(0, 10**10), paise=st.integers(0, 99), language=LANGUAGES)
def test_money_read_back_is_the_money(rupees, paise, language) -> None:
    amount = float(f"{rupees}.{paise:02}") if paise else rupees
    assert parsed("money", read_back("money", amount, language), language).value == amount


@settings(deadline=None)
@given(pincode=st.from_regex(r"[1-9][0-9]{5}", fullmatch=True), language=LANGUAGES)
def test_a_pincode_read_back_is_the_pincode(pincode, language) -> None:
    assert parsed("pincode", read_back("pincode", pincode, language), language).value == pincode


@settings(deadline=None)
@given(digits=st.from_regex(r"[0-9]{5}", fullmatch=True), language=LANGUAGES)
def test_a_phone_number_read_back_is_the_number(digits, language) -> None:
    for number in (f"+9100000{digits}", f"+120255501{digits[:2]}"):
        assert parsed("phone", read_back("phone", number, language), language).value == number


@settings(deadline=None)
@given(digits=st.from_regex(r"[0-9]{5}", fullmatch=True), cuts=st.sets(st.integers(1, 9), max_size=3))
def test_a_number_in_chunks_is_the_number(digits, cuts) -> None:
    whole, so_far, start = f"00000{digits}", "", 0
    for cut in (*sorted(cuts), 10):
        found = parsed("phone", " ".join(whole[start:cut]), so_far=so_far)
        so_far, start = found.partial, cut
    assert found.value == f"+91{whole}"


@settings(deadline=None)
@given(day=st.dates(date(1930, 1, 1), date(2035, 12, 31)), language=LANGUAGES)
def test_a_day_read_back_is_the_day(day, language) -> None:
    assert parsed("date", read_back("date", day.isoformat(), language), language).value == day.isoformat()


@settings(deadline=None)
@given(clock=st.times(), language=LANGUAGES)
def test_a_time_read_back_is_the_time(clock, language) -> None:
    written = f"{clock:%H:%M}"
    assert parsed("time", read_back("time", written, language), language).value == written


PANS = st.builds(
    lambda head, holder, name, digits, last: head + holder + name + digits + last,
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3),
    st.sampled_from(sorted(HOLDERS)),
    LETTERS,
    st.from_regex(r"[0-9]{4}", fullmatch=True),
    LETTERS,
)


@settings(deadline=None)
@given(pan=PANS, language=LANGUAGES)
def test_a_pan_read_back_is_the_pan(pan, language) -> None:
    assert parsed("pan", read_back("pan", pan, language), language).value == pan


@settings(deadline=None)
@given(pan=PANS, state=st.integers(1, 38), entity=st.sampled_from("123456789AB"), language=LANGUAGES)
def test_a_gstin_read_back_is_the_gstin(pan, state, entity, language) -> None:
    body = f"{state:02}{pan}{entity}Z"
    gstin = body + gstin_check_digit(body)
    assert parsed("gstin", read_back("gstin", gstin, language), language).value == gstin


@settings(deadline=None)
@given(pan=PANS, place=st.integers(2, 13), char=st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_one_wrong_character_of_a_gstin_is_noticed(pan, place, char) -> None:
    body = f"27{pan}1Z"
    gstin = body + gstin_check_digit(body)
    wrong = gstin[:place] + char + gstin[place + 1 :]
    # An O where a digit belongs is the zero that was meant.
    assert wrong == gstin or {char, gstin[place]} == {"O", "0"} or parsed("gstin", wrong).value is None


@settings(deadline=None)
@given(
    state=st.sampled_from(sorted(STATES)),
    district=st.integers(1, 99),
    series=st.text("ABCDEFGHJKLMNPQRSTUVWXYZ", min_size=1, max_size=3),
    number=st.integers(1, 9999),
    language=LANGUAGES,
)
def test_a_vehicle_number_read_back_is_the_number(state, district, series, number, language) -> None:
    plate = f"{state}{district:02}{series}{number:04}"
    assert parsed("vehicle", read_back("vehicle", plate, language), language).value == plate


LONG = ["9" * 10_000, "9," * 5_000, "एक " * 3_300, "a@" * 5_000, "5 nahi " * 1_400, "ravi at " * 1_250]


@pytest.mark.parametrize("kind", get_args(ValueKind))
def test_ten_thousand_characters_take_no_long_time(kind) -> None:
    for speech in LONG:
        start = time.process_time()
        parsed(kind, speech, so_far="110")
        assert time.process_time() - start < 1.5, speech[:12]
