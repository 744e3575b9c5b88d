"""Which number of ours may be seen by whom: in India its series says what a call is for. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from tron.core import phone

Category = Literal["promotional", "service", "transactional"]
"""What calls and messages are for, in the words of India's regulator."""
SERIES_OF: Final[Mapping[Category, phone.Series]] = {
    "promotional": "140",
    "service": "1600",
    "transactional": "1600",
}
INDIA: Final = "+91"
Verdict = Literal["free", "fits", "excepted", "no_category", "no_number", "wrong_series"]
ALLOWED: Final[frozenset[Verdict]] = frozenset({"free", "fits", "excepted"})


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: the category that the agent states, and the number that will be seen (E.164; None: nobody knows).

    `own_phone`: whatever is dialled, it rings a softphone that registered with Tron. `loan_recovery`: it asks for
    payments of a loan.
    """

    category: Category | None = None
    number: str | None = None
    own_phone: bool = False
    loan_recovery: bool = False


def judge(caller: Caller, to: str, exceptions: Collection[str]) -> Verdict:
    """Whether this caller may ring `to` (E.164). `exceptions` are numbers of ours that may be seen whatever they are.

    India is told by the country code alone, so that no odd number slips through. An agent has to say its category even
    where its number is excepted.
    """
    if caller.own_phone or not to.startswith(INDIA):
        return "free"
    if caller.category is None:
        return "no_category"
    if caller.number is None:
        return "no_number"
    if phone.series(caller.number) == SERIES_OF[caller.category]:
        return "fits"
    return "excepted" if caller.number in exceptions else "wrong_series"


def best_of(own: Iterable[str], to: str | None, category: Category | None, exceptions: Collection[str]) -> str | None:
    """The one of our numbers to show: the first that fits, else the first that is excepted, else the first."""

    def rank(number: str) -> int:
        verdict = "free" if to is None else judge(Caller(category, number), to, exceptions)
        return 2 if verdict not in ALLOWED else 1 if verdict == "excepted" else 0

    return min(own, key=rank, default=None)
