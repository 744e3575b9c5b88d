"""MiniLM and its kin in numpy: BERT's encoder as the model's files describe it, mean of the words, length 1.

all-MiniLM-L6-v2 (English) and multilingual-e5-small (a MiniLM of 12 layers with XLM-R's words) are such models.

The weights are mapped from their file, not read: what is not used takes no memory.
"""

from __future__ import annotations

import json
import math
import mmap
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

MOST_TOKENS = 256
_ROOT_HALF = np.float32(math.sqrt(0.5))


class MiniLM:
    """`folder` holds model.safetensors, config.json and tokenizer.json. Safe for one thread.

    Raises OSError, and ValueError or LookupError for the files of another architecture.
    """

    def __init__(self, folder: Path, most_tokens: int = MOST_TOKENS) -> None:
        from tokenizers import Tokenizer

        config = json.loads((folder / "config.json").read_text("utf-8"))
        if config["model_type"] != "bert" or config["hidden_act"] != "gelu":
            raise ValueError("not a model of BERT's architecture")
        self._heads = int(config["num_attention_heads"])
        self._epsilon = np.float32(config["layer_norm_eps"])
        self._tokens = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokens.enable_truncation(min(most_tokens, int(config["max_position_embeddings"])))
        self._tokens.no_padding()
        self._weights = _mapped(folder / "model.safetensors")
        self.layers = int(config["num_hidden_layers"])
        self.dimensions = int(self._weights["embeddings.word_embeddings.weight"].shape[1])

    def embed(self, texts: Sequence[str]) -> Floats:
        """One row of length 1 for each text."""
        ids = [encoding.ids for encoding in self._tokens.encode_batch(list(texts))]
        longest = max(map(len, ids))
        tokens = np.zeros((len(ids), longest), np.int64)
        mask = np.zeros((len(ids), longest), np.float32)
        for row, known in enumerate(ids):
            tokens[row, : len(known)] = known
            mask[row, : len(known)] = 1
        hidden = self._words(tokens)
        unseen = (1 - mask[:, None, None, :]) * np.float32(-1e9)
        for layer in range(self.layers):
            hidden = self._layer(f"encoder.layer.{layer}", hidden, unseen)
        mean = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
        found: Floats = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return found

    def _words(self, tokens: NDArray[np.int64]) -> Floats:
        weights = self._weights
        words = weights["embeddings.word_embeddings.weight"][tokens]
        places = weights["embeddings.position_embeddings.weight"][: tokens.shape[1]]
        kinds = weights["embeddings.token_type_embeddings.weight"][0]
        return self._normal("embeddings.LayerNorm", words + places + kinds)

    def _layer(self, name: str, hidden: Floats, unseen: Floats) -> Floats:
        attended = self._linear(f"{name}.attention.output.dense", self._attention(name, hidden, unseen))
        hidden = self._normal(f"{name}.attention.output.LayerNorm", hidden + attended)
        wide = _gelu(self._linear(f"{name}.intermediate.dense", hidden))
        return self._normal(f"{name}.output.LayerNorm", hidden + self._linear(f"{name}.output.dense", wide))

    def _attention(self, name: str, hidden: Floats, unseen: Floats) -> Floats:
        rows, length, size = hidden.shape
        parts = []
        for part in ("query", "key", "value"):
            whole = self._linear(f"{name}.attention.self.{part}", hidden)
            parts.append(whole.reshape(rows, length, self._heads, size // self._heads).transpose(0, 2, 1, 3))
        query, key, value = parts
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32(math.sqrt(size // self._heads)) + unseen
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        scores /= scores.sum(-1, keepdims=True)
        found: Floats = (scores @ value).transpose(0, 2, 1, 3).reshape(rows, length, size)
        return found

    def _linear(self, name: str, value: Floats) -> Floats:
        found: Floats = value @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return found

    def _normal(self, name: str, value: Floats) -> Floats:
        value = value - value.mean(-1, keepdims=True)
        value = value / np.sqrt((value * value).mean(-1, keepdims=True) + self._epsilon)
        found: Floats = value * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return found


def _gelu(value: Floats) -> Floats:
    """x times the share of a normal distribution below x; the error function to 1.5e-7 (Abramowitz, Stegun 7.1.26)."""
    scaled = np.abs(value) * _ROOT_HALF
    t = 1 / (1 + np.float32(0.3275911) * scaled)
    series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    erf = np.sign(value) * (1 - series * np.exp(-scaled * scaled))
    found: Floats = (value * 0.5 * (1 + erf)).astype(np.float32, copy=False)
    return found


def _mapped(path: Path) -> dict[str, Floats]:
    """The tensors of a safetensors file (an eight-byte length, a JSON header, the numbers) as views of the file."""
    with path.open("rb") as file:
        view = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    (length,) = struct.unpack("<Q", view[:8])
    header: dict[str, Any] = json.loads(view[8 : 8 + length])
    found: dict[str, Floats] = {}
    for name, about in header.items():
        if name == "__metadata__" or about["dtype"] != "F32":
            continue
        start, end = about["data_offsets"]
        numbers = np.frombuffer(view, np.float32, (end - start) // 4, 8 + length + start)
        found[name.removeprefix("bert.")] = numbers.reshape(about["shape"])
    return found
