"""SQL for opt-outs."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import OptOut
from tron.core.ids import uuid7


class OptOutRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, entry: OptOut) -> None:
        """Keep the number on the list; the first entry of a number stays."""
        row = {
            "id": uuid7(),
            "phone_number": entry.phone_number,
            "source": entry.source,
            "call_id": entry.call_id,
        }
        await self._session.execute(insert(OptOut).values(row).on_conflict_do_nothing(index_elements=["phone_number"]))
