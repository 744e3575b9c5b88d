"""Which models can be downloaded, each pinned to a revision; read from catalogue.json.

A checksum stands here only where it is known for certain. Where there is none, the server's own (Hugging Face tells a
file's SHA-256, or its git hash) is checked instead, and the model says so.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

Kind = Literal["chat", "recognition", "voice", "embedding"]
ModelId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{0,63}$")]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ModelFile(_Entry):
    """One file. `bytes` is about right where `exact` is false; `path` is the repository's."""

    path: str
    bytes: int = Field(gt=0)
    exact: bool = True
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    md5: str | None = Field(default=None, pattern=r"^[0-9a-f]{32}$")

    @field_validator("path")
    @classmethod
    def _stays_inside(cls, value: str) -> str:
        if not re.fullmatch(r"[\w./-]+", value) or ".." in PurePosixPath(value).parts or value.startswith("/"):
            raise ValueError("a path inside the repository")
        return value

    @property
    def name(self) -> str:
        """What it is called on this machine."""
        return PurePosixPath(self.path).name


class CatalogueModel(_Entry):
    """One model. `commercial_use` null: read the licence. `memory_bytes` is what it needs while it runs.

    Of embedding models: `before_questions` and `before_passages` are what it wants to read before a text, `unlike` the
    cosine of texts that have nothing to do with each other.
    """

    id: ModelId
    kind: Kind
    title: str
    about: str
    licence: str
    licence_url: str
    commercial_use: bool | None
    languages: tuple[str, ...]
    gender: Literal["female", "male"] | None = None
    memory_bytes: int
    before_questions: str = ""
    before_passages: str = ""
    unlike: float = Field(default=0.0, ge=0, lt=1)
    repository: str
    revision: str
    files: tuple[ModelFile, ...] = Field(min_length=1)

    @property
    def bytes(self) -> int:
        return sum(file.bytes for file in self.files)

    @property
    def checksum(self) -> Literal["catalogue", "server"]:
        """Where the checksums come from that its files are held against."""
        return "catalogue" if all(file.sha256 or file.md5 for file in self.files) else "server"

    def address(self, base: str, file: ModelFile) -> str:
        """Where the file is fetched from; mirrors keep Hugging Face's paths."""
        return f"{base.rstrip('/')}/{self.repository}/resolve/{self.revision}/{file.path}"


class Catalogue(_Entry):
    models: tuple[CatalogueModel, ...]

    def find(self, model_id: str) -> CatalogueModel | None:
        return next((model for model in self.models if model.id == model_id), None)


@cache
def packaged_catalogue() -> Catalogue:
    """The one that comes with Tron."""
    return Catalogue.model_validate_json(files(__package__).joinpath("catalogue.json").read_text("utf-8"))
