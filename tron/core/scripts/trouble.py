"""When vendors fail in a talk: what to say, and when it is kinder to end."""

from __future__ import annotations

from tron.core.scripts.courtesies import courtesies

MOST_UNCLEAR = 2
MOST_FAILED = 2
"""Answers in a row that the model did not give, before a talk without lines of its own is over."""


class Trouble:
    """Of one talk. `carries_on`: prepared lines of its own hold the talk when the model does not."""

    def __init__(self, language: str, *, carries_on: bool, unclear: int = 0) -> None:
        self.language = language
        self._words = courtesies(language)
        self._carries_on = carries_on
        self._unclear = unclear
        self._failed = 0

    def speak(self, language: str) -> None:
        """From now on in this language."""
        self.language, self._words = language, courtesies(language)

    @property
    def goodbye(self) -> str:
        return self._words.trouble_goodbye

    def understood(self) -> None:
        """The caller was heard."""
        self._unclear = 0

    def ask_again(self) -> str | None:
        """What to say to words that nobody could make out; None: it is time to end."""
        self._unclear += 1
        if self._unclear > MOST_UNCLEAR:
            return None
        return self._words.unclear[(self._unclear - 1) % len(self._words.unclear)]

    def replied(self, *, failed: bool) -> bool:
        """What became of the model's answer; True: it is time to end."""
        self._failed = self._failed + 1 if failed else 0
        return self._failed >= MOST_FAILED and not self._carries_on
