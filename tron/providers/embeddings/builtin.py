"""The model that comes along (all-MiniLM-L6-v2), run by the engines' process. It knows English only."""

from __future__ import annotations

from collections.abc import Sequence

from tron.core.knowledge.reading.language import language_of
from tron.providers.engines.client import EngineClient


class BuiltinEmbedder:
    """Fulfils Embedder. Raises EngineUnavailable where the package or the process is missing."""

    name = "builtin/all-minilm-l6-v2"
    dimensions = 384
    unlike = 0.0

    def __init__(self, engines: EngineClient) -> None:
        self._engines = engines

    def knows(self, text: str) -> bool:
        """What is written in Latin letters; Hinglish too, of which it knows the English words."""
        return language_of(text) == "en"

    async def embed(self, texts: Sequence[str], *, question: bool = False) -> list[list[float]]:
        del question
        return await self._engines.embed(texts)
