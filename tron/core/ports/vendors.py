"""What the vendors of speech and models implement, and the built-in engines beside them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from tron.core.chat import ModelChoice, Piece, Row, ToolSpec
from tron.core.models.engines import EngineModelOut, EnginesOut
from tron.core.speech import SpokenUtterance

if TYPE_CHECKING:
    from tron.core.settings import SettingsSnapshot


@dataclass(frozen=True, slots=True)
class Transcript:
    """Recognised speech. `language` is BCP 47 where the recogniser tells."""

    text: str
    language: str | None = None
    seconds: float = 0.0


class SpeechToText(Protocol):
    """Whole-utterance recognition (16 kHz mono s16le PCM)."""

    async def transcribe(self, pcm: bytes, language: str) -> Transcript: ...


class TextToSpeech(Protocol):
    """Speech from text, as one utterance with its words, or as a stream of PCM chunks."""

    async def synthesize(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> SpokenUtterance: ...

    def stream(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> AsyncIterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class SpokenPart:
    """One line of a transcript: its words, their language (BCP 47), and its sound (16 kHz mono s16le) if recorded."""

    text: str
    language: str
    pcm: bytes | None = None


class Translator(Protocol):
    """Makes the English transcript beside the spoken one, after the call. One takes the words, another the sound."""

    async def english(self, parts: Sequence[SpokenPart]) -> list[str]:
        """A text for each part, in order; "" where none could be had. Raises VendorTrouble where all would fail."""
        ...


class LanguageModel(Protocol):
    """A chat model."""

    def reply(
        self, messages: Sequence[Row], *, temperature: float, max_tokens: int, tools: Sequence[ToolSpec] = ()
    ) -> AsyncIterator[Piece]:
        """Its answer as it comes, never what it only thinks. An empty text says that it is alive.

        Raises VendorTrouble (core/vendors.py); `timed_out` also where it stalls.
        """
        ...


@runtime_checkable
class ReadsAhead(Protocol):
    """A model that can be got ready while it rings. Raises nothing."""

    async def read_ahead(self, messages: Sequence[Row], tools: Sequence[ToolSpec] = ()) -> None:
        """Loads it and lets it read a persona where it keeps what it has read; else opens a connection."""
        ...


class LanguageModels(Protocol):
    """Which models can talk freely now."""

    async def find(self, choice: ModelChoice, settings: SettingsSnapshot) -> LanguageModel | None:
        """The chosen one; None where it is not set up: the agent speaks its prepared lines."""
        ...


class Abilities(LanguageModels, Protocol):
    """What the built-in engines can do with the models they have now."""

    async def hears(self, language: str) -> bool:
        """Whether the recogniser knows this language (BCP 47)."""
        ...

    async def voices(self) -> str:
        """A name for how the voices sound now: speech that was kept under another one sounds different."""
        ...


class EngineRoom(Protocol):
    """The built-in engines of this process and the models they can be given."""

    async def report(self) -> EnginesOut: ...

    async def fetch(self, model_id: str) -> EngineModelOut:
        """Begin to download a model, or go on. Raises Invalid, and Conflict when it is here."""
        ...

    async def remove(self, model_id: str) -> EngineModelOut:
        """Cancel its download, or remove it. Raises NotFound."""
        ...
