"""Lines that hold connections of their own let go of them when their process ends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from tron.core.ports import Line


@runtime_checkable
class Closes(Protocol):
    """A Line with something to close."""

    async def aclose(self) -> None:
        """Raises nothing; may be called twice."""
        ...


async def close_lines(lines: Iterable[Line]) -> None:
    """Close those that can be closed."""
    for line in lines:
        if isinstance(line, Closes):
            await line.aclose()
