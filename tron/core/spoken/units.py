"""Measures and percentages."""

from __future__ import annotations

import re

from tron.core.spoken.patterns import DASH, END, NUMBER
from tron.core.spoken.tongue import Tongue

# As written -> key of Tongue.units. Case counts where it tells litre from lakh and metre from million.
_WRITTEN = {
    "kg": r"(?i:kgs?|kilograms?)",
    "g": r"gm?s?|(?i:grams?)",
    "mg": r"mg",
    "kmph": r"(?i:kmph|kph|km/hr?)",
    "km": r"(?i:kms?)",
    "cm": r"(?i:cms?)",
    "mm": r"mm",
    "m": r"m|mtrs?",
    "sqft": r"(?i:sq\.?\s?ft\.?|sqft|ft²)",
    "sqm": r"(?i:sq\.?\s?m|sqm|m²)",
    "ft": r"(?i:ft)",
    "ml": r"ml|mL",
    "l": r"l|(?i:ltrs?|lts?)",
    "kbps": r"(?i:kbps)",
    "mbps": r"(?i:mbps)",
    "gbps": r"(?i:gbps)",
    "kb": r"KB|kb",
    "mb": r"MB|mb",
    "gb": r"(?i:gb)",
    "tb": r"TB|tb",
    "h": r"(?i:hrs?)|h",
    "min": r"(?i:mins?)",
    "s": r"(?i:secs?)",
    "kwh": r"(?i:kwh)",
    "kw": r"kW|KW",
    "w": r"W",
    "mah": r"(?i:mah)",
    "hp": r"(?i:hp)",
    "mp": r"MP",
    "c": r"°\s?C|℃",
    "f": r"°\s?F|℉",
    "y": r"(?i:yrs?)",
}
_UNIT = "|".join(sorted(_WRITTEN.values(), key=len, reverse=True))
_MEASURE = re.compile(rf"(?<![\w.,])([-−])?({NUMBER})(?:{DASH}({NUMBER}))?[ -]?({_UNIT}){END}")
_HEIGHT = re.compile(r"(?<!\w)([3-8])'\s?(\d{1,2})(?:\"|'')?(?!\w)")
_PERCENT = re.compile(
    rf"(?<![\w.,])([-−+])?({NUMBER})\s?%?(?:{DASH}({NUMBER}))?"
    r"\s?(?:%|(?i:percent|per cent|pct)(?![a-z])|प्रतिशत|परसेंट|फ़ीसदी|फीसदी)"
)
_BEFORE_MEASURE = re.compile(
    r"(?<![\w.,/-])(\d{1,4}\.(?:5|25|75)0?)(?=\s?(?:घंट|साल|महीन|दिन|हफ़्त|किलो|लीटर|मीटर|गुना|एकड़|मिनट"
    r"|(?i:ghant|saal|mahin|din\b|hafte|kilo|litre|guna|acre)))"
)
_DEGREES = re.compile(rf"(?<![\w.,])([-−])?({NUMBER})\s?°")
_PER = re.compile(rf"\s?/\s?(month|mo|year|yr|day|week|hour|hr|minute|min|person|night|piece|pc|unit|kg|km){END}")
_PER_KEYS = {
    "month": "month mo mth m महीना महीने",
    "year": "year yr y annum साल",
    "day": "day d दिन",
    "week": "week wk",
    "hour": "hour hr h",
    "minute": "minute min",
    "person": "person head pax",
    "night": "night",
    "piece": "piece pc pcs",
    "unit": "unit",
    "kg": "kg kilo किलो",
    "km": "km",
    "l": "l litre ltr",
    "sqft": "sqft",
    "gb": "gb",
}
_PER_NAMES = {name: key for key, names in _PER_KEYS.items() for name in names.split()}


def measures(text: str, tongue: Tongue) -> str:
    """Numbers with a unit, percentages, degrees."""
    text = _BEFORE_MEASURE.sub(lambda match: tongue.quantity(match[1]), text)
    text = _PERCENT.sub(lambda match: _percent(match, tongue), text)
    if "'" in text:
        text = _HEIGHT.sub(lambda match: _height(match[1], match[2], tongue), text)
    text = _MEASURE.sub(lambda match: _measure(match, tongue), text)
    if "°" in text:
        text = _DEGREES.sub(lambda match: _sign(match[1], tongue) + _degrees(match[2], tongue), text)
    return text


def per_unit(written: str, tongue: Tongue) -> str:
    """What stands behind a price's slash."""
    key = _PER_NAMES.get(written.lower())
    return f" {tongue.words.per} {tongue.per_what[key] if key else written}"


def per(text: str, tongue: Tongue) -> str:
    """ "/month" behind anything."""
    return _PER.sub(lambda match: per_unit(match[1], tongue), text) if "/" in text else text


def _key(written: str) -> str:
    return next(key for key, pattern in _WRITTEN.items() if re.fullmatch(pattern, written))


def _sign(sign: str | None, tongue: Tongue) -> str:
    if not sign:
        return ""
    return f"{tongue.words.plus if sign == '+' else tongue.words.minus} "


def _span(low: str, high: str | None, tongue: Tongue) -> str:
    if high is None:
        return tongue.quantity(low)
    return f"{tongue.quantity(low)} {tongue.words.to} {tongue.quantity(high)}"


def _measure(match: re.Match[str], tongue: Tongue) -> str:
    name = tongue.units[_key(match[4])]
    if match[2] == "1" and match[3] is None and tongue.words.to == "to":
        name = _ONE.get(name, name)
    return f"{_sign(match[1], tongue)}{_span(match[2], match[3], tongue)} {name}"


_WITH_S = """
kilos grams milligrams kilometres metres centimetres millimetres litres millilitres hours minutes seconds watts
kilowatts units volts megapixels
"""
_ONE = {
    "feet": "foot",
    "inches": "inch",
    "square feet": "square foot",
    "degrees Celsius": "degree Celsius",
    "years": "year",
} | {many: many.removesuffix("s") for many in _WITH_S.split()}


def _percent(match: re.Match[str], tongue: Tongue) -> str:
    spoken = tongue.number(match[2])
    if match[3]:
        spoken = f"{spoken} {tongue.words.to} {tongue.number(match[3])}"
    return f"{_sign(match[1], tongue)}{spoken} {tongue.words.percent}"


def _height(feet: str, inches: str, tongue: Tongue) -> str:
    return f"{tongue.number(feet)} {tongue.units['ft']} {tongue.number(inches)} {tongue.units['in']}"


def _degrees(number: str, tongue: Tongue) -> str:
    return f"{tongue.number(number)} {tongue.words.degrees}"
