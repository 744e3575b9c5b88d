"""Speech that may be said next, rendered while nobody waits for the voice. None of it is audible before it is said."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

MOST_TEXTS = 4
LONGEST_TEXT = 400
"""Characters: a vendor is paid for what is never said, too."""
AFTER = 0.15
"""Seconds without anything else to be spoken after which it begins."""


class SpeechAhead:
    """Of one call. `render` puts a text's sound into the cache of the voice and raises nothing.

    One text at a time; `hold` stops it at once, for the voice is wanted for something that is said now.
    """

    def __init__(self, render: Callable[[str], Awaitable[None]] | None) -> None:
        self._render = render
        self._task: asyncio.Task[None] | None = None

    def expect(self, texts: Sequence[str]) -> None:
        """Render these from now on, and no longer what was expected before."""
        self.hold()
        wanted = [text for text in dict.fromkeys(texts) if text.strip() and len(text) <= LONGEST_TEXT][:MOST_TEXTS]
        if self._render is not None and wanted:
            self._task = asyncio.create_task(self._run(self._render, wanted), name="speak-ahead")

    def hold(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def aclose(self) -> None:
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _run(self, render: Callable[[str], Awaitable[None]], texts: Sequence[str]) -> None:
        await asyncio.sleep(AFTER)
        for text in texts:
            await render(text)
