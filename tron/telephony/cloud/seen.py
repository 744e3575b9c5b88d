"""What came once and may not come again."""

from __future__ import annotations

from collections import OrderedDict

from tron.core.clock import Clock

REMEMBERED_SECONDS = 3600.0
MOST_REMEMBERED = 50_000


class Seen:
    """Signatures of the last hour, in this process. A call's own facts (its state, its token) guard it after that."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: OrderedDict[str, float] = OrderedDict()

    def first(self, signature: str) -> bool:
        """False when it was here before; remembered from now on."""
        now = self._clock.monotonic()
        while self._seen and (len(self._seen) >= MOST_REMEMBERED or self._oldest() < now - REMEMBERED_SECONDS):
            self._seen.popitem(last=False)
        if signature in self._seen:
            return False
        self._seen[signature] = now
        return True

    def forget(self, signature: str) -> None:
        """It came to nothing, and may come again."""
        self._seen.pop(signature, None)

    def _oldest(self) -> float:
        return next(iter(self._seen.values()))
