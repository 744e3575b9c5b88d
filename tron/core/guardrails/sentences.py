"""Where a sentence is whole while its text still comes: the same places at which the voice begins to speak it."""

from __future__ import annotations

ENDS = ".!?।॥\n"
SURE_ENDS = "।॥\n"
"""What ends a sentence whatever follows."""
SHORTEST = 12
"""Characters; what is shorter is joined to what follows."""


def next_end(text: str) -> int | None:
    """How many characters of `text` are a whole sentence with the space behind it; None while it may go on."""
    for at, char in enumerate(text):
        if char not in ENDS or len(text[: at + 1].strip()) < SHORTEST:
            continue
        followed = at + 1 < len(text) and text[at + 1].isspace()
        if followed or char in SURE_ENDS:
            return at + 1 + followed
    return None
