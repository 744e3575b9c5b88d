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


class DayFigures(Shown):
    """A local day's calls, each in one of four parts: answered, not_answered (rang out, busy), failed, other.

    `other`: cancelled, waiting or still ringing. `reply_p50_ms` is null without a turn that was measured.
    """

    day: date
    total: int
    answered: int
    not_answered: int
    failed: int
    other: int
    successful: int
    talk_time_seconds: int
    cost_inr: float
    reply_p50_ms: float | None


class ReplyTime(Shown):
    """Caller stops to agent starts, over all turns that were measured; null without one."""

    turns: int
    p50_ms: float | None
    p90_ms: float | None


class Cost(Shown):
    inr: float
    usd: float


class CallStats(Shown):
    """Calls made in [from, to).

    `rung`: a phone rang; `answered`: by anyone; `human`: answered and not by a machine (null: nobody can tell yet);
    `successful`: the outcome is among its agent's success outcomes. Rates are shares from 0 to 1, null without calls
    to divide by: success = successful / answered, answer = answered / rung. Talk time is answered to ended, in seconds.
    `per_day` has every day of the span.
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
    reply_time: ReplyTime
    by_status: dict[str, int]
    by_outcome: dict[str, int]
    by_reason: dict[str, int]
    success_by_outcome: dict[str, int]
    per_day: list[DayFigures]
