"""SQL of what clients are told: events behind cursors, and calls that changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, String, Uuid, and_, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.call_engine.states import FINAL, LIVE
from tron.core.database.tables import Call, CallEvent, SystemEvent

LONGEST_WAIT = timedelta(days=8)
"""A call starts at most this long after it was made (a retry waits up to a week)."""


class EventRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_calls(self, after: Mapping[UUID, int], limit: int) -> list[CallEvent]:
        """Up to `limit` events behind the sequence of each call, ordered by call and sequence."""
        if not after:
            return []
        ids = cast(list(after), ARRAY(Uuid))
        wanted = func.unnest(ids, cast(list(after.values()), ARRAY(BigInteger))).table_valued("call_id", "after")
        wanted = wanted.render_derived(name="wanted")
        query = (
            select(CallEvent)
            .join(wanted, and_(CallEvent.call_id == wanted.c.call_id, CallEvent.sequence > wanted.c.after))
            # The bounds let Postgres leave out partitions.
            .where(CallEvent.call_id.between(min(after), max(after)))
            .order_by(CallEvent.call_id, CallEvent.sequence)
            .limit(limit)
        )
        return list((await self._session.scalars(query)).all())

    async def of_streams(self, after: Mapping[str, int], limit: int) -> list[SystemEvent]:
        """Up to `limit` events behind the sequence of each stream, ordered by stream and sequence."""
        if not after:
            return []
        names = cast(list(after), ARRAY(String))
        wanted = func.unnest(names, cast(list(after.values()), ARRAY(BigInteger))).table_valued("stream", "after")
        wanted = wanted.render_derived(name="wanted")
        behind = and_(SystemEvent.stream == wanted.c.stream, SystemEvent.sequence > wanted.c.after)
        query = select(SystemEvent).join(wanted, behind).order_by(SystemEvent.stream, SystemEvent.sequence)
        return list((await self._session.scalars(query.limit(limit))).all())

    async def live_or_changed(self, since: datetime | None) -> set[UUID]:
        """Calls that are live, and those made, started or ended since then."""
        live = Call.status.in_(LIVE)
        found = set((await self._session.scalars(select(Call.id).where(live))).all())
        if since is None:
            return found
        changed = or_(Call.created_at >= since, Call.started_at >= since, Call.ended_at >= since)
        query = select(Call.id).where(Call.created_at >= since - LONGEST_WAIT, changed)
        return found | set((await self._session.scalars(query)).all())

    async def existing(self, ids: Collection[UUID]) -> set[UUID]:
        return set((await self._session.scalars(select(Call.id).where(Call.id.in_(ids)))).all())

    async def recent(self, ids: Collection[UUID], ended_since: datetime) -> set[UUID]:
        """Those that are not over, or not for long."""
        query = select(Call.id).where(Call.id.in_(ids), or_(Call.status.not_in(FINAL), Call.ended_at >= ended_since))
        return set((await self._session.scalars(query)).all())

    async def streams_since(self, since: datetime) -> set[str]:
        """Streams with an event since then."""
        query = select(SystemEvent.stream).where(SystemEvent.at >= since).distinct()
        return set((await self._session.scalars(query)).all())

    async def last_before(self, streams: Collection[str], moment: datetime) -> dict[str, int]:
        """The last sequence of each stream before that time, 0 where there is none."""
        query = (
            select(SystemEvent.stream, func.max(SystemEvent.sequence))
            .where(SystemEvent.stream.in_(streams), SystemEvent.at < moment)
            .group_by(SystemEvent.stream)
        )
        found = {row[0]: int(row[1]) for row in await self._session.execute(query)}
        return {stream: found.get(stream, 0) for stream in streams}
