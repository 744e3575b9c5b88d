"""SQL for the figures of calls created in a span of time, with design.md's meanings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, Double, and_, case, cast, column, func, or_, select, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.call_engine.loop_marks import no_loop
from tron.core.call_engine.states import BUSY, FAILED, LIVE, NEVER_RANG, NO_ANSWER
from tron.core.database.tables import Agent, Call

_ANSWERED = Call.answered_at.is_not(None)
_RUNG = and_(
    Call.started_at.is_not(None),
    or_(_ANSWERED, Call.reason.is_(None), Call.reason.not_in(NEVER_RANG)),
)
_SUCCESS = and_(_ANSWERED, Agent.success_outcomes.contains(func.to_jsonb(Call.outcome)))
# What became of a call, each in one part only: an answered call stays one, whatever happened after.
_PART = case(
    (_ANSWERED, "answered"),
    (Call.status.in_((NO_ANSWER, BUSY)), "not_answered"),
    (Call.status == FAILED, "failed"),
    else_="other",
)
# A call simulated in words says nothing about waits.
_SOUNDED = Call.line_options["fidelity"].astext.is_distinct_from("text")
_TURN = func.jsonb_array_elements(Call.turns).table_valued(column("value", JSONB), name="turn")
_REPLY_MS = cast(_TURN.c.value["total_ms"].astext, Double)


class StatsRepository:
    """Figures of the calls created in [since, until)."""

    def __init__(self, session: AsyncSession, since: datetime, until: datetime) -> None:
        self._session = session
        self._span = and_(Call.created_at >= since, Call.created_at < until, no_loop())

    async def totals(self) -> dict[str, Any]:
        query = (
            select(
                func.count().label("total"),
                func.count().filter(_RUNG).label("rung"),
                func.count().filter(_ANSWERED).label("answered"),
                func.count().filter(_SUCCESS).label("successful"),
                func.count().filter(Call.status.in_(LIVE)).label("active"),
                func.avg(Call.talk_time_seconds).filter(_ANSWERED).label("avg_talk_time_seconds"),
                func.coalesce(func.sum(Call.talk_time_seconds), 0).label("talk_time_seconds"),
                func.coalesce(func.sum(Call.cost_estimate), 0.0).label("cost_usd"),
                func.coalesce(func.sum(Call.cost["inr"].as_float()), 0.0).label("cost_inr"),
            )
            .outerjoin(Agent, Agent.id == Call.agent_id)
            .where(self._span)
        )
        return dict((await self._session.execute(query)).mappings().one())

    async def counts(self, name: str) -> dict[str, int]:
        """Calls per status, outcome or reason."""
        field = {"status": Call.status, "outcome": Call.outcome, "reason": Call.reason}[name]
        query = select(field, func.count()).where(self._span, field.is_not(None)).group_by(field)
        return {str(value): int(count) for value, count in (await self._session.execute(query)).all()}

    async def successes(self) -> dict[str, int]:
        """Calls per outcome that their agents count as success."""
        query = (
            select(Call.outcome, func.count())
            .join(Agent, Agent.id == Call.agent_id)
            .where(self._span, _SUCCESS)
            .group_by(Call.outcome)
        )
        return {str(outcome): int(count) for outcome, count in (await self._session.execute(query)).all()}

    async def reply_times(self) -> dict[str, Any]:
        """Voice to voice over all turns that sounded: {"turns", "p50_ms", "p90_ms"}."""
        query = (
            select(
                func.count(_REPLY_MS).label("turns"),
                _percentile(0.5).label("p50_ms"),
                _percentile(0.9).label("p90_ms"),
            )
            .select_from(Call)
            .join(_TURN, true())
            .where(self._span, _SOUNDED)
        )
        row = (await self._session.execute(query)).mappings().one()
        return {name: None if value is None else round(value, 1) for name, value in row.items()}

    async def per_day(self, zone: str) -> dict[date, dict[str, Any]]:
        """Figures of each local day with calls."""
        day = _local_day(zone)
        query = (
            select(
                day.label("day"),
                func.count().label("total"),
                *(
                    func.count().filter(_PART.in_((part,))).label(part)
                    for part in ("answered", "not_answered", "failed", "other")
                ),
                func.count().filter(_SUCCESS).label("successful"),
                func.coalesce(func.sum(Call.talk_time_seconds), 0).label("talk_time_seconds"),
                func.coalesce(func.sum(Call.cost["inr"].as_float()), 0.0).label("cost_inr"),
            )
            .outerjoin(Agent, Agent.id == Call.agent_id)
            .where(self._span)
            .group_by(day)
        )
        return {row["day"]: dict(row) for row in (await self._session.execute(query)).mappings().all()}

    async def reply_times_per_day(self, zone: str) -> dict[date, float]:
        """The median of each local day's turns, in milliseconds."""
        day = _local_day(zone)
        query = (
            select(day, _percentile(0.5))
            .select_from(Call)
            .join(_TURN, true())
            .where(self._span, _SOUNDED, _REPLY_MS.is_not(None))
            .group_by(day)
        )
        return {row[0]: round(row[1], 1) for row in (await self._session.execute(query)).all()}


def _percentile(share: float) -> ColumnElement[float]:
    return func.percentile_cont(share).within_group(_REPLY_MS)


def _local_day(zone: str) -> ColumnElement[date]:
    return cast(func.timezone(zone, Call.created_at), Date)
