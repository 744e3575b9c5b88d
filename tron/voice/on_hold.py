"""The far side is away for a while ("ek minute", a company's waiting line, its music): nobody asks whether they are
there, and nobody answers a tune."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from tron.core.scripts.phrases import asks_to_hold
from tron.voice.music import MusicEar

WAIT_SECONDS: Final = 45.0
"""How long silence is waited out, instead of the few seconds that a talk has."""
LONGEST_SECONDS: Final = 300.0
"""After so long, repeated requests to hold notwithstanding, silence counts as everywhere."""

Tell = Callable[[str, Mapping[str, Any]], None]


class OnHold:
    """Of one call: on hold by request, or by music. `now` gives seconds since the answer."""

    def __init__(self, tell: Tell, now: Callable[[], float]) -> None:
        self._tell = tell
        self._now = now
        self._since: float | None = None
        self._asked = False
        self._given_up = False
        self._ear = MusicEar(self._music)

    @property
    def music(self) -> bool:
        """Whether music plays, and nobody speaks."""
        return self._ear.playing

    def frame(self, frame: bytes) -> bool:
        """The far side's sound (16 kHz mono s16le, in real time); whether it is music that they are on hold for."""
        self._ear.feed(frame)
        if self._ear.playing and self._since is None and not self._given_up:
            self._begin()
        return self._ear.playing and self._since is not None and self._now() - self._since <= LONGEST_SECONDS

    def words(self) -> None:
        """Words were recognised, whatever they are."""
        self._ear.words()

    def sings(self, at: float) -> bool:
        """Whether words that ended `at` (time.time()) are the music's: nobody said them to us."""
        return self._ear.just_before(at)

    def heard(self, words: str) -> None:
        """A turn of the far side: a request to hold, or somebody is there again."""
        self._asked = asks_to_hold(words)
        if not self._asked:
            self.over()
        elif self._since is None:
            self._begin()
        self._given_up = False

    def over(self) -> None:
        """They are there, or were waited for long enough."""
        self._given_up, self._asked = True, False
        if self._since is not None:
            seconds, self._since = self._now() - self._since, None
            self._tell("call.off_hold", {"seconds": round(seconds, 1)})

    def patience(self, timeout: float) -> float:
        """Seconds of silence until somebody asks, where the talk itself would ask after `timeout`."""
        if self._since is None or not self._asked or self._now() - self._since > LONGEST_SECONDS:
            return timeout
        return max(timeout, WAIT_SECONDS)

    def _begin(self) -> None:
        self._since = self._now()
        self._tell("call.on_hold", {"at": round(self._since, 2)})

    def _music(self, playing: bool) -> None:
        if not playing:
            self._given_up = False
