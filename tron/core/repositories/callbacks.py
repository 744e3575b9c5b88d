"""SQL of callbacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import Callback
from tron.core.ids import uuid7

OPEN: Final = "open"
CANCELLED: Final = "cancelled"


class CallbackRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, wish: Callback) -> None:
        """Add the call's open callback, or move the one there is; its note stays where the new wish has none."""
        names = ("call_id", "agent_id", "phone_number", "contact_name", "due_at", "note")
        statement = insert(Callback).values(id=uuid7(), status=OPEN, **{name: getattr(wish, name) for name in names})
        given = statement.excluded
        moved = {"due_at": given.due_at, "note": func.coalesce(given.note, Callback.note)}
        # The literal of the index: a bound value would not be recognised as its condition.
        which = text("status = 'open'")
        await self._session.execute(
            statement.on_conflict_do_update(index_elements=["call_id"], index_where=which, set_=moved)
        )

    async def of_call(self, call_id: UUID) -> Sequence[Callback]:
        """All that came out of this call, the newest first."""
        query = select(Callback).where(Callback.call_id == call_id)
        newest = query.order_by(Callback.created_at.desc(), Callback.id.desc())
        return (await self._session.scalars(newest)).all()

    async def cancel(self, number: str, reason: str) -> None:
        """Close what is open for this number, whichever call it came from."""
        rows = update(Callback).where(Callback.phone_number == number, Callback.status == OPEN)
        await self._session.execute(rows.values(status=CANCELLED, reason=reason))
