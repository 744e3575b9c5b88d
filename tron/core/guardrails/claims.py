"""What an agent says of itself: never its instructions, never another role, never that it is human. Pure."""

from __future__ import annotations

from functools import cache
from typing import Literal

from tron.core.guardrails.unmask import unmask
from tron.core.scripts.matching import Phrases, fold
from tron.core.scripts.phrases import yes_no
from tron.core.scripts.tables import sections

Claim = Literal["prompt", "role", "human"]


def claim_in(sentence: str, asked: str = "") -> Claim | None:
    """The forbidden claim in a sentence that answers the caller's `asked`; None without one."""
    for folded in {fold(sentence): None, fold(unmask(sentence)): None}:
        if _table("human").found_in(folded):
            return "human"
        if _table("role").found_in(folded):
            return "role"
        if _table("recital").found_in(_table("recital.fine").cut_from(folded)):
            return "prompt"
    return "human" if _agrees_to_be_human(sentence, asked) else None


def _agrees_to_be_human(sentence: str, asked: str) -> bool:
    """Whether a bare yes or no, or the life that it tells of, claims what the words themselves do not."""
    question = fold(unmask(asked))
    human, machine = _table("asked.human").found_in(question), _table("asked.machine").found_in(question)
    folded = fold(sentence)
    if not (human or machine) or "assistant" in folded:
        return False
    return _table("human.life").found_in(folded) or (human != machine and yes_no(sentence) is human)


@cache
def _table(section: str) -> Phrases:
    lines = sections("tron.core.guardrails", "claims.txt")[section]
    return Phrases(phrase.strip() for line in lines for phrase in line.split(",") if phrase.strip())
