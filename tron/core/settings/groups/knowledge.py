"""Search in what agents know."""

from __future__ import annotations

from tron.core.knowledge.embeddings import EMBEDDINGS
from tron.core.settings import kinds

KNOWLEDGE = (
    kinds.choice(
        "knowledge.embeddings",
        "Search by meaning",
        "Which model finds passages by what they mean. Built-in: English; multilingual: a download; none: words alone.",
        EMBEDDINGS,
        default="builtin",
    ),
    kinds.text(
        "knowledge.embeddings_model",
        "Model for that",
        "The provider's name for it. Without one: text-embedding-3-small at OpenAI, bge-m3 at Ollama, and "
        "multilingual-e5-small of those that can be downloaded.",
        max_length=100,
        examples=("text-embedding-3-small", "bge-m3", "nomic-embed-text"),
        advanced=True,
    ),
    kinds.url(
        "knowledge.embeddings_endpoint",
        "Its address",
        "Only where it is not the provider's usual one; with its /v1.",
        advanced=True,
    ),
    kinds.decimal(
        "knowledge.threshold",
        "Least match",
        "From 0 to 1. What matches a question less is not used: the agent says that it will check.",
        low=0,
        high=1,
        default=0.3,
        advanced=True,
    ),
)
