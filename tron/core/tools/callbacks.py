"""Keeping the wish to be called again: a row that a person or a later dialler reads, never a queued call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from tron.core.database.engine import Database
from tron.core.database.tables import Callback
from tron.core.repositories.callbacks import CallbackRepository


class CallbackKeeper(Protocol):
    """Where wishes go."""

    async def keep(self, due_at: datetime, note: str) -> None:
        """A later wish of the same call replaces the earlier one."""
        ...


@dataclass(frozen=True, slots=True)
class StoredCallbacks:
    """Rows of one call."""

    database: Database
    call_id: UUID
    agent_id: UUID | None
    phone_number: str | None
    contact_name: str | None

    async def keep(self, due_at: datetime, note: str) -> None:
        async with self.database.transaction() as session:
            await CallbackRepository(session).keep(
                Callback(
                    call_id=self.call_id,
                    agent_id=self.agent_id,
                    phone_number=self.phone_number,
                    contact_name=self.contact_name,
                    due_at=due_at,
                    note=note or None,
                )
            )


class NoCallbacks:
    """For talks that are no calls (the simulator): nothing is kept."""

    async def keep(self, due_at: datetime, note: str) -> None: ...
