"""Trunks and numbers as the API takes and shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from tron.core.models.page import Page, Shown
from tron.core.trunks.spec import LineNote, LineStateName

Revision = Annotated[int, Field(ge=1, le=2**31 - 1)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
DialNumber = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Minute = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$")]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class TrunkIn(_In):
    """An account or a trunk of a line. `settings` fit the line's form (GET /lines); secrets in it are kept sealed."""

    line: Annotated[str, StringConstraints(max_length=30)]
    name: Name
    settings: dict[str, Any] = Field(default_factory=dict)
    caller_ids: list[DialNumber] = Field(default_factory=list, max_length=50, description="Its own numbers, E.164.")
    max_calls: int = Field(default=10, ge=1, le=10_000, description="Calls at one moment, both ways, all workers.")
    calls_per_second: float = Field(default=1.0, gt=0, le=100, allow_inf_nan=False)
    fallback_id: UUID | None = Field(default=None, description="The trunk that is tried when this one cannot connect.")
    enabled: bool = True
    is_default: bool = Field(default=False, description="Takes the calls of its line that name no trunk.")


class TrunkUpdate(TrunkIn):
    """PUT: all of it, and the row's `revision`. A secret that is left out stays as it is; null takes it away."""

    revision: Revision


class TrunkOut(Shown):
    """A trunk; of its secrets only their names. `live_calls` are those of this moment."""

    id: UUID
    line: str
    name: str
    settings: dict[str, Any]
    secrets_set: list[str]
    caller_ids: list[str]
    max_calls: int
    calls_per_second: float
    fallback_id: UUID | None
    enabled: bool
    is_default: bool
    live_calls: int
    backoff_until: datetime | None
    revision: int
    created_at: datetime
    updated_at: datetime


class TrunkPage(Page[TrunkOut]):
    """All trunks, on one page."""


class TrunkStateOut(Shown):
    """How a trunk is right now: `missing` names what is not set.

    `detail` says it in English; `note` is its code and `values` what stands in it, for pages with their own words.
    """

    state: LineStateName
    detail: str
    missing: list[str]
    note: LineNote | None = None
    values: dict[str, str | int] = Field(default_factory=dict)


class LineFormField(Shown):
    """One field of a trunk's form."""

    name: str
    title: str
    description: str
    kind: Literal["text", "secret", "boolean", "integer", "number", "choice", "list"]
    choices: list[str]
    required: bool
    default: Any
    minimum: float | None
    maximum: float | None


class LineOut(Shown):
    """A line. `rings_phone` false: nobody's phone rings. `takes_calls`: people can call in on it."""

    name: str
    title: str
    rings_phone: bool
    has_trunks: bool
    takes_calls: bool


class LineDetail(LineOut):
    """How a line is, and the form of its trunks (empty: it needs none)."""

    state: TrunkStateOut
    form: list[LineFormField]
    trunks: int


class LinePage(Page[LineOut]):
    """All lines, on one page."""


def _known_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except Exception as error:
        raise ValueError("There is no such time zone; Asia/Kolkata is India's.") from error
    return value


class Opening(_In):
    """Open on these days from `start` to `end`, half-open; 24:00 is the day's end."""

    days: list[Weekday] = Field(min_length=1, max_length=7)
    start: Minute
    end: Minute

    @model_validator(mode="after")
    def _in_order(self) -> Opening:
        if self.start >= self.end:
            raise ValueError("An opening ends after it starts; write one over midnight as two.")
        return self


class Hours(_In):
    """When a number is answered as usual."""

    timezone: Annotated[str, AfterValidator(_known_zone)] = "Asia/Kolkata"
    open: list[Opening] = Field(min_length=1, max_length=30)


class NumberIn(_In):
    """A number of ours and who answers it. `hours` null: always as usual."""

    number: DialNumber
    label: Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)] = ""
    trunk_id: UUID | None = None
    agent_id: UUID | None = None
    hours: Hours | None = None
    after_hours_flow_id: UUID | None = Field(
        default=None, description="The published flow that answers outside the hours; null: the caller hears the agent."
    )
    max_calls: int | None = Field(default=None, ge=1, le=10_000)
    calls_per_second: float | None = Field(default=None, gt=0, le=100, allow_inf_nan=False)
    enabled: bool = True


class NumberUpdate(NumberIn):
    """PUT: all of it, and the row's `revision`."""

    revision: Revision


class NumberOut(Shown):
    """A number of ours. `open_now` null: it has no hours."""

    id: UUID
    number: str
    label: str
    trunk_id: UUID | None
    agent_id: UUID | None
    agent_name: str | None
    hours: Hours | None
    after_hours_flow_id: UUID | None
    open_now: bool | None
    max_calls: int | None
    calls_per_second: float | None
    enabled: bool
    revision: int
    created_at: datetime
    updated_at: datetime


class NumberPage(Page[NumberOut]):
    """All numbers of ours, on one page."""
