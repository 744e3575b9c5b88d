"""Phone numbers: E.164, the practice block, countries and zones (libphonenumber's data)."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers
from phonenumbers import PhoneNumber, timezone

from tron.core.errors import Invalid, invalid_field

PRACTICE = re.compile(r"\+9100000[0-9]{5}")
PRACTICE_HINT = "Practice numbers are +91 00000 00001 to +91 00000 99999."


def is_practice(number: str) -> bool:
    """Whether this is a number of the practice line's block: nobody's number anywhere."""
    return PRACTICE.fullmatch(number) is not None


def normalise(raw: str, *, region: str = "IN", path: str = "phone_number") -> str:
    """E.164 of what a person typed. Raises Invalid with the field's path."""
    compact = re.sub(r"[\s().-]", "", "".join(map(_ascii_digit, raw)))
    if is_practice(compact):
        return compact
    try:
        parsed = phonenumbers.parse(raw, region)
    except phonenumbers.NumberParseException as error:
        raise _bad(path, "This is not a phone number.") from error
    if not phonenumbers.is_valid_number(parsed):
        raise _bad(path, "No phone has this number. Check the digits and the country code.")
    if parsed.extension:
        raise _bad(path, "Tron dials no extensions. Give the number without it.")
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def country(number: str) -> str | None:
    """ISO 3166 country of an E.164 number, None when nobody can tell."""
    try:
        region = phonenumbers.region_code_for_number(_parsed(number))
    except phonenumbers.NumberParseException:
        return None
    return region if region and region != "001" else None


def zones(number: str) -> tuple[str, ...]:
    """IANA zones where this number may be; empty when unknown."""
    try:
        found = timezone.time_zones_for_number(_parsed(number))
    except phonenumbers.NumberParseException:
        return ()
    return () if "Etc/Unknown" in found else tuple(found)


def mask(number: str | None) -> str:
    """For logs: the last two digits only."""
    return "none" if not number else "*" * max(0, len(number) - 2) + number[-2:]


def _ascii_digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


def _parsed(number: str) -> PhoneNumber:
    return phonenumbers.parse(number, None)


def _bad(path: str, message: str) -> Invalid:
    return invalid_field(path, message, hint="Use the international form, such as +91 and ten digits. " + PRACTICE_HINT)
