"""The built-in model of vectors, in this process: its numbers, and what it finds alike."""

from __future__ import annotations

import json

import numpy as np
import pytest

from tron.providers.engines.embedding import MOST_TEXTS, PACKAGE, EmbeddingEngine
from tron.providers.engines.engine import BadRequest, package_folder
from tron.providers.engines.minilm import MiniLM


@pytest.fixture(scope="module")
def model() -> MiniLM:
    return MiniLM(package_folder(PACKAGE) / "model")


def alike(model: MiniLM, one: str, other: str) -> float:
    first, second = model.embed([one, other])
    return float(first @ second)


@pytest.mark.parametrize(
    ("other", "cosine"),
    # As sentence-transformers gives them for this model.
    [("That is a happy dog", 0.695), ("That is a very happy person", 0.943), ("Today is a sunny day", 0.257)],
)
def test_it_finds_alike_what_the_original_does(model: MiniLM, other: str, cosine: float):
    assert alike(model, "That is a happy person", other) == pytest.approx(cosine, abs=0.001)


def test_texts_in_one_batch_do_not_touch_each_other(model: MiniLM):
    texts = ["short", "a rather longer text with more words in it", "मिला", "", "word " * 2000]
    together = model.embed(texts)
    for row, text in zip(together, texts, strict=True):
        np.testing.assert_allclose(row, model.embed([text])[0], atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


def test_the_engine_answers_in_steps():
    engine = EmbeddingEngine()
    facts = engine.load()
    assert facts["dimensions"] == 384
    pieces = list(engine.run({}, json.dumps(["one", "two", "three", "four", "five"]).encode()))
    assert [head["count"] for head, _ in pieces] == [4, 1]
    assert sum(len(body) for _, body in pieces) == 5 * 384 * 4
    for body in ("{}", "[1]", json.dumps(["x"] * (MOST_TEXTS + 1))):
        with pytest.raises(BadRequest):
            list(engine.run({}, body.encode()))
