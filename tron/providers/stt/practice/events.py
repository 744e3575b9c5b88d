"""What the practice recogniser says. All times are seconds of received audio."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    """Sound rose out of the background at `at`, known or not."""

    at: float


@dataclass(frozen=True, slots=True)
class Partial:
    """The words of the current utterance that have arrived and are not yet in a Final."""

    text: str
    language: str
    start: float


@dataclass(frozen=True, slots=True)
class Final:
    """Words that will not change. An utterance with a long pause inside gives several, each with its own words."""

    text: str
    language: str
    start: float
    end: float
    utterance_id: str


@dataclass(frozen=True, slots=True)
class SpeechEnded:
    """Sound sank into the background; `at` is where it ended, not when that was sure."""

    at: float


RecogniserEvent = SpeechStarted | Partial | Final | SpeechEnded
