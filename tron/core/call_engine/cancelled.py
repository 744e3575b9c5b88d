"""Callers whom a person cancelled while they waited: no worker had claimed them, and their network rings on."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.call_engine.claim import Claim
from tron.core.compliance import Decision
from tron.core.database.tables import Call, TrunkRow
from tron.core.ports import Trunk
from tron.core.repositories.calls import CallRepository
from tron.core.trunks.settings import trunk_of

UNWANTED: Final = Decision(False, detail="A person cancelled the call.")


async def cancelled_callers(session: AsyncSession, owner: UUID, call_ids: Collection[UUID]) -> list[Claim]:
    """Those of these calls that waited for this worker, or for any, as refused claims: `place.turn_away` tells them.

    Where any might have come several tell: a caller who is gone already is no trouble to a line.
    """
    calls = await CallRepository(session).cancelled_callers(owner, call_ids)
    return [Claim(call, None, UNWANTED, trunk=await _trunk_of(session, call)) for call in calls]


async def _trunk_of(session: AsyncSession, call: Call) -> Trunk | None:
    row = await session.get(TrunkRow, call.trunk_id) if call.trunk_id is not None else None
    return trunk_of(row) if row is not None else None
