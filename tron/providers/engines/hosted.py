"""One engine inside the process: its thread, its loading, its state."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tron.providers.engines.engine import Engine, Piece, missing_packages
from tron.providers.engines.status import INSTALL_HINT, EngineStatus

_END = object()
log = logging.getLogger(__name__)


class NotReady(Exception):
    """The engine cannot serve now; carries its status."""

    def __init__(self, status: EngineStatus) -> None:
        super().__init__(f"{status.title}: {status.state} {status.detail}".strip())
        self.status = status


class HostedEngine:
    """Runs an engine's requests step by step on one thread, so that several take turns and none blocks the loop."""

    def __init__(self, engine: Engine, on_change: Callable[[], None]) -> None:
        self._engine = engine
        self._on_change = on_change
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=engine.name)
        self._loaded = asyncio.Event()
        self.status = EngineStatus(engine.name, engine.title, "loading")

    async def load(self) -> None:
        """Load it and say how that went; never raises."""
        missing = missing_packages(self._engine.packages)
        if missing:
            self._become("missing", detail=f"not installed: {', '.join(missing)}", hint=INSTALL_HINT)
            return
        began = time.monotonic()
        try:
            facts = await asyncio.get_running_loop().run_in_executor(self._thread, self._engine.load)
        except Exception as error:
            log.exception("engine %s did not load", self._engine.name)
            self._become("failed", detail=f"{type(error).__name__}: {error}", hint=INSTALL_HINT)
            return
        self._become("ready", seconds=round(time.monotonic() - began, 3), facts=facts)

    async def run(self, header: Mapping[str, Any], body: bytes, wait: float) -> AsyncGenerator[Piece, None]:
        """The answer's pieces; waits up to `wait` seconds for loading. Raises NotReady, BadRequest."""
        try:
            await asyncio.wait_for(self._loaded.wait(), wait)
        except TimeoutError:
            raise NotReady(self.status) from None
        if self.status.state != "ready":
            raise NotReady(self.status)
        steps = self._engine.run(header, body)
        loop = asyncio.get_running_loop()
        try:
            while (piece := await loop.run_in_executor(self._thread, _step, steps)) is not _END:
                yield piece
        finally:
            # In line behind a step that may still be running.
            self._thread.submit(_close, steps)

    def _become(self, state: Any, **values: Any) -> None:
        self.status = EngineStatus(self._engine.name, self._engine.title, state, **values)
        self._loaded.set()
        self._on_change()


def _step(steps: Iterator[Piece]) -> Any:
    return next(steps, _END)


def _close(steps: Any) -> None:
    steps.close()
