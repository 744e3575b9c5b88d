"""Phone numbers: E.164, the practice block, countries and zones (libphonenumber's data)."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

import phonenumbers
from phonenumbers import PhoneNumber, timezone

from tron.core.errors import Invalid, invalid_field

Series = Literal["140", "1600"]
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


def from_network(raw: str | None, *, region: str = "IN") -> str | None:
    """E.164 of a number as networks and carriers write it: `91...`, `0...`, `140...`, `1600...`, `92...` (an Indian
    mobile, not Pakistan), `sip:` addresses. None where there is none, or where the caller hides it. Raises nothing.
    """
    bare = re.sub(r"^(sips?|tel):", "", (raw or "").strip(), flags=re.IGNORECASE).split("@")[0].split(";")[0]
    compact = re.sub(r"[^0-9+]", "", "".join(map(_ascii_digit, bare)))
    if region == "IN" and (indian := _indian(compact)):
        return indian
    for candidate in (compact, f"+{compact}"):
        if (number := _e164(candidate, region)) is not None:
            return number
    return None


_INDIAN = re.compile(r"(?:\+91|91|0|)(140[0-9]{7}|1600[0-9]{6}|[6-9][0-9]{9}|00000[0-9]{5})")


def _indian(compact: str) -> str | None:
    """Mobile and practice numbers, the 140 and 1600 series; libphonenumber does not know those of telemarketers."""
    found = _INDIAN.fullmatch(compact)
    return f"+91{found[1]}" if found else None


def network_forms(number: str) -> tuple[str, ...]:
    """How carriers write this E.164 number where it is called: itself; in India `0...` and the bare digits, too.

    Each is one that `from_network` reads as this number. `91...` is not among them: LiveKit overlooks a leading +, and
    finds a number twice that is listed with and without it.
    """
    bare = number.removeprefix("+91")
    others = () if bare == number else (f"0{bare}", bare)
    return number, *(form for form in others if from_network(form) == number)


def series(number: str) -> Series | None:
    """The series of an Indian E.164 number whose callers state what they call for; None: any other number."""
    found = _SERIES.fullmatch(number)
    return None if found is None else "140" if found[1] else "1600"


_SERIES = re.compile(r"\+91(?:(140)[0-9]{7}|1600[0-9]{6})")


def _e164(raw: str, region: str) -> str | None:
    try:
        parsed = phonenumbers.parse(raw, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
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
