"""SQL that rows with an id and a name of their own have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.base import Base

Row = TypeVar("Row", bound=Base)


class RowRepository:
    """`kind` is the table; `key` the column that no two rows share, by which they are listed."""

    def __init__(self, session: AsyncSession, key: str = "name") -> None:
        self._session = session
        self._key = key

    async def all(self, kind: type[Row]) -> Sequence[Row]:
        """By key."""
        return (await self._session.scalars(select(kind).order_by(self._column(kind)))).all()

    async def get(self, kind: type[Row], row_id: UUID) -> Row | None:
        return await self._session.get(kind, row_id, populate_existing=True)

    async def lock(self, kind: type[Row], row_id: UUID) -> Row | None:
        """The row, for a change; waits for others who change it."""
        return await self._session.get(kind, row_id, with_for_update=True, populate_existing=True)

    async def named(self, kind: type[Row], name: str) -> Row | None:
        return (await self._session.scalars(select(kind).where(self._column(kind) == name))).first()

    async def store(self, row: Base) -> None:
        """Write a new row or its changes, and read back what the database filled in."""
        self._session.add(row)
        await self._session.flush()
        await self._session.refresh(row)

    async def delete(self, row: Base) -> None:
        await self._session.delete(row)
        await self._session.flush()

    def _column(self, kind: type[Row]) -> Any:
        return getattr(kind, self._key)
