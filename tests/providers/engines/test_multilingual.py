"""The multilingual model of vectors: fetched from a server that breaks off, loaded, asked by its name."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.providers.engines import sentence_model
from tests.providers.engines.downloads.mirror import Mirror, serving
from tests.snapshots import settings_with
from tron.core.knowledge.ranking import match
from tron.providers.embeddings import EmbeddingModels
from tron.providers.embeddings.downloaded import DownloadedEmbedder
from tron.providers.engines.downloads.catalogue import Catalogue, CatalogueModel, packaged_catalogue
from tron.providers.engines.downloads.fetch import Limits
from tron.providers.engines.downloads.jobs import Downloads
from tron.providers.engines.downloads.store import ModelStore
from tron.providers.engines.embedding import EmbeddingEngine
from tron.providers.engines.engine import BadRequest
from tron.providers.engines.minilm import MiniLM
from tron.providers.engines.trial import Trials

TEXTS = ["रिफंड कब मिलेगा", "when is it paid", "", "refund", "when is it paid " * 30]


def written(folder: Path, **config: Any) -> Path:
    for name, body in sentence_model.files(**config).items():
        (folder / name).write_bytes(body)
    return folder


def entry(mirror: Mirror, **changes: Any) -> CatalogueModel:
    prefixes = {"before_questions": "query: ", "before_passages": "passage: "}
    return mirror.model("tongues", kind="embedding", languages=("hi", "en"), **{**prefixes, **changes})


async def fetched(tmp_path: Path, mirror: Mirror) -> tuple[ModelStore, CatalogueModel]:
    store, model = ModelStore(tmp_path / "models"), entry(mirror)
    downloads = Downloads(Catalogue(models=(model,)), store, mirror.base, limits=Limits(pauses=(0.0,), reserve=0))
    job = downloads.begin(model)
    await downloads.wait(model.id)
    await downloads.close()
    assert job.problem is None
    return store, model


class InThisProcess:
    """The engines' client, without their process."""

    def __init__(self, engine: EmbeddingEngine) -> None:
        self._engine = engine

    async def embed(self, texts: Sequence[str], model: Mapping[str, Any] | None = None) -> list[list[float]]:
        pieces = self._engine.run(dict(model or {}), json.dumps(list(texts)).encode())
        return [row.tolist() for head, body in pieces for row in np.frombuffer(body, "<f4").reshape(head["count"], -1)]


def test_its_numbers_are_those_of_the_architecture(tmp_path: Path):
    together = MiniLM(written(tmp_path), 512).embed(TEXTS)
    for row, text in zip(together, TEXTS, strict=True):
        np.testing.assert_allclose(row, sentence_model.vector(text), atol=2e-5)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("config", [{"model_type": "xlm-roberta"}, {"hidden_act": "relu"}], ids=str)
def test_another_architecture_is_refused(tmp_path: Path, config: dict[str, str]):
    """Its numbers would come out, and mean nothing."""
    with pytest.raises(ValueError, match="architecture"):
        MiniLM(written(tmp_path, **config))


async def test_it_comes_by_download_and_answers_by_its_name(tmp_path: Path):
    mirror = Mirror()
    mirror.files = sentence_model.files()
    mirror.faults = ["cut"]
    async with serving(mirror):
        store, model = await fetched(tmp_path, mirror)
    assert mirror.ranged, "it went on where it stopped"
    engine = EmbeddingEngine(store.of_kind("embedding"), Trials(store.folder))
    facts = engine.load()
    assert facts["models"] == ["tongues"]
    assert facts["languages"] == ["en", "hi"]
    embedder = DownloadedEmbedder(model, InThisProcess(engine))  # type: ignore[arg-type]
    [asked] = await embedder.embed(["when is it paid"], question=True)
    [told] = await embedder.embed(["when is it paid"])
    np.testing.assert_allclose(asked, sentence_model.vector("query: when is it paid"), atol=2e-5)
    np.testing.assert_allclose(told, sentence_model.vector("passage: when is it paid"), atol=2e-5)
    assert embedder.knows("रिफंड कब मिलेगा")


async def test_no_other_model_answers_for_it(tmp_path: Path):
    mirror = Mirror()
    mirror.files = sentence_model.files()
    async with serving(mirror):
        store, model = await fetched(tmp_path, mirror)
    empty, full = EmbeddingEngine(), EmbeddingEngine(store.of_kind("embedding"))
    for engine in (empty, full):
        engine.load()
    newer = model.model_copy(update={"revision": "r2"})
    with pytest.raises(BadRequest, match="not here"):
        await DownloadedEmbedder(model, InThisProcess(empty)).embed(["x"])  # type: ignore[arg-type]
    with pytest.raises(BadRequest, match="another revision"):
        await DownloadedEmbedder(newer, InThisProcess(full)).embed(["x"])  # type: ignore[arg-type]
    names = {DownloadedEmbedder(one, InThisProcess(full)).name for one in (model, newer)}  # type: ignore[arg-type]
    assert names == {"downloaded/tongues@r1", "downloaded/tongues@r2"}
    [own] = await InThisProcess(full).embed(["one"])
    assert len(own) == 384


async def test_rubbish_leaves_the_one_that_came_along(tmp_path: Path):
    mirror = Mirror()
    mirror.files = {**sentence_model.files(), "model.safetensors": b"no"}
    async with serving(mirror):
        store, _ = await fetched(tmp_path, mirror)
    engine = EmbeddingEngine(store.of_kind("embedding"), Trials(store.folder))
    facts = engine.load()
    assert (facts["model"], facts["models"]) == ("all-minilm-l6-v2", [])
    assert "tongues did not load" in facts["problem"]


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({}, "downloaded/multilingual-e5-small@614241f6"),
        ({"knowledge.embeddings_model": "multilingual-e5-small"}, "downloaded/multilingual-e5-small@614241f6"),
        ({"knowledge.embeddings_model": "whisper-small"}, None),
        ({"knowledge.embeddings_model": "bge-m3"}, None),
    ],
    ids=str,
)
async def test_the_settings_name_it(tmp_path: Path, values: dict[str, str], name: str | None):
    models = EmbeddingModels(tmp_path / "none.sock")
    found = models.find(settings_with({"knowledge.embeddings": "multilingual", **values}))
    await models.aclose()
    assert (found.name if found else None) == name


def test_what_has_nothing_to_do_with_a_question_is_below_the_threshold():
    """Its cosines of strangers lie near 0.8; the setting's 0.3 stands for 0.84 there."""
    model = packaged_catalogue().find("multilingual-e5-small")
    assert model is not None
    assert match(0.82, model.unlike) < 0.3 < match(0.85, model.unlike)
    assert (match(0.5, model.unlike), match(1.0, model.unlike)) == (0.0, 1.0)
    assert match(0.3, 0.0) == 0.3
