"""A line whose calls come in through a server at which the worker registers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol, runtime_checkable

Places = Callable[[], Awaitable[tuple[int, int]]]
"""Places of this worker for calls with sound: free ones, and all."""


class Desk(Protocol):
    """This worker as the server knows it."""

    @property
    def state(self) -> Mapping[str, Any]:
        """For the worker's row and the pages."""
        ...

    @property
    def settled(self) -> bool:
        """Whether its server has known this worker, or there is none to know it. A server that is away later changes
        nothing."""
        ...

    def start(self) -> None:
        """Registers, and stays registered as the settings change."""
        ...

    async def drain(self) -> None:
        """No more callers come; calls that run are not touched."""
        ...

    async def close(self) -> None:
        """Leaves the server. Raises nothing."""
        ...


@runtime_checkable
class HasDesk(Protocol):
    """A line with a Desk; asked for it once in a process."""

    name: str

    def desk(self, places: Places) -> Desk: ...
