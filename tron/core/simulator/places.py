"""How many simulations a process holds at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tron.core.errors import Unavailable


class TooManySimulations(Unavailable):
    code = "too_many_simulations"


class Places:
    """Counted places; nobody waits for one."""

    def __init__(self, limit: int = 50) -> None:
        self._limit = limit
        self._taken = 0

    @contextmanager
    def take(self) -> Iterator[None]:
        """One place for as long as the block runs. Raises TooManySimulations."""
        if self._taken >= self._limit:
            raise TooManySimulations(
                f"{self._limit} simulators are open already.", hint="Close one in another window, then try again."
            )
        self._taken += 1
        try:
            yield
        finally:
            self._taken -= 1
