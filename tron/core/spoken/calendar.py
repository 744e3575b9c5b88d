"""Dates, times of day, years."""

from __future__ import annotations

import re

from tron.core.spoken.patterns import DASH, END, START, TO
from tron.core.spoken.tongue import Clock, Tongue

_MONTH_NAMES = (
    "January|Jan|जनवरी",
    "February|Feb|फ़रवरी|फ़रवरी|फरवरी",
    "March|Mar|मार्च",
    "April|Apr|अप्रैल",
    "May|मई",
    "June|Jun|जून",
    "July|Jul|जुलाई",
    "August|Aug|अगस्त",
    "September|Sept|Sep|सितंबर|सितम्बर",
    "October|Oct|अक्टूबर|अक्तूबर",
    "November|Nov|नवंबर|नवम्बर",
    "December|Dec|दिसंबर|दिसम्बर",
)
_MONTH = "(?:" + "|".join(_MONTH_NAMES) + ")"
_YEAR = r"(?:1[6-9]|20)\d\d"
_ISO = re.compile(
    rf"(?<![\d-])({_YEAR})-(\d{{1,2}})-(\d{{1,2}})"
    r"(?:(?:T|\s)(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\d-])"
)
_NUMERIC = re.compile(rf"(?<![\d/.-])(\d{{1,2}})([/.-])(\d{{1,2}})\2({_YEAR}|(?<!\.)\d{{2}})(?![\d/-]|\.\d)")
_DAY_FIRST = re.compile(
    rf"{START}(?:(\d{{1,2}})(?:st|nd|rd|th)?{TO})?(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]?((?i:{_MONTH})){END}\.?"
    rf"(?:,?\s?-?({_YEAR})(?!\d)|\s?['’](\d\d)(?!\d))?"
)
_MONTH_FIRST = re.compile(
    rf"{START}({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.,]\d|\d|%)(?:,?\s+({_YEAR})(?!\d))?{END}"
)
_MONTH_YEAR = re.compile(rf"{START}((?i:{_MONTH}))\.?,?\s+({_YEAR})(?!\d){END}")
_YEAR_SPAN = re.compile(rf"(?<![\w.,-])({_YEAR})[-–](\d\d)(?![\d-])")
_YEARS = re.compile(rf"(?<![\w.,-])({_YEAR}){DASH}({_YEAR})(?![\w-])")
_IN_YEAR = re.compile(
    rf"({START}(?i:in|since|year|saal|by|of|until|till|from|after|before|sal|सन|सन्|साल|वर्ष)\s+)({_YEAR})(?![\d.,:/-]\d|\d|%){END}"
)
_YEAR_THEN = re.compile(rf"(?<![\w.,₹-])({_YEAR})(?=\s+(?:mein|में|ke (?:baad|pehle)|के (?:बाद|पहले)|ka saal|का साल){END})")

_PART = (
    r"(?i:subah|savere|sham|shaam|raat|dopahar|dopehar|dopaher|morning|evening|afternoon|night|सुबह|सवेरे|शाम|रात|दोपहर)"
)
_NAMED = rf"(?P<named>{START}{_PART}(?:\s(?:ke|ko|के|को))?\s+)?"
_AT = (
    r"(?P<at{0}>(?<![\d:.,/₹-])\d{{1,2}})(?:(?P<sep{0}>[:.])(?P<minute{0}>[0-5]\d))?(?::[0-5]\d)?"
    r"(?:\s?(?P<half{0}>[aApP])(?:[mM]|\.[mM]\.?(?=\s+[a-z\u0900-\u0dff])|\.[mM]){1})?"
)
_BAJE = rf"(?P<baje>\s?(?i:baje|bje|o'?clock){END}|\s?बजे)?"
_TIMES = re.compile(
    _NAMED
    + _AT.format(1, END)
    + "(?:"
    + TO
    + _AT.format(2, END).replace("(?<![\\d:.,/₹-])", "")
    + ")?"
    + _BAJE
    + r"(?!\d|[:.,/%]\d|%)"
)


def dates(text: str, tongue: Tongue) -> str:
    """Days of months, and years where the words around tell that it is one."""
    text = _ISO.sub(lambda match: _iso(match, tongue), text)
    text = _NUMERIC.sub(lambda match: _numeric(match, tongue), text)
    if _MONTH_HINT.search(text):
        text = _DAY_FIRST.sub(lambda match: _named_day(match, tongue), text)
        text = _MONTH_FIRST.sub(lambda match: _month_first(match, tongue), text)
        text = _MONTH_YEAR.sub(lambda match: f"{_name(match[1], tongue)} {tongue.year(int(match[2]))}", text)
    text = _YEARS.sub(
        lambda match: f"{tongue.year(int(match[1]))} {tongue.words.to} {tongue.year(int(match[2]))}", text
    )
    text = _YEAR_SPAN.sub(lambda match: _span(match, tongue), text)
    text = _IN_YEAR.sub(lambda match: match[1] + tongue.year(int(match[2])), text)
    return _YEAR_THEN.sub(lambda match: tongue.year(int(match[1])), text)


_MONTH_HINT = re.compile(_MONTH, re.IGNORECASE)
_PATTERNS = tuple(re.compile(names, re.IGNORECASE) for names in _MONTH_NAMES)


