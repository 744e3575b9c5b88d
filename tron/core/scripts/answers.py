"""Values taken from what a caller said: numbers, phone numbers, yes or no, the words themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from tron.core.flow_engine.values import number_tables, parse_value
from tron.core.flow_engine.values.digits import DigitRule, parse_digits
from tron.core.models.agent_parts import PreparedLine
from tron.core.scripts.matching import fold
from tron.core.scripts.phrases import yes_no

# "Eight out of ten", "das me se aath": what is counted up to is no answer.
_FULL = "ten|five|hundred|10|5|100|das|dus|panch|paanch|sau|दस|पाँच|पांच|सौ"
_OUT_OF = re.compile(
    rf"(?<!\S)(?:out of|from) (?:the )?(?:{_FULL})(?!\S)|(?<!\S)(?:{_FULL}) (?:me|mein|men|में|मे) (?:se|से)(?!\S)",
    re.IGNORECASE,
)
_BARE_YES = 2

TYPED = frozenset({"$number", "$phone", "$yes_no"})
PHONE_DIGITS = range(10, 14)
_PHONE = DigitRule(lambda digits: _as_phone(digits.lstrip("+")), at_least=PHONE_DIGITS.stop)
_LANGUAGE, _DAY = "en-IN", datetime(2000, 1, 1, tzinfo=UTC)
"""Of a number neither matters."""


def answer_value(kind: str, utterance: str) -> str | int | float | None:
    """The value of `$phone`, `$number`, `$yes_no` or `$text` in the utterance; any other `kind` is itself a value.

    None when the utterance holds no such value.
    """
    if kind == "$text":
        return utterance.strip() or None
    if kind == "$number":
        return number_in(utterance)
    if kind == "$phone":
        return phone_in(utterance)
    if kind == "$yes_no":
        said = yes_no(utterance)
        return None if said is None else ("yes" if said else "no")
    return kind


def number_in(utterance: str) -> int | float | str | None:
    """The number in the utterance; its digits as text where they are the number of something, such as a card."""
    found = parse_value("number", _OUT_OF.sub(" ", utterance), language=_LANGUAGE, now=_DAY).value
    return found if isinstance(found, int | float | str) else None


def number_word(word: str) -> int | None:
    """The number up to a hundred that a folded word names."""
    return _folded().get(word)


def phone_in(utterance: str) -> str | None:
    """The 10 to 13 digits in the utterance, spoken or written, as digits only."""
    found = parse_digits(utterance, "", _PHONE).value
    return found if isinstance(found, str) else None


def _as_phone(digits: str) -> str | None:
    return digits if len(digits) in PHONE_DIGITS else None


def branch_of(pending: PreparedLine, utterance: str) -> str | None:
    """The line after a yes or a no to the pending one, if it has one."""
    said = yes_no(utterance)
    if said and "$text" in pending.expects.values() and len(utterance.split()) > _BARE_YES:
        # "Yes, by Friday" is the answer that was asked for, not only a yes.
        return None
    return pending.on_yes if said else pending.on_no if said is False else None


def typed_values(pending: PreparedLine, utterance: str) -> dict[str, Any]:
    """What the pending line expects of a definite kind; None where the utterance does not have it."""
    kinds = {name: kind for name, kind in pending.expects.items() if kind in TYPED}
    return {name: answer_value(kind, utterance) for name, kind in kinds.items()}


def all_values(pending: PreparedLine, utterance: str) -> dict[str, Any]:
    """Everything the pending line expects that the utterance has."""
    return present({name: answer_value(kind, utterance) for name, kind in pending.expects.items()})


def present(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values without the missing ones."""
    return {name: value for name, value in values.items() if value is not None}


@cache
def _folded() -> Mapping[str, int]:
    return {fold(word): int(number) for number, words in number_tables.rows(number_tables.UNDER_101) for word in words}
