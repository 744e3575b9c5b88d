"""A phone that rings while the caller waits, and may be spoken to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from tron.core.flow_engine.world import TransferResult
from tron.core.ports import Heard


class Ringing:
    """One transfer. It begins with the first wait for it; end it with `stop`."""

    def __init__(self, ring: Callable[[], Awaitable[TransferResult]]) -> None:
        self._ring = ring
        self._begun: asyncio.Future[TransferResult] | None = None

    async def result(self) -> TransferResult:
        """What it came to. Raises CallOver."""
        return await self._begin()

    async def beside(self, listen: Callable[[], Awaitable[Heard]]) -> Callable[[], Awaitable[Heard]] | None:
        """What the caller does before it is over, to be taken; None: it is over.

        `listen` may be cancelled, and loses nothing then.
        """
        begun = self._begin()
        await asyncio.sleep(0)  # who answers at once, or cannot be rung, leaves nothing to wait for
        if begun.done():
            return None
        listening = asyncio.ensure_future(listen())
        try:
            either: set[asyncio.Future[Any]] = {begun, listening}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
        if listening.cancelled():
            return None

        async def take() -> Heard:
            return await listening

        return take

    async def stop(self) -> None:
        """It rings no more. Idempotent."""
        if self._begun is not None:
            self._begun.cancel()
            await asyncio.gather(self._begun, return_exceptions=True)

    def _begin(self) -> asyncio.Future[TransferResult]:
        if self._begun is None:
            self._begun = asyncio.ensure_future(self._ring())
        return self._begun
