"""Conditions on variables: field, operator, value. Numbers are compared as numbers; patterns take linear time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final, Literal

import re2

from tron.core.flow_engine.run import as_text

Operator = Literal["equals", "not_equals", "contains", "greater", "less", "is_empty", "not_empty", "matches"]
PatternFault = Literal["look_around", "too_large", "notation"]
LONGEST: Final = 10_000
"""Characters in which a pattern is looked for."""
MOST_MEMORY: Final = 1 << 20
"""Bytes of a compiled pattern."""
_YES: Final = {"true": "true", "yes": "true", "false": "false", "no": "false"}


def holds(value: Any, operator: Operator, wanted: str) -> bool:
    """Whether `value`, a JSON value, stands so to `wanted`, a text. Raises nothing."""
    if operator in ("is_empty", "not_empty"):
        return _is_empty(value) == (operator == "is_empty")
    if operator in ("equals", "not_equals"):
        return _is_equal(value, wanted) == (operator == "equals")
    if operator == "contains":
        return _contains(value, wanted)
    if operator == "matches":
        pattern = compiled(wanted)
        return pattern is not None and pattern.search(_text(value)[:LONGEST]) is not None
    order = _order(value, wanted)
    return order is not None and (order > 0 if operator == "greater" else order < 0)


def compiled(pattern: str) -> Any:
    """The pattern for RE2, upper and lower case alike; None for one that it does not take."""
    return _made(pattern)[0]


def pattern_fault(pattern: str) -> PatternFault | None:
    """Why RE2 does not take the pattern; None where it does."""
    found, told = _made(pattern)
    if found is not None:
        return None
    if "too large" in told or "repetition size" in told:
        return "too_large"
    return "look_around" if "perl operator" in told else "notation"


@lru_cache(maxsize=1024)
def _made(pattern: str) -> tuple[Any, str]:
    """The compiled pattern, or None and what RE2 says of it."""
    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = False
    options.max_mem = MOST_MEMORY
    try:
        return re2.compile(pattern, options), ""
    except re2.error as error:
        told = error.args[0] if error.args else b""
        return None, told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)


def number(value: Any) -> Decimal | None:
    """A number, or a text that is one: 1,20,000 and ₹500 too; an account number of 18 digits to its last one."""
    if isinstance(value, bool):
        return None
    text = as_text(value).strip().removeprefix("₹").replace(",", "").strip()
    if not text.isascii() or "_" in text:
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(float(found)) < float("inf") else None


def _is_empty(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, list | Mapping) and not value)


def _is_equal(value: Any, wanted: str) -> bool:
    one, other = number(value), number(wanted)
    if one is not None and other is not None:
        return one == other
    if isinstance(value, bool):
        return _text(value) == _YES.get(_folded(wanted))
    return _folded(_text(value)) == _folded(wanted)


def _contains(value: Any, wanted: str) -> bool:
    if not wanted.strip():
        return False
    if isinstance(value, list):
        return any(_is_equal(one, wanted) for one in value)
    if isinstance(value, Mapping):
        return wanted.strip() in value
    return _folded(wanted) in _folded(_text(value))


def _order(value: Any, wanted: str) -> int | None:
    """Above 0 where `value` is greater; None where the two cannot be compared."""
    one, other = number(value), number(wanted)
    if one is not None and other is not None:
        return (one > other) - (one < other)
    first, second = _moment(_text(value)), _moment(wanted)
    if first is None or second is None:
        return None
    return (first > second) - (first < second)


def _moment(text: str) -> tuple[date, str] | None:
    """ISO dates and times, in an order; a moment's zone is not looked at."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found.date(), found.strftime("%H:%M:%S")


def _text(value: Any) -> str:
    return as_text(value)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
