"""Whether a call is over, for who waits in it for something else."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from tron.core.ports import CallOver

T = TypeVar("T")


class Ending:
    """Of one call. `reason` as in the table of how calls end, None while it goes on; `event` is set once it is over."""

    def __init__(self) -> None:
        self.reason: str | None = None
        self.event = asyncio.Event()

    def end(self, reason: str) -> bool:
        """The call is over; whether nobody had said so before. The first reason holds."""
        if self.reason is not None:
            return False
        self.reason = reason
        self.event.set()
        return True

    def check(self) -> None:
        """CallOver where the call is over."""
        if self.reason is not None:
            raise CallOver(self.reason)

    async def wait(self) -> str:
        """Returns when the call is over: its reason."""
        await self.event.wait()
        return self.reason or "agent_ended"

    async def unless(self, waiting: Coroutine[Any, Any, T]) -> T:
        """What `waiting` brings; CallOver as soon as the call ends under it."""
        task = asyncio.ensure_future(waiting)
        over = asyncio.ensure_future(self.event.wait())
        try:
            await asyncio.wait({task, over}, return_when=asyncio.FIRST_COMPLETED)
            self.check()
            return task.result()
        finally:
            task.cancel()
            over.cancel()
            await asyncio.gather(task, over, return_exceptions=True)
