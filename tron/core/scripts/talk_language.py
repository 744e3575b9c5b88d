"""The language a talk is in: what the model is told of it, and what is kept for the number's next call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tron.core.languages import LanguageChange, LanguageTracker
from tron.core.ports import Heard
from tron.core.voices import LANGUAGES

_NAMES = {language.code: language.name for language in LANGUAGES}


class TalkLanguage:
    """Of one talk. `known` is what this number spoke last; `follows`: the agent answers in the caller's language."""

    def __init__(self, primary: str, known: str | None = None, *, follows: bool = True) -> None:
        self._primary = primary
        self._follows = follows
        self._tracker = LanguageTracker(primary, start=known if follows else None)
        self.turns = 0
        """Turns of the caller in it, in this talk."""

    @property
    def spoken(self) -> str:
        """What the caller speaks, whether the agent follows or not."""
        return self._tracker.language

    @property
    def now(self) -> str:
        """What the agent answers in, BCP 47."""
        return self._tracker.language if self._follows else self._primary

    def memory(self) -> list[Any]:
        """All that is needed to go on elsewhere, as JSON types; for `recall`."""
        return [*self._tracker.memory(), self.turns]

    def recall(self, memory: Sequence[Any]) -> None:
        language, other, in_a_row, self.turns = memory
        self._tracker.recall((language, other, in_a_row))

    def heard(self, heard: Heard) -> LanguageChange | None:
        """A turn of the caller; the change of language that it makes, if any."""
        change = self._tracker.hear(heard.text, heard.language, heard.confidence)
        self.turns = 1 if change is not None else self.turns + 1
        return change if self._follows else None

    def instructions(self) -> str:
        """For the model, with each reply."""
        if self.now == self._primary:
            return ""
        return f"The person speaks {_NAMES[self.now]} now: answer in {_NAMES[self.now]}, in its own script."
