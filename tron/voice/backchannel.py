"""Keeps "haan", "ok", "mm" from ending the agent's speech: it paused at the sound, hears the word, and goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

ANSWER_WITHIN = 1.0
"""Said this close to the end of the agent's speech, a backchannel word is the answer to it."""


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A backchannel word said while `played` seconds of the agent's utterance had been played."""

    text: str
    played: float


class BackchannelFilter:
    """Decides about the caller's words while the agent speaks."""

    def __init__(self, is_backchannel: Callable[[str], bool]) -> None:
        self._is_backchannel = is_backchannel
        self._held: list[HeardWord] = []
        self._voice_at = 0.0

    def speech_began(self) -> None:
        """The agent starts an utterance."""
        self._held = []
        self._voice_at = 0.0

    def voice_began(self, played: float) -> None:
        """The caller's voice starts while `played` seconds of the utterance have been played."""
        self._voice_at = played

    def swallows(self, text: str, *, final: bool) -> HeardWord | None:
        """The word to leave out of the recogniser's stream while the agent speaks, or None to let it through."""
        if not text.strip() or not self._is_backchannel(text):
            return None
        word = HeardWord(text.strip(), self._voice_at)
        if final:
            self._held.append(word)
        return word

    def answer(self, total: float) -> str:
        """Words said in the last second of an utterance that played out with `total` seconds; "" when none."""
        words = [word.text for word in self._held if total - word.played <= ANSWER_WITHIN]
        self._held = []
        return " ".join(words)
