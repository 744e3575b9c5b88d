"""What flows say of their own: short sentences for keys, values and times, in each language that calls are held in.

They stand in wording.json, with the English words that people say. All but Hindi and English were NOT checked by native
speakers. Values and times in them are read out in Hindi, and in English for all others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from pydantic import BaseModel, ConfigDict, TypeAdapter

ENGLISH: Final = "en"


class Wording(BaseModel):
    """One language's. {braces} are filled in by `str.format`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    invalid_key: str
    no_keys: str
    ask_when: str
    ask_when_again: str
    callback: str
    callback_lost: str
    go_on: str
    take_time: str
    so_far: str
    confirm: str
    confirm_end: str
    not_right: str
    over: str
    closed: str
    by_keypad: str
    not_heard: str
    say_again: str
    by_digit: str
    by_letter: str
    by_number: str
    by_date: str
    by_time: str
    by_yes_no: str
    by_choice: str


_HOW: Final[Mapping[str, str]] = {
    "number": "by_number",
    "money": "by_number",
    "date": "by_date",
    "time": "by_time",
    "digits": "by_digit",
    "phone": "by_digit",
    "pincode": "by_digit",
    "email": "by_letter",
    "pan": "by_letter",
    "gstin": "by_letter",
    "upi": "by_letter",
    "vehicle": "by_letter",
    "yes_no": "by_yes_no",
    "choice": "by_choice",
}
"""The sentence that says how a value of each kind is best said; any other is said again slowly."""


def in_other_words(words: Wording, kind: str, choices: Sequence[str]) -> str:
    """How a value of the kind is best said, for those whose answer was not understood. `choices`: as they are said."""
    said: str = getattr(words, _HOW.get(kind, "say_again"))
    return said.replace("{choices}", ", ".join(choices))


def wording(language: str) -> Wording:
    """Of a BCP 47 code; English where the language has none."""
    known = wordings()
    return known.get(language.split("-", maxsplit=1)[0].lower()) or known[ENGLISH]


@cache
def wordings() -> Mapping[str, Wording]:
    """By language, without its country."""
    text = files("tron.core.flow_engine").joinpath("wording.json").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, Wording]).validate_json(text)
