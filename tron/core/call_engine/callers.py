"""Whose number the person who is called will see, as the gate is told; and what is kept of an exception."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import audit
from tron.core.caller_ids import Caller
from tron.core.compliance import Decision
from tron.core.database.tables import Agent, Call
from tron.core.events.log import NewEvent, append
from tron.core.trunks.ways import Way, category_of, collects_loans, rings_own_phone

EXCEPTION = "call.caller_id_exception"


def caller_of(agent: Agent | None, call: Call, way: Way | None) -> Caller:
    """Who calls by this way; None: by a line that has no trunks, from the number that was asked for."""
    number = call.our_number if way is None else way.caller_id
    own_phone = way is not None and rings_own_phone(way.trunk)
    return Caller(category_of(agent), number, own_phone=own_phone, loan_recovery=collects_loans(agent))


async def tell_exception(
    session: AsyncSession, call_id: UUID, caller: Caller, decision: Decision, now: datetime
) -> None:
    """A call that an exception of the settings let through says so, in its story and in the audit log."""
    if not decision.excepted:
        return
    told = {"number": caller.number, "category": caller.category}
    await append(session, call_id, [NewEvent(call_id, EXCEPTION, told, now)])
    await audit.record(session, audit.System(), EXCEPTION, "call", call_id, told)
