"""Tests of vendors, their models and voice previews, as the API takes and shows them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from tron.core.models.page import Page, Shown
from tron.core.vendors import ProbeState
from tron.core.voices import LANGUAGE_CODES, parse_voice_id

Provider = Literal["builtin", "ollama", "openai", "gemini", "custom"]
ModelName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
VoiceId = Annotated[str, StringConstraints(max_length=50)]
Speed = Annotated[float, Field(ge=0.5, le=2.0, allow_inf_nan=False)]


class ProbeIn(BaseModel):
    """Settings by key that are not saved yet and win over the stored ones; a secret's mask means the stored secret."""

    model_config = ConfigDict(extra="forbid")

    values: dict[str, Any] = Field(default_factory=dict, max_length=50)


class ModelProbeIn(ProbeIn):
    """`provider` null: the default one. `model` null: the default one if it is this provider's, else only the list."""

    model_config = ConfigDict(extra="forbid", protected_namespaces=())

    provider: Provider | None = None
    model: ModelName | None = None


class ProbeOut(Shown):
    """What a test found. `details` are facts by name, such as account, models or workers."""

    state: ProbeState
    message: str
    hint: str | None
    latency_ms: float
    details: dict[str, Any]


class ModelOut(Shown):
    """One model: what a request names, and what people read."""

    model_config = ConfigDict(protected_namespaces=())

    id: str
    name: str


class ModelPage(Page[ModelOut]):
    """All models of a provider, on one page."""


class LocalModelsOut(Shown):
    """Models that run at no cost and without a key. `provider` null: none were found.

    `here`: on this machine. `suggested` is the one to begin with, null where the server has none yet.
    """

    provider: Provider | None
    here: bool
    models: list[str]
    suggested: str | None


class ModelQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    provider: Provider


class PreviewQuery(BaseModel):
    """`language` null: the default language if the voice speaks it."""

    model_config = ConfigDict(extra="forbid")

    language: str | None = None
    speed: Speed = 1.0

    @field_validator("language")
    @classmethod
    def _spoken(cls, value: str | None) -> str | None:
        if value is not None and value not in LANGUAGE_CODES:
            raise ValueError(f"Choose one of {', '.join(LANGUAGE_CODES)}.")
        return value


class PreviewIn(PreviewQuery):
    """A text of one's own; null: the language's sample sentence."""

    voice_id: VoiceId
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000)] | None = None

    @field_validator("voice_id")
    @classmethod
    def _known(cls, value: str) -> str:
        parse_voice_id(value)
        return value
