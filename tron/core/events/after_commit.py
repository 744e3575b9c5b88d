"""What follows a change once it is committed, never before."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.events.bus import EventBus


def publish_after_commit(session: AsyncSession, bus: EventBus, *references: str) -> None:
    """Publish when the session's transaction commits; a rollback publishes nothing."""
    event.listen(session.sync_session, "after_commit", lambda _: bus.publish(*references), once=True)


def after_commit(session: AsyncSession, action: Callable[[], None]) -> None:
    """Do this when the session's transaction commits; a rollback does nothing."""
    event.listen(session.sync_session, "after_commit", lambda _: action(), once=True)
