"""Numbers as networks write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tron.core.phone import from_network, network_forms

FORMS = ["{}", "91{}", "+91{}", "0{}", "sip:+91{}@carrier.invalid", "tel:+91{}", "0 {}", "<sip:0{}@x;user=phone>"]


@pytest.mark.parametrize("form", FORMS, ids=range(len(FORMS)))
@given(
    digits=st.from_regex(
        r"(140[0-9]{7}|1600[0-9]{6}|[6-9][0-9]{9}|00000[0-9]{5})", fullmatch=True, alphabet="0123456789"
    )
)
def test_indian_numbers_in_every_form(form: str, digits: str) -> None:
    assert from_network(form.format(digits)) == f"+91{digits}"


@given(rest=st.from_regex(r"[0-9]{8}", fullmatch=True, alphabet="0123456789"))
def test_ten_digits_from_92_on_are_an_indian_mobile(rest: str) -> None:
    assert from_network(f"92{rest}") == f"+9192{rest}"


@pytest.mark.parametrize("raw", ["+12025550123", "12025550123", "sip:12025550123@host", "+1 (202) 555-0123"])
def test_other_countries(raw: str) -> None:
    assert from_network(raw) == "+12025550123"


@pytest.mark.parametrize(
    "raw", [None, "", "anonymous", "sip:anonymous@anonymous.invalid", "101", "restricted", "+", "x" * 5000]
)
def test_what_is_no_number(raw: str | None) -> None:
    assert from_network(raw) is None


@given(st.text(max_size=60))
def test_nothing_raises(raw: str) -> None:
    number = from_network(raw)
    assert number is None or number.startswith("+")


@given(
    digits=st.from_regex(
        r"(140[0-9]{7}|1600[0-9]{6}|[6-9][0-9]{9}|00000[0-9]{5})", fullmatch=True, alphabet="0123456789"
    )
)
def test_each_form_of_a_called_number_is_read_as_it_and_listed_once(digits: str) -> None:
    forms = network_forms(f"+91{digits}")
    assert forms == (f"+91{digits}", f"0{digits}", digits)
    assert {from_network(form) for form in forms} == {forms[0]}
    assert len({form.removeprefix("+") for form in forms}) == len(forms), "LiveKit would find it twice"


def test_other_countries_are_called_by_their_whole_number() -> None:
    assert network_forms("+12025550123") == ("+12025550123",)
