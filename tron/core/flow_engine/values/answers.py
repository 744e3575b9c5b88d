"""Yes or no, and free words."""

from __future__ import annotations

import re
from typing import Final

from tron.core.flow_engine.values.corrections import segments
from tron.core.flow_engine.values.model import Parsed, missing
from tron.core.flow_engine.values.tokens import LONGEST, tokenise
from tron.core.scripts.phrases import yes_no

_SENTENCES: Final = re.compile(r"[.,!?;।\n]+")
_MANY: Final = 20
"""Sentences that are looked at one by one."""


def parse_yes_no(said: str) -> Parsed:
    """True or False; ambiguous where both were said."""
    answer = yes_no(said)
    parts = segments(tokenise(said), lambda _: False)
    if answer is None and len(parts) > 1:
        answer = yes_no(" ".join(token.raw for token in parts[-1]))
    if answer is not None:
        return Parsed(answer)
    words = [token.raw for token in parts[-1] if token.kind == "word"][-_MANY:]
    sentences = [sentence for sentence in _SENTENCES.split(said) if sentence.strip()][-_MANY:]
    answers = {yes_no(piece) for piece in sentences} - {None} or {yes_no(word) for word in words} - {None}
    if answers == {True, False}:
        return missing("ambiguous")
    by_sentence = {yes_no(sentence) for sentence in sentences} - {None}
    return Parsed(by_sentence.pop()) if len(by_sentence) == 1 else missing("nothing")


def parse_text(said: str, so_far: str) -> Parsed:
    """The words themselves, with single spaces. The full stop is the recogniser's: they go into other sentences."""
    words = " ".join(f"{so_far} {said}"[-LONGEST:].split()).rstrip(" .।")
    return Parsed(words) if words else missing("nothing")
