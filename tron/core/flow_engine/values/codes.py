"""Codes of letters and digits in fixed places: found in speech, in one go or in chunks, with corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tron.core.flow_engine.values.corrections import segments, started_again
from tron.core.flow_engine.values.letters import Unit, is_spelled, spelled, units_of
from tron.core.flow_engine.values.model import Parsed, Problem, missing
from tron.core.flow_engine.values.tokens import Token, tokenise

_WORD = 3
"""Letters of what may be a word."""
_FEW = 2
"""Pieces of an utterance in which a word is letters."""
_MANY = 8
"""Readings of one beginning that are followed."""


@dataclass(frozen=True, slots=True)
class CodeRule:
    """Templates, the likeliest first: L a letter, D a digit, A either, any other character itself."""

    templates: tuple[str, ...]
    problem: Callable[[str], Problem]
    """Of a whole code: why it is none, or ""."""
    begins: Callable[[str], bool] = lambda _: True
    """Whether a code may begin so."""


@dataclass(frozen=True, slots=True)
class _Match:
    text: str
    whole: bool
    start: int
    end: int
    noise: int


def parse_code(said: str, so_far: str, rule: CodeRule) -> Parsed:
    """The code in what was said, after what earlier chunks gave."""
    tokens: Sequence[Token] = tokenise(said)
    again = started_again(tokens)
    if again is not None and any(map(is_spelled, again)):
        tokens, so_far = again, ""
    units = units_of(so_far)
    carried = len(units)
    for index, part in enumerate(segments(tokens, is_spelled)):
        units = _corrected(units, spelled(part), rule) if index else units + spelled(part)
    return _result(_matches(units, rule), carried, rule)


def _result(matches: Sequence[_Match], carried: int, rule: CodeRule) -> Parsed:
    whole = [match for match in matches if match.whole]
    for match in whole:
        if not rule.problem(match.text):
            return Parsed(match.text)
    if whole:
        return missing(rule.problem(whole[0].text))
    partial = _partial(matches, carried)
    return missing("incomplete", partial) if partial else missing("nothing")


def _partial(matches: Sequence[_Match], carried: int) -> str:
    """The longest beginning, rather of spelled letters than of words; earlier chunks go first unless restated."""
    if not carried:
        return max(matches, key=_likelihood, default=_NONE).text
    joined = max((match for match in matches if match.start == 0), key=lambda match: len(match.text), default=_NONE)
    new = [match for match in matches if match.start >= carried and not match.noise]
    again = max(new, key=lambda match: len(match.text), default=_NONE)
    restated = len(again.text) > carried and again.text.startswith(joined.text[:carried])
    return again.text if restated else joined.text


def _likelihood(match: _Match) -> tuple[int, int]:
    return -match.noise, len(match.text)


def _is_begun(match: _Match, units: Sequence[Unit]) -> bool:
    """Words of the sentence begin a code only with figures behind them: "ka 05". So does a word among others."""
    if any(char.isdigit() for char in match.text):
        return True
    return not match.noise and (match.end - match.start > 1 or len(match.text) < _WORD or len(units) <= _FEW)


_NONE = _Match("", False, 0, 0, 0)


def _corrected(before: list[Unit], after: list[Unit], rule: CodeRule) -> list[Unit]:
    """What stands after a correction: a whole code by itself, else the last piece is replaced."""
    while before and (before[-1].skipped or not (before[-1].letters or before[-1].digits)):
        before = before[:-1]
    said = [unit for unit in after if unit.letters or unit.digits]
    if not said:
        return before
    for units in (after, before[:-1] + after, before + after):
        if any(match.whole and not rule.problem(match.text) for match in _matches(units, rule)):
            return units
    return before[:-1] + after


def _matches(units: Sequence[Unit], rule: CodeRule) -> list[_Match]:
    """The best match from each place: whole codes first, the cleanest and latest of them first."""
    found = [match for start in range(len(units)) if (match := _best_from(units, start, rule))]
    return sorted(found, key=lambda match: (not match.whole, match.noise, -match.start))


def _best_from(units: Sequence[Unit], start: int, rule: CodeRule) -> _Match | None:
    if units[start].skipped:
        return None
    found = [match for template in rule.templates for match in _fits(units, start, template)]
    whole = [match for match in found if match.whole]
    if whole:
        return next((match for match in whole if not rule.problem(match.text)), whole[0])
    begun = [match for match in found if rule.begins(match.text) and _is_begun(match, units)]
    return max(begun, key=_likelihood, default=None)


def _fits(units: Sequence[Unit], start: int, template: str) -> Iterator[_Match]:
    """The whole codes from `start`, and the longest beginnings of one, with and without words of the sentence."""
    texts, noise, end = [""], 0, start
    for at in range(start, min(len(units), start + 3 * len(template))):
        unit = units[at]
        if unit.skipped:
            continue
        if unit.noise and texts[0]:
            yield _Match(texts[0], False, start, end, noise)
        longer = [text + part for text in texts for part in _parts(unit) if _fit(text + part, len(text), template)]
        end, noise = at + 1, noise + unit.noise
        yield from (_Match(text, True, start, end, noise) for text in longer if len(text) == len(template))
        texts = [text for text in longer if len(text) < len(template)][:_MANY]
        if not texts:
            return
    if texts[0]:
        yield _Match(texts[0], False, start, end, noise)


def _parts(unit: Unit) -> Iterator[str]:
    if unit.digits:
        yield unit.digits
    if unit.letters:
        yield unit.letters


def _fit(text: str, start: int, template: str) -> bool:
    """Whether the characters from `start` on stand in their places."""
    if len(text) > len(template):
        return False
    return all(_stands(char, place) for char, place in zip(text[start:], template[start:], strict=False))


def _stands(char: str, place: str) -> bool:
    if place == "A":
        return True
    return char.isdigit() if place == "D" else char.isalpha()
