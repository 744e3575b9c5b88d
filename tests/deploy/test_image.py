"""The Dockerfile: it passes its linter, copies what there is, and starts commands that Tron has."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.files import ROOT
from tron.__main__ import _parser
from tron.core.config import load_config
from tron.core.settings.environment import unknown_names

DOCKERFILE = ROOT / "Dockerfile"


def lines() -> list[str]:
    """Instructions, each on one line, without comments."""
    text = "\n".join(line for line in DOCKERFILE.read_text("utf-8").splitlines() if not line.startswith("#"))
    return [re.sub(r"\s+", " ", line) for line in text.replace("\\\n", " ").splitlines() if line.strip()]


def instructions(name: str) -> list[str]:
    return [line.partition(" ")[2].strip() for line in lines() if line.startswith(f"{name} ")]


def test_hadolint_finds_nothing() -> None:
    program = shutil.which("hadolint", path=str(Path(sys.executable).parent)) or shutil.which("hadolint")
    assert program is not None
    done = subprocess.run(
        [program, "--no-color", "--failure-threshold", "warning", str(DOCKERFILE)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def ignored(path: str) -> bool:
    """As .dockerignore says; its last pattern that fits counts, and all is ignored from the start."""
    found = True
    for pattern in (ROOT / ".dockerignore").read_text("utf-8").split("\n"):
        if pattern.startswith("!") and f"{path}/".startswith(pattern[1:].rstrip("/") + "/"):
            found = False
        elif pattern and pattern[0] not in "#!*" and f"{path}/".startswith(pattern.rstrip("/") + "/"):
            found = True
    return found


@pytest.mark.parametrize("copied", [line for line in instructions("COPY") if not line.startswith("--from")])
def test_what_it_copies_is_there_and_reaches_the_builder(copied: str) -> None:
    for name in copied.split()[:-1]:
        assert (ROOT / name).exists(), name
        assert not ignored(name.rstrip("/")), name


@pytest.mark.parametrize("name", [".env", ".git", "data", "deploy/.env", ".venv", "tron/web/node_modules", ".cache"])
def test_what_must_not_reach_the_builder(name: str) -> None:
    assert ignored(name)


def test_it_runs_as_nobody_in_particular_and_starts_what_there_is() -> None:
    assert instructions("USER") == ["10001:10001"]
    [entry], [command] = instructions("ENTRYPOINT"), instructions("CMD")
    assert json.loads(entry) == ["tini", "--", "tron"]
    assert _parser().parse_args(json.loads(command))
    assert instructions("FROM")[-1] == "python:3.11-slim-bookworm"


def test_its_environment_is_trons(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given = dict(part.split("=", 1) for part in instructions("ENV")[-1].split())
    assert unknown_names(given) == []
    for name, value in given.items():
        if name.startswith("TRON_"):
            monkeypatch.setenv(name, value)
    config = load_config(tmp_path)
    assert str(config.recordings_dir) == "/var/lib/tron/recordings"
    assert f"127.0.0.1:{config.port}/readyz" in DOCKERFILE.read_text("utf-8")
    assert str(config.port) in instructions("EXPOSE")[0].split()
