"""A sentence model of multilingual-e5-small's formats, small and random, and its vectors worked out another way."""

from __future__ import annotations

import json
import math
import struct
from typing import Any

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

WORDS = ["query", "passage", ":", "▁refund", "▁rifand", "▁रिफंड", "▁कब", "▁मिलेगा", "▁when", "▁is", "▁it", "▁paid", "▁"]
SIZE, HEADS, LAYERS, INNER, PLACES = 24, 3, 2, 40, 32
EPSILON = 1e-12


def tokenizer() -> Tokenizer:
    """As XLM-R's: a unigram model behind a metaspace, `<s>` and `</s>` around."""
    vocabulary = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    vocabulary += [(word, -float(at)) for at, word in enumerate(WORDS, 1)]
    made = Tokenizer(models.Unigram(vocabulary, unk_id=3, byte_fallback=False))
    made.normalizer = normalizers.NFKC()
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    made.enable_padding(pad_id=1, pad_token="<pad>", length=40)  # must not count
    return made


def weights(seed: int = 5) -> dict[str, np.ndarray]:
    """All tensors by BERT's names."""
    random = np.random.default_rng(seed)

    def some(*shape: int) -> np.ndarray:
        return random.normal(0, 0.3, shape).astype(np.float32)

    found = {
        "embeddings.word_embeddings.weight": some(len(WORDS) + 4, SIZE),
        "embeddings.position_embeddings.weight": some(PLACES, SIZE),
        "embeddings.token_type_embeddings.weight": some(2, SIZE),
        **_normal("embeddings.LayerNorm", some),
    }
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        shapes = {f"attention.self.{part}": (SIZE, SIZE) for part in ("query", "key", "value")}
        shapes |= {"attention.output.dense": (SIZE, SIZE), "intermediate.dense": (INNER, SIZE)}
        shapes |= {"output.dense": (SIZE, INNER)}
        for part, (out, into) in shapes.items():
            found |= {f"{name}.{part}.weight": some(out, into), f"{name}.{part}.bias": some(out)}
        found |= _normal(f"{name}.attention.output.LayerNorm", some) | _normal(f"{name}.output.LayerNorm", some)
    return found


def _normal(name: str, some: Any) -> dict[str, np.ndarray]:
    return {f"{name}.weight": 1 + some(SIZE), f"{name}.bias": some(SIZE)}


def files(**config: Any) -> dict[str, bytes]:
    """The model's files by name."""
    about = {
        "model_type": "bert",
        "hidden_act": "gelu",
        "num_attention_heads": HEADS,
        "num_hidden_layers": LAYERS,
        "layer_norm_eps": EPSILON,
        "max_position_embeddings": PLACES,
    }
    return {
        "config.json": json.dumps({**about, **config}).encode(),
        "tokenizer.json": tokenizer().to_str().encode(),
        "model.safetensors": _safetensors(weights()),
    }


def _safetensors(tensors: dict[str, np.ndarray]) -> bytes:
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    body = b""
    for name, numbers in {**tensors, "embeddings.position_ids": np.arange(PLACES)[None]}.items():
        dtype = "F32" if numbers.dtype == np.float32 else "I64"
        raw = numbers.tobytes()
        header[name] = {
            "dtype": dtype,
            "shape": list(numbers.shape),
            "data_offsets": [len(body), len(body) + len(raw)],
        }
        body += raw
    head = json.dumps(header).encode()
    return struct.pack("<Q", len(head)) + head + body


def vector(text: str, seed: int = 5) -> np.ndarray:
    """What the model makes of a text: one word after the other, in float64, with the real error function."""
    tensors = {name: numbers.astype(np.float64) for name, numbers in weights(seed).items()}
    made = tokenizer()
    made.no_padding()
    made.enable_truncation(PLACES)
    ids = made.encode(text).ids
    rows = [
        _layer_norm(
            tensors,
            "embeddings.LayerNorm",
            tensors["embeddings.word_embeddings.weight"][one]
            + tensors["embeddings.position_embeddings.weight"][place]
            + tensors["embeddings.token_type_embeddings.weight"][0],
        )
        for place, one in enumerate(ids)
    ]
    for layer in range(LAYERS):
        rows = _block(tensors, f"encoder.layer.{layer}", rows)
    mean = sum(rows) / len(rows)
    return mean / np.sqrt((mean * mean).sum())


def _block(tensors: dict[str, np.ndarray], name: str, rows: list[np.ndarray]) -> list[np.ndarray]:
    def dense(part: str, row: np.ndarray) -> np.ndarray:
        return tensors[f"{name}.{part}.weight"] @ row + tensors[f"{name}.{part}.bias"]

    queries, keys, values = (
        [dense(f"attention.self.{part}", row) for row in rows] for part in ("query", "key", "value")
    )
    found = []
    width = SIZE // HEADS
    for at, row in enumerate(rows):
        parts = []
        for head in range(HEADS):
            here = slice(head * width, (head + 1) * width)
            shares = np.array([math.exp(queries[at][here] @ key[here] / math.sqrt(width)) for key in keys])
            parts.append(sum(share * value[here] for share, value in zip(shares / shares.sum(), values, strict=True)))
        seen = dense("attention.output.dense", np.concatenate(parts))
        middle = _layer_norm(tensors, f"{name}.attention.output.LayerNorm", row + seen)
        wide = np.array([x * 0.5 * (1 + math.erf(x / math.sqrt(2))) for x in dense("intermediate.dense", middle)])
        found.append(_layer_norm(tensors, f"{name}.output.LayerNorm", middle + dense("output.dense", wide)))
    return found


def _layer_norm(tensors: dict[str, np.ndarray], name: str, row: np.ndarray) -> np.ndarray:
    scaled = (row - row.mean()) / math.sqrt(row.var() + EPSILON)
    return scaled * tensors[f"{name}.weight"] + tensors[f"{name}.bias"]
