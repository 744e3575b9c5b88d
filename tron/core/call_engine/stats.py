"""Figures of the calls of a span of time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.errors import invalid_field
from tron.core.models.stats import CallStats, DayFigures, StatsQuery
from tron.core.repositories.stats import StatsRepository
from tron.core.settings.kinds import time_zone

DEFAULT_SPAN = timedelta(days=30)
LONGEST_SPAN = timedelta(days=400)
YEARS = range(1970, 2201)
NO_CALLS = {name: 0 for name in DayFigures.model_fields if name not in {"day", "reply_p50_ms"}}


async def call_stats(session: AsyncSession, query: StatsQuery, default_zone: str, now: datetime) -> CallStats:
    """Raises Invalid for an unknown zone, or a span that is empty or longer than 400 days."""
    zone = _zone(query.timezone or default_zone)
    until = bounded(query.until, zone, "to") or now
    since = bounded(query.since, zone, "from") or until - DEFAULT_SPAN
    if since >= until:
        raise invalid_field("from", "Must be before `to`.")
    if until - since > LONGEST_SPAN:
        raise invalid_field("from", f"The span is at most {LONGEST_SPAN.days} days.")
    calls = StatsRepository(session, since, until)
    totals = await calls.totals()
    return CallStats.model_validate(
        {
            **totals,
            "since": since,
            "until": until,
            "timezone": zone.key,
            "human": None,
            "containment": None,
            "success_rate": _share(totals["successful"], totals["answered"]),
            "answer_rate": _share(totals["answered"], totals["rung"]),
            "cost": {"inr": round(totals["cost_inr"], 4), "usd": round(totals["cost_usd"], 4)},
            "reply_time": await calls.reply_times(),
            "by_status": await calls.counts("status"),
            "by_outcome": await calls.counts("outcome"),
            "by_reason": await calls.counts("reason"),
            "success_by_outcome": await calls.successes(),
            "per_day": await _days(calls, since, until, zone),
        }
    )


async def _days(calls: StatsRepository, since: datetime, until: datetime, zone: ZoneInfo) -> list[dict[str, Any]]:
    """Every local day of the span, those without calls as zeros."""
    figures, replies = await calls.per_day(zone.key), await calls.reply_times_per_day(zone.key)
    first, last = since.astimezone(zone).date(), (until - timedelta(microseconds=1)).astimezone(zone).date()
    days = [first + timedelta(days=index) for index in range((last - first).days + 1)]
    return [{**NO_CALLS, **figures.get(day, {}), "day": day, "reply_p50_ms": replies.get(day)} for day in days]


def bounded(moment: datetime | None, zone: ZoneInfo, path: str) -> datetime | None:
    """A time with its zone, `zone` where it has none. Raises Invalid for a year that no call can have."""
    if moment is None:
        return None
    if moment.year not in YEARS:
        raise invalid_field(path, f"The year must lie between {YEARS.start} and {YEARS.stop - 1}.")
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(time_zone(name))
    except ValueError as error:
        raise invalid_field("timezone", str(error)) from None


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
