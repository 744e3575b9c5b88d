"""Loop calls: Tron rings a number of its own, to hear by itself whether a trunk carries sound both ways.

Two calls belong to one test: the one that is dialled, and the one that comes in. They never ring a stranger: at the
moment of the claim the number must still be one of Tron's own. Exempt from the law's rules, and written to the ledger.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import phone
from tron.core.call_engine.loop_marks import LOOP, NEAR
from tron.core.call_engine.states import LIVE
from tron.core.compliance import Decision, refused, write_down
from tron.core.database.tables import Call, PhoneNumber, TrunkRow
from tron.core.repositories.trunks import NumberRepository

WHOLE_SECONDS: Final = 20.0
"""A test is over by then, whatever became of it."""
RING_SECONDS: Final = 12.0
QUEUE_TIME: Final = timedelta(seconds=10)
"""A worker takes it at once; later nobody waits for it any more."""
LOST_AFTER: Final = QUEUE_TIME + timedelta(seconds=WHOLE_SECONDS + 20)
"""So old and not over: whoever held it is gone."""


async def may_loop(
    session: AsyncSession, call: Call, full: str | None, barred: Decision | None, now: datetime
) -> Decision:
    """The gate before a loop call is dialled, written to the ledger in the caller's transaction.

    `full` is why the trunk has no room now (`waiting:...`): a test does not wait for it. `barred` refuses anyway.
    """
    decision = barred or await _decide(session, call, full, now)
    write_down(session, call, decision, now, destination=LOOP)
    await session.flush()
    return decision


async def _decide(session: AsyncSession, call: Call, full: str | None, now: datetime) -> Decision:
    number = await NumberRepository(session).named(PhoneNumber, call.phone_number or "")
    if number is None or not number.enabled or phone.is_practice(number.number):
        return refused("loop_target", "A test of a line rings a number of Tron's own, and this one is not.")
    if now > call.created_at + QUEUE_TIME:
        return refused("error", "No worker took the test in time, or another call has its number.")
    if full is not None:
        return refused("line", "The trunk has no room for a test right now. Try again in a minute.")
    return Decision(True, exempt=True)


async def near_of(session: AsyncSession, called: str, caller: str | None, now: datetime) -> Call | None:
    """The test of which a call to `called` (E.164) is the other end; None: it is somebody's call like any other.

    A caller whom the network names, and who is none of Tron's own numbers, is never taken for a test.
    """
    query = select(Call).where(
        Call.phone_number == called,
        Call.status.in_(LIVE),
        Call.line_options[LOOP].astext == NEAR,
        Call.started_at >= now - timedelta(seconds=WHOLE_SECONDS),
    )
    near = (await session.scalars(query.order_by(Call.id.desc()).limit(1))).one_or_none()
    if near is None or await _far_of(session, near.id) is not None:
        return None
    return near if await _is_ours(session, near, caller) else None


async def _is_ours(session: AsyncSession, near: Call, caller: str | None) -> bool:
    trunk = await session.get(TrunkRow, near.trunk_id) if near.trunk_id else None
    if caller is None or caller == near.our_number or (trunk is not None and caller in trunk.caller_ids):
        return True
    return await NumberRepository(session).named(PhoneNumber, caller) is not None


async def _far_of(session: AsyncSession, near_id: UUID) -> Call | None:
    query = select(Call).where(Call.line_options[LOOP].astext == str(near_id)).order_by(Call.id).limit(1)
    return (await session.scalars(query)).one_or_none()


async def ends_of(session: AsyncSession, trunk_id: UUID) -> tuple[Call, Call | None] | None:
    """The newest test of a trunk: the call that was dialled, and the one that came in of it."""
    query = select(Call).where(Call.trunk_id == trunk_id, Call.line_options[LOOP].astext == NEAR)
    near = (await session.scalars(query.order_by(Call.id.desc()).limit(1))).one_or_none()
    return None if near is None else (near, await _far_of(session, near.id))


def heard_by(call: Call | None) -> dict[str, Any]:
    """What this end told of the sound; empty as long as it told nothing."""
    return dict(call.extracted_data.get(LOOP) or {}) if call is not None else {}
