"""Monthly partitions of call_events, by ranges of the call id (a UUIDv7 starts with its time)."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from tron.core.ids import uuid7_floor


def month_start(year: int, month: int, ahead: int = 0) -> datetime:
    """The first moment of a month, `ahead` months later, in UTC."""
    index = year * 12 + (month - 1) + ahead
    return datetime(index // 12, index % 12 + 1, 1, tzinfo=UTC)


def partition_sql(start: datetime, end: datetime) -> str:
    """DDL for the partition of calls whose ids were made in [start, end)."""
    low, high = (uuid7_floor(int(moment.timestamp() * 1000)) for moment in (start, end))
    return (
        f"CREATE TABLE IF NOT EXISTS call_events_{start:%Y%m} PARTITION OF call_events "
        f"FOR VALUES FROM ('{low}') TO ('{high}')"
    )


async def ensure_partitions(connection: AsyncConnection, now: datetime, months_ahead: int = 2) -> None:
    """Make this month's partition and those of the months to come.

    Rows that already fell into the default partition would make the DDL fail, so those months stay there.
    """
    for ahead in range(months_ahead + 1):
        start, end = (month_start(now.year, now.month, ahead + step) for step in (0, 1))
        bounds = {
            "low": uuid7_floor(int(start.timestamp() * 1000)),
            "high": uuid7_floor(int(end.timestamp() * 1000)),
        }
        strays = await connection.execute(
            text("SELECT 1 FROM call_events_default WHERE call_id >= :low AND call_id < :high LIMIT 1"), bounds
        )
        if strays.first() is None:
            await connection.execute(text(partition_sql(start, end)))
