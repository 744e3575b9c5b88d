"""The models of vectors, by the settings."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2

from tron.core.knowledge.embeddings import Embedder
from tron.core.settings import SettingsSnapshot
from tron.providers.embeddings.builtin import BuiltinEmbedder
from tron.providers.embeddings.downloaded import USUAL, DownloadedEmbedder
from tron.providers.embeddings.server import ServerEmbedder
from tron.providers.engines.client import EngineClient
from tron.providers.engines.downloads.catalogue import Catalogue, packaged_catalogue

PATIENCE = 5.0
"""Seconds that the engines may take to come (back). Who asks in a call waits for much less by itself."""
USUAL_MODELS = {"openai": "text-embedding-3-small", "ollama": "bge-m3"}


class EmbeddingModels:
    """Fulfils Embedders. One per process; `aclose` at its end."""

    def __init__(self, engines_socket: Path, catalogue: Catalogue | None = None) -> None:
        self._catalogue = catalogue
        self._engines = EngineClient(engines_socket, patience=PATIENCE)
        self._client: httpx2.AsyncClient | None = None
        self._making = asyncio.Lock()

    def find(self, settings: SettingsSnapshot) -> Embedder | None:
        provider = settings.get_str("knowledge.embeddings")
        if provider == "builtin":
            return BuiltinEmbedder(self._engines)
        if provider == "multilingual":
            return self._multilingual(settings)
        model = settings.get_optional("knowledge.embeddings_model") or USUAL_MODELS.get(provider)
        address = _address(provider, settings)
        key = settings.get_optional(f"ai.{provider}_api_key") if provider in {"openai", "custom"} else None
        if model is None or address is None or (provider == "openai" and key is None):
            return None
        return ServerEmbedder(provider, str(model), address, str(key) if key else None, self._http)

    def _multilingual(self, settings: SettingsSnapshot) -> Embedder | None:
        """The one that the settings name, else the usual one; it need not be here yet."""
        catalogue = self._catalogue or packaged_catalogue()
        model = catalogue.find(str(settings.get_optional("knowledge.embeddings_model") or USUAL))
        return DownloadedEmbedder(model, self._engines) if model and model.kind == "embedding" else None

    async def aclose(self) -> None:
        await self._engines.close()
        if self._client is not None:
            await self._client.aclose()

    async def _http(self) -> httpx2.AsyncClient:
        """Made in a thread: it loads certificates, and calls would have no sound meanwhile."""
        async with self._making:
            if self._client is None:
                with ThreadPoolExecutor(1, thread_name_prefix="embeddings-client") as thread:
                    self._client = await asyncio.get_running_loop().run_in_executor(thread, httpx2.AsyncClient)
            return self._client


def _address(provider: str, settings: SettingsSnapshot) -> str | None:
    """With its /v1. An address of its own stands before the one that answers for the agents."""
    own = settings.get_optional("knowledge.embeddings_endpoint")
    if provider == "ollama":
        base = str(own or settings.get_str("ai.ollama_endpoint")).rstrip("/")
        return base if base.endswith("/v1") else f"{base}/v1"
    if provider in {"openai", "custom"}:
        found = own or settings.get_optional(f"ai.{provider}_endpoint")
        return str(found) if found else None
    return None
