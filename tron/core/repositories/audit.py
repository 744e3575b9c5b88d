"""SQL of audit_log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import AuditEntry


class AuditRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, **columns: Any) -> AuditEntry:
        entry = AuditEntry(**columns)
        self._session.add(entry)
        await self._session.flush()
        return entry

    async def of_entity(self, entity: str, entity_id: str | None = None, *, limit: int = 100) -> Sequence[AuditEntry]:
        """The latest entries about an entity, newest first."""
        query = select(AuditEntry).where(AuditEntry.entity == entity)
        if entity_id is not None:
            query = query.where(AuditEntry.entity_id == entity_id)
        return (await self._session.scalars(query.order_by(AuditEntry.id.desc()).limit(limit))).all()
