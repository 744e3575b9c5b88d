"""SQL for opt-outs."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import OptOut
from tron.core.ids import uuid7


class OptOutRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, entry: OptOut) -> bool:
        """Keep the number on the list; the first entry of a number stays. False when it was there already."""
        row = {
            "id": uuid7(),
            "phone_number": entry.phone_number,
            "source": entry.source,
            "call_id": entry.call_id,
        }
        statement = insert(OptOut).values(row).on_conflict_do_nothing(index_elements=["phone_number"])
        return await self._session.scalar(statement.returning(OptOut.id)) is not None
