"""Whole numbers out of words: two lakh fifty thousand, saadhe teen sau, one point five crore."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tron.core.flow_engine.values import number_words as words
from tron.core.flow_engine.values.simple_numbers import Atom, simple_at
from tron.core.flow_engine.values.tokens import Token

ALONE = frozenset({100, 1000, 10**5, 10**7})
"""Scales that are numbers without one before them: "lakh rupaye"."""
LARGEST = Decimal(10) ** 27
_FEW = {"half a": Decimal("0.5"), "couple of": Decimal(2)}
_LOOSE = 10**5
"""Scales from which on people leave the next one out: "do lakh pachas" is 2,50,000 to many."""


def atoms(tokens: Sequence[Token]) -> list[Atom]:
    """All numbers, in order."""
    found: list[Atom] = []
    at = 0
    while at < len(tokens):
        atom = atom_at(tokens, at)
        if atom is None:
            at += 1
        else:
            found.append(atom)
            at = atom.end
    return found


def atom_at(tokens: Sequence[Token], at: int) -> Atom | None:
    """The longest number that begins at `at`."""
    return _Composer(tokens, at).compose()


@dataclass(slots=True)
class _Composer:
    """Reads one number from `start` on; `parts` are what its scales made so far, the largest first."""

    tokens: Sequence[Token]
    start: int
    parts: list[tuple[Decimal, int]] = field(default_factory=list)
    current: Atom | None = None
    end: int = 0

    def compose(self) -> Atom | None:
        self.end = self.start
        while self._number() or self._scale():
            pass
        if self.current is None and not self.parts:
            return None
        if not self.parts and self.current is not None:
            return self.current
        last = self.current.value if self.current else Decimal(0)
        value = sum((part for part, _ in self.parts), last)
        loose = self.parts[-1][1] >= _LOOSE and 0 < last < 100
        return Atom(str(int(value)), value, self.start, self.end, scaled=True, loose=loose)

    def _number(self) -> bool:
        """A number that may stand here: the first, or one smaller than the last scale."""
        if self.current is not None:
            return False
        at = self.end
        if self.parts and at < len(self.tokens) and words.is_and(self.tokens[at]):
            at += 1
        found = _few_at(self.tokens, at) or _fraction_at(self.tokens, at) or _pointed_at(self.tokens, at)
        if found is None or (self.parts and not self._fits(found)):
            return False
        self.current = _and_a_half(self.tokens, found)
        self.end = self.current.end
        return True

    def _fits(self, number: Atom) -> bool:
        """Whether the number may follow a scale: a zero begins digits of its own."""
        return not number.digits.startswith("0") and number.value < self.parts[-1][1]

    def _scale(self) -> bool:
        if self.end >= len(self.tokens):
            return False
        scale = words.scale(self.tokens[self.end])
        if scale is None or (self.current is None and not self.parts and not self._alone(scale)):
            return False
        below, taken = Decimal(0), len(self.parts)
        while taken and self.parts[taken - 1][1] < scale:
            taken -= 1
            below += self.parts[taken][0]
        if taken and (self.parts[taken - 1][1] <= scale or (self.current is None and taken == len(self.parts))):
            return self._back()
        count = below + (self.current.value if self.current else 0) or Decimal(1)
        if count * scale > LARGEST:
            return self._back()
        self.parts[taken:] = [(count * scale, scale)]
        self.current = None
        self.end += 1
        return True

    def _alone(self, scale: int) -> bool:
        return scale in ALONE and not self.tokens[self.end].glued

    def _back(self) -> bool:
        """The scale belongs to the next number, and so does what stands before it."""
        if self.current is not None and self.parts:
            self.end = self.current.start
            self.current = None
        return False


def _few_at(tokens: Sequence[Token], at: int) -> Atom | None:
    """ "half a lakh", "a couple of thousand"."""
    value = _FEW.get(" ".join(token.word for token in tokens[at : at + 2]))
    scale = words.scale(tokens[at + 2]) if value is not None and at + 2 < len(tokens) else None
    return Atom("", value, at, at + 2, scaled=True) if value is not None and scale is not None else None


def _fraction_at(tokens: Sequence[Token], at: int) -> Atom | None:
    """dedh, dhai; saadhe, sava and paune with a number or a scale behind them."""
    if at >= len(tokens) or tokens[at].kind != "word":
        return None
    half = words.parted(tokens[at])
    if half is not None:
        return Atom("", half, at, at + 1, scaled=True)
    added = words.added(tokens[at])
    if added is None:
        return None
    number = simple_at(tokens, at + 1) if at + 1 < len(tokens) else None
    if number is not None and not number.scaled:
        return replace(number, digits="", value=number.value + added, start=at, weak=False, scaled=True)
    follows = at + 1 < len(tokens) and words.scale(tokens[at + 1]) is not None
    return Atom("", 1 + added, at, at + 1, scaled=True) if follows and added != Decimal("0.5") else None


def _pointed_at(tokens: Sequence[Token], at: int) -> Atom | None:
    """A simple number, perhaps with a point and places: one point five."""
    if at >= len(tokens):
        return None
    whole = simple_at(tokens, at)
    point = whole.end if whole else at
    if point >= len(tokens) or not words.is_point(tokens[point]) or (whole is not None and whole.scaled):
        return whole
    places, end = "", point + 1
    while end < len(tokens) and len(places) < 20 and (place := simple_at(tokens, end)) and not place.scaled:
        places, end = places + place.digits, place.end
    if not places:
        return whole
    value = Decimal(f"{whole.digits if whole else 0}.{places[:20]}")
    return Atom("", value, at, end, scaled=True)


def _and_a_half(tokens: Sequence[Token], number: Atom) -> Atom:
    """ "two and a half"."""
    end = number.end
    if end >= len(tokens) or not words.is_and(tokens[end]) or number.scaled:
        return number
    after = [token.word for token in tokens[end + 1 : end + 3]]
    for said, part in ((["a", "half"], "0.5"), (["half"], "0.5"), (["a", "quarter"], "0.25")):
        if after[: len(said)] == said:
            value = number.value + Decimal(part)
            return replace(number, digits="", value=value, end=end + 1 + len(said), weak=False, scaled=True)
    return number
