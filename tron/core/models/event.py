"""Events as the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from tron.core.models.page import Page, Shown


class EventOut(Shown):
    """One step of a call's story; sequences count from 1 without gaps for each call."""

    type: str
    call_id: UUID
    sequence: int
    at: datetime
    node: str | None
    payload: dict[str, Any]


class EventPage(Page[EventOut]):
    """Events of a call in order; `next_cursor` is the `after` of the next page."""


class EventQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    after: int = Field(default=0, ge=0, le=2**31 - 1, description="The last sequence that is known.")
    limit: int = Field(default=200, ge=1, le=1000)


Sequence = Annotated[int, Field(ge=0, le=2**31 - 1)]
Stream = Annotated[str, StringConstraints(pattern=r"^(campaign|worker):[A-Za-z0-9_-]{1,64}$")]


class SubscribeIn(BaseModel):
    """What a client of /ws/tron wants to be told, and what it knows already.

    `calls`, or `all` calls: those live now, those changed `since`, and whatever comes. A call's events begin behind
    its sequence in `after`, else at its start. `streams` likewise: campaigns and workers; with `all` every one.
    """

    model_config = ConfigDict(extra="forbid")

    type: Literal["subscribe"]
    calls: list[UUID] = Field(default_factory=list, max_length=1000)
    all: bool = False
    after: dict[UUID, Sequence] = Field(default_factory=dict, max_length=1000)
    since: AwareDatetime | None = None
    streams: dict[Stream, Sequence] = Field(default_factory=dict, max_length=500)

    @model_validator(mode="after")
    def _asks_for_something(self) -> SubscribeIn:
        if not (self.calls or self.all or self.streams):
            raise ValueError("Name calls or streams, or set all to true.")
        return self
