"""The emulator's ears: the practice recogniser tells what it knows by its sound; Whisper, if there is one, the rest."""

from __future__ import annotations

from dataclasses import dataclass

from tron.core.ports import SpeechToText
from tron.core.speech import SAMPLE_RATE
from tron.providers.stt.practice import Final, Partial, PracticeCatalogue, PracticeRecogniser, SpeechEnded
from tron.providers.stt.practice.events import RecogniserEvent, SpeechStarted

LONGEST = 30 * SAMPLE_RATE * 2


@dataclass(frozen=True, slots=True)
class Began:
    """A voice, or anything as loud."""


@dataclass(frozen=True, slots=True)
class Words:
    """What has been said so far."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Ended:
    """All that was said, "" for what was no speech; `pcm` is its sound."""

    text: str
    language: str
    pcm: bytes


Hearing = Began | Words | Ended


class Ear:
    """One stream of sound, 16 kHz s16le. An utterance ends after `silence` seconds without sound."""

    def __init__(self, catalogue: PracticeCatalogue, silence: float) -> None:
        self._recogniser = PracticeRecogniser(catalogue, end_silence=silence)
        self._pcm = bytearray()
        self._said: list[str] = []
        self._language = ""
        self._began = False

    def feed(self, pcm: bytes) -> list[Hearing]:
        self._pcm += pcm
        del self._pcm[:-LONGEST]
        return self._told(self._recogniser.feed(pcm))

    def flush(self) -> list[Hearing]:
        """The end of an utterance, whatever the sound says; always tells Ended."""
        told = self._told(self._recogniser.flush())
        return told if told and isinstance(told[-1], Ended) else [*told, self._end()]

    def _told(self, events: list[RecogniserEvent]) -> list[Hearing]:
        told: list[Hearing] = []
        for event in events:
            match event:
                case SpeechStarted() if not self._began:
                    told += self._begin()
                case Partial(text, language):
                    told += [*self._begin(), Words(" ".join([*self._said, text]), language)]
                case Final(text, language):
                    told += self._begin()
                    self._said.append(text)
                    self._language = language
                case SpeechEnded():
                    told.append(self._end())
        return told

    def _begin(self) -> list[Hearing]:
        began, self._began = self._began, True
        return [] if began else [Began()]

    def _end(self) -> Ended:
        ended = Ended(" ".join(self._said), self._language, bytes(self._pcm))
        self._said, self._language, self._began = [], "", False
        self._pcm.clear()
        return ended


async def understood(ended: Ended, whisper: SpeechToText | None) -> tuple[str, str]:
    """Words and language of an utterance."""
    if ended.text or whisper is None or len(ended.pcm) < SAMPLE_RATE:
        return ended.text, ended.language or "en-IN"
    heard = await whisper.transcribe(ended.pcm, "en-IN")
    return heard.text, heard.language or "en-IN"
