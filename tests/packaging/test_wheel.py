"""The wheel holds what Tron needs and nothing else, and works where no checkout is."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.slow]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def tron(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `tron` command of an environment that holds the wheel and sees this one's packages, but not the checkout."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    install = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--offline", "--no-deps", "--python", python]
    subprocess.run([*install, wheel], check=True)
    (site,) = home.glob("lib/python*/site-packages")
    # A path in a .pth is searched for packages; the .pth files in there, the checkout's too, are not read.
    (site / "packages.pth").write_text(sysconfig.get_path("purelib"))
    return home / "bin" / "tron"


@pytest.fixture
def bare() -> dict[str, str]:
    """An environment with nothing of Tron's or the person's in it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TRON_", "PYTHON"))}
    kept.pop("HOME", None)
    return kept


def test_it_holds_every_module(names: set[str]) -> None:
    tracked = subprocess.run(["git", "ls-files", "tron"], cwd=ROOT, capture_output=True, text=True, check=True)
    wanted = {name for name in tracked.stdout.split() if not name.startswith("tron/web/")}
    assert wanted
    assert wanted - names == set()


def test_it_holds_pages_templates_and_migrations(names: set[str]) -> None:
    assert {"tron/guide/settings.md", "tron/guide/hi/settings.md"} <= set(names)
    assert "tron/web/dist/index.html" in names
    assert any(name.startswith("tron/web/dist/assets/") for name in names)
    assert sum(name.startswith("tron/templates/") and name.endswith(".json") for name in names) >= 8
    assert "tron/migrations/env.py" in names


def test_it_holds_nothing_else(names: set[str]) -> None:
    strange = {name for name in names if not name.startswith(("tron/", "tron_telecaller-"))}
    sources = {name for name in names if name.startswith("tron/web/") and not name.startswith("tron/web/dist/")}
    private = {name for name in names if name.endswith((".env", ".pyc", ".map", ".log")) or "/data/" in name}
    assert strange | sources | private == set()


def test_it_carries_its_licence(names: set[str]) -> None:
    licences = {Path(name).name for name in names if "/licenses/" in name}
    assert licences == {"LICENSE", "NOTICE"}


def test_the_command_starts_in_an_empty_folder(tron: Path, tmp_path: Path, bare: dict[str, str]) -> None:
    done = subprocess.run([tron, "--help"], cwd=tmp_path, env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for word in ("serve", "call", "doctor", "models"):
        assert word in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_it_serves_api_and_pages_from_an_empty_folder(tron: Path, tmp_path: Path, bare: dict[str, str]) -> None:
    port = _free_port()
    command = [tron, "serve", "--no-browser", "--port", str(port)]
    server = subprocess.Popen(command, cwd=tmp_path, env=bare, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        assert "ok" in _eventually(f"http://127.0.0.1:{port}/healthz", server)
        assert '<div id="root">' in _eventually(f"http://127.0.0.1:{port}/", server)
        assert {path.name for path in tmp_path.iterdir()} == {"data"}
        assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    finally:
        server.terminate()
        output, _ = server.communicate(timeout=30)
    assert server.returncode in {0, -15, 143}, output.decode()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _eventually(url: str, server: subprocess.Popen[bytes], within: float = 60.0) -> str:
    """The body of the first answer; fails with the server's output when it ends or stays silent."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if server.poll() is not None:
            assert server.stdout is not None
            pytest.fail(f"serve ended: {server.stdout.read().decode()}")
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"no answer from {url} within {within} s")
