"""Figures in Hindi, as people say them on the telephone."""

from __future__ import annotations

from tron.core.spoken import hindi_tables as tables
from tron.core.spoken.tongue import Clock, Tongue

_STEPS = (
    (10**17, "शंख"),
    (10**15, "पद्म"),
    (10**13, "नील"),
    (10**11, "खरब"),
    (10**9, "अरब"),
    (10**7, "करोड़"),
    (10**5, "लाख"),
    (1000, "हज़ार"),
    (100, "सौ"),
)
_QUARTERS = {15: "25", 30: "5"}
_ENDINGS = {"वाँ": "ा", "वीं": "ी", "वें": "े"}


class Hindi(Tongue):
    """Hindi in Devanagari; Hinglish is spoken by the same voices, so it gets the same words."""

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
    always = "चौबीस घंटे सातों दिन"

    def cardinal(self, number: int) -> str:
        if number == 100:
            return "सौ"
        parts: list[str] = []
        for step, name in _STEPS:
            count, number = divmod(number, step)
            if count:
                parts.append(f"{self.cardinal(count)} {name}")
        if number or not parts:
            parts.append(tables.UNDER_100[number])
        return " ".join(parts)

    def digits(self, text: str) -> str:
        return " ".join(tables.UNDER_100[int(digit)] for digit in text)

    def ordinal(self, number: int) -> str:
        """In English words, as Hinglish has them: they agree with every noun (`gendered` is for Hindi suffixes)."""
        if number in tables.ORDINALS:
            return tables.ORDINALS[number]
        if 20 < number < 100:
            return f"{tables.ENGLISH_TENS[number // 10]} {tables.ORDINALS[number % 10]}"
        return f"{self.cardinal(number)}वाँ"

    def gendered(self, number: int, ending: str) -> str:
        """An ordinal with the ending that was written: वाँ, वीं or वें."""
        stem = tables.IRREGULAR.get(number)
        return stem + _ENDINGS[ending] if stem else self.cardinal(number) + ending

    def year(self, year: int) -> str:
        if 1100 <= year < 2000 and year % 1000 >= 100:
            rest = f" {self.cardinal(year % 100)}" if year % 100 else ""
            return f"{self.cardinal(year // 100)} सौ{rest}"
        return self.cardinal(year)

    def date(self, day: int, month: int, year: int | None) -> str:
        spoken = f"{self.cardinal(day)} {self.months[month - 1]}"
        return spoken if year is None else f"{spoken} {self.year(year)}"

    def time(self, clock: Clock) -> str:
        spoken = self._hour(clock.hour24 % 12 or 12, clock.minute)
        part = "" if clock.named or not (clock.half or clock.hour >= 13 or clock.hour == 0) else _part(clock.hour24)
        return f"{part} {spoken}".strip()

    def more(self, number: str) -> str:
        return f"{number} से ज़्यादा"

    def quantity(self, text: str) -> str:
        whole, _, fraction = text.replace(",", "").partition(".")
        fraction = fraction.rstrip("0")
        if not 1 <= len(whole) <= 9 or int(whole) == 0 or fraction not in {"5", "25", "75"}:
            return self.number(f"{whole}.{fraction}" if fraction else whole)
        return self._halves(int(whole), fraction)

    def scaled(self, text: str, scale: str) -> str:
        whole, _, fraction = text.replace(",", "").partition(".")
        fraction = fraction.rstrip("0")
        if fraction in {"5", "25", "75"} and whole.strip("0"):
            return f"{self.quantity(text)} {self.scales[scale]}"
        power = tables.POWERS.get(scale, 0)
        if fraction and len(fraction) <= power and len(whole) + power <= 17:
            return self.cardinal(int(whole or "0") * 10**power + int(fraction.ljust(power, "0")))
        return f"{self.number(text)} {self.scales[scale]}"

    def _hour(self, hour: int, minute: int) -> str:
        if minute == 45:
            return f"पौने {self.cardinal(hour % 12 + 1)} बजे"
        if minute in (15, 30):
            return f"{'सवा एक' if (hour, minute) == (1, 15) else self._halves(hour, _QUARTERS[minute])} बजे"
        if minute == 0:
            return f"{self.cardinal(hour)} बजे"
        return f"{self.cardinal(hour)} बजकर {self.cardinal(minute)} मिनट"

    def _halves(self, whole: int, fraction: str) -> str:
        if fraction == "75":
            return f"पौने {self.cardinal(whole + 1)}"
        if fraction == "25":
            return "सवा" if whole == 1 else f"सवा {self.cardinal(whole)}"
        return {1: "डेढ़", 2: "ढाई"}.get(whole) or f"साढ़े {self.cardinal(whole)}"


def _part(hour: int) -> str:
    if 4 <= hour < 12:
        return "सुबह"
    if 12 <= hour < 16:
        return "दोपहर"
    return "शाम" if 16 <= hour < 20 else "रात"
