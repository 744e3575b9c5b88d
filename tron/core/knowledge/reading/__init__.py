"""Documents to passages, in a process of its own (`python -m tron.core.knowledge.reading`): files are not trusted."""

from tron.core.knowledge.reading.apart import Piece, ReadDocument, read_apart

__all__ = ["Piece", "ReadDocument", "read_apart"]
