"""Values typed on a telephone's keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from tron.core.flow_engine.values.digit_strings import LONGEST
from tron.core.flow_engine.values.digits import DigitRule
from tron.core.flow_engine.values.model import Choice, Parsed, ValueKind, missing
from tron.core.flow_engine.values.numbers import as_json, is_long
from tron.core.flow_engine.values.phones import PHONE, PINCODE
from tron.core.flow_engine.values.said_days import Impossible, coming_day, exact_day, full_year

KEYPAD_KINDS: Final[frozenset[ValueKind]] = frozenset(
    {"number", "digits", "money", "date", "time", "phone", "pincode", "yes_no", "choice"}
)
_NUMBER: Final = re.compile(r"\d{1,15}(?:\*\d{1,6})?|\*\d{1,6}")
_YES, _NO = "1", "2"


def keypad_possible(kind: ValueKind) -> bool:
    """Whether a value of this kind can be typed on twelve keys."""
    return kind in KEYPAD_KINDS


def typed_value(kind: ValueKind, keys: str, *, now: datetime, choices: Sequence[Choice] = ()) -> Parsed:
    """The value of the keys pressed: digits and *, which is a decimal point or parts day, month and hour.

    A # ends the input and says nothing. 1 is yes and 2 is no; a choice is its place.
    """
    pressed = "".join(key for key in keys if key in "0123456789*")
    if not pressed or kind not in KEYPAD_KINDS:
        return missing("nothing")
    if kind == "choice":
        return _choice(pressed, choices)
    return _READERS[kind](pressed, now.date())


def _number(pressed: str, today: date) -> Parsed:
    """A long one, such as a card's, is its digits as they were pressed."""
    return Parsed(pressed) if is_long(pressed) else _amount(pressed, today)


def _digit_string(pressed: str, today: date) -> Parsed:
    digits = pressed.replace("*", "")
    return Parsed(digits) if 0 < len(digits) <= LONGEST else missing("invalid")


def _amount(pressed: str, today: date) -> Parsed:
    if not _NUMBER.fullmatch(pressed):
        return missing("invalid")
    return Parsed(as_json(Decimal(pressed.replace("*", "."))))


def _date(pressed: str, today: date) -> Parsed:
    """25*12, 25*12*2026, 2512, 25122026, 251226; day first."""
    parts = [part for part in pressed.split("*") if part]
    if len(parts) == 1:
        parts = [part for part in (parts[0][:2], parts[0][2:4], parts[0][4:]) if part]
    if len(parts) <= 1 or (len(parts) == 2 and len("".join(parts)) == 3 and "*" not in pressed):
        return missing("incomplete", "".join(parts)) if parts else missing("nothing")
    if len(parts) not in (2, 3) or any(len(part) > 2 for part in parts[:2]) or len(parts[-1]) not in (1, 2, 4):
        return missing("invalid")
    day, month = int(parts[0]), int(parts[1])
    try:
        found = exact_day(full_year(parts[2], today), month, day) if len(parts) == 3 else coming_day(day, month, today)
    except Impossible:
        return missing("invalid")
    return Parsed(found.isoformat())


def _time(pressed: str, today: date) -> Parsed:
    """17*30, 1730, 930; 9 is nine o'clock."""
    hour, _, minute = pressed.partition("*") if "*" in pressed else _cut_time(pressed)
    if not (hour.isdecimal() and len(hour) <= 2 and int(hour) < 24):
        return missing("invalid")
    if not (minute == "" or (minute.isdecimal() and len(minute) <= 2 and int(minute) < 60)):
        return missing("invalid")
    return Parsed(f"{int(hour):02}:{int(minute or 0):02}")


def _cut_time(pressed: str) -> tuple[str, str, str]:
    return (pressed, "", "") if len(pressed) <= 2 else (pressed[:-2], "", pressed[-2:])


def _digits(rule: DigitRule) -> Callable[[str, date], Parsed]:
    def read(pressed: str, today: date) -> Parsed:
        digits = pressed.replace("*", "")
        value = rule.complete(digits) if digits else None
        if value is not None:
            return Parsed(value)
        return missing("incomplete", digits) if len(digits) < rule.at_least else missing("invalid")

    return read


def _yes_no(pressed: str, today: date) -> Parsed:
    return Parsed(pressed == _YES) if pressed in (_YES, _NO) else missing("invalid")


def _choice(pressed: str, choices: Sequence[Choice]) -> Parsed:
    place = int(pressed) if len(pressed) == 1 and pressed != "*" else 0
    if not 1 <= place <= min(9, len(choices)):
        return missing("invalid")
    return Parsed(choices[place - 1].id, spoken=choices[place - 1].label)


_READERS: Final[Mapping[ValueKind, Callable[[str, date], Parsed]]] = {
    "number": _number,
    "digits": _digit_string,
    "money": _amount,
    "date": _date,
    "time": _time,
    "phone": _digits(PHONE),
    "pincode": _digits(PINCODE),
    "yes_no": _yes_no,
}
