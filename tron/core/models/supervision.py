"""Supervision of a call that goes on, as the API takes and shows it."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from tron.core.models.page import Shown

SupervisionAction = Literal["listen", "whisper", "say", "take_over", "hand_back"]
Unheeded = Literal["no_model", "fixed_lines"]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class SupervisionIn(BaseModel):
    """What a supervisor wants of a live call."""

    model_config = ConfigDict(extra="forbid")

    action: SupervisionAction = Field(
        description="`listen`: hear both sides, heard by nobody. `whisper`: an instruction to the agent's model. "
        "`say`: the agent says this sentence next. `take_over`: speak with the caller in the agent's place. "
        "`hand_back`: the agent goes on."
    )
    text: Sentence | None = Field(default=None, description="Of `whisper` and `say`, at most 500 characters.")
    seat: UUID | None = Field(
        default=None, description="Of `take_over`: the seat from which you listen already; null asks for a new one."
    )


class SupervisionOut(Shown):
    """What was asked for. `stream_url` and `token` open the sound of a new seat, as those of a browser call do.

    `heeded` is told of a whisper: false where no model hears it now. `why`: no_model, or fixed_lines where the flow
    stands at a step whose lines are written; then it waits for the next step in which the model answers.
    """

    call_id: UUID
    action: SupervisionAction
    by: str
    seat: UUID | None
    stream_url: str | None
    token: str | None
    heeded: bool | None
    why: Unheeded | None


class SeatOut(Shown):
    """Who listens, or has taken over."""

    seat: UUID
    by: str
    taken_over: bool


class SupervisionState(Shown):
    """Who supervises a call now. `taken_over_by`: who speaks in the agent's place."""

    call_id: UUID
    taken_over_by: str | None
    seats: list[SeatOut]
