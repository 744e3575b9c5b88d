"""Business hours of a number: half-open minutes in its own time zone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from tron.core.models.trunk import Hours

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def is_open(hours: Hours, now: datetime) -> bool:
    """Whether `now` is inside one of the openings."""
    local = now.astimezone(ZoneInfo(hours.timezone))
    day, minute = DAYS[local.weekday()], f"{local:%H:%M}"
    return any(day in opening.days and opening.start <= minute < opening.end for opening in hours.open)
