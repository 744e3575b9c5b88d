"""Digits that are dictated: phone numbers and PIN codes, in one go or in chunks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tron.core.flow_engine.values import number_words as words
from tron.core.flow_engine.values.atoms import atoms
from tron.core.flow_engine.values.corrections import segments, started_again
from tron.core.flow_engine.values.model import Parsed, missing
from tron.core.flow_engine.values.simple_numbers import Atom
from tron.core.flow_engine.values.sounds import sounds_of
from tron.core.flow_engine.values.tokens import Token, tokenise

_ZERO: Final = "o oh owe ओ"
_HOMOPHONES: Final = {"to": "2", "too": "2", "for": "4", "fore": "4", "ate": "8", "won": "1", "tree": "3"}
"""What recognisers write for a digit that stands between digits."""
_RECENT = 40
"""Pieces before a correction that it may be about, and digits of earlier chunks."""
_CORRECTIONS = 20
"""Corrections of one utterance that are followed, the last ones."""
_TELLING = 3
"""Digits from which a chunk that begins like the one before says it once more."""
_PLUS: Final = "plus प्लस"


@dataclass(frozen=True, slots=True)
class DigitRule:
    """A kind that is digits alone."""

    complete: Callable[[str], str | None]
    """The value of these digits, None where they are not one; a plus may stand before them."""
    at_least: int
    """With this many digits, and no value, it is wrong and not only unfinished."""


@dataclass(frozen=True, slots=True)
class Dictated:
    """Digits said without other words between them, in the pieces in which they were said."""

    pieces: tuple[str, ...]
    weak: tuple[bool, ...]

    @property
    def digits(self) -> str:
        return "".join(self.pieces)

    def without_weak_ends(self) -> Iterator[Dictated]:
        """Itself, and without a word at its ends that may be none of it: "likh do 98765"."""
        yield self
        for first, last in ((1, 0), (0, 1), (1, 1)):
            end = len(self.pieces) - last
            if first < end and (not first or self.weak[0]) and (not last or self.weak[-1]):
                yield Dictated(self.pieces[first:end], self.weak[first:end])


def parse_digits(said: str, so_far: str, rule: DigitRule) -> Parsed:
    """The digits in what was said, after those of earlier chunks."""
    tokens: Sequence[Token] = tokenise(said)
    again = started_again(tokens)
    if again is not None and any(map(is_digit_word, again)):
        tokens, so_far = again, ""
    pieces = [char for char in so_far[-_RECENT:] if char.isdecimal() or char == "+"]
    first, *corrections = _parts(tokens, "".join(pieces))
    runs = dictated(first)
    pieces = _joined(pieces, runs, rule, corrects=False)
    for part in corrections[-_CORRECTIONS:]:
        if heard := dictated(part):
            runs, pieces = heard, _joined(pieces[-_RECENT:], heard, rule, corrects=True)
    if len({value for run in runs if (value := rule.complete(run.digits))}) > 1:
        return missing("ambiguous")
    return _result(_once("".join(pieces), rule), rule)


def _result(digits: str, rule: DigitRule) -> Parsed:
    if not digits:
        return missing("nothing")
    value = rule.complete(digits)
    if value is not None:
        return Parsed(value)
    if len(digits.lstrip("+")) < rule.at_least:
        return missing("incomplete", digits)
    return missing("invalid")


def _once(digits: str, rule: DigitRule) -> str:
    """Of a number that was said twice, one."""
    half = digits[: len(digits) // 2]
    return half if half and half * 2 == digits and rule.complete(half) and not rule.complete(digits) else digits


def _joined(before: list[str], runs: Sequence[Dictated], rule: DigitRule, *, corrects: bool) -> list[str]:
    """What is left standing of `before`, with what was said next."""
    if not runs:
        return before
    if corrects and (anew := mended("".join(before), _together(runs).digits)):
        return list(anew)
    bases = [before[:-1], before[: -len(runs[0].digits)], before] if corrects else [before]
    for run in (*reversed(runs), _together(runs)):
        for trimmed in run.without_weak_ends():
            for base in (*bases, []):
                if rule.complete(_once("".join((*base, *trimmed.pieces)), rule)):
                    return [*base, *trimmed.pieces]
    said = max(runs, key=lambda run: len(run.digits))
    return list(said.pieces) if is_restated("".join(before), said.digits) else [*bases[0], *said.pieces]


def _parts(tokens: Sequence[Token], before: str) -> list[list[Token]]:
    """What was said between corrections. A "no" at the beginning is one where the digits say so: it may be nine."""
    found = segments(tokens, is_digit_word)
    refused = segments(tokens, is_digit_word, goes_on=True) if before else found
    if len(refused) > len(found) and mended(before, _together(dictated(refused[1])).digits):
        return refused
    return found


def mended(before: str, said: str) -> str:
    """`before` with its end said anew: most digits of it stand where they stood. Empty where it is none of that."""
    end = before[-len(said) :]
    if not _TELLING <= len(said) == len(end) or end == said:
        return ""
    same = sum(one == other for one, other in zip(end, said, strict=True))
    return before[: -len(said)] + said if same * 2 > len(said) else ""


def is_restated(before: str, said: str) -> bool:
    """Whether a chunk begins with what was heard already; a few like digits prove nothing."""
    return len(said) > len(before) >= _TELLING and len(set(before)) > 1 and said.startswith(before)


def _together(runs: Sequence[Dictated]) -> Dictated:
    return Dictated(tuple(p for run in runs for p in run.pieces), tuple(w for run in runs for w in run.weak))


def dictated(tokens: Sequence[Token]) -> list[Dictated]:
    """Runs of digits, with nothing but fillers inside."""
    heard = _as_digits(tokens)
    runs: list[list[Atom]] = []
    for atom in atoms(heard):
        if atom.weak and atom.end < len(heard) and words.is_counted(heard[atom.end]):
            continue
        between = heard[runs[-1][-1].end : atom.start] if runs else ()
        if runs and all(map(_may_stand_between, between)):
            runs[-1].append(atom)
        else:
            runs.append([atom])
    said = [_run(run, heard) for run in runs]
    short = sum(token.kind != "sign" for token in tokens) <= 2
    return [run for run in said if short or not (len(run.pieces) == 1 and run.weak[0])]


def _run(run: Sequence[Atom], tokens: Sequence[Token]) -> Dictated:
    plus = run[0].start > 0 and (
        tokens[run[0].start - 1].raw == "+" or tokens[run[0].start - 1].sound in sounds_of(_PLUS)
    )
    pieces = [atom.digits or str(int(atom.value)) for atom in run]
    return Dictated(("+" + pieces[0] if plus else pieces[0], *pieces[1:]), tuple(atom.weak for atom in run))


def _as_digits(tokens: Sequence[Token]) -> list[Token]:
    """With "oh" and what sounds like a digit as the digit, where digits are around it; no commas and points within."""
    heard = list(tokens)
    for at, token in enumerate(tokens):
        before = at > 0 and is_digit_word(heard[at - 1])
        after = at + 1 < len(tokens) and is_digit_word(tokens[at + 1])
        if token.sound in sounds_of(_ZERO) and (before or after):
            heard[at] = replace(token, raw="0", kind="figures", sound="")
        elif token.word in _HOMOPHONES and before and after:
            heard[at] = replace(token, raw=_HOMOPHONES[token.word], kind="figures", sound="")
        elif token.kind == "figures" and not token.raw.isdecimal():
            heard[at] = replace(token, raw=token.raw.replace(",", "").replace(".", ""))
    return heard


def _may_stand_between(token: Token) -> bool:
    return words.is_filler(token) or token.raw in "/:" or token.sound in sounds_of(_PLUS) or token.raw == "+"


def is_digit_word(token: Token) -> bool:
    return words.value_like(token) or words.repeats(token) is not None or token.sound in sounds_of(_ZERO)
