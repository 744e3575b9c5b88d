"""Sound of one browser call."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from tron.core.clock import Clock
from tron.telephony.heard import Framer, Heard


class BrowserAudio:
    """Implements LineAudio over connections that come and go."""

    def __init__(self, clock: Clock, send: Callable[[bytes], None], clear: Callable[[], None]) -> None:
        self._send = send
        self._clear = clear
        self._framer = Framer()
        self._heard = Heard(clock)

    def feed(self, pcm: bytes) -> None:
        """Sound from the page, of any length."""
        for frame in self._framer.cut(pcm):
            self._heard.put(frame)

    def leave(self) -> None:
        """No more sound will come."""
        self._heard.leave()

    def frames(self) -> AsyncIterator[bytes]:
        return self._heard.frames()

    async def send(self, frame: bytes) -> None:
        self._send(frame)

    async def clear(self) -> None:
        self._clear()
