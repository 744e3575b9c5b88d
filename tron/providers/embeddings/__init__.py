"""Who makes vectors of texts, for knowledge bases."""

from tron.providers.embeddings.registry import EmbeddingModels

__all__ = ["EmbeddingModels"]
