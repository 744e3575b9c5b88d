"""Whether any worker has a place for one more caller: what their heartbeats tell, less the calls that they hold."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.repositories.calls import CallRepository
from tron.core.repositories.workers import FRESH, WorkerRepository

PLACES: Final = "places"
"""In a worker's row: how many calls with sound it takes in all. 0 for the worker of one call."""
PLACES_LOCK: Final = 13


async def any_place(session: AsyncSession, now: datetime) -> bool:
    """Whether a worker that lives and is not to leave has a place that no call has, and no caller waits for.

    Callers take turns here until the transaction ends. A call of ours may still take the place first.
    """
    await session.execute(select(func.pg_advisory_xact_lock(PLACES_LOCK)))
    workers = [row for row in await WorkerRepository(session).alive(now - FRESH) if not row.state.get("draining")]
    if any(PLACES not in row.state for row in workers):
        return True  # an older worker does not tell: it is asked
    calls = CallRepository(session)
    held = await calls.held_with_sound([row.id for row in workers])
    free = sum(max(0, int(row.state[PLACES]) - held.get(row.id, 0)) for row in workers)
    return free > await calls.callers_waiting(now)
