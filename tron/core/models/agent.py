"""An agent as the API shows and takes it: flat, whatever column or JSON a field lives in."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from tron.core.caller_ids import Category
from tron.core.models.agent_parts import Guardrails, PreparedLines
from tron.core.models.page import ListQuery, Page, Search, Shown
from tron.core.voices import LANGUAGE_CODES, parse_voice_id

Provider = Literal["builtin", "ollama", "openai", "gemini", "custom"]
Tone = Literal["professional", "friendly", "casual", "formal", "empathetic"]
Background = Literal["none", "office", "call_centre"]
Outcome = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
FlowVersion = Annotated[int, Field(ge=1, le=2**31 - 1)] | None

SECRET_MASK = "••••••••"
BUILTIN_MODELS: Final = ("smollm2-135m", "qwen2.5-1.5b-instruct", "qwen3-4b-instruct")
"""The one that comes along, and the chat models that can be downloaded: whichever is there speaks."""


class AgentOptions(BaseModel):
    """Extras that no SQL filters by: stored together in `agents.options`, flat in the API."""

    model_config = ConfigDict(extra="forbid")

    greeting_short_text: str = Field(
        default="", max_length=500, description="Said when the caller asks hello? over the greeting."
    )
    outcomes: list[Outcome] = Field(default_factory=list, max_length=50, description="Outcomes a call may have.")
    recording: bool = Field(default=True, description="Whether calls of this agent are recorded.")
    silence_seconds: float = Field(default=6.0, ge=2, le=30, description="Seconds of silence before it asks again.")
    llm_max_tokens: int = Field(default=200, ge=16, le=4000, description="Longest reply of the model, in tokens.")
    follow_language: bool = Field(default=True, description="Answer in the caller's language once it is clear.")
    english_transcript: bool = Field(
        default=False, description="After the call, write an English transcript beside the spoken one."
    )
    voicemail_action: Literal["hang_up", "leave_message", "flow"] = Field(
        default="hang_up",
        description="When a machine answers. flow: on from the flow's node for voicemail, where it has one.",
    )
    voicemail_message: str = Field(
        default="", max_length=1000, description="Left after the beep; {{names}} are filled in. Empty: the greeting."
    )
    call_category: Category | None = Field(
        default=None, description="What its calls are for, in India's law. Null: no Indian number is called by a trunk."
    )
    loan_recovery: bool = Field(
        default=False, description="Its calls ask for payments of a loan: nobody is called after 19:00."
    )
    background: Background = Field(
        default="none", description="The room that a caller hears softly behind the agent, on calls with sound."
    )
    prepared_lines: PreparedLines | None = Field(
        default=None, description="What it can say without a model; null takes the template's or the general ones."
    )


class AgentFields(AgentOptions):
    """What a person decides about an agent."""

    name: Name
    persona: str = Field(default="", max_length=50_000, description="Personality, role, knowledge: the system prompt.")
    voice_id: str = Field(max_length=50, description="A voice of GET /api/tron/voices.")
    voice_speed: float = Field(default=1.0, ge=0.5, le=2.0)
    language: str = Field(max_length=10, description="Primary language, such as hi-IN or en-IN.")
    llm_provider: Provider
    llm_model: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    llm_endpoint: str | None = Field(default=None, max_length=255, pattern=r"^https?://\S+$")
    llm_temperature: float = Field(default=0.7, ge=0.0, le=2.0)
    tone: Tone
    max_call_duration: int = Field(default=300, ge=30, le=3600, description="Seconds.")
    greeting_text: str = Field(default="", max_length=2000)
    flow_id: UUID | None = Field(default=None, description="What it follows; null: it talks freely.")
    flow_version: FlowVersion = Field(default=None, description="Null: the latest published one when a call starts.")
    trunk_id: UUID | None = Field(default=None, description="Where its calls go out; null: the default line.")
    tools_enabled: list[Annotated[str, StringConstraints(max_length=100)]] = Field(default_factory=list, max_length=50)
    guardrails: Guardrails = Field(default_factory=Guardrails)
    success_outcomes: list[Outcome] = Field(default_factory=list, max_length=50)
    template: str | None = Field(default=None, max_length=50)
    is_active: bool = True

    @field_validator("voice_id")
    @classmethod
    def _known_voice(cls, value: str) -> str:
        parse_voice_id(value)
        return value

    @field_validator("language")
    @classmethod
    def _known_language(cls, value: str) -> str:
        if value not in LANGUAGE_CODES:
            raise ValueError(f"Choose one of {', '.join(LANGUAGE_CODES)}.")
        return value


class AgentUpdate(AgentFields):
    """PUT: the fields and the row's `revision`. A field left out stays as it is; so does the key under its mask."""

    revision: int = Field(ge=1, le=2**31 - 1)
    llm_api_key: str | None = Field(default=None, min_length=1, max_length=255, description="Null removes it.")


