"""What a caller says in confidence, as it may be written down; for keys see flow_engine.state."""

from __future__ import annotations

from tron.core.flow_engine.state import MASK
from tron.core.scripts.wishes import wants_no_calls


def is_masked(text: str) -> bool:
    """Whether the words behind it were hidden."""
    return text == MASK


def masked_words(text: str) -> str:
    """Hidden whole; but a wish never to be called again must be found at the call's end too."""
    return text if not text or wants_no_calls(text) else MASK
