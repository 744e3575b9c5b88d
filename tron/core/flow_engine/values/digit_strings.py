"""Digits of which nobody knows how many there are, as they were said: an order number, with the zeros in front."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tron.core.flow_engine.values import number_words as words
from tron.core.flow_engine.values.corrections import segments, started_again
from tron.core.flow_engine.values.digits import Dictated, dictated, is_digit_word, is_restated, mended
from tron.core.flow_engine.values.model import Parsed, missing
from tron.core.flow_engine.values.tokens import Token, tokenise

LONGEST: Final = 30
_FEW: Final = 3
"""Digits that, said after a "no", replace as many at the end; more of them are the whole number anew."""
_LONGEST_PARTIAL: Final = 200


def parse_digit_string(said: str, so_far: str) -> Parsed:
    """The digits as text; those of `so_far` go before them, unless they are said anew or corrected."""
    before = so_far if so_far.isdecimal() else ""
    text = said if before else f"{so_far} {said}".strip()
    tokens: Sequence[Token] = tokenise(text)
    again = started_again(tokens)
    if again is not None and any(map(is_digit_word, again)):
        tokens, before = again, ""
    if tokens and words.repeats(tokens[-1]) is not None:
        return missing("incomplete", f"{before} {text}".strip()[-_LONGEST_PARTIAL:])
    first, *corrections = segments(tokens, is_digit_word)
    digits = before
    for corrects, part in ((False, first), *((True, part) for part in corrections)):
        found = _longest(part)
        if found is None:
            return missing("ambiguous")
        digits = _joined(digits, found, corrects=corrects)
    if not digits:
        return missing("nothing")
    return Parsed(digits) if len(digits) <= LONGEST else missing("invalid")


def is_only_digits(said: str) -> bool:
    """Whether nothing else was said, a word such as "and" aside."""
    return sum(not (is_digit_word(token) or words.is_filler(token)) for token in tokenise(said)) <= 1


def _longest(tokens: Sequence[Token]) -> str | None:
    """Of what was said without a correction; empty where no digits were, None where it may be either of two."""
    found = list(dict.fromkeys(_meant(run) for run in dictated(tokens)))
    length = max(map(len, found), default=0)
    longest = [digits for digits in found if len(digits) == length]
    return None if len(longest) > 1 else "".join(longest)


def _meant(run: Dictated) -> str:
    """Without a word before figures that is none of them: "likh do 4567"."""
    said = run.digits.lstrip("+")
    return run.digits[len(run.pieces[0]) :] if run.weak[0] and len(run.pieces) == 2 and len(run.pieces[1]) > 1 else said


def _joined(before: str, said: str, *, corrects: bool) -> str:
    if not before or not said or said == before or is_restated(before, said):
        return said or before
    if anew := mended(before, said):
        return anew
    if corrects:
        return before[: -len(said)] + said if len(said) < min(_FEW, len(before)) else said
    return before + said
