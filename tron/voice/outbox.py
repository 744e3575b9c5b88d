"""Events on their way out of a session: in order, one at a time, never holding up the sound."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from tron.core.events.emit import Emit

logger = logging.getLogger(__name__)


class Outbox:
    """Queues events for `emit`. An event that cannot be stored is logged, and the call goes on."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._queue: asyncio.Queue[tuple[str, Mapping[str, Any], str | None]] = asyncio.Queue()
        self._worker = asyncio.create_task(self._run(), name="call events")

    def put(self, type_: str, payload: Mapping[str, Any], node: str | None = None) -> None:
        """Queues an event."""
        self._queue.put_nowait((type_, payload, node))

    async def aclose(self, *, within: float = 5.0) -> None:
        """Stores what is queued, then stops."""
        try:
            await asyncio.wait_for(self._queue.join(), within)
        except TimeoutError:
            logger.warning("%d events could not be stored in time", self._queue.qsize())
        self._worker.cancel()
        await asyncio.gather(self._worker, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            type_, payload, node = await self._queue.get()
            try:
                await self._emit(type_, payload, node)
            except Exception:  # the worker's end: the next event may fare better
                logger.exception("event %s was not stored", type_)
            finally:
                self._queue.task_done()
