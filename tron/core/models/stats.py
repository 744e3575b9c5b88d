"""Figures of calls, in design.md's words."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field

from tron.core.models.page import Shown


class StatsQuery(BaseModel):
    """The span of created_at; without it the last 30 days. Times without a zone are in `timezone`."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    since: datetime | None = Field(default=None, alias="from")
    until: datetime | None = Field(default=None, alias="to")
    timezone: str | None = Field(default=None, max_length=60, description="Of the days; default compliance.timezone.")


class DayCount(Shown):
    day: date
    total: int
    answered: int


class Cost(Shown):
    inr: float
    usd: float


class CallStats(Shown):
    """Calls made in [from, to).

    `rung`: a phone rang; `answered`: by anyone; `human`: answered and not by a machine (null: nobody can tell yet);
    `successful`: the outcome is among its agent's success outcomes. Rates are shares from 0 to 1, null without calls
    to divide by: success = successful / answered, answer = answered / rung. Talk time is answered to ended, in seconds.
    """

    since: datetime = Field(serialization_alias="from")
    until: datetime = Field(serialization_alias="to")
    timezone: str
    total: int
    active: int
    rung: int
    answered: int
    human: int | None
    successful: int
    success_rate: float | None
    answer_rate: float | None
    containment: float | None
    talk_time_seconds: int
    avg_talk_time_seconds: float | None
    cost: Cost
    by_status: dict[str, int]
    by_outcome: dict[str, int]
    by_reason: dict[str, int]
    per_day: list[DayCount]
