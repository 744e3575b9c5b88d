"""One Tron for each data folder: a lock that names the port of the one that runs."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tron.core.errors import StartupError


@contextmanager
def only_instance(data_dir: Path, port: int) -> Iterator[None]:
    """Hold the folder's lock; raises StartupError that names the other's port. The kernel frees it at death."""
    path = data_dir / "serve.lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _taken(os.read(descriptor, 1000), data_dir) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps({"pid": os.getpid(), "port": port}).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _taken(content: bytes, data_dir: Path) -> StartupError:
    try:
        other = json.loads(content)
        where = f"http://localhost:{other['port']} (process {other['pid']})"
    except (ValueError, KeyError, TypeError):
        where = "another process"
    return StartupError(
        f"Tron already runs on the folder {data_dir}: {where}.",
        hint="Open that address, stop that process, or set TRON_DATA_DIR to another folder.",
    )
