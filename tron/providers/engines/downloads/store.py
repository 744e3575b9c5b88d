"""The models on this machine. Whole ones lie in a folder of their own; what is coming lies hidden beside them.

<models>/<id>/model.json, <files>       a whole model, there from one moment to the next
<models>/.downloads/<id>/               on its way: job.json, files/
<models>/.downloads/<id>.lock           held by the process that fetches it
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from pydantic import ValidationError

from tron.providers.engines.downloads.catalogue import CatalogueModel, Kind
from tron.providers.engines.downloads.errors import BUSY, Refused

_MANIFEST = "model.json"
Fingerprint = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A whole model; `folder` holds its files."""

    model: CatalogueModel
    folder: Path
    installed_at: datetime

    def file(self, ending: str) -> Path:
        """The first of its files with this ending. Raises FileNotFoundError."""
        for file in self.model.files:
            if file.name.endswith(ending):
                return self.folder / file.name
        raise FileNotFoundError(f"{self.model.id} has no {ending} file")


class ModelStore:
    """`folder` is made when something is first put there. All methods block for a moment only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._coming = folder / ".downloads"

    @property
    def folder(self) -> Path:
        return self._folder

    def installed(self) -> list[InstalledModel]:
        """Whole models, in the order of their names."""
        if not self._folder.is_dir():
            return []
        found = (self._read(folder) for folder in sorted(self._folder.iterdir()) if not folder.name.startswith("."))
        return [model for model in found if model is not None]

    def find(self, model_id: str) -> InstalledModel | None:
        return self._read(self._folder / model_id)

    def of_kind(self, kind: Kind) -> list[InstalledModel]:
        """Models for one engine, the most capable (largest) first."""
        return sorted(
            (found for found in self.installed() if found.model.kind == kind), key=lambda found: -found.model.bytes
        )

    def fingerprint(self) -> Fingerprint:
        """Changes when a model comes or goes."""
        return tuple((found.model.id, found.installed_at.isoformat()) for found in self.installed())

    def coming(self, model_id: str) -> Path:
        """The folder for what is on its way."""
        return self._coming / model_id

    def wanted(self) -> list[str]:
        """Ids of what is on its way."""
        return sorted(path.parent.name for path in self._coming.glob("*/job.json"))

    def forget(self, model_id: str) -> None:
        """Throw away what has come so far."""
        self._discard(self.coming(model_id))

    def settle(self, model: CatalogueModel) -> None:
        """Wait until the files that came are on the disk; takes seconds for large ones."""
        files = self.coming(model.id) / "files"
        for path in (*(files / file.name for file in model.files), files):
            _to_disk(path)

    def publish(self, model: CatalogueModel) -> InstalledModel:
        """Make the files that came a whole model, from one moment to the next. Nobody ever sees half of it."""
        files = self.coming(model.id) / "files"
        manifest = {"installed_at": datetime.now(UTC).isoformat(), "model": model.model_dump(mode="json")}
        path = files / _MANIFEST
        path.write_text(json.dumps(manifest, indent=1), "utf-8")
        _to_disk(path)
        self._discard(self._folder / model.id)
        os.replace(files, self._folder / model.id)
        _to_disk(self._folder)
        self.forget(model.id)
        published = self.find(model.id)
        assert published is not None
        return published

    def remove(self, model_id: str) -> None:
        """Take a whole model away; engines that have it open keep it until they end."""
        self._discard(self._folder / model_id)

    @contextmanager
    def lock(self, model_id: str) -> Iterator[None]:
        """Only one process fetches a model. Raises Refused."""
        self._coming.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self._coming / f"{model_id}.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise Refused(BUSY) from None
            yield

    def _discard(self, folder: Path) -> None:
        """Gone at once under its name; then its bytes."""
        self._coming.mkdir(parents=True, exist_ok=True, mode=0o700)
        away = self._coming / f".{uuid4().hex}"
        with contextlib.suppress(FileNotFoundError):
            os.replace(folder, away)
        shutil.rmtree(away, ignore_errors=True)

    def _read(self, folder: Path) -> InstalledModel | None:
        try:
            manifest = json.loads((folder / _MANIFEST).read_text("utf-8"))
            model = CatalogueModel.model_validate(manifest["model"])
            installed_at = datetime.fromisoformat(manifest["installed_at"])
        except (OSError, ValueError, KeyError, TypeError, ValidationError):
            return None
        complete = model.id == folder.name and all((folder / file.name).is_file() for file in model.files)
        return InstalledModel(model, folder, installed_at) if complete else None


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
