"""What the words of an opening say of who speaks, by a table that a person can read and widen (openings.txt)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from tron.core.scripts.matching import Phrases, fold
from tron.core.scripts.tables import sections

Voice = Literal["human", "machine", "perhaps_machine", "screening", "announcement"]

ANNOUNCEMENTS: Final = ("switched_off", "not_reachable", "not_answering", "no_such_number")
LONGEST_HUMAN_WORDS: Final = 12
"""People who answer say little before somebody answers them; a longer text with a machine's words is a machine's."""


@dataclass(frozen=True, slots=True)
class Said:
    """`voice` is who seems to speak; `what` says which announcement."""

    voice: Voice
    what: str = ""


CERTAIN: Final[tuple[tuple[str, Said], ...]] = (
    ("human.strong", Said("human")),
    ("screening", Said("screening")),
    ("machine.certain", Said("machine")),
    *((f"announcement.{what}", Said("announcement", what)) for what in ANNOUNCEMENTS),
)
"""Tables that decide alone, in this order."""


def what_it_says(text: str) -> Said | None:
    """Who says this, as far as the words alone tell; None where they tell nothing.

    Somebody who says of a third person that he is not there is a human: only what no person says at a telephone
    makes a machine.
    """
    folded = fold(text)
    if not folded:
        return None
    certain = next((said for section, said in CERTAIN if _table(section).found_in(folded)), None)
    if certain is not None:
        return certain
    human = _table("human").found_in(folded)
    if human and len(folded.split()) <= LONGEST_HUMAN_WORDS:
        return Said("human")
    if _table("machine.strong").found_in(folded):
        return Said("machine")
    if _table("machine.weak").found_in(folded):
        return Said("perhaps_machine")
    return Said("human") if human else None


@cache
def _tables() -> dict[str, list[str]]:
    return dict(sections("tron.core.call_engine.answered", "openings.txt"))


@cache
def _table(section: str) -> Phrases:
    return Phrases(_tables()[section])
