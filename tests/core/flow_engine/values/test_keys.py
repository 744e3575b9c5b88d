"""Values typed on the keypad. It is Friday 27 November 2026."""

from __future__ import annotations

from typing import get_args

import pytest

from tests.core.flow_engine.values.test_rows import CHOICES, NOW
from tron.core.flow_engine.values import ValueKind, keypad_possible, parse_keys

TYPED = [
    ("number", "42", 42),
    ("number", "12*5", 12.5),
    ("number", "*5", 0.5),
    ("number", "42#", 42),
    ("number", "123456789012345", 123456789012345),
    ("number", "4111111111111234", "4111111111111234"),
    ("number", "0111111111111234#", "0111111111111234"),
    ("number", "1234567890123456789", "1234567890123456789"),
    ("digits", "007", "007"),
    ("digits", "00*45#", "0045"),
    ("money", "1500*50", 1500.5),
    ("date", "2512", "2026-12-25"),
    ("date", "25*12", "2026-12-25"),
    ("date", "5*1", "2027-01-05"),
    ("date", "25122026", "2026-12-25"),
    ("date", "251226", "2026-12-25"),
    ("date", "15*8*1985", "1985-08-15"),
    ("date", "15*8*85", "1985-08-15"),
    ("date", "2902", "2028-02-29"),
    ("time", "1730", "17:30"),
    ("time", "930", "09:30"),
    ("time", "9", "09:00"),
    ("time", "17*05", "17:05"),
    ("phone", "0000012345", "+910000012345"),
    ("phone", "910000012345#", "+910000012345"),
    ("pincode", "110001", "110001"),
    ("yes_no", "1", True),
    ("yes_no", "2", False),
    ("choice", "2", "silver"),
]
REFUSED = [
    ("number", "", "nothing", ""),
    ("number", "#", "nothing", ""),
    ("number", "1*2*3", "invalid", ""),
    ("number", "12345678901234567890", "invalid", ""),
    ("digits", "*", "invalid", ""),
    ("digits", "1" * 31, "invalid", ""),
    ("money", "1234567890123456", "invalid", ""),
    ("date", "2", "incomplete", "2"),
    ("date", "251", "incomplete", "251"),
    ("date", "***", "nothing", ""),
    ("date", "3102", "invalid", ""),
    ("date", "251220261", "invalid", ""),
    ("time", "2530", "invalid", ""),
    ("time", "1770", "invalid", ""),
    ("phone", "98", "incomplete", "98"),
    ("phone", "*", "incomplete", ""),
    ("pincode", "110", "incomplete", "110"),
    ("pincode", "011001", "invalid", ""),
    ("yes_no", "5", "invalid", ""),
    ("choice", "4", "invalid", ""),
    ("choice", "*", "invalid", ""),
    ("choice", "0", "invalid", ""),
    ("email", "123", "nothing", ""),
]


@pytest.mark.parametrize(("kind", "keys", "value"), TYPED)
def test_keys_that_make_a_value(kind, keys, value) -> None:
    found = parse_keys(kind, keys, now=NOW, choices=CHOICES)
    assert (found.value, type(found.value), found.problem) == (value, type(value), "")
    assert found.spoken


@pytest.mark.parametrize(("kind", "keys", "problem", "partial"), REFUSED)
def test_keys_that_make_none(kind, keys, problem, partial) -> None:
    found = parse_keys(kind, keys, now=NOW, choices=CHOICES)
    assert (found.value, found.problem, found.partial) == (None, problem, partial)


def test_only_values_of_digits_can_be_typed() -> None:
    letters = {"text", "email", "pan", "gstin", "upi", "vehicle"}
    assert {kind for kind in get_args(ValueKind) if not keypad_possible(kind)} == letters
