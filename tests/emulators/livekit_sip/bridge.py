"""A carrier that brings a call back: what one telephone hears the other says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from tron.core.speech import FRAME_MS
from tron.telephony.heard import SILENT_FRAME


class Bridged:
    """One end: sound goes out to the other's `frames`, at the pace of a clock."""

    def __init__(self) -> None:
        self.other: Bridged | None = None
        self.gone = False
        self._frames: asyncio.Queue[bytes] = asyncio.Queue()

    async def send(self, frame: bytes) -> None:
        if self.other is not None:
            self.other._frames.put_nowait(frame)

    async def frames(self) -> AsyncIterator[bytes]:
        loop = asyncio.get_running_loop()
        due = loop.time()
        while not self.gone:
            yield SILENT_FRAME if self._frames.empty() else self._frames.get_nowait()
            due += FRAME_MS / 1000
            await asyncio.sleep(due - loop.time())


def bridged() -> tuple[Bridged, Bridged]:
    """Two ends of one call."""
    near, far = Bridged(), Bridged()
    near.other, far.other = far, near
    return near, far
