"""Values taken from what a caller said: numbers, phone numbers, yes or no, the words themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from tron.core.models.agent_parts import PreparedLine
from tron.core.scripts.matching import fold
from tron.core.scripts.phrases import yes_no

_NUMBER_WORDS = (
    ("zero", "shunya", "शून्य", "ज़ीरो", "जीरो"),
    ("one", "ek", "एक", "वन"),
    ("two", "do", "दो", "टू"),
    ("three", "teen", "तीन", "थ्री"),
    ("four", "char", "chaar", "चार", "फोर"),
    ("five", "panch", "paanch", "पांच", "पाँच", "फाइव"),
    ("six", "che", "chhe", "chhah", "छह", "छः", "छै", "सिक्स"),
    ("seven", "saat", "sat", "सात", "सेवन"),
    ("eight", "aath", "ath", "आठ", "एट"),
    ("nine", "nau", "नौ", "नाइन"),
    ("ten", "das", "dus", "दस", "टेन"),
)
# "One minute" is no answer to "from one to five".
_NOT_NUMBERS = re.compile(
    r"(?<!\S)\S+ (?:minute|minat|min|second|sec|sekand|मिनट|मिनिट|सेकड|सेकेड)(?!\S)"
    r"|(?<!\S)(?:no|this|that|which|some) one(?!\S)"
)
_OUT_OF = re.compile(r"(?<!\S)(?:out of|from|me se|मे से) (?:ten|five|10|5)(?!\S)")
# Words that mean something else in longer talk.
_WEAK = frozenset(fold(word) for word in ("one", "ek", "do", "sat", "das", "ath", "एक", "दो"))
_SHORT = 4
_BARE_YES = 2
_DIGITS = re.compile(r"\d[\d ,.\-]*")

TYPED = frozenset({"$number", "$phone", "$yes_no"})
PHONE_DIGITS = range(10, 14)


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


def number_in(utterance: str) -> int | float | None:
    """The first number: digits of any Indian script, a word from zero to ten, or three and more digits as words."""
    grouped = re.sub(r"(?<=\d)[, ](?=\d)", "", _ascii_digits(utterance))
    if found := re.search(r"\d+(?:\.\d+)?", grouped):
        value = float(found.group()[:15])
        return int(value) if value.is_integer() else value
    words = _OUT_OF.sub(" ", _NOT_NUMBERS.sub(" ", fold(utterance))).split()
    if spelled := re.search(r"(?:\b\d ){2,}\d\b", " ".join(str(_values().get(word, "-")) for word in words)):
        return int(spelled.group().replace(" ", ""))
    known = [word for word in words if word in _values()]
    strong = [word for word in known if word not in _WEAK]
    if strong:
        return _values()[strong[0]]
    return _values()[known[0]] if known and len(words) <= _SHORT else None


def number_word(word: str) -> int | None:
    """The number that a folded word from zero to ten names."""
    return _values().get(word)


def phone_in(utterance: str) -> str | None:
    """The first run of 10 to 13 digits, spoken digit by digit or written, as digits only."""
    words = [str(_values()[word]) if word in _values() else word for word in fold(utterance).split()]
    for run in _DIGITS.finditer(" ".join(words)):
        digits = re.sub(r"\D", "", run.group())
        if len(digits) in PHONE_DIGITS:
            return digits
    return None


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


def _ascii_digits(text: str) -> str:
    return "".join(str(int(char)) if char.isdecimal() else char for char in text)


@cache
def _values() -> dict[str, int]:
    return {fold(word): value for value, words in enumerate(_NUMBER_WORDS) for word in words}
