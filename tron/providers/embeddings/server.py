"""Models behind OpenAI's protocol: OpenAI, Ollama, any other server with /v1/embeddings."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import httpx2

from tron.core.vendors import VendorTrouble

SECONDS = 20.0
MOST_CHARACTERS = 8000
LONGEST_VECTOR = 8192

Clients = Callable[[], Awaitable[httpx2.AsyncClient]]
"""The process's client, made when it is first asked for."""


class ServerEmbedder:
    """Fulfils Embedder. Such models are taken to know all languages."""

    dimensions = None
    unlike = 0.0

    def __init__(self, provider: str, model: str, base_url: str, key: str | None, client: Clients) -> None:
        self.name = f"{provider}/{model}"
        self._model = model
        self._url = f"{base_url.rstrip('/')}/embeddings"
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = client

    def knows(self, text: str) -> bool:
        del text
        return True

    async def embed(self, texts: Sequence[str], *, question: bool = False) -> list[list[float]]:
        """Raises VendorTrouble."""
        del question
        body = {"model": self._model, "input": [text[:MOST_CHARACTERS] for text in texts], "encoding_format": "float"}
        try:
            client = await self._client()
            answer = await client.post(self._url, json=body, headers=self._headers, timeout=SECONDS)
        except httpx2.TimeoutException:
            raise self._trouble("timed_out", "did not answer in time") from None
        except httpx2.HTTPError:
            raise self._trouble("unreachable", "cannot be reached") from None
        if answer.status_code != 200:
            raise self._refusal(answer.status_code)
        try:
            rows = sorted(answer.json()["data"], key=lambda row: int(row["index"]))
            vectors = [_unit(row["embedding"]) for row in rows]
        except (ValueError, TypeError, LookupError):
            raise self._trouble("refused", "gave no vectors") from None
        if len(vectors) != len(texts) or len({len(vector) for vector in vectors}) > 1:
            raise self._trouble("refused", "gave other vectors than were asked for")
        return vectors

    def _refusal(self, status: int) -> VendorTrouble:
        if status in {401, 403}:
            return self._trouble("wrong_key", "does not accept the key")
        if status == 404:
            return self._trouble("model_not_found", "does not have this model")
        return self._trouble("refused", f"refused ({status})")

    def _trouble(self, state: Any, what: str) -> VendorTrouble:
        return VendorTrouble(state, f"{self.name} {what}.", hint="Check the model of knowledge bases in the settings.")


def _unit(numbers: Any) -> list[float]:
    """The vector with the length 1. Raises ValueError, TypeError."""
    vector = [float(number) for number in numbers]
    length = math.sqrt(sum(number * number for number in vector))
    if not 0 < len(vector) <= LONGEST_VECTOR or not math.isfinite(length) or length == 0:
        raise ValueError("no vector")
    return [number / length for number in vector]
