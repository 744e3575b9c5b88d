"""Figures in Indian English: lakh and crore, day before month."""

from __future__ import annotations

from tron.core.spoken import english_tables as tables
from tron.core.spoken.tongue import Clock, Tongue

_STEPS = ((10**7, "crore"), (10**5, "lakh"), (1000, "thousand"))


class English(Tongue):
    """en-IN, and English sentences of a Hindi voice."""

    words = tables.WORDS
    currencies = tables.CURRENCIES
    scales = tables.SCALES
    units = tables.UNITS
    per_what = tables.PER_WHAT
    abbreviations = tables.ABBREVIATIONS
    titles = tables.TITLES
    letters = tables.LETTERS
    months = tables.MONTHS
    days = tables.DAYS
    always = "twenty-four seven"

    def cardinal(self, number: int) -> str:
        parts: list[str] = []
        for step, name in _STEPS:
            count, number = divmod(number, step)
            if count:
                parts.append(f"{self.cardinal(count)} {name}")
        if number or not parts:
            joined = "and " if parts and number < 100 else ""
            parts.append(joined + _under_1000(number))
        return " ".join(parts)

    def digits(self, text: str) -> str:
        return " ".join(tables.UNDER_20[int(digit)] for digit in text)

    def ordinal(self, number: int) -> str:
        head, hyphen, last = self.cardinal(number).rpartition("-")
        if not hyphen:
            head, hyphen, last = self.cardinal(number).rpartition(" ")
        return f"{head}{hyphen}{tables.ORDINALS.get(last) or _regular(last)}"

    def year(self, year: int) -> str:
        century, rest = divmod(year, 100)
        if not 1100 <= year < 2100 or 2000 <= year < 2010:
            return self.cardinal(year)
        if rest == 0:
            return f"{_under_1000(century)} hundred"
        return f"{_under_1000(century)} {'oh ' if rest < 10 else ''}{_under_1000(rest)}"

    def date(self, day: int, month: int, year: int | None) -> str:
        spoken = f"{self.ordinal(day)} {self.months[month - 1]}"
        return spoken if year is None else f"{spoken} {self.year(year)}"

    def time(self, clock: Clock) -> str:
        hour = self.cardinal(clock.hour24 % 12 or 12)
        told = bool(clock.half) or clock.hour >= 13 or clock.hour == 0
        half = "" if clock.named or not told else (" PM" if clock.hour24 >= 12 else " AM")
        if clock.minute == 0:
            return f"{hour}{half}" if half or clock.named else f"{hour} o'clock"
        return f"{hour} {'oh ' if clock.minute < 10 else ''}{self.cardinal(clock.minute)}{half}"

    def more(self, number: str) -> str:
        return f"more than {number}"


def _under_1000(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _under_100(rest)
    return f"{tables.UNDER_20[hundreds]} hundred" + (f" and {_under_100(rest)}" if rest else "")


def _under_100(number: int) -> str:
    if number < 20:
        return tables.UNDER_20[number]
    tens, rest = divmod(number, 10)
    return tables.TENS[tens] + (f"-{tables.UNDER_20[rest]}" if rest else "")


def _regular(word: str) -> str:
    return f"{word[:-1]}ieth" if word.endswith("y") else f"{word}th"
