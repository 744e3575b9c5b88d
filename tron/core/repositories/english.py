"""SQL for English transcripts: which calls wait for one, and who is at it. Callers own the transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import Agent, Call

WANTED, RUNNING, DONE, FAILED = "wanted", "running", "done", "failed"
LOCAL_PROVIDERS = ("builtin", "ollama")
"""Models that may share this machine with the calls."""


class EnglishRepository:
    """The state of each call's English: `calls.english_state` with its time and reason."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def locked(self, call_id: UUID) -> Call | None:
        """The row, locked until the transaction ends."""
        return await self._session.get(Call, call_id, with_for_update=True, populate_existing=True)

    async def claim(self, now: datetime, *, local: bool) -> Call | None:
        """The longest waiting call, now running; None where none waits. `local` False: none whose model is local."""
        query = select(Call).where(Call.english_state == WANTED)
        if not local:
            local_agents = select(Agent.id).where(Agent.llm_provider.in_(LOCAL_PROVIDERS))
            query = query.where(Call.agent_id.is_(None) | Call.agent_id.not_in(local_agents))
        query = query.order_by(Call.english_at, Call.id).limit(1).with_for_update(skip_locked=True)
        call = (await self._session.scalars(query)).one_or_none()
        if call is not None:
            call.english_state, call.english_at = RUNNING, now
        return call

    async def give_back(self, call_ids: Collection[UUID]) -> None:
        """They wait again: nobody is at them any more."""
        await self._session.execute(
            update(Call).where(Call.id.in_(call_ids), Call.english_state == RUNNING).values(english_state=WANTED)
        )

    async def lost(self, before: datetime) -> list[Call]:
        """Those that somebody began before this and never ended, locked."""
        query = select(Call).where(Call.english_state == RUNNING, Call.english_at < before)
        return list((await self._session.scalars(query.with_for_update(skip_locked=True))).all())
