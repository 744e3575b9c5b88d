"""Which user Postgres runs as: it refuses root, and initdb refuses a user without a name."""

from __future__ import annotations

import asyncio
import os
import pwd
import signal
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tron.core.database.embedded_binaries import ENVIRONMENT, Binaries
from tron.core.database.embedded_folder import EmbeddedPostgresError, Folder

SHIM = Path(__file__).with_name("embedded_shim.py")


@dataclass(frozen=True, slots=True)
class Identity:
    """A user outside, and how it appears inside a user namespace (-1: no namespace)."""

    uid: int
    gid: int
    inside: int = -1

    def command(
        self, program: Sequence[str | Path], *, folder: Path, death: signal.Signals = signal.SIGKILL
    ) -> list[str]:
        """The command line that runs `program` in `folder` as this user; it gets `death` when our process dies."""
        numbers = (os.getpid(), int(death), self.uid, self.gid, self.inside)
        shim = [sys.executable, "-I", "-S", str(SHIM)]
        return [*shim, *map(str, numbers), str(folder), *map(str, program)]


async def run_tool(command: Sequence[str], stdin: str = "") -> tuple[int, str]:
    """Runs a command to its end, killed when we are cancelled. Answers exit status and what it printed."""
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env=ENVIRONMENT,
    )
    try:
        printed, _ = await process.communicate(stdin.encode())
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return process.returncode or 0, printed.decode("utf-8", "replace").strip()


async def choose_identity(folder: Folder, binaries: Binaries) -> Identity:
    """The first user that can run Postgres on the folder; as root, hands the folder to that user.

    Raises `EmbeddedPostgresError` with what each refused.
    """
    refusals: list[str] = []
    for identity in _candidates(folder):
        _hand_over(folder, identity)
        probe = identity.command([binaries.postgres, "--version"], folder=folder.home)
        status, printed = await run_tool(probe)
        if status == 0:
            return identity
        refusals.append(printed)
    raise EmbeddedPostgresError(
        "No user can run the embedded Postgres: it refuses root, and another user cannot be used here.",
        hint="Start Tron as a plain user that may read Tron's installation and write its data folder, "
        "or name a Postgres in TRON_DATABASE_URL.",
        log_tail="\n".join(refusals),
    )


def _candidates(folder: Folder) -> Iterator[Identity]:
    uid, gid = os.geteuid(), os.getegid()
    if uid != 0:
        yield from _plain(uid, gid)
        return
    owner = (folder.cluster if folder.cluster.exists() else folder.home).stat()
    if owner.st_uid != 0:
        yield from _plain(owner.st_uid, owner.st_gid)
    yield Identity(0, gid, _somebody())
    for name in ("postgres", "nobody"):
        if entry := _entry(name):
            yield Identity(entry.pw_uid, entry.pw_gid)


def _plain(uid: int, gid: int) -> Iterator[Identity]:
    try:
        pwd.getpwuid(uid)
    except KeyError:  # a container may run us as a number without a name
        yield Identity(uid, gid, _somebody())
    yield Identity(uid, gid)


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _somebody() -> int:
    """Any user id with a name, which initdb looks up."""
    named = [entry.pw_uid for entry in pwd.getpwall() if 0 < entry.pw_uid < 65534]
    return min(named, default=65534)


def _hand_over(folder: Folder, identity: Identity) -> None:
    """As root: the whole database folder to the user that will run Postgres."""
    if os.geteuid() != 0:
        return
    if folder.cluster.exists() or folder.home.stat().st_uid != identity.uid:
        for top, _, files in os.walk(folder.home):
            for path in (top, *(os.path.join(top, name) for name in files)):
                if os.lstat(path).st_uid != identity.uid:
                    os.chown(path, identity.uid, identity.gid, follow_symlinks=False)
    parent = folder.data_dir.stat()
    if identity.uid not in (0, parent.st_uid) and not parent.st_mode & stat.S_IXOTH:
        # Passing through is all that user needs; reading and writing stay the owner's.
        os.chown(folder.data_dir, parent.st_uid, identity.gid)
        folder.data_dir.chmod(stat.S_IMODE(parent.st_mode) | stat.S_IXGRP)
