"""How a value is read back, so that the caller hears each digit."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from tron.core.flow_engine.spoken_when import spoken_weekday
from tron.core.flow_engine.values.model import ValueKind
from tron.core.spoken.addresses import addresses
from tron.core.spoken.codes import grouped
from tron.core.spoken.english import English
from tron.core.spoken.hindi import Hindi
from tron.core.spoken.money import money
from tron.core.spoken.tongue import Clock, Tongue

_ENGLISH: Final = English()
_HINDI: Final = Hindi()
_PIECES: Final = re.compile(r"\d+|[A-Z]+")
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,63}")
_HANDLE: Final = "tron"
"""Stands for the end of an address of which only the name is known."""
_INDIAN: Final = re.compile(r"\+91(\d{10})")
_LONGEST_SAID: Final = 200
"""Characters of a text that are read back: nobody listens to a whole speech again."""
_NEAR: Final = timedelta(days=180)
"""So far ahead a day is told by its weekday, and without its year."""


def read_back(kind: ValueKind, value: Any, language: str) -> str:
    """`value` in words of `language` (BCP 47): Hindi for hi-IN, English for all others. Raises nothing."""
    if value is None:
        return ""
    tongue: Tongue = _HINDI if language[:2].lower() == "hi" else _ENGLISH
    said = _READERS.get(kind)
    try:
        return said(value, tongue) if said else str(value)
    except (ValueError, TypeError, ArithmeticError):
        return str(value)  # not a value of this kind: a template may have set it


def near_day(value: Any, language: str, today: date) -> str:
    """A day that is soon, as people check it: "Monday, thirtieth November". Empty for any other."""
    day = date.fromisoformat(str(value))
    if not today <= day <= today + _NEAR:
        return ""
    tongue: Tongue = _HINDI if language[:2].lower() == "hi" else _ENGLISH
    return f"{spoken_weekday(day, language)}, {tongue.date(day.day, day.month, None)}"


def _text(value: Any, tongue: Tongue) -> str:
    """A long one by its beginning."""
    text = str(value)
    if len(text) <= _LONGEST_SAID:
        return text
    beginning = text[:_LONGEST_SAID]
    return f"{beginning.rpartition(' ')[0] or beginning} …"


def _number(value: Any, tongue: Tongue) -> str:
    if isinstance(value, str) and value.isdecimal():
        return grouped(value, tongue)  # the number of something, not how many
    number = Decimal(str(value))
    spoken = tongue.number(_figures(abs(number)))
    return f"{tongue.words.minus} {spoken}" if number < 0 else spoken


def _figures(number: Decimal) -> str:
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _money(value: Any, tongue: Tongue) -> str:
    number = Decimal(str(value))
    written = _figures(abs(number))
    spoken = money(f"₹{written}", tongue)
    return f"{tongue.words.minus} {spoken}" if number < 0 else spoken


def _digits(value: Any, tongue: Tongue) -> str:
    return grouped(str(value), tongue)


def _phone(value: Any, tongue: Tongue) -> str:
    """Ten digits of an Indian number in two fives; others with their country."""
    indian = _INDIAN.fullmatch(str(value))
    return grouped(indian[1] if indian else str(value), tongue)


def _code(value: Any, tongue: Tongue) -> str:
    """Letters and digits one by one, a pause between the groups."""
    pieces = _PIECES.findall(str(value).upper())
    return ", ".join(tongue.digits(piece) if piece.isdigit() else tongue.spell(piece) for piece in pieces)


def _address(value: Any, tongue: Tongue) -> str:
    """An address, or the name of one that is still being dictated."""
    if not _NAME.fullmatch(str(value)):
        return addresses(str(value), tongue)
    return addresses(f"{value}@{_HANDLE}", tongue).removesuffix(f" {tongue.words.at} {_HANDLE}")


def _date(value: Any, tongue: Tongue) -> str:
    day = date.fromisoformat(str(value))
    return tongue.date(day.day, day.month, day.year)


def _time(value: Any, tongue: Tongue) -> str:
    hour, _, minute = str(value).partition(":")
    return tongue.time(Clock(int(hour) % 12 or 12, int(minute), "pm" if int(hour) >= 12 else "am"))


def _yes_no(value: Any, tongue: Tongue) -> str:
    yes, no = ("हाँ", "नहीं") if tongue is _HINDI else ("yes", "no")
    return yes if value else no


_READERS: Final[Mapping[ValueKind, Callable[[Any, Tongue], str]]] = {
    "text": _text,
    "number": _number,
    "digits": _digits,
    "money": _money,
    "date": _date,
    "time": _time,
    "phone": _phone,
    "pincode": _digits,
    "email": _address,
    "upi": _address,
    "pan": _code,
    "gstin": _code,
    "vehicle": _code,
    "yes_no": _yes_no,
}
