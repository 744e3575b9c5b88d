"""The postmaster: started, watched, started again on the same port, stopped within seconds."""

from __future__ import annotations

import asyncio
import contextlib
import random
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

from tron.core.database.embedded_binaries import ENVIRONMENT, Binaries
from tron.core.database.embedded_cluster import Cluster
from tron.core.database.embedded_folder import EmbeddedPostgresError, Folder
from tron.core.database.embedded_identity import Identity

PORTS = range(20_000, 30_000)  # below what the kernel hands out to outgoing connections
TRIES = 5  # starts in a row before it is given up
FAST, IMMEDIATE = 5.0, 2.0  # seconds for an orderly stop, then for one that recovers at the next start
LONGEST_RECOVERY = 600.0  # seconds from start to ready, after a crash with much to replay


class Postmaster:
    """Runs Postgres on a prepared cluster until it is cancelled.

    `on_ready(port, pid)` is called each time it takes connections, `on_lost()` when it ended by itself.
    """

    def __init__(
        self,
        folder: Folder,
        binaries: Binaries,
        identity: Identity,
        cluster: Cluster,
        on_ready: Callable[[int, int], None],
        on_lost: Callable[[], None],
    ) -> None:
        self._folder = folder
        self._binaries = binaries
        self._identity = identity
        self._cluster = cluster
        self._on_ready = on_ready
        self._on_lost = on_lost
        self._port = free_port(folder.read_state().port)
        self._was_ready = False

    async def run(self) -> None:
        """Ends only by cancellation, or by `EmbeddedPostgresError` when Postgres does not stay up."""
        failures = 0
        while True:
            await self._cluster.clear_leftovers()
            log_start = self._folder.log_size()
            started = time.monotonic()
            if await self._run_once() and time.monotonic() - started > 10:
                failures = 0
            failures += 1
            if failures >= TRIES or not self._was_ready:
                tail = self._folder.log_tail(log_start)
                if not self._was_ready and "could not create any TCP/IP sockets" in tail and failures < TRIES:
                    self._port = free_port(None)
                    continue
                raise EmbeddedPostgresError(
                    "The embedded Postgres does not start.",
                    hint=f"Its log says why: {self._folder.log}",
                    log_tail=tail,
                )
            self._on_lost()
            await asyncio.sleep(0.2 * (failures - 1))

    async def _run_once(self) -> bool:
        """One postmaster from start to end; whether it became ready."""
        process = await self._start()
        try:
            ready = await self._becomes_ready(process)
            if ready:
                self._was_ready = True
                self._on_ready(self._port, process.pid)
                await process.wait()
            return ready
        finally:
            await stop(process)

    async def _start(self) -> asyncio.subprocess.Process:
        settings = {"listen_addresses": "127.0.0.1", "port": self._port, "unix_socket_directories": ""}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        program: list[str | Path] = [self._binaries.postgres, "-D", self._cluster.path, *options]
        # When the supervisor is killed, the kernel sends the postmaster an orderly stop.
        command = self._identity.command(program, folder=self._cluster.path, death=signal.SIGINT)
        with self._folder.open_log() as log:
            return await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=ENVIRONMENT,
                start_new_session=True,
            )

    async def _becomes_ready(self, process: asyncio.subprocess.Process) -> bool:
        deadline = time.monotonic() + LONGEST_RECOVERY
        while process.returncode is None and time.monotonic() < deadline:
            if self._cluster.is_ready(process.pid):
                return True
            await asyncio.sleep(0.02)
        return False


async def stop(process: asyncio.subprocess.Process) -> None:
    """Ends a postmaster: orderly, then at once, then by force."""
    for number, patience in ((signal.SIGINT, FAST), (signal.SIGQUIT, IMMEDIATE), (signal.SIGKILL, 1.0)):
        if process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(number)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), patience)


def free_port(wanted: int | None) -> int:
    """`wanted` when nobody listens there, else any free port of `PORTS`."""
    candidates = random.sample(PORTS, 200)
    for port in [wanted, *candidates] if wanted else candidates:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise EmbeddedPostgresError("No free port on 127.0.0.1 for the embedded Postgres.")
