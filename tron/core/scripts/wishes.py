"""The one wish that binds everybody: never to be called again. The talk and the call's end read it alike."""

from __future__ import annotations

from tron.core.guardrails.unmask import unmask
from tron.core.scripts.phrases import is_opt_out


def wants_no_calls(words: str) -> bool:
    """Whether the wish is there, also in letters that only look or sound like it."""
    if is_opt_out(words):
        return True
    unmasked = unmask(words)
    return unmasked != words and is_opt_out(unmasked)
