"""A day and a time as they are said on the phone: "tomorrow at 5:30 PM", "कल शाम 5:30 बजे"."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final

_DAYS: Final = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "hi": ("सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार", "रविवार"),
}
_MONTHS: Final = {
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    "hi": (
        "जनवरी",
        "फ़रवरी",
        "मार्च",
        "अप्रैल",
        "मई",
        "जून",
        "जुलाई",
        "अगस्त",
        "सितंबर",
        "अक्टूबर",
        "नवंबर",
        "दिसंबर",
    ),
}
_NEAR: Final = {"en": ("today", "tomorrow"), "hi": ("आज", "कल")}
_PARTS: Final = ((4, "रात"), (12, "सुबह"), (16, "दोपहर"), (20, "शाम"), (24, "रात"))
"""Hours before which the part of the day ends."""


def spoken_when(at: datetime, now: datetime, language: str) -> str:
    """`at` as heard at `now`, both in one zone; Hindi for hi-IN, else English."""
    hindi = language.startswith("hi")
    clock = spoken_clock(at.time(), language)
    return f"{_day(at, now, 'hi' if hindi else 'en')} {clock}" if hindi else f"{_day(at, now, 'en')} at {clock}"


def spoken_clock(at: time, language: str) -> str:
    """ "5:30 PM", "शाम 5:30 बजे"; whole hours without minutes."""
    hour = at.hour % 12 or 12
    clock = f"{hour}:{at.minute:02}" if at.minute else str(hour)
    if not language.startswith("hi"):
        return f"{clock} {'AM' if at.hour < 12 else 'PM'}"
    part = next(name for before, name in _PARTS if at.hour < before)
    return f"{part} {clock} बजे"


def spoken_weekday(day: date, language: str) -> str:
    """Hindi for hi-IN, else English."""
    return _DAYS["hi" if language.startswith("hi") else "en"][day.weekday()]


def _day(at: datetime, now: datetime, language: str) -> str:
    ahead = (at.date() - now.date()).days
    if 0 <= ahead < 2:
        return _NEAR[language][ahead]
    weekday, month = _DAYS[language][at.weekday()], _MONTHS[language][at.month - 1]
    if ahead < 7 and ahead > 0:
        return weekday if language == "hi" else f"on {weekday}"
    return f"{at.day} {month}, {weekday}" if language == "hi" else f"on {weekday} {at.day} {month}"
