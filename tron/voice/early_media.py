"""What the network says before anybody answers: "switched off", "not reachable". Ring-back costs no recogniser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tron.core.call_engine.answered import Said, what_it_says
from tron.core.speech import FRAME_MS
from tron.voice.utterances import Open, Utterances

LONGEST_FRAMES: Final = 40_000 // FRAME_MS
"""No announcement is listened to for longer: then it is music."""


class EarlyMedia:
    """Hears early media; `heard` is told once, of an announcement. Make it, feed it, `aclose` it."""

    def __init__(self, open_recogniser: Open, heard: Callable[[Said], None]) -> None:
        self._heard = heard
        self._utterances = Utterances(open_recogniser, self._words)
        self._fed = 0
        self._told = False

    def frame(self, frame: bytes) -> None:
        """20 ms of 16 kHz mono s16le; returns at once."""
        if self._told or self._fed > LONGEST_FRAMES:
            return
        self._fed += self._utterances.speaking
        self._utterances.frame(frame)

    def end(self) -> None:
        """Somebody answered: nothing that is still being recognised counts."""
        self._told = True
        self._utterances.stop()

    async def aclose(self) -> None:
        """The call is over."""
        self.end()
        await self._utterances.aclose()

    def _words(self, text: str, _began: float, _ended: float) -> None:
        said = what_it_says(text)
        if said is not None and said.voice == "announcement" and not self._told:
            self._told = True
            self._heard(said)
