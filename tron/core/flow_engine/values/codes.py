"""Codes of letters and digits in fixed places: found in speech, in one go or in chunks, with corrections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tron.core.flow_engine.values.code_line import CodeLine, code_line
from tron.core.flow_engine.values.corrections import segments, started_again
from tron.core.flow_engine.values.letters import Unit, is_spelled, spelled, units_of
from tron.core.flow_engine.values.model import Parsed, Problem, missing
from tron.core.flow_engine.values.tokens import Token, tokenise
from tron.core.flow_engine.values.written_codes import written_out

_WORD = 3
"""Letters of what may be a word."""
_FEW = 2
"""Pieces of an utterance in which a word is letters."""
_MOST = 1000
"""Units that are looked at, the last ones: a bound on the work for what is no code."""
_RECENT = 60
"""Units before a correction that it may be about."""
_CORRECTIONS = 20
"""Corrections of one utterance that are followed, the last ones."""


@dataclass(frozen=True, slots=True)
class CodeRule:
    """Templates, the likeliest first: L a letter, D a digit, A either."""

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
    """The place of its first unit."""
    noise: int
    """How many of its units are likely words of the sentence."""


def parse_code(said: str, so_far: str, rule: CodeRule) -> Parsed:
    """The code in what was said, after what earlier chunks gave."""
    tokens: Sequence[Token] = written_out(tokenise(said), rule.templates, lambda code: not rule.problem(code))
    again = started_again(tokens)
    if again is not None and any(map(is_spelled, again)):
        tokens, so_far = again, ""
    units = units_of(so_far[-_RECENT:])
    carried = len(units)
    first, *corrections = segments(tokens, is_spelled)
    units += spelled(first)
    for part in corrections[-_CORRECTIONS:]:
        units = _corrected(units[-_RECENT:], spelled(part), rule)
    if len(units) > _MOST:
        units, carried = units[-_MOST:], 0
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


def _is_begun(text: str, line: CodeLine, start: int, end: int) -> bool:
    """Words of the sentence begin a code only with figures behind them: "ka 05". So does a word among others."""
    if any(char.isdigit() for char in text):
        return True
    spelled_out = end - start > 1 or len(line.starts) <= _FEW or 1 < len(text) < _WORD
    return spelled_out and not line.noise(start, end)


_NONE = _Match("", False, 0, 0)


def _corrected(before: list[Unit], after: list[Unit], rule: CodeRule) -> list[Unit]:
    """What stands after a correction: a whole code by itself, else the last piece is replaced."""
    while before and (before[-1].skipped or not (before[-1].letters or before[-1].digits)):
        before = before[:-1]
    said = [unit for unit in after if unit.letters or unit.digits]
    if not said:
        return before
    length = sum(len(unit.letters or unit.digits) for unit in said)
    for units in (after, before[:-1] + after, before[:-length] + after, before + after):
        if any(match.whole and not rule.problem(match.text) for match in _matches(units, rule)):
            return units
    return before[:-1] + after


def _matches(units: Sequence[Unit], rule: CodeRule) -> list[_Match]:
    """The best match from each place: whole codes first, the cleanest and latest of them first."""
    line = code_line(units)
    found = [match for start in range(len(line.starts)) if (match := _best_from(line, start, rule))]
    return sorted(found, key=lambda match: (not match.whole, match.noise, -match.start))


def _best_from(line: CodeLine, start: int, rule: CodeRule) -> _Match | None:
    """The first whole code from a place, a valid one if there is one; else the likeliest beginning of one."""
    whole = [
        _Match(text, True, start, line.noise(start, end))
        for template in rule.templates
        for text, end in line.whole(start, template)
    ]
    if whole:
        return next((match for match in whole if not rule.problem(match.text)), whole[0])
    begun = [
        _Match(text, False, start, line.noise(start, end))
        for template in rule.templates
        for text, end in line.beginnings(start, template)
        if rule.begins(text) and _is_begun(text, line, start, end)
    ]
    return max(begun, key=_likelihood, default=None)
