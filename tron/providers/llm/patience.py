"""How long a caller can wait for a model."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds. `first_token_within` counts from the request, connecting included; thoughts are no token.

    While a model thinks aloud it may take up to `longest_thought` from the request on: fillers bridge that.
    `longest_wait` is the longest Retry-After that is waited for.
    """

    connect: float = 2.0
    first_token_within: float = 3.0
    longest_thought: float = 12.0
    between_tokens: float = 4.0
    longest_wait: float = 1.0
