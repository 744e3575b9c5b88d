"""The filters of templates: what may stand behind | in {{name|filter}}."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from jinja2 import Undefined

LONGEST_SEPARATOR: Final = 100
LONGEST_JOINED: Final = 20_000
"""Characters; texts are no longer anyway."""


class _Json(str):
    """What `tojson` gave: JSON already."""

    __slots__ = ()


def plain(value: Any) -> str:
    """A value as text: whole numbers without a point, nothing for null, mappings and lists."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value) if isinstance(value, str | int | float) else ""


def _number(value: Any, decimals: int = 0) -> str:
    """1234567 as 12,34,567."""
    try:
        amount = round(float(str(value).replace(",", "")), max(0, min(int(decimals), 6)))
    except (ValueError, OverflowError):
        return plain(value)
    whole, _point, rest = f"{abs(amount):.{max(0, min(int(decimals), 6))}f}".partition(".")
    head, tail = whole[:-3], whole[-3:]
    groups = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    grouped = ",".join([*groups, tail])
    return ("-" if amount < 0 else "") + (f"{grouped}.{rest}" if rest else grouped)


def _money(value: Any) -> str:
    """1234567 as ₹12,34,567; paise only where there are some."""
    text = plain(value)
    try:
        amount = float(text.replace(",", ""))
    except ValueError:
        return text
    return "₹" + _number(amount, 0 if amount.is_integer() else 2)


def _moment(value: Any) -> datetime | date | None:
    text = plain(value)
    for read in (datetime.fromisoformat, date.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    return None


def _date(value: Any) -> str:
    """2026-11-28 as 28 November 2026."""
    moment = _moment(value)
    return f"{moment.day} {moment:%B %Y}" if moment else plain(value)


def _weekday(value: Any) -> str:
    """2026-11-28 as Saturday."""
    moment = _moment(value)
    return f"{moment:%A}" if moment else plain(value)


def _time(value: Any) -> str:
    """2026-11-28T17:30 and 17:30 as 5:30 PM."""
    text = plain(value)
    moment = _moment(value) or _moment(f"2000-01-01T{text}")
    return moment.strftime("%I:%M %p").lstrip("0") if isinstance(moment, datetime) else text


def _default(value: Any, default: Any = "", empty_too: Any = True) -> Any:
    return default if isinstance(value, Undefined) or value is None or (empty_too and value == "") else value


def _length(value: Any) -> int:
    return len(value) if isinstance(value, str | list | Mapping) else 0


def _digits(value: Any) -> str:
    """98123 as 9 8 1 2 3."""
    return " ".join("".join(plain(value).split()))


def _join(value: Any, by: Any = ", ") -> str:
    """A list in one text. One list joined by another grows without end, and is cut."""
    if not isinstance(value, list):
        return plain(value)
    return plain(by)[:LONGEST_SEPARATOR].join(map(plain, value))[:LONGEST_JOINED]


def as_json(value: Any) -> str:
    """A value as JSON; what `tojson` gave stays as it is."""
    if isinstance(value, _Json):
        return value
    return _Json(json.dumps(None if isinstance(value, Undefined) else value, ensure_ascii=False, default=str))


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "default": _default,
    "d": _default,
    "number": _number,
    "money": _money,
    "date": _date,
    "time": _time,
    "weekday": _weekday,
    "digits": _digits,
    "upper": lambda value: plain(value).upper(),
    "lower": lambda value: plain(value).lower(),
    "title": lambda value: plain(value).title(),
    "trim": lambda value: plain(value).strip(),
    "length": _length,
    "first": lambda value: value[0] if isinstance(value, list | str) and value else "",
    "last": lambda value: value[-1] if isinstance(value, list | str) and value else "",
    "join": _join,
    "tojson": as_json,
}

_OF_NOTHING: Final = frozenset({"default", "d", "length", "tojson"})
"""Filters that make something of a name without a value."""


def _unless_missing(made: Callable[..., Any]) -> Callable[..., Any]:
    """A name without a value stays one behind the filter: it is empty, and told."""
    return lambda value, *given, **named: value if isinstance(value, Undefined) else made(value, *given, **named)


def guarded() -> dict[str, Callable[..., Any]]:
    """The filters as an environment takes them."""
    return {name: one if name in _OF_NOTHING else _unless_missing(one) for name, one in FILTERS.items()}
