"""Figures of the calls of a span of time."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.errors import invalid_field
from tron.core.models.stats import CallStats, StatsQuery
from tron.core.repositories.calls import CallRepository
from tron.core.settings.kinds import time_zone

DEFAULT_SPAN = timedelta(days=30)
LONGEST_SPAN = timedelta(days=400)
YEARS = range(1970, 2201)


async def call_stats(session: AsyncSession, query: StatsQuery, default_zone: str, now: datetime) -> CallStats:
    """Raises Invalid for an unknown zone, or a span that is empty or longer than 400 days."""
    zone = _zone(query.timezone or default_zone)
    until = bounded(query.until, zone, "to") or now
    since = bounded(query.since, zone, "from") or until - DEFAULT_SPAN
    if since >= until:
        raise invalid_field("from", "Must be before `to`.")
    if until - since > LONGEST_SPAN:
        raise invalid_field("from", f"The span is at most {LONGEST_SPAN.days} days.")
    calls = CallRepository(session)
    figures = await calls.stats(since, until)
    return CallStats.model_validate(
        {
            **figures,
            "since": since,
            "until": until,
            "timezone": zone.key,
            "human": None,
            "containment": None,
            "success_rate": _share(figures["successful"], figures["answered"]),
            "answer_rate": _share(figures["answered"], figures["rung"]),
            "cost": {"inr": round(figures["cost_inr"], 4), "usd": round(figures["cost_usd"], 4)},
            "by_status": await calls.counts("status", since, until),
            "by_outcome": await calls.counts("outcome", since, until),
            "by_reason": await calls.counts("reason", since, until),
            "per_day": await calls.per_day(since, until, zone.key),
        }
    )


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
