"""The test of a trunk as the API shows it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from tron.core.models.page import Shown

Lack = Literal["number", "number_off", "softphone", "trunk_off", "line", "worker"]
"""What a test needs and is not there: a number of Tron's own, one that is switched on, a trunk that is a carrier's,
one that is switched on, a line that takes calls too, a worker."""
TestState = Literal["queued", "ringing", "talking", "done"]
Finding = Literal["works", "one_way", "silent", "echo", "not_arrived", "not_connected", "refused", "stopped"]
"""`echo`: what answered sent the test's own sound back. `not_arrived`: it was answered, and no call came in."""
Sound = Literal["heard", "silent", "unknown"]


class LineTestIn(BaseModel):
    """Which of Tron's own numbers is rung; without one the trunk's own, else the first one."""

    model_config = ConfigDict(extra="forbid")

    number_id: UUID | None = None


class DirectionOut(Shown):
    """One way of the sound: whether the test's notes were known at the other end, and how loud they were there."""

    sound: Sound
    level_db: float | None = Field(description="Of the notes at the end that heard them, dB below full scale.")


class LineTestOut(Shown):
    """One test: Tron rang a number of its own by this trunk, and sent notes both ways."""

    call_id: UUID
    state: TestState
    finding: Finding | None = Field(description="Null while it goes on.")
    number: str
    caller_id: str | None
    came_in_by: str | None = Field(description="The trunk by which it came in again.")
    there: DirectionOut = Field(description="From the end that dialled to the end that was called.")
    back: DirectionOut
    post_dial_seconds: float | None = Field(description="From the order to dial to the first ringing.")
    came_in_seconds: float | None = Field(description="From the order to dial until the call came in.")
    answered_seconds: float | None
    reason: str | None
    sip_status: int | None
    detail: str | None
    started_at: datetime


class TrunkTestOut(Shown):
    """Whether this trunk can be tested now, what is missing, and what its last test found."""

    ready: bool
    lacks: Lack | None
    number: str | None = Field(description="The number that a test rings.")
    last: LineTestOut | None
