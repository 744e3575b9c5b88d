"""Set-up does what is not done yet, and only that."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from threading import Event
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "prepare.py"


@pytest.fixture
def prepare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(SCRIPT.parent))
    spec = importlib.util.spec_from_file_location("prepare", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    return module


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "app.txt"
    path.write_text("one==1")
    return path


def test_a_step_is_done_once(prepare: ModuleType, lock: Path, tmp_path: Path) -> None:
    done: list[str] = []
    for _ in range(2):
        prepare.step("packages", [lock], tmp_path, lambda: done.append("x"))
    assert done == ["x"]


def test_a_changed_lock_repeats_the_step(prepare: ModuleType, lock: Path, tmp_path: Path) -> None:
    done: list[str] = []
    prepare.step("packages", [lock], tmp_path, lambda: done.append("x"))
    lock.write_text("one==2")
    prepare.step("packages", [lock], tmp_path, lambda: done.append("x"))
    assert done == ["x", "x"]


def test_a_failed_step_is_tried_again(prepare: ModuleType, lock: Path, tmp_path: Path) -> None:
    with pytest.raises(prepare.StepFailedError):
        prepare.step("packages", [lock], tmp_path, lambda: prepare.run(["false"], "no"))
    done: list[str] = []
    prepare.step("packages", [lock], tmp_path, lambda: done.append("x"))
    assert done == ["x"]


def test_a_lost_result_repeats_the_step(prepare: ModuleType, lock: Path, tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    done: list[str] = []
    for _ in range(2):
        prepare.step("web", [lock], tmp_path, lambda: done.append("x"), proof=[page])
    assert done == ["x", "x"]


def test_the_server_is_built_beside_the_packages(prepare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = Event()
    built: list[bool] = []
    monkeypatch.setattr(prepare.debian, "install_missing", lambda: None)
    monkeypatch.setattr(prepare.livekit_server, "build_missing", lambda: built.append(packages.wait(60)))
    monkeypatch.setattr(prepare, "install_everything", lambda profile: packages.set())
    assert prepare.main("test") == 0
    assert built == [True]


def test_what_failed_beside_the_packages_is_not_lost(prepare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise prepare.StepFailedError("no Go")

    monkeypatch.setattr(prepare, "install_programs", fail)
    monkeypatch.setattr(prepare, "install_everything", lambda profile: None)
    assert prepare.main("test") == 1
