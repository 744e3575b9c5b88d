"""Numbers and amounts of rupees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise, zip_longest
from typing import Final

from tron.core.flow_engine.values import number_words as words
from tron.core.flow_engine.values.atoms import LARGEST, atoms
from tron.core.flow_engine.values.corrections import segments
from tron.core.flow_engine.values.model import Parsed, Problem, missing
from tron.core.flow_engine.values.simple_numbers import Atom
from tron.core.flow_engine.values.sounds import sound, sounds_of
from tron.core.flow_engine.values.tokens import Token, tokenise
from tron.core.word_lists import ENGLISH

_RUPEES: Final = "rupees rupee rupaye rupay rupaya rupiya rupai rupe rs inr bucks रुपये रुपए रुपया रुपे रु रू"
_PAISE: Final = "paise paisa पैसे पैसा"
_FOREIGN: Final = "dollar dollars usd euro euros pound pounds dirham dirhams डॉलर यूरो पाउंड"
_EITHER: Final = "or ya to se till tak या से"
_BETWEEN: Final = "between beech बीच"
_IN: Final = "mein me में"
_FROM: Final = "se से"
_EVEN: Final = "bhi भी"
_ON: Final = "ko को"
_LAST_DAY: Final = 31
_BEFORE_SO: Final = """
ek do teen tin char chaar paanch panch chhe che saat aath nau dedh dhai sava
gyarah barah terah chaudah pandrah solah satrah atharah unnis pachees
"""
"""Behind these "so" is सौ; "do so" is English too."""
EXACT: Final = 15
"""Figures up to which every reader of JSON keeps a number as it is."""
LONGEST: Final = 19
"""Digits of a card's number at most."""
_SHORT = 4
"""Words of an utterance in which even a weak word is a number."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Numbers said one right after another, and what they make together."""

    atoms: tuple[Atom, ...]
    value: Decimal | None
    """None: a guess like "do teen", from one to another."""

    @property
    def start(self) -> int:
        return self.atoms[0].start

    @property
    def end(self) -> int:
        return self.atoms[-1].end

    @property
    def weak(self) -> bool:
        return len(self.atoms) == 1 and self.atoms[0].weak

    @property
    def loose(self) -> bool:
        return any(atom.loose for atom in self.atoms)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that was found, or why there is none."""

    value: Decimal | None
    problem: Problem = ""
    unsure: bool = False


def parse_number(said: str, so_far: str) -> Parsed:
    """A number."""
    return _parse(said, so_far, money=False)


def parse_money(said: str, so_far: str) -> Parsed:
    """Rupees, with paise as hundredths; no other money."""
    return _parse(said, so_far, money=True)


def _parse(said: str, so_far: str, *, money: bool) -> Parsed:
    whole = f"{so_far} {said}".strip()
    tokens = _respelled(tokenise(whole))
    found = Amount(None, "nothing")
    for part in reversed(segments(tokens, _is_amount_word)):
        found = _amount(part, money=money)
        if found.problem != "nothing":
            break
    if tokens and _is_unfinished(tokens):
        return missing("incomplete", whole)
    if found.value is None:
        return missing(found.problem)
    if money and found.value < 0:
        return missing("invalid")
    value = as_json(found.value)
    long = not money and is_long(str(value))
    return Parsed(str(value) if long else value, unsure=found.unsure)


def _respelled(tokens: list[Token]) -> list[Token]:
    """ "ek so bees", सौ in Latin letters; "five k" at the end, or before rupees."""
    found = list(tokens)
    for at in range(1, len(tokens)):
        word, before, after = tokens[at].word, tokens[at - 1], tokens[at + 1] if at + 1 < len(tokens) else None
        goes_on = after is not None and _is_amount_word(after)
        if word == "so" and before.sound in sounds_of(_BEFORE_SO) and (goes_on or before.word != "do"):
            found[at] = replace(tokens[at], raw="sau", sound=sound("sau"))
        elif word == "k" and words.value_like(before) and (after is None or after.sound in sounds_of(_RUPEES)):
            found[at] = replace(tokens[at], glued=True)
    return found


def is_long(digits: str) -> bool:
    """Whether they are no amount but the number of something (a card, an account): kept as text, for numbers of so
    many figures are rounded where JSON is read."""
    return digits.isdecimal() and EXACT < len(digits) <= LONGEST


def _is_amount_word(token: Token) -> bool:
    return words.value_like(token) or (bool(token.sound) and token.sound in sounds_of(_RUPEES))


def as_json(value: Decimal) -> int | float:
    """An int where it is one."""
    return int(value) if value == value.to_integral_value() else float(value)


def _is_unfinished(tokens: Sequence[Token]) -> bool:
    """Whether more must follow: "saadhe", "double", "two point"."""
    last = next((token for token in reversed(tokens) if token.raw not in ",.…-"), tokens[-1])
    if words.added(last) is not None or words.repeats(last) is not None:
        return True
    before = tokens[-2] if len(tokens) > 1 else None
    return words.is_point(last) and before is not None and words.value_like(before)


def _amount(tokens: Sequence[Token], *, money: bool) -> Amount:
    english = any(token.word in ENGLISH for token in tokens)
    runs = _without_wholes([run for run in _runs(tokens) if _is_meant(run, tokens, english=english)], tokens)
    if money:
        if runs and (found := _rupees(runs, tokens)):
            return found
        runs = [run for run in runs if not _counts_other(run, tokens)] or runs
        runs = [run for run in runs if not _is_part(run)]
    if not runs:
        return Amount(None, "nothing")
    strong = next((at for at, run in enumerate(runs) if not run.weak), None)
    if strong is None and sum(token.kind != "sign" for token in tokens) > _SHORT:
        return Amount(None, "nothing")
    return _chosen(runs, strong or 0, tokens)


def _without_wholes(runs: list[_Run], tokens: Sequence[Token]) -> list[_Run]:
    """ "paanch mein se chaar": four, out of five."""
    return [run for run, after in zip_longest(runs, runs[1:]) if after is None or not _is_whole(tokens, run, after)]


def _is_whole(tokens: Sequence[Token], run: _Run, after: _Run) -> bool:
    said = [token.sound for token in tokens[run.end : after.start]]
    return len(said) == 2 and said[0] in sounds_of(_IN) and said[1] in sounds_of(_FROM)


def _is_part(run: _Run) -> bool:
    """ "aadha abhi": half of some other sum."""
    return run.value is not None and 0 < run.value < 1


def _chosen(runs: Sequence[_Run], at: int, tokens: Sequence[Token]) -> Amount:
    """The number of this run, if it is one and not a choice between two."""
    run = runs[at]
    near = [pair for pair in ((at - 1, at), (at, at + 1)) if pair[0] >= 0 and pair[1] < len(runs)]
    if run.value is None or any(_is_either(tokens, runs[low].end, runs[high].start) for low, high in near):
        return Amount(None, "ambiguous")
    return Amount(-run.value if _is_negative(tokens, run.start) else run.value, unsure=run.loose)


def _is_either(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether what stands between two numbers makes them a choice or a range."""
    said = [token for token in tokens[start:end] if token.raw != ","]
    if len(said) == 1 and (said[0].raw in "-–—" or (words.is_and(said[0]) and _is_between(tokens))):
        return True
    links = [token for token in said if token.kind == "word" and token.sound in sounds_of(_EITHER)]
    return 0 < len(said) <= 2 and bool(links)


