"""Tron: a self-hosted AI telecaller. One call is one story told by events (docs/architecture.md)."""

__version__ = "0.1.0"
