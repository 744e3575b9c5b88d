"""Typed values out of what a caller said or typed, in English, Hindi and Hinglish.

`parse_value` finds a value in an utterance, also among other words and over several chunks; `parse_keys` reads the
keypad; `read_back` says a value so that the caller can check it.
"""

from tron.core.flow_engine.values.keys import keypad_possible
from tron.core.flow_engine.values.model import Choice, Parsed, Problem, ValueKind
from tron.core.flow_engine.values.parse import parse_keys, parse_value
from tron.core.flow_engine.values.speech import read_back

__all__ = [
    "Choice",
    "Parsed",
    "Problem",
    "ValueKind",
    "keypad_possible",
    "parse_keys",
    "parse_value",
    "read_back",
]