class AgentCreate(BaseModel):
    """POST: a template's fields, the settings' defaults, and what is given here on top of them."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    template: str | None = Field(default=None, max_length=50)
    llm_api_key: str | None = Field(default=None, max_length=255)
    persona: str | None = Field(default=None, max_length=50_000)
    voice_id: str | None = Field(default=None, max_length=50)
    voice_speed: float | None = Field(default=None, ge=0.5, le=2.0)
    language: str | None = Field(default=None, max_length=10)
    llm_provider: Provider | None = None
    llm_model: str | None = Field(default=None, min_length=1, max_length=100)
    llm_endpoint: str | None = Field(default=None, max_length=255, pattern=r"^https?://\S+$")
    llm_temperature: float | None = Field(default=None, ge=0.0, le=2.0)
    tone: Tone | None = None
    max_call_duration: int | None = Field(default=None, ge=30, le=3600)
    greeting_text: str | None = Field(default=None, max_length=2000)
    flow_id: UUID | None = None
    flow_version: FlowVersion = None
    trunk_id: UUID | None = None
    tools_enabled: list[Annotated[str, StringConstraints(max_length=100)]] | None = Field(default=None, max_length=50)
    guardrails: Guardrails | None = None
    success_outcomes: list[Outcome] | None = Field(default=None, max_length=50)
    is_active: bool | None = None
    greeting_short_text: str | None = Field(default=None, max_length=500)
    outcomes: list[Outcome] | None = Field(default=None, max_length=50)
    recording: bool | None = None
    silence_seconds: float | None = Field(default=None, ge=2, le=30)
    follow_language: bool | None = None
    english_transcript: bool | None = None
    llm_max_tokens: int | None = Field(default=None, ge=16, le=4000)
    voicemail_action: Literal["hang_up", "leave_message", "flow"] | None = None
    voicemail_message: str | None = Field(default=None, max_length=1000)
    call_category: Category | None = Field(
        default=None, description="Left out: the template's. Null: nobody said it, and no Indian number is called."
    )
    loan_recovery: bool | None = None
    background: Background | None = None
    prepared_lines: PreparedLines | None = None


class AgentOut(Shown):
    """An agent as it is. `llm_api_key` is a mask or null, never the key."""

    id: UUID
    name: str
    persona: str
    voice_id: str
    voice_speed: float
    language: str
    llm_provider: Provider
    llm_model: str
    llm_endpoint: str | None
    llm_api_key: str | None
    llm_temperature: float
    llm_max_tokens: int
    tone: Tone
    max_call_duration: int
    greeting_text: str
    greeting_short_text: str
    flow_id: UUID | None
    flow_version: int | None
    trunk_id: UUID | None
    tools_enabled: list[str]
    guardrails: Guardrails
    outcomes: list[str]
    success_outcomes: list[str]
    recording: bool
    silence_seconds: float
    follow_language: bool
    english_transcript: bool
    voicemail_action: Literal["hang_up", "leave_message", "flow"]
    voicemail_message: str
    call_category: Category | None
    loan_recovery: bool
    background: Background
    prepared_lines: PreparedLines | None
    template: str | None
    is_active: bool
    revision: int
    archived_at: datetime | None
    created_at: datetime
    updated_at: datetime


class AgentPage(Page[AgentOut]):
    """A page of agents."""


class AgentDeleted(Shown):
    """What became of it: one that calls refer to is archived (true), any other is gone (false)."""

    archived: bool


AgentSort = Literal["name", "-name", "created_at", "-created_at", "updated_at", "-updated_at"]


class AgentQuery(ListQuery):
    """Which agents a list shows. `search` looks for names that hold or resemble it."""

    sort: AgentSort = "-created_at"
    search: Search = None
    is_active: bool | None = None
    archived: bool = Field(default=False, description="Show the archived ones instead.")
    language: str | None = Field(default=None, max_length=10)


class GeneralLinesQuery(BaseModel):
    """In which language the lines are: Hindi, or English for all others."""

    model_config = ConfigDict(extra="forbid")

    language: str = Field(default="hi-IN", max_length=10)


def options_of(values: dict[str, Any]) -> dict[str, Any]:
    """The part of flat values that lives in `agents.options`."""
    return {key: values[key] for key in AgentOptions.model_fields if key in values}


def columns_of(values: dict[str, Any]) -> dict[str, Any]:
    """The part of flat values that are columns of their own."""
    return {key: value for key, value in values.items() if key not in AgentOptions.model_fields}
