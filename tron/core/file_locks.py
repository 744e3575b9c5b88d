"""Locks on files; the kernel frees them when whoever holds one dies."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path


def taken(descriptor: int) -> bool:
    """Takes the lock of an open file; whether it is ours now, until the file is closed."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock of this file; nobody that of one that is not there."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
