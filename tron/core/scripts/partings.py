"""How people answer a goodbye: thanks, a greeting, "you too". None of it asks to go on."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tron.core.scripts.matching import fold
from tron.core.scripts.phrases import is_backchannel, is_goodbye
from tron.core.scripts.tables import sections
from tron.core.scripts.units import any_of, nothing_but

MOST_UNITS: Final = 12


def answers_goodbye(utterance: str) -> bool:
    """Whether it only takes leave, or only acknowledges; what else is said beside that is a reason to go on."""
    if is_backchannel(utterance) or is_goodbye(utterance):
        return True
    text = fold(utterance)
    if _holds("parting").search(text):
        return _only("parting", "acknowledged", "titles", "beside").fullmatch(text) is not None
    plain = _only("acknowledged", "titles").fullmatch(text) is not None
    return plain and _holds("acknowledged").search(text) is not None


@cache
def _only(*names: str) -> re.Pattern[str]:
    return nothing_but(_units(*names), MOST_UNITS)


@cache
def _holds(name: str) -> re.Pattern[str]:
    return any_of(_units(name))


def _units(*names: str) -> set[str]:
    tables = sections("tron.core.scripts", "partings.txt")
    return {fold(unit) for name in names for line in tables[name] for unit in line.split(",")}
