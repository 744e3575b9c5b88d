"""Models behind OpenAI's protocol, and which one the settings name."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tests.emulators.server import Emulator
from tests.snapshots import settings_with
from tron.core.vendors import VendorTrouble
from tron.providers.embeddings import EmbeddingModels


@dataclass
class Vectors(Emulator):
    """Answers each text with its length and number, out of order."""

    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    answer: Any = None

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/v1/embeddings", self._embed)]

    async def _embed(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.asked.append(body)
        self.keys.append(request.headers.get("Authorization"))
        if self.answer is not None:
            return web.json_response(self.answer)
        rows = [{"index": at, "embedding": [3.0 * len(text), 4.0 * len(text)]} for at, text in enumerate(body["input"])]
        return web.json_response({"data": rows[::-1]})


@pytest.fixture
async def server() -> AsyncIterator[Vectors]:
    async with Vectors() as one:
        yield one


@pytest.fixture
async def models(tmp_path: Path) -> AsyncIterator[EmbeddingModels]:
    made = EmbeddingModels(tmp_path / "none.sock")
    yield made
    await made.aclose()


def custom(server: Vectors, **more: Any):
    return settings_with(
        {
            "knowledge.embeddings": "custom",
            "knowledge.embeddings_model": "many-tongues",
            "ai.custom_endpoint": f"{server.url}/v1",
            **more,
        }
    )


async def test_vectors_come_in_order_and_with_length_one(server: Vectors, models: EmbeddingModels):
    embedder = models.find(custom(server, **{"ai.custom_api_key": "word-of-a-test"}))
    assert embedder is not None
    assert (embedder.name, embedder.knows("कुछ भी")) == ("custom/many-tongues", True)
    assert await embedder.embed(["a", "bb"]) == [pytest.approx([0.6, 0.8]), pytest.approx([0.6, 0.8])]
    assert server.asked == [{"model": "many-tongues", "input": ["a", "bb"], "encoding_format": "float"}]
    assert server.keys == ["Bearer word-of-a-test"]


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"data": []},
        {"data": [{"index": 0, "embedding": []}]},
        {"data": [{"index": 0, "embedding": [0.0, 0.0]}]},
        {"data": [{"index": 0, "embedding": ["x"]}]},
        {"data": [{"index": 0, "embedding": None}]},
        [1],
    ],
)
async def test_rubbish_is_told(server: Vectors, models: EmbeddingModels, answer: Any):
    server.answer = answer
    embedder = models.find(custom(server))
    assert embedder is not None
    with pytest.raises(VendorTrouble) as caught:
        await embedder.embed(["a"])
    assert caught.value.state == "refused"


@pytest.mark.parametrize(
    ("fault", "state"),
    [("unauthorised", "wrong_key"), ("broken", "refused"), ("busy", "refused"), ("hangup", "unreachable")],
)
async def test_faults_are_told(server: Vectors, models: EmbeddingModels, fault: Any, state: str):
    server.fault = fault
    embedder = models.find(custom(server))
    assert embedder is not None
    with pytest.raises(VendorTrouble) as caught:
        await embedder.embed(["a"])
    assert caught.value.state == state


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({}, "builtin/all-minilm-l6-v2"),
        ({"knowledge.embeddings": "none"}, None),
        ({"knowledge.embeddings": "ollama"}, "ollama/bge-m3"),
        ({"knowledge.embeddings": "openai"}, None),
        ({"knowledge.embeddings": "openai", "ai.openai_api_key": "a-word"}, "openai/text-embedding-3-small"),
        ({"knowledge.embeddings": "custom"}, None),
        ({"knowledge.embeddings": "custom", "knowledge.embeddings_model": "m"}, None),
    ],
)
async def test_the_settings_name_the_model(models: EmbeddingModels, values: dict[str, Any], name: str | None):
    found = models.find(settings_with(values))
    assert (found.name if found else None) == name
