"""Keeps a process beside serve alive, and lets it leave when serve does."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence

log = logging.getLogger(__name__)

BACKOFF_SECONDS = (0.2, 1.0, 3.0, 10.0)
STEADY_SECONDS = 30.0
LEAVE_SECONDS = 8.0


class Child:
    """Starts `python -m <arguments>`, again when it ends; its standard input is a pipe whose end tells it to leave."""

    def __init__(
        self, name: str, arguments: Sequence[str], environment: Mapping[str, str], on_start: Callable[[int], None]
    ) -> None:
        self._name = name
        self._arguments = tuple(arguments)
        self._environment = environment
        self._on_start = on_start
        self._process: asyncio.subprocess.Process | None = None
        self._keeper: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        """The process, None while there is none."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def start(self) -> None:
        self._keeper = asyncio.create_task(self._keep(), name=f"{self._name}-keeper")

    async def close(self) -> None:
        """Ask it to leave; kill it when it does not."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        process = self._process
        if process is None or process.returncode is not None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), LEAVE_SECONDS)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGKILL)
            await process.wait()

    async def _keep(self) -> None:
        failures = 0
        while True:
            began = asyncio.get_running_loop().time()
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                *self._arguments,
                stdin=asyncio.subprocess.PIPE,
                env={**os.environ, **self._environment},
                # Ctrl-C in the terminal is serve's alone; it then closes the pipe.
                start_new_session=True,
            )
            self._on_start(self._process.pid)
            code = await self._process.wait()
            steady = asyncio.get_running_loop().time() - began > STEADY_SECONDS
            failures = 0 if steady else min(failures + 1, len(BACKOFF_SECONDS) - 1)
            log.warning("the %s ended with status %s; starting it again", self._name, code)
            await asyncio.sleep(BACKOFF_SECONDS[failures])


class WorkerChild(Child):
    """`tron worker --child`."""

    def __init__(self, environment: Mapping[str, str], on_start: Callable[[int], None]) -> None:
        super().__init__("worker", ("tron", "worker", "--child"), environment, on_start)
