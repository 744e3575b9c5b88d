"""The agent templates that come with Tron: complete personas, read from the packaged JSON files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from tron.core.caller_ids import Category
from tron.core.models.agent_parts import Guardrails, Key, PreparedLines, Text
from tron.core.voices import LANGUAGE_CODES, parse_voice_id

Tone = Literal["professional", "friendly", "casual", "formal", "empathetic"]
Style = Literal["hinglish", "hindi", "indian_english"]

TEMPLATE_KEYS = (
    "sales_agent",
    "support_agent",
    "appointment_setter",
    "survey_bot",
    "payment_reminder",
    "therapist",
    "lead_qualifier",
    "cod_confirmation",
)


class TemplateAgent(BaseModel):
    """The agent a template makes. Texts may hold `{{ contact_name }}` and metadata names (scripts/render.py).

    `voice_speed` is a multiplier, `max_call_duration` seconds. `greeting_short_text` is said when the caller talks over
    the opening with "hello? who is this?". `outcomes` are all the talk can end with; `success_outcomes` part of them.
    `call_category` and `loan_recovery`: what its calls are for in India's law; whoever makes an agent of it may say
    otherwise.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(min_length=1, max_length=100)]
    persona: Annotated[str, Field(min_length=200, max_length=20_000)]
    voice_id: str
    voice_speed: Annotated[float, Field(ge=0.5, le=2.0)]
    language: str
    tone: Tone
    greeting_text: Text
    greeting_short_text: Text
    max_call_duration: Annotated[int, Field(ge=30, le=3600)]
    call_category: Category
    loan_recovery: bool
    guardrails: Guardrails
    outcomes: Annotated[list[Key], Field(min_length=1)]
    success_outcomes: Annotated[list[Key], Field(min_length=1)]
    tools_enabled: list[str]
    prepared_lines: PreparedLines

    @field_validator("voice_id")
    @classmethod
    def _known_voice(cls, value: str) -> str:
        parse_voice_id(value)
        return value

    @field_validator("language")
    @classmethod
    def _known_language(cls, value: str) -> str:
        if value not in LANGUAGE_CODES:
            raise ValueError(f"Tron does not speak {value}.")
        return value

    @model_validator(mode="after")
    def _known_outcomes(self) -> TemplateAgent:
        used = {line.outcome for line in self.prepared_lines.lines if line.outcome}
        if unknown := sorted((used | set(self.success_outcomes)) - set(self.outcomes)):
            raise ValueError(f"Not among the outcomes: {', '.join(unknown)}.")
        return self


class AgentTemplate(BaseModel):
    """One template. `icon` is a Lucide icon's name, `style` how it speaks."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: Key
    name: Annotated[str, Field(min_length=1, max_length=100)]
    description: Annotated[str, Field(min_length=1, max_length=300)]
    icon: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    style: Style
    agent: TemplateAgent


@cache
def agent_templates() -> tuple[AgentTemplate, ...]:
    """All templates, in the order they are shown. Raises pydantic's ValidationError when a packaged file is broken."""
    return tuple(_read())


def find_template(key: str) -> AgentTemplate | None:
    """The template with this key, or None."""
    return next((template for template in agent_templates() if template.key == key), None)


def _read() -> Iterator[AgentTemplate]:
    folder = files("tron").joinpath("templates")
    for key in TEMPLATE_KEYS:
        yield AgentTemplate.model_validate_json(folder.joinpath(f"{key}.json").read_text(encoding="utf-8"))
