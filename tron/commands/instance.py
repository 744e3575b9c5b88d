"""One Tron for each data folder: a lock that names the address of the one that runs."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tron.core.errors import StartupError
from tron.core.file_locks import is_held, taken

LOCK_FILE = "serve.lock"


@contextmanager
def only_instance(data_dir: Path) -> Iterator[Callable[[str], None]]:
    """Hold the folder's lock; gives a function that writes this one's address into it. The kernel frees it at death.

    Raises StartupError that names the other's address.
    """
    descriptor = os.open(data_dir / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not taken(descriptor):
            raise _held_by(os.read(descriptor, 1000), data_dir)
        _write(descriptor, None)
        yield lambda address: _write(descriptor, address)
    finally:
        os.close(descriptor)


def is_running(data_dir: Path) -> bool:
    """Whether a `tron serve` holds this folder."""
    return is_held(data_dir / LOCK_FILE)


def _write(descriptor: int, address: str | None) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, json.dumps({"pid": os.getpid(), "address": address}).encode(), 0)


def _held_by(content: bytes, data_dir: Path) -> StartupError:
    try:
        other = json.loads(content)
        where = f"{other['address'] or 'it still starts'} (process {other['pid']})"
    except (ValueError, KeyError, TypeError):
        where = "another process"
    return StartupError(
        f"Tron already runs on the folder {data_dir}: {where}.",
        hint="Open that address, stop that process, or set TRON_DATA_DIR to another folder.",
    )
