"""Locks on files: one holder, who is seen, and nobody once the file is closed."""

from __future__ import annotations

import os
from pathlib import Path

from tron.core.file_locks import is_held, taken


def test_one_holds_a_lock_until_the_file_is_closed(tmp_path: Path):
    path = tmp_path / "some.lock"
    assert not is_held(path), "nobody holds what is not there"
    first, second = (os.open(path, os.O_RDWR | os.O_CREAT) for _ in range(2))
    assert not is_held(path)
    assert (taken(first), taken(second), is_held(path)) == (True, False, True)
    os.close(first)
    assert not is_held(path)
    assert taken(second)
    os.close(second)
