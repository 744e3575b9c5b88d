"""The built-in engines and their models as the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from tron.core.models.page import Shown

EngineWord = Literal["missing", "loading", "ready", "failed"]
ModelWord = Literal["available", "queued", "downloading", "checking", "failed", "installed"]
ModelKind = Literal["chat", "recognition", "voice", "embedding"]
ModelId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{0,63}$")]


class EngineOut(Shown):
    """One engine. `model` is what it runs with, `problem` what it had to do without, `hint` what to do about it.

    `problem_code` and `hint_code` are stable, for other languages.
    """

    name: str
    title: str
    state: EngineWord
    detail: str
    hint: str
    model: str | None
    problem: str | None
    languages: list[str]
    hint_code: Literal["install"] | None
    problem_code: Literal["does_not_run"] | None


class EngineModelProblem(Shown):
    """Why a download failed. `code` is stable, `message` and `hint` are for people."""

    code: str
    message: str
    hint: str


class EngineModelOut(Shown):
    """A model that can be had, is on its way, or is here.

    Sizes are bytes. `memory_bytes` is what it needs while it runs, `fits` whether this machine has that much at all.
    `commercial_use` null: its licence has to be read. `checksum` says whose checksums its files are held against.
    """

    id: str
    kind: ModelKind
    title: str
    about: str
    licence: str
    licence_url: str
    commercial_use: bool | None
    languages: list[str]
    bytes: int
    memory_bytes: int
    fits: bool
    checksum: Literal["catalogue", "server"]
    state: ModelWord
    done_bytes: int
    bytes_per_second: float | None
    problem: EngineModelProblem | None
    installed_at: datetime | None
    in_use: bool


class EnginesOut(Shown):
    """Engines and models. `source` is where models come from; `restarting`: new models are taken up as calls end."""

    engines: list[EngineOut]
    models: list[EngineModelOut]
    memory_bytes: int
    free_disk_bytes: int
    source: str
    restarting: bool


class DownloadIn(BaseModel):
    """Which model to fetch."""

    model_config = ConfigDict(extra="forbid")

    model: ModelId
