"""What failed in company gets one more look, and nothing else does."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "once_more.sh"
AGAIN = "--last-failed --last-failed-no-failures none -v"


def look(
    folder: Path, status: int, failed: list[str] | None, program: str = "echo"
) -> subprocess.CompletedProcess[str]:
    if failed is not None:
        cache = folder / ".pytest_cache" / "v" / "cache"
        cache.mkdir(parents=True)
        (cache / "lastfailed").write_text(json.dumps(dict.fromkeys(failed, True), indent=2))
    command = [str(SCRIPT), str(status), program, "-m", "sound"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_what_failed_is_told_and_run_alone(tmp_path: Path) -> None:
    done = look(tmp_path, 1, ["tests/a.py::test_late"])
    assert done.returncode == 0
    assert "tests/a.py::test_late" in done.stdout
    assert done.stdout.splitlines()[-1] == f"-m sound {AGAIN}"


def test_what_fails_again_has_failed(tmp_path: Path) -> None:
    assert look(tmp_path, 1, ["tests/a.py::test_late"], program="false").returncode == 1


@pytest.mark.parametrize(
    ("status", "failed"),
    [(2, ["tests/a.py::test_late"]), (1, None), (1, [f"tests/a.py::test_{n}" for n in range(9)])],
    ids=["broken", "nothing known", "many"],
)
def test_a_broken_run_stays_broken(tmp_path: Path, status: int, failed: list[str] | None) -> None:
    done = look(tmp_path, status, failed)
    assert done.returncode == status
    assert AGAIN not in done.stdout
