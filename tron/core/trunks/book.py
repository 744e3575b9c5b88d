"""What a line may look up: its trunks, whose secrets prove a vendor's webhooks, and how the vendor calls a call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from sqlalchemy import update

from tron.core.call_engine.inbound import short_id
from tron.core.call_engine.states import FINAL
from tron.core.database.engine import Database
from tron.core.database.tables import Call, CallLeg, TrunkRow
from tron.core.ports import Trunk
from tron.core.repositories.trunks import TrunkRepository
from tron.core.trunks.settings import trunk_of


@dataclass(frozen=True, slots=True)
class KnownCall:
    """A call, or a second leg, as its row tells of it. Without `vendor_call_id` nobody can ask the vendor about it."""

    vendor_call_id: str | None
    trunk: Trunk | None
    over: bool = False


class Book(Protocol):
    """Raises what the database raises."""

    async def trunks(self, line: str) -> Sequence[Trunk]:
        """Those of this line that may be used, the default first."""
        ...

    async def note(self, call_id: UUID, vendor_call_id: str, trunk_id: UUID | None = None) -> None:
        """Written down before the phone rings, for whoever asks after a crash. `trunk_id`: by which it was dialled;
        what is told of it after another trunk took over is nothing to ask that one about."""
        ...

    async def find(self, call_id: UUID) -> KnownCall | None: ...


class EmptyBook:
    """Implements Book where there is no database."""

    async def trunks(self, line: str) -> Sequence[Trunk]:
        return ()

    async def note(self, call_id: UUID, vendor_call_id: str, trunk_id: UUID | None = None) -> None:
        return None

    async def find(self, call_id: UUID) -> KnownCall | None:
        return None


class StoredBook:
    """Implements Book over the rows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def trunks(self, line: str) -> Sequence[Trunk]:
        async with self._database.transaction() as session:
            return [trunk_of(row) for row in await TrunkRepository(session).enabled(line)]

    async def note(self, call_id: UUID, vendor_call_id: str, trunk_id: UUID | None = None) -> None:
        async with self._database.transaction() as session:
            fresh = update(Call).where(Call.id == call_id, Call.vendor_call_id.is_(None))
            if trunk_id is not None:
                fresh = fresh.where(Call.trunk_id == trunk_id)
            await session.execute(fresh.values(vendor_call_id=short_id(vendor_call_id)))
            leg = update(CallLeg).where(CallLeg.id == call_id).values(vendor_call_id=short_id(vendor_call_id))
            await session.execute(leg)

    async def find(self, call_id: UUID) -> KnownCall | None:
        async with self._database.transaction() as session:
            call: Call | CallLeg | None = await session.get(Call, call_id)
            call = call or await session.get(CallLeg, call_id)
            if call is None:
                return None
            row = await session.get(TrunkRow, call.trunk_id) if call.trunk_id else None
            over = call.status in FINAL if isinstance(call, Call) else call.ended_at is not None
            return KnownCall(call.vendor_call_id, trunk_of(row) if row else None, over)
