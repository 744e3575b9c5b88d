"""Voices as the API shows them."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from tron.core.models.page import Page, Shown
from tron.core.voices import Gender, VoiceProvider


class VoiceOut(Shown):
    """One voice. `stand_in` is the built-in voice that speaks for it as long as its vendor has no key, else null."""

    model_config = ConfigDict(protected_namespaces=())

    id: str
    name: str
    gender: Gender
    character: str
    best_for: str
    provider: VoiceProvider
    model: str
    languages: list[str]
    stand_in: str | None


class VoicePage(Page[VoiceOut]):
    """All voices that fit, on one page."""


class VoiceQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    language: Annotated[str | None, Field(max_length=10, description="Voices that speak it, such as hi-IN.")] = None
    gender: Gender | None = None
    provider: VoiceProvider | None = None
