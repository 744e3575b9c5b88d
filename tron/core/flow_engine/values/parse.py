"""What was said or typed as a value of a kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from tron.core.flow_engine.values.addresses import parse_email, parse_upi
from tron.core.flow_engine.values.answers import parse_text, parse_yes_no
from tron.core.flow_engine.values.choices import parse_choice
from tron.core.flow_engine.values.dates import parse_date
from tron.core.flow_engine.values.digit_strings import parse_digit_string
from tron.core.flow_engine.values.identifiers import parse_gstin, parse_pan, parse_vehicle
from tron.core.flow_engine.values.keys import typed_value
from tron.core.flow_engine.values.model import Choice, Parsed, ValueKind
from tron.core.flow_engine.values.numbers import parse_money, parse_number
from tron.core.flow_engine.values.phones import parse_phone, parse_pincode
from tron.core.flow_engine.values.speech import near_day, read_back
from tron.core.flow_engine.values.times import parse_time

_BY_CHUNKS: Final[Mapping[ValueKind, Callable[[str, str], Parsed]]] = {
    "text": parse_text,
    "number": parse_number,
    "digits": parse_digit_string,
    "money": parse_money,
    "phone": parse_phone,
    "email": parse_email,
    "pincode": parse_pincode,
    "pan": parse_pan,
    "gstin": parse_gstin,
    "upi": parse_upi,
    "vehicle": parse_vehicle,
}


def parse_value(
    kind: ValueKind,
    said: str,
    *,
    language: str,
    now: datetime,
    choices: Sequence[Choice] = (),
    so_far: str = "",
) -> Parsed:
    """The value of `kind` in what a caller said, also among other words; the last one where it was corrected.

    `language` is the call's (BCP 47), `now` the time where the caller is, `so_far` the `partial` of earlier chunks.
    Linear in the length of `said`; raises nothing.
    """
    return _told(kind, _found(kind, said, language, now, choices, so_far), language, now)


def parse_keys(
    kind: ValueKind, keys: str, *, now: datetime, choices: Sequence[Choice] = (), language: str = "en-IN"
) -> Parsed:
    """The value of `kind` typed on the keypad; "invalid" or "nothing" where it cannot be one. Raises nothing."""
    return _told(kind, typed_value(kind, keys, now=now, choices=choices), language, now)


def _found(kind: ValueKind, said: str, language: str, now: datetime, choices: Sequence[Choice], so_far: str) -> Parsed:
    english = language[:2].lower() == "en"
    if kind == "date":
        return parse_date(said, so_far, now.date(), english=english)
    if kind == "time":
        return parse_time(said, so_far, now, english=english)
    if kind == "yes_no":
        return parse_yes_no(said)
    if kind == "choice":
        return parse_choice(said, choices)
    return _BY_CHUNKS[kind](said, so_far)


def _told(kind: ValueKind, found: Parsed, language: str, now: datetime) -> Parsed:
    """With how the value is read back."""
    if found.value is None or found.spoken:
        return found
    spoken = near_day(found.value, language, now.date()) if kind == "date" else ""
    return replace(found, spoken=spoken or read_back(kind, found.value, language))
