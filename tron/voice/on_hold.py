"""The far side is away for a while ("ek minute", a company's waiting line): nobody asks whether they are there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from tron.core.scripts.phrases import asks_to_hold

WAIT_SECONDS: Final = 45.0
"""How long silence is waited out, instead of the few seconds that a talk has."""
LONGEST_SECONDS: Final = 300.0
"""After so long, repeated requests to hold notwithstanding, silence counts as everywhere."""

Tell = Callable[[str, Mapping[str, Any]], None]


class OnHold:
    """Of one call. `now` gives seconds since the answer."""

    def __init__(self, tell: Tell, now: Callable[[], float]) -> None:
        self._tell = tell
        self._now = now
        self._since: float | None = None

    def heard(self, words: str) -> None:
        """A turn of the far side: a request to hold, or somebody is there again."""
        if asks_to_hold(words):
            if self._since is None:
                self._since = self._now()
                self._tell("call.on_hold", {"at": round(self._since, 2)})
        else:
            self.over()

    def over(self) -> None:
        """They are there, or were waited for long enough."""
        if self._since is not None:
            seconds, self._since = self._now() - self._since, None
            self._tell("call.off_hold", {"seconds": round(seconds, 1)})

    def patience(self, timeout: float) -> float:
        """Seconds of silence until somebody asks, where the talk itself would ask after `timeout`."""
        if self._since is None or self._now() - self._since > LONGEST_SECONDS:
            return timeout
        return max(timeout, WAIT_SECONDS)
