"""A multilingual model that was downloaded, run by the engines' process."""

from __future__ import annotations

from collections.abc import Sequence

from tron.providers.engines.client import EngineClient
from tron.providers.engines.downloads.catalogue import CatalogueModel

USUAL = "multilingual-e5-small"
_REVISION = 8


class DownloadedEmbedder:
    """Fulfils Embedder. Raises EngineRefused until the model is here, EngineUnavailable where the process is away.

    Its revision is part of its name: vectors of other weights under the same name are never compared with its own.
    """

    dimensions = None

    def __init__(self, model: CatalogueModel, engines: EngineClient) -> None:
        self.name = f"downloaded/{model.id}@{model.revision[:_REVISION]}"
        self.unlike = model.unlike
        self._asked = {"model": model.id, "revision": model.revision}
        self._engines = engines

    def knows(self, text: str) -> bool:
        del text
        return True

    async def embed(self, texts: Sequence[str], *, question: bool = False) -> list[list[float]]:
        return await self._engines.embed(texts, {**self._asked, "question": question})
