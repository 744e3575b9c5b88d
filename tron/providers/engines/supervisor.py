"""Keeps the engines' process alive beside serve: starts it, follows its loading, restarts it after a crash."""

from __future__ import annotations

import asyncio
import logging
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tron.core.sockets import SocketFolderError, socket_path
from tron.providers.engines.client import EngineClient
from tron.providers.engines.errors import EngineUnavailable
from tron.providers.engines.status import EngineStatus

_BACKOFF = (0.5, 1.0, 2.0, 5.0, 15.0, 30.0)
_STEADY_AFTER = 60.0
log = logging.getLogger(__name__)
OnProgress = Callable[[EngineStatus], None]


@dataclass(frozen=True, slots=True)
class EnginesReport:
    """For readyz and doctor: whether the process runs, how often it was started again, each engine's state."""

    running: bool
    pid: int | None
    restarts: int
    engines: tuple[EngineStatus, ...]
    last_words: str = ""


class EngineSupervisor:
    """`start()` returns at once; `socket_path` is known before. `on_progress` is told of each engine's new state."""

    def __init__(self, data_dir: Path, on_progress: OnProgress | None = None, *, llm: Path | None = None) -> None:
        self._data_dir = data_dir.resolve()
        self._on_progress = on_progress
        self._llm = llm
        self._process: asyncio.subprocess.Process | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._known: dict[str, EngineStatus] = {}
        self._last_words: deque[str] = deque(maxlen=20)
        self._restarts = 0
        self.socket_path = socket_path_for(self._data_dir)

    @property
    def pid(self) -> int | None:
        """The engines' process, None while there is none."""
        return self._process.pid if self._process and self._process.returncode is None else None

    def status(self) -> EnginesReport:
        """What is known now; `engines` is empty until the process has spoken for the first time."""
        return EnginesReport(
            running=self.pid is not None,
            pid=self.pid,
            restarts=self._restarts,
            engines=tuple(self._known.values()),
            last_words="\n".join(self._last_words) if self.pid is None else "",
        )

    async def start(self) -> None:
        """Start the process and keep it; loading goes on behind."""
        if self._keeping is None:
            self._keeping = asyncio.create_task(self._keep(), name="engines-supervisor")

    async def reload(self) -> None:
        """Start the process anew, after models were installed."""
        await self.close()
        self._forget()
        await self.start()

    async def close(self) -> None:
        """End the process and wait for it; idempotent."""
        keeping, self._keeping = self._keeping, None
        if keeping:
            keeping.cancel()
            with suppress(asyncio.CancelledError):
                await keeping
        with suppress(OSError):
            self.socket_path.unlink()

    async def _keep(self) -> None:
        quick_deaths = 0
        while True:
            began = time.monotonic()
            try:
                await self._live()
            except OSError as error:
                self._last_words.append(str(error))
            self._forget()
            quick_deaths = 0 if time.monotonic() - began > _STEADY_AFTER else quick_deaths + 1
            pause = _BACKOFF[min(quick_deaths, len(_BACKOFF)) - 1] if quick_deaths else 0.0
            code = self._process.returncode if self._process else None
            log.warning("the engines' process ended (%s), starting it again in %.1f s", code, pause)
            await asyncio.sleep(pause)
            self._restarts += 1

    async def _live(self) -> None:
        """One life of the process, from start to end; ends it when cancelled."""
        process = self._process = await self._spawn()
        helpers = [asyncio.create_task(self._listen(process)), asyncio.create_task(self._follow())]
        try:
            await process.wait()
        finally:
            await _end(process)
            for helper in helpers:
                helper.cancel()
            await asyncio.gather(*helpers, return_exceptions=True)

    async def _spawn(self) -> asyncio.subprocess.Process:
        folder = self.socket_path.parent
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileNotFoundError):
            self.socket_path.unlink()
        arguments = ["--socket", str(self.socket_path), "--cache", str(self._data_dir / "models"), "--with-parent"]
        arguments += ["--llm", str(self._llm)] if self._llm else []
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tron.providers.engines",
            *arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            # Ctrl-C in the terminal is its parent's alone; the parent then closes the pipe.
            start_new_session=True,
        )

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stderr is not None
        while line := await process.stderr.readline():
            text = line.decode(errors="replace").rstrip()[:500]
            self._last_words.append(text)
            log.debug("engines: %s", text)

    async def _follow(self) -> None:
        client = EngineClient(self.socket_path, patience=60.0)
        try:
            async for states in client.watch():
                for status in states.values():
                    self._learn(status)
        except EngineUnavailable:
            pass  # the process ended: _live notices
        finally:
            await client.close()

    def _learn(self, status: EngineStatus) -> None:
        if self._known.get(status.name) == status:
            return
        self._known[status.name] = status
        if self._on_progress:
            self._on_progress(status)

    def _forget(self) -> None:
        """With the process gone nothing is ready, whatever was known."""
        for status in list(self._known.values()):
            if status.state == "ready":
                self._learn(EngineStatus(status.name, status.title, "loading", facts=status.facts))


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    if process.stdin:
        process.stdin.close()  # its sign to leave
    try:
        await asyncio.wait_for(process.wait(), 3)
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def socket_path_for(data_dir: Path) -> Path:
    """In the data folder; where its path is too long for a socket, in a private folder named after it."""
    try:
        return socket_path(data_dir, "engines")
    except SocketFolderError:
        return Path(tempfile.mkdtemp(prefix="tron-")) / "engines.sock"  # someone else's: not to be trusted
