"""Somebody else who is to be rung within a call: asked of the gate, and written down before it rings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.call_engine.claim import NO_TRUNK
from tron.core.call_engine.transfers import NUMBER_LENGTH, may_transfer
from tron.core.compliance import Decision, GateSettings, refused
from tron.core.database.tables import Agent, Call, CallLeg
from tron.core.ids import uuid7
from tron.core.ports import Line, Trunk
from tron.core.trunks.limits import room_beside
from tron.core.trunks.settings import trunk_of
from tron.core.trunks.spec import Configurable
from tron.core.trunks.ways import Way, chosen_trunk, locked_way

NO_ROOM: Final = refused("line_full", "The call's trunk has no place for a second leg.")


@dataclass(slots=True)
class Leg:
    """A second leg that was allowed: place.py rings it, once, when its turn has come (`waits` seconds)."""

    id: UUID
    call: Call
    to: str
    language: str
    caller_id: str | None = None
    trunk: Trunk | None = None
    waits: float = 0.0
    placed: bool = False


async def open_leg(
    session: AsyncSession,
    call: Call,
    agent: Agent,
    line: Line,
    to: str,
    *,
    drawn: Iterable[str],
    settings: GateSettings,
    now: datetime,
) -> Leg | Decision:
    """The leg, with its row, or why there is none. Its answer is in the ledger; both in the caller's transaction.

    It goes out by the call's trunk and from the number that the call has, and takes up a place of both.
    """
    leg = Leg(uuid7(), call, to, agent.language, call.our_number)

    async def room() -> Decision | None:
        if not isinstance(line, Configurable):
            return None
        way = await _way(session, call, agent, settings)
        if way is None:
            return NO_TRUNK
        waits = await room_beside(session, way.trunk, way.number, now)
        if waits is None:
            return NO_ROOM
        leg.trunk, leg.caller_id, leg.waits = trunk_of(way.trunk), way.caller_id, waits.total_seconds()
        return None

    gate = partial(may_transfer, session, call, to, settings=settings, now=now, room=room)
    decision = await gate(drawn=drawn, rings_phone=line.rings_phone)
    if not decision.allowed:
        return decision
    session.add(
        CallLeg(
            id=leg.id,
            call_id=call.id,
            phone_number=to[:NUMBER_LENGTH],
            trunk_id=leg.trunk.id if leg.trunk is not None else None,
            our_number=leg.caller_id,
            created_at=now,
        )
    )
    await session.flush()
    return leg


async def open_hand_over(
    session: AsyncSession,
    call: Call,
    to: str,
    *,
    drawn: Iterable[str],
    rings_phone: bool,
    settings: GateSettings,
    now: datetime,
) -> UUID | Decision:
    """The row of a colleague to whom the line itself hands the caller (REFER, a vendor's redirection), or why not.

    It takes no place of the trunk: the network rings them in place of the call that Tron has. While it is open, nobody
    else rings them.
    """
    decision = await may_transfer(session, call, to, drawn=drawn, rings_phone=rings_phone, settings=settings, now=now)
    if not decision.allowed:
        return decision
    row = CallLeg(id=uuid7(), call_id=call.id, phone_number=to[:NUMBER_LENGTH], created_at=now)
    session.add(row)
    await session.flush()
    return row.id


async def _way(session: AsyncSession, call: Call, agent: Agent, settings: GateSettings) -> Way | None:
    trunk_id = await chosen_trunk(session, call, agent)
    if trunk_id is None:
        return None
    return await locked_way(session, trunk_id, settings, asked=call.our_number, lines=(call.line,))
