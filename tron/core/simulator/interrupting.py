"""The caller over the agent, in writing: after so many of its words. As on a call, "ok" and "haan" do not interrupt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from tron.core.ports import Heard
from tron.core.scripts.phrases import is_backchannel
from tron.core.speech import speaking_seconds

ANSWER_WITHIN: Final = 1.0
"""Seconds: an "ok" said this close to the end of a line is the answer to it."""
_WORD: Final = re.compile(r"\S+")
Effect = Literal["cuts", "waits", "passes"]


@dataclass(frozen=True, slots=True)
class Interruption:
    """What the caller does once the agent has said `words` more words. `heard` None: they hang up."""

    words: int
    heard: Heard | None

    def effect(self, text: str, *, interruptible: bool) -> Effect:
        """On a line that it falls into: it cuts it, it waits until the flow listens, or it passes unnoticed."""
        rest = speaking_seconds(text) - speaking_seconds(first_words(text, self.words))
        heard = self.heard
        if heard is not None and heard.kind == "speech" and is_backchannel(heard.text):
            return "waits" if rest <= ANSWER_WITHIN else "passes"
        # Who hangs up asks nobody.
        cuts = count_words(text) > self.words and (interruptible or heard is None)
        return "cuts" if cuts else "waits"


def count_words(text: str) -> int:
    return len(_WORD.findall(text))


def first_words(text: str, count: int) -> str:
    """The beginning of the text up to the end of its `count`-th word."""
    ends = [found.end() for found in _WORD.finditer(text)][:count]
    return text[: ends[-1]] if ends else ""
