"""The process that owns the embedded Postgres: `python -m tron.core.database.pg_supervisor DATA_DIR`.

The first Tron process that needs the database starts it, apart from itself. Every Tron process holds a connection to
its socket, a lease, which the kernel drops when that process dies, however it dies. Without a lease for a few seconds
it stops Postgres and ends; when it is killed, the kernel stops Postgres. It answers a lease with one line of JSON:
`{"port": ...}` once Postgres takes connections, or `{"message": ..., "hint": ..., "log_tail": ...}`.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import secrets
import signal
import socket
import sys
import time
import traceback
from dataclasses import replace
from pathlib import Path

from tron.core.database.embedded_binaries import Binaries
from tron.core.database.embedded_cluster import Cluster
from tron.core.database.embedded_folder import EmbeddedPostgresError, Folder, SupervisorState
from tron.core.database.embedded_identity import choose_identity
from tron.core.database.embedded_peer import is_ours
from tron.core.database.embedded_postmaster import Postmaster

FIRST_LEASE = 10.0  # seconds that whoever started us has for its lease
GRACE = 3.0  # seconds without any lease, then the end
TERM_PATIENCE = 5.0  # seconds after SIGTERM in which Tron, told at the same time, may still write


class Supervisor:
    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._leases: set[asyncio.StreamWriter] = set()
        self._leased = False  # by anyone, ever
        self._changed = asyncio.Event()  # a lease came or went
        self._answered = asyncio.Event()
        self._answer: dict[str, object] = {}
        self._terminated = asyncio.Event()
        self._state = replace(folder.read_state(), pid=os.getpid(), socket="tron-pg-" + secrets.token_hex(16))

    async def run(self) -> int:
        """Serves until nobody needs Postgres. Answers the exit status."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self._terminated.set)
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listening.bind(f"\0{self._state.socket}")
        server = await asyncio.start_unix_server(self._lease, sock=listening)
        postgres = asyncio.create_task(self._postgres())
        reasons = [postgres, asyncio.create_task(self._unneeded()), asyncio.create_task(self._told_to_end())]
        self._save(self._state)
        await asyncio.wait(reasons, return_when=asyncio.FIRST_COMPLETED)
        failed = postgres.done()
        if failed:
            if self._leased:
                server.close()  # who comes now starts another supervisor, which may fare better
            self._report(postgres.exception())
            await self._heard()
        server.close()
        for task in reasons:
            task.cancel()
        await asyncio.wait(reasons)
        self._save(SupervisorState(port=self._state.port))
        return int(failed)

    async def _postgres(self) -> None:
        binaries = Binaries()
        identity = await choose_identity(self._folder, binaries)
        cluster = Cluster(self._folder, binaries, identity)
        await cluster.clear_leftovers()
        await cluster.prepare()
        await Postmaster(self._folder, binaries, identity, cluster, self._ready, self._answered.clear).run()

    def _ready(self, port: int, pid: int) -> None:
        self._save(replace(self._state, port=port, postgres_pid=pid))
        self._settle({"port": port})

    def _report(self, error: BaseException | None) -> None:
        if isinstance(error, EmbeddedPostgresError):
            print(error, file=sys.stderr, flush=True)
            self._settle({"message": error.message, "hint": error.hint, "log_tail": error.log_tail})
        else:
            traceback.print_exception(error)
            self._settle({"message": f"The embedded Postgres failed: {error!r}.", "hint": f"See {self._folder.log}"})

    def _settle(self, answer: dict[str, object]) -> None:
        self._answer = answer
        self._answered.set()

    def _save(self, state: SupervisorState) -> None:
        self._state = state
        with contextlib.suppress(FileNotFoundError):  # the folder was removed under us: nothing to tell any more
            self._folder.write_state(state)

    async def _lease(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not is_ours(writer, self._folder):
            writer.close()
            return
        self._leases.add(writer)
        self._leased = True
        self._changed.set()
        gone = asyncio.create_task(reader.read())
        answered = asyncio.create_task(self._answered.wait())
        try:
            await asyncio.wait((gone, answered), return_when=asyncio.FIRST_COMPLETED)
            if answered.done():
                writer.write(json.dumps(self._answer).encode() + b"\n")
                await writer.drain()
                await gone
        except ConnectionError:
            pass  # gone all the same
        finally:
            gone.cancel()
            answered.cancel()
            self._leases.discard(writer)
            self._changed.set()
            writer.close()

    async def _unneeded(self) -> None:
        patience = FIRST_LEASE
        while True:
            self._changed.clear()
            try:
                await asyncio.wait_for(self._changed.wait(), None if self._leases else patience)
            except TimeoutError:
                return
            patience = GRACE

    async def _heard(self) -> None:
        """Until those who wait have the bad news; whoever started us may still be on the way."""
        deadline = time.monotonic() + GRACE
        while (self._leases or not self._leased) and time.monotonic() < deadline:
            await asyncio.sleep(0.02)

    async def _told_to_end(self) -> None:
        await self._terminated.wait()
        deadline = time.monotonic() + TERM_PATIENCE
        while self._leases and time.monotonic() < deadline:
            await asyncio.sleep(0.1)


def main() -> int:
    folder = Folder(Path(sys.argv[1]))
    folder.create()
    deadline = time.monotonic() + 2
    while (lock := folder.take_lock()) is None:
        if time.monotonic() > deadline:
            return 0  # another one serves
        time.sleep(0.05)
    folder.rotate_log()
    with folder.open_log() as log:
        os.dup2(log, 1)
        os.dup2(log, 2)
    try:
        return asyncio.run(Supervisor(folder).run())
    finally:
        os.close(lock)


if __name__ == "__main__":
    sys.exit(main())