def times(text: str, tongue: Tongue) -> str:
    """Times of day: 10:30 am, 18:45, 9 PM, 10 baje, and from one to another."""
    return _TIMES.sub(lambda match: _time(match, tongue), text)


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)"
_WEEK = re.compile(rf"{START}({_DAY})(?:day)?{TO}({_DAY})(?:day)?{END}")


def weekdays(text: str, tongue: Tongue) -> str:
    """Mon-Fri in full; a day by itself is left: "Sat" and "Sun" are words too."""
    return _WEEK.sub(lambda match: f"{_day(match[1], tongue)} {tongue.words.to} {_day(match[2], tongue)}", text)


def _day(written: str, tongue: Tongue) -> str:
    return tongue.days[_DAYS.index(written[:3].lower())]


# ---------------------------------------------------------------- dates


def _valid(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)


def _iso(match: re.Match[str], tongue: Tongue) -> str:
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    if not _valid(day, month):
        return match[0]
    spoken = tongue.date(day, month, year)
    if match[4] and int(match[4]) < 24:
        spoken = f"{spoken}, {tongue.time(_clock24(int(match[4]), int(match[5])))}"
    return spoken


def _clock24(hour: int, minute: int) -> Clock:
    return Clock(hour % 12 or 12, minute, "pm" if hour >= 12 else "am")


def _numeric(match: re.Match[str], tongue: Tongue) -> str:
    day, month, year = int(match[1]), int(match[3]), int(match[4])
    if len(match[4]) == 2:
        if match[2] == ".":
            return match[0]
        year += 2000 if year < 50 else 1900
    if not _valid(day, month):
        day, month = month, day
    return tongue.date(day, month, year) if _valid(day, month) else f"{match[1]}, {match[3]}, {match[4]}"


def _month(name: str) -> int:
    return next(number for number, pattern in enumerate(_PATTERNS, start=1) if pattern.fullmatch(name))


def _name(name: str, tongue: Tongue) -> str:
    return tongue.months[_month(name) - 1]


def _named_day(match: re.Match[str], tongue: Tongue) -> str:
    day, month = int(match[2]), _month(match[3])
    if not _valid(day, month):
        return match[0]
    year = int(match[4]) if match[4] else 2000 + int(match[5]) if match[5] else None
    spoken = tongue.date(day, month, year)
    if match[1] is None:
        return spoken
    first = tongue.date(int(match[1]), month, None).rsplit(" ", 1)[0] if _valid(int(match[1]), month) else match[1]
    return f"{first} {tongue.words.to} {spoken}"


def _month_first(match: re.Match[str], tongue: Tongue) -> str:
    day, month = int(match[2]), _month(match[1])
    return tongue.date(day, month, int(match[3]) if match[3] else None) if _valid(day, month) else match[0]


def _span(match: re.Match[str], tongue: Tongue) -> str:
    year, following = int(match[1]), int(match[2])
    if following != (year + 1) % 100:
        return match[0]
    return f"{tongue.year(year)} {tongue.cardinal(following)}"


# ---------------------------------------------------------------- times


def _time(match: re.Match[str], tongue: Tongue) -> str:
    found = match.groupdict()
    if not _is_time(found):
        return match[0]
    named, half2 = found["named"], _half(found["half2"])
    half1 = _half(found["half1"]) or (half2 if found["at2"] and _before(found["at1"], found["at2"]) else "")
    if not half1 and half2:
        half1 = "am" if half2 == "pm" else "pm"
    half2 = half2 or half1
    first = tongue.time(Clock(int(found["at1"]), int(found["minute1"] or 0), half1, bool(named)))
    if not found["at2"]:
        return (named or "") + first
    second = tongue.time(Clock(int(found["at2"]), int(found["minute2"] or 0), half2, bool(named)))
    return (named or "") + _from_to(first, second, tongue)


def _from_to(first: str, second: str, tongue: Tongue) -> str:
    """Says once what both share: "सुबह दस से ग्यारह बजे", "ten to eleven AM"."""
    if tongue.words.to == "to":
        head, _, half = first.rpartition(" ")
        return f"{head if head and second.endswith(half) else first} to {second}"
    part, _, rest = first.partition(" ")
    if second.startswith(f"{part} ") and part in ("सुबह", "दोपहर", "शाम", "रात"):
        second = second.partition(" ")[2]
        first = f"{part} {rest.removesuffix(' बजे')}"
    elif not first.startswith(("सुबह", "दोपहर", "शाम", "रात")):
        first = first.removesuffix(" बजे")
    return f"{first} {tongue.words.to} {second}"


def _is_time(found: dict[str, str]) -> bool:
    """Whether minutes, am or pm, or "baje" make a time of the number."""
    told = found["half1"] or found["half2"] or found["baje"]
    for which in ("1", "2"):
        hour, separator = found[f"at{which}"], found[f"sep{which}"]
        if hour and (int(hour) > (12 if found[f"half{which}"] else 23)):
            return False
        if separator == "." and not told:
            return False
    if found["at2"] and not told:
        return bool(found["minute1"] and found["minute2"])
    return bool(told or found["minute1"])


def _half(letter: str | None) -> str:
    return f"{letter.lower()}m" if letter else ""


def _before(first: str, second: str) -> bool:
    """Whether both hours lie in the same half of the day: "10-11 am", but not "10-6 pm"."""
    return int(first) % 12 < int(second) % 12 or int(second) % 12 == int(first) % 12
