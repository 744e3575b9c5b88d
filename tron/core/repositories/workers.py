"""SQL for live processes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import WorkerRow

FRESH = timedelta(seconds=8)
"""How old the heartbeat of a worker that lives may be: a few are missed while the machine is busy."""


class WorkerRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def beat(
        self, worker_id: UUID, *, name: str, host: str, pid: int, now: datetime, state: Mapping[str, Any]
    ) -> None:
        """Say that this process lives; makes the row when it is not there."""
        row = {"name": name, "host": host, "pid": pid, "heartbeat_at": now, "state": dict(state)}
        statement = insert(WorkerRow).values(id=worker_id, started_at=now, **row)
        await self._session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=row))

    async def remove(self, worker_id: UUID) -> None:
        await self._session.execute(delete(WorkerRow).where(WorkerRow.id == worker_id))

    async def alive(self, since: datetime) -> list[WorkerRow]:
        query = select(WorkerRow).where(WorkerRow.heartbeat_at >= since).order_by(WorkerRow.started_at)
        return list((await self._session.scalars(query)).all())

    async def seen(self) -> list[WorkerRow]:
        """All that are not forgotten yet, those that fell silent too."""
        return list((await self._session.scalars(select(WorkerRow).order_by(WorkerRow.started_at))).all())

    async def forget(self, before: datetime) -> None:
        """Drop rows of processes that are long gone."""
        await self._session.execute(delete(WorkerRow).where(WorkerRow.heartbeat_at < before))
