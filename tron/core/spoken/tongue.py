"""What a language must know so that figures and signs can be said in it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

LONGEST_NUMBER = 17
"""Digits of the longest number that is read as one; longer ones are read digit by digit."""


@dataclass(frozen=True, slots=True)
class Words:
    """The small words between figures."""

    point: str
    minus: str
    plus: str
    percent: str
    to: str
    per: str
    and_: str
    or_: str
    at: str
    dot: str
    slash: str
    hyphen: str
    underscore: str
    star: str
    hash_: str
    number: str
    ending: str
    about: str
    equals: str
    degrees: str
    by: str
    half: str
    quarter: str
    three_quarters: str
    over: str
    stop: str


@dataclass(frozen=True, slots=True)
class Currency:
    """Names of one money: of one, of many, and of its hundredth part (one, many)."""

    one: str
    many: str
    part: str
    parts: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. `half` is am, pm or empty; `named` that the sentence says the part of the day itself."""

    hour: int
    minute: int
    half: str = ""
    named: bool = False

    @property
    def hour24(self) -> int:
        """0 to 23; without am and pm the hour as written."""
        return self.hour % 12 + (12 if self.half == "pm" else 0) if self.half else self.hour


class Tongue(ABC):
    """One language's way of saying figures. Numbers come as written: ASCII digits, perhaps commas and a point."""

    words: Words
    currencies: Mapping[str, Currency]
    scales: Mapping[str, str]
    units: Mapping[str, str]
    per_what: Mapping[str, str]
    abbreviations: Mapping[str, str]
    titles: Mapping[str, str]
    letters: Mapping[str, str]
    months: tuple[str, ...]
    days: tuple[str, ...]
    """Monday first."""
    always: str
    """24/7."""
    spells_figures = True
    """False: the voice reads figures itself, only telephone numbers and the like are spaced."""

    @abstractmethod
    def cardinal(self, number: int) -> str:
        """`number` >= 0 in words."""

    @abstractmethod
    def digits(self, text: str) -> str:
        """Each digit by itself."""

    @abstractmethod
    def ordinal(self, number: int) -> str:
        """ "third" for 3."""

    @abstractmethod
    def year(self, year: int) -> str:
        """A year as people say it."""

    @abstractmethod
    def date(self, day: int, month: int, year: int | None) -> str:
        """A day of a month."""

    @abstractmethod
    def time(self, clock: Clock) -> str:
        """A time of day."""

    @abstractmethod
    def more(self, number: str) -> str:
        """ "50+"; `number` is in words."""

    def number(self, text: str) -> str:
        """A number as written ("1,24,500.75") in words."""
        whole, _, fraction = text.replace(",", "").partition(".")
        if len(whole) > LONGEST_NUMBER or (len(whole) > 1 and whole[0] == "0"):
            spoken = self.digits(whole)
        else:
            spoken = self.cardinal(int(whole or "0"))
        return f"{spoken} {self.words.point} {self.digits(fraction)}" if fraction else spoken

    def quantity(self, text: str) -> str:
        """A number before a measure; a tongue may have words of its own for halves and quarters."""
        return self.number(text)

    def scaled(self, text: str, scale: str) -> str:
        """A number before lakh, crore, thousand ... (`scale` is a key of `scales`)."""
        return f"{self.quantity(text)} {self.scales[scale]}"

    def spell(self, letters: str) -> str:
        """Each letter by its name."""
        return " ".join(self.letters.get(letter.upper(), letter) for letter in letters)
