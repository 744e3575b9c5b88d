"""Values that were marked sensitive, as they may be said aloud: their end alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tron.core.flow_engine.state import FlowState

LONG: Final = 8
"""Letters and digits from which on the last four give nothing away."""
SHORT: Final = 4
"""A secret number of so many is not said at all."""


def speakable(state: FlowState) -> Mapping[str, Any]:
    """The variables for what is said, told to a model, or noted: of sensitive ones the end, of sensitive numbers
    nothing, for part of an amount is another amount."""
    if not state.sensitive:
        return state.variables
    hidden = frozenset(state.sensitive)
    return {name: ending(value) if name in hidden else value for name, value in state.variables.items()}


def ending(value: Any) -> Any:
    """4111111111111234 as "1 2 3 4"; mappings and lists with each of their texts so."""
    if isinstance(value, Mapping):
        return {name: ending(one) for name, one in value.items()}
    if isinstance(value, list):
        return [ending(one) for one in value]
    return " ".join(last_letters(value)) if isinstance(value, str) else ""


def last_letters(text: str) -> str:
    """The last four letters or digits, of a short text two, of a secret number none."""
    letters = "".join(char for char in text if char.isalnum())
    if len(letters) <= SHORT:
        return ""
    return letters[-4:] if len(letters) >= LONG else letters[-2:]
