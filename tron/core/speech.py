"""Values for spoken words that every room shares: plain data, no audio library.

Sound is 16 kHz, mono, signed 16-bit little-endian PCM; times are seconds from the start of that sound.
"""

from __future__ import annotations

from dataclasses import dataclass

SAMPLE_RATE = 16_000
FRAME_MS = 20
FRAME_SAMPLES = SAMPLE_RATE * FRAME_MS // 1000
FRAME_BYTES = FRAME_SAMPLES * 2

CHARACTERS_PER_SECOND = 14.0


def speaking_seconds(text: str) -> float:
    """About how long it takes to say `text`."""
    return max(0.4, len(text) / CHARACTERS_PER_SECOND)


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """One word and where it sounds, in seconds from the start of its utterance."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class SpokenUtterance:
    """Synthesised sound together with its words: what a practice person carries (16 kHz mono s16le PCM)."""

    id: str
    pcm: bytes
    words: tuple[SpokenWord, ...]
    language: str

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return len(self.pcm) / 2 / SAMPLE_RATE

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)
