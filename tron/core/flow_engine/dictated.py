"""One typed value from a caller: what their words, or keys, mean for it. Pure; the collect node asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Final, Literal

from pydantic import TypeAdapter

from tron.core.flow_engine.agreeing import names_other, wants_change, without_yes
from tron.core.flow_engine.open_hours import When
from tron.core.flow_engine.state import MASK, Words
from tron.core.flow_engine.values import Choice, Parsed, ValueKind, parse_keys, parse_value, read_back
from tron.core.flow_engine.values.digit_strings import is_only_digits
from tron.core.scripts.phrases import yes_no

DICTATED: Final = frozenset({"text", "digits", "phone", "email", "pincode", "pan", "gstin", "upi", "vehicle"})
"""Kinds that are read out in pieces: pauses do not end the turn so soon."""
LIMITED: Final = frozenset({"number", "money"})
"""Kinds that limits are for."""
STRUCTURED: Final = DICTATED - {"text"}
"""Kinds whose form tells them apart from any other words."""
_NO: Final = re.compile(
    r"^(?:(?:no|nope|nahi|nahin|nai|wrong|galat|sorry|it is|it's|its|that's|actually|yeh|ye|hai|wo|mera"
    r"|नहीं|नही|गलत|सॉरी|यह|ये|है)"
    r"(?:[\s,.!।]+|$))+",
    re.IGNORECASE,
)
_CORRECTION: Final = "no sorry, "
"""How a correction of the last words begins, whatever the caller's began with."""
_HALVES: Final = ("subah", "shaam")
"""Morning and evening, said behind an hour that may be of either."""
REFUSED: Final = frozenset({"over", "closed"})
"""Problems of what was understood well, and cannot be taken."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for, and in which language it is read back. Of numbers only those within the limits count, of days
    and times only those that `when` takes."""

    kind: ValueKind
    choices: Sequence[Choice]
    language: str
    now: datetime
    lowest: float | None = None
    highest: float | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said to a value read back: right, wrong, nothing of it, or another value."""

    kind: Literal["yes", "no", "unclear", "value"]
    parsed: Parsed = field(default_factory=lambda: Parsed(None))


PARSED: Final = TypeAdapter(Parsed)
VERDICT: Final = TypeAdapter(Verdict)


def read(wanted: Wanted, words: Words, so_far: str = "") -> Parsed:
    """The value in these words or keys, after what was understood before."""
    if words.kind == "keys":
        keys = so_far + words.keys if so_far.isdecimal() else words.keys
        found = parse_keys(wanted.kind, keys, now=wanted.now, choices=wanted.choices, language=wanted.language)
    else:
        found = parse_value(
            wanted.kind, words.text, language=wanted.language, now=wanted.now, choices=wanted.choices, so_far=so_far
        )
    if not _within(wanted, found):
        return Parsed(None, "invalid")
    problem = _refused(wanted, found)
    return (_other_reading(wanted, words, so_far) or Parsed(None, problem)) if problem else found


def _within(wanted: Wanted, found: Parsed) -> bool:
    """Whether a number keeps to the limits."""
    if wanted.kind not in LIMITED or found.value is None or (wanted.lowest is None and wanted.highest is None):
        return True
    amount = float(found.value)
    return (wanted.lowest is None or amount >= wanted.lowest) and (wanted.highest is None or amount <= wanted.highest)


def _refused(wanted: Wanted, found: Parsed) -> Literal["", "over", "closed"]:
    """Why the day or the time is not taken."""
    when = wanted.when
    if when is None or found.value is None or wanted.kind not in ("date", "time"):
        return ""
    text = str(found.value)
    value: date | time = date.fromisoformat(text) if wanted.kind == "date" else time.fromisoformat(text)
    return "over" if when.is_over(value) else "closed" if when.is_closed(value) else ""


def _other_reading(wanted: Wanted, words: Words, so_far: str) -> Parsed | None:
    """An hour said without its half of the day is the one when it is open: "nine", where it opens at six."""
    if wanted.kind != "time" or words.kind != "speech" or wanted.when is None or wanted.when.hours is None:
        return None
    for half in _HALVES:
        said = f"{words.text} {half}"
        found = parse_value("time", said, language=wanted.language, now=wanted.now, so_far=so_far)
        if found.value is not None and not _refused(wanted, found):
            return found
    return None


def judged(wanted: Wanted, words: Words, value: Parsed) -> Verdict:
    """What the caller says to `value`: yes, no, or "no, it's ... nine" with the value as it is then."""
    if words.kind == "keys":
        return _judged_keys(wanted, words, value)
    answer = yes_no(words.text)
    if answer is True and wanted.kind not in STRUCTURED:
        return _agreed(wanted, words.text, value)
    if wanted.kind == "digits":
        other = _other_digits(wanted, words.text, str(value.value), goes_on=answer is None)
    else:
        other = _corrected(wanted, words.text, value, refused=answer is False)
    if other is not None:
        return Verdict("value", other)
    if answer is None:
        return Verdict("yes" if _is_same(wanted, words.text, value) else "unclear")
    return Verdict("yes" if answer else "no")


def _agreed(wanted: Wanted, said: str, value: Parsed) -> Verdict:
    """Of words that hold a yes: "haan", or "haan lekin saat baje"."""
    if wanted.kind == "text":
        return Verdict("yes")
    other = _corrected(wanted, without_yes(said), value, refused=False) if names_other(wanted.kind, said) else None
    if other is not None:
        return Verdict("value", other)
    same = read(wanted, Words(text=without_yes(said))).value == value.value
    return Verdict("unclear" if wants_change(said) and not same else "yes")


def _is_same(wanted: Wanted, said: str, value: Parsed) -> bool:
    """Whether the value was only said again: "monday hi"."""
    if wanted.kind == "text" or "?" in said:
        return False
    return read(wanted, Words(text=_NO.sub("", said.strip()))).value == value.value


def _judged_keys(wanted: Wanted, words: Words, value: Parsed) -> Verdict:
    pressed = words.keys.rstrip("#")
    if pressed in ("1", "2", ""):
        return Verdict("yes" if pressed != "2" else "no")
    other = read(wanted, words)
    return Verdict("value", other) if other.value not in (None, value.value) else Verdict("unclear")


def _corrected(wanted: Wanted, said: str, value: Parsed, *, refused: bool) -> Parsed | None:
    """Another whole value, or the old one with its end corrected."""
    rest = _NO.sub("", said.strip())
    if wanted.kind == "text":
        rest = rest.rstrip(" .।")
        anew = refused and rest and rest != said.strip()
        return Parsed(rest, spoken=read_back("text", rest, wanted.language)) if anew else None
    whole = read(wanted, Words(text=rest))
    if whole.value is not None:
        return whole if whole.value != value.value else None
    if whole.problem in REFUSED:
        return whole
    if wanted.kind == "time" and whole.problem == "incomplete":
        return _other_half(wanted, rest, str(value.value))
    if not refused and wanted.kind not in STRUCTURED:
        return None
    mended = read(wanted, Words(text=_CORRECTION + rest), str(value.value))
    return mended if mended.value not in (None, value.value) else None


def _other_digits(wanted: Wanted, said: str, before: str, *, goes_on: bool) -> Parsed | None:
    """Digits with their end corrected, others, or, where nobody said yes or no to them, more of the same."""
    rest = _NO.sub("", said.strip())
    if goes_on and not is_only_digits(rest):
        return None
    found = read(wanted, Words(text=rest if goes_on else _CORRECTION + rest), before)
    return found if found.value not in (None, before) else None


def _other_half(wanted: Wanted, said: str, before: str) -> Parsed | None:
    """ "No, in the morning", of 17:00: the same hour of that part of the day."""
    hour, _, minute = before.partition(":")
    found = read(wanted, Words(text=f"{int(hour) % 12 or 12}:{minute} {said}"))
    return found if found.value not in (None, before) else None


def masked(parsed: Parsed) -> Parsed:
    """As it may be written down."""
    value = None if parsed.value is None else MASK
    return replace(parsed, value=value, partial=MASK if parsed.partial else "", spoken="")


def masked_verdict(verdict: Verdict) -> Verdict:
    return replace(verdict, parsed=masked(verdict.parsed))


def end_of(value: Parsed) -> str:
    """The last letters or digits, for a value that is not to be said aloud."""
    text = "".join(char for char in str(value.value) if char.isalnum())
    return text[-4:] if len(text) > 7 else text[-2:]


def end_spoken(value: Parsed, language: str) -> str:
    """The same in words."""
    return read_back("pan", end_of(value), language)


def chunk_spoken(kind: ValueKind, partial: str, so_far: str, language: str) -> str:
    """What a chunk added, read back."""
    added = partial[len(so_far) :] if partial.startswith(so_far) else partial
    return read_back(kind, added, language)