def _is_between(tokens: Sequence[Token]) -> bool:
    return any(token.sound in sounds_of(_BETWEEN) for token in tokens if token.kind == "word")


def _is_negative(tokens: Sequence[Token], start: int) -> bool:
    if start == 0 or not words.is_minus(tokens[start - 1]):
        return False
    return tokens[start - 1].kind == "word" or (tokens[start].glued and not tokens[start - 1].glued)


def _counts_other(run: _Run, tokens: Sequence[Token]) -> bool:
    """ "12 mahine", "2 log", "25 ko 5000": no amount of money."""
    if run.end >= len(tokens):
        return False
    dated = tokens[run.end].sound in sounds_of(_ON) and run.value is not None and 1 <= run.value <= _LAST_DAY
    return dated or words.is_unit(tokens[run.end])


def _is_meant(run: _Run, tokens: Sequence[Token], *, english: bool) -> bool:
    """Not "ek minute", "no one", "I do not know"."""
    if english and run.weak and tokens[run.start].word == "do":
        return False
    before = tokens[run.start - 1].sound if run.start else ""
    counted = run.end < len(tokens) and (words.is_counted(tokens[run.end]) or tokens[run.end].sound in sounds_of(_EVEN))
    return not (run.weak and (counted or before in sounds_of("no this that which some")))


