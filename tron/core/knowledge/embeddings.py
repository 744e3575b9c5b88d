"""What works out the meaning of texts as vectors: a model on this machine, or a server that the settings name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tron.core.settings import SettingsSnapshot

NO_MODEL = "none"
EMBEDDINGS = ("builtin", "multilingual", "ollama", "openai", "custom", NO_MODEL)
EMBEDDINGS_AT_ONCE = 32
"""Texts that one request may hold."""


class Embedder(Protocol):
    """One model. Its vectors have the length 1, so that their product is how alike two texts are."""

    @property
    def name(self) -> str:
        """Tells models apart: vectors of different ones cannot be compared."""
        ...

    @property
    def dimensions(self) -> int | None:
        """Numbers in a vector; None where only its first answer tells."""
        ...

    @property
    def unlike(self) -> float:
        """The cosine of texts that have nothing to do with each other: a match counts from there to 1."""
        ...

    def knows(self, text: str) -> bool:
        """Whether it knows the language of this text: a vector of another one says nothing."""
        ...

    async def embed(self, texts: Sequence[str], *, question: bool = False) -> list[list[float]]:
        """A vector for each text, at most EMBEDDINGS_AT_ONCE. Raises TronError: it is away, or refuses.

        Some models tell a question from the passages that may answer it.
        """
        ...


class Embedders(Protocol):
    """The models that can be had."""

    def find(self, settings: SettingsSnapshot) -> Embedder | None:
        """The one that the settings name; None where it is switched off or not set up. Asks nobody."""
        ...
