"""The call's transcript as it grows, and how often unfinished words are shown."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from tron.core.private_words import masked_words

PARTIALS_APART = 1 / 3
Speaker = Literal["agent", "caller", "supervisor"]


def words_heard(text: str, share: float) -> str:
    """The words of `text` that sounded when `share` of its sound had been played; a word counts once half of it did."""
    reached = share * len(text)
    heard: list[str] = []
    at = 0
    for word in text.split():
        at = text.index(word, at)
        if at + len(word) / 2 > reached:
            break
        heard.append(word)
        at += len(word)
    return " ".join(heard)


@dataclass(frozen=True, slots=True)
class TranscriptEntry:
    """One utterance. Times in seconds since the answer; `text` of the agent is what was really heard."""

    role: Speaker
    text: str
    start: float
    end: float
    interrupted: bool = False

    def payload(self) -> dict[str, Any]:
        """As stored and shown."""
        return {
            "role": self.role,
            "text": self.text,
            "start": round(self.start, 2),
            "end": round(self.end, 2),
            "interrupted": self.interrupted,
        }


class TranscriptLog:
    """Collects entries and publishes them as call.transcript payloads through `publish`."""

    def __init__(self, publish: Callable[[dict[str, Any]], None]) -> None:
        self.entries: list[TranscriptEntry] = []
        self.answered_at = time.time()
        self._publish = publish
        self._partial_at = 0.0
        self._partial = ""
        self._partial_start: float | None = None
        self._private = False
        self._private_until = 0.0

    @property
    def private(self) -> bool:
        """Whether the caller's words are masked."""
        return self._private

    @private.setter
    def private(self, on: bool) -> None:
        if self._private and not on:
            self._private_until = time.time()
        self._private = on

    def in_confidence(self, started_at: float) -> bool:
        """Whether words that began then (time.time()) are masked: what began in confidence ends in it."""
        return self._private or started_at < self._private_until

    def since_answer(self, wall_time: float) -> float:
        """time.time() as seconds since the answer."""
        return max(wall_time - self.answered_at, 0.0)

    def add(
        self,
        role: Speaker,
        text: str,
        started_at: float,
        ended_at: float,
        *,
        interrupted: bool = False,
        private: bool = False,
    ) -> None:
        """A finished utterance; times by time.time(). `private`: masked, whenever it began."""
        start = self.since_answer(started_at)
        if role != "agent" and (private or self.in_confidence(started_at)):
            text = masked_words(text)
        entry = TranscriptEntry(role, text, start, max(self.since_answer(ended_at), start), interrupted)
        self.entries.append(entry)
        if role == "caller":
            self._partial, self._partial_start = "", None
        self._publish({**entry.payload(), "final": True})

    def partial(self, text: str) -> None:
        """Unfinished words of the caller: published when they changed, at most three times a second."""
        now = time.time()
        start = self._partial_start = self._partial_start or now
        if not text or self.in_confidence(start) or text == self._partial or now - self._partial_at < PARTIALS_APART:
            return
        self._partial, self._partial_at = text, now
        entry = TranscriptEntry("caller", text, self.since_answer(self._partial_start), self.since_answer(now))
        self._publish({**entry.payload(), "final": False})
