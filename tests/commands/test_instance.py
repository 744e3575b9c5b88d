"""One Tron for each folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tron.commands.instance import is_running, only_instance
from tron.core.errors import StartupError


def test_a_second_tron_is_told_where_the_first_one_is(tmp_path: Path) -> None:
    with only_instance(tmp_path) as announce:
        with pytest.raises(StartupError) as early, only_instance(tmp_path):
            pass
        assert f"it still starts (process {os.getpid()})" in early.value.message
        announce("http://localhost:8123/tron")
        with pytest.raises(StartupError) as refused, only_instance(tmp_path):
            pass
        assert f"http://localhost:8123/tron (process {os.getpid()})" in refused.value.message
        assert "TRON_DATA_DIR" in str(refused.value.hint)
    with only_instance(tmp_path):
        pass


def test_a_damaged_lock_still_locks(tmp_path: Path) -> None:
    with only_instance(tmp_path):
        (tmp_path / "serve.lock").write_text("x")
        with pytest.raises(StartupError, match="another process"), only_instance(tmp_path):
            pass


def test_whether_one_runs(tmp_path: Path) -> None:
    assert not is_running(tmp_path)
    with only_instance(tmp_path):
        assert is_running(tmp_path)
    assert not is_running(tmp_path)
    with only_instance(tmp_path):  # looking took nothing away
        pass
