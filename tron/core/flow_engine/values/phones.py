"""Telephone numbers and PIN codes."""

from __future__ import annotations

import re
from typing import Final

from tron.core.errors import Invalid
from tron.core.flow_engine.values.digits import DigitRule, parse_digits
from tron.core.flow_engine.values.model import Parsed
from tron.core.phone import is_practice, normalise

_INDIAN: Final = re.compile(r"(?:\+?91|0)?([6-9]\d{9}|00000\d{5})")
_PINCODE: Final = re.compile(r"[1-9]\d{5}")
LONGEST_PHONE: Final = 15
"""Digits of E.164."""


def phone_value(digits: str) -> str | None:
    """E.164 of the digits, which may begin with a plus; None where they are no whole number.

    An Indian mobile counts by its form, without asking whether its series was given out; every other number must be
    one that libphonenumber knows.
    """
    if found := _INDIAN.fullmatch(digits):
        number = f"+91{found[1]}"
        return number if not found[1].startswith("0") or is_practice(number) else None
    if not 10 <= len(digits.lstrip("+")) <= LONGEST_PHONE or not (digits[0] in "+0" or len(digits) > 10):
        return None
    try:
        return normalise(digits if digits[0] in "+0" else f"+{digits}")
    except Invalid:
        return None


def pincode_value(digits: str) -> str | None:
    """Six digits of which the first is no zero."""
    return digits if _PINCODE.fullmatch(digits) else None


PHONE: Final = DigitRule(phone_value, at_least=10)
PINCODE: Final = DigitRule(pincode_value, at_least=6)


def parse_phone(said: str, so_far: str) -> Parsed:
    """A telephone number as E.164."""
    return parse_digits(said, so_far, PHONE)


def parse_pincode(said: str, so_far: str) -> Parsed:
    """An Indian postal code."""
    return parse_digits(said, so_far, PINCODE)