def _rupees(runs: Sequence[_Run], tokens: Sequence[Token]) -> Amount | None:
    """The amount that a word or sign of money marks."""
    for index, run in enumerate(runs):
        after = tokens[run.end].sound if run.end < len(tokens) else ""
        before = tokens[run.start - 1 : run.start]
        if after in sounds_of(_FOREIGN) or (before and before[0].raw in "$€£"):
            return Amount(None, "invalid")
        if after and after in sounds_of(_PAISE):
            return Amount(run.value / 100) if run.value is not None else Amount(None, "ambiguous")
        if not (after and after in sounds_of(_RUPEES)) and not _is_prefix(tokens, run.start):
            continue
        found = _chosen(runs, index, tokens)
        paise = _paise_after(runs[index + 1 :], tokens, run.end)
        return replace(found, value=found.value + paise) if found.value is not None and paise else found
    return None


def _is_prefix(tokens: Sequence[Token], start: int) -> bool:
    """₹ or "Rs." stands before."""
    before = [token for token in tokens[max(0, start - 2) : start] if token.raw != "."]
    return bool(before) and (before[-1].raw in "₹₨" or before[-1].sound in sounds_of("rs inr rupees रु रू रुपये"))


def _paise_after(runs: Sequence[_Run], tokens: Sequence[Token], rupees_end: int) -> Decimal | None:
    if not runs or runs[0].start - rupees_end > 3 or runs[0].end >= len(tokens) or runs[0].value is None:
        return None
    return runs[0].value / 100 if tokens[runs[0].end].sound in sounds_of(_PAISE) else None


def _runs(tokens: Sequence[Token]) -> list[_Run]:
    groups: list[list[Atom]] = []
    for atom in atoms(tokens):
        if atom.start and tokens[atom.start - 1].sound == "not":
            continue
        between = tokens[groups[-1][-1].end : atom.start] if groups else ()
        if groups and all(token.raw == "," or token.sound == "um" for token in between):
            groups[-1].append(atom)
        else:
            groups.append([atom])
    return [_run(group) for group in groups]


def _run(group: Sequence[Atom]) -> _Run:
    """One number; digits that are strung together (two fifty, one two three); or a guess."""
    if len(group) == 1:
        return _Run(tuple(group), group[0].value)
    if all(_adds(high, low) for high, low in pairwise(group)):
        return _Run(tuple(group), sum((atom.value for atom in group), Decimal(0)))
    plain = all(not atom.scaled for atom in group)
    if plain and not (len(group) == 2 and _is_guess(group[0], group[1])):
        digits = "".join(atom.digits for atom in group)[:100]
        return _Run(tuple(group), Decimal(digits))
    return _Run(tuple(group), None)


def _adds(high: Atom, low: Atom) -> bool:
    """ "do lakh, pachas hazaar", cut by a comma: the second fits under the last figure of the first."""
    if not (high.scaled and low.scaled and 100 <= low.value < high.value <= LARGEST):
        return False
    return high.value % Decimal(10) ** (low.value.adjusted() + 1) == 0


def _is_guess(low: Atom, high: Atom) -> bool:
    """ "do teen", "das pandrah", "pachas saath": two round numbers near each other."""
    if len(low.digits) != len(high.digits) or not low.value < high.value <= 2 * low.value:
        return False
    return len(low.digits) == 1 or (low.value % 5 == 0 and high.value % 5 == 0) or high.value - low.value <= 2
