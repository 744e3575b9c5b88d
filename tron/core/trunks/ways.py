"""By which trunk and from which number a call goes out, decided while it is claimed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.compliance import GateSettings
from tron.core.database.tables import Agent, Call, PhoneNumber, TrunkRow
from tron.core.errors import invalid_field
from tron.core.repositories.trunks import NumberRepository, TrunkRepository
from tron.core.trunks.limits import Wait, room_on


@dataclass(frozen=True, slots=True)
class Way:
    """A trunk with room, locked, and the number that the person will see (E.164; None: the trunk's own)."""

    trunk: TrunkRow
    caller_id: str | None
    number: PhoneNumber | None


async def find_way(
    session: AsyncSession, call: Call, agent: Agent | None, settings: GateSettings, now: datetime
) -> Way | Wait | None:
    """The way of this call, locked until the transaction ends; Wait where it is full; None where there is none."""
    trunk_id = await chosen_trunk(session, call, agent)
    if trunk_id is None:
        return None
    return await way_by(session, call, trunk_id, settings, now, asked=call.our_number, lines=(call.line,))


async def chosen_trunk(session: AsyncSession, call: Call, agent: Agent | None) -> UUID | None:
    """The call's own trunk, else the agent's, else the line's default, else the first by name."""
    if call.trunk_id is not None:
        return call.trunk_id
    trunks = await TrunkRepository(session).enabled(call.line)
    if agent is not None and any(trunk.id == agent.trunk_id for trunk in trunks):
        return agent.trunk_id
    return trunks[0].id if trunks else None


async def way_by(
    session: AsyncSession,
    call: Call,
    trunk_id: UUID,
    settings: GateSettings,
    now: datetime,
    *,
    asked: str | None,
    lines: Collection[str],
) -> Way | Wait | None:
    """This trunk, locked. None where it is off, gone, or of a line that is not among these.

    `asked` is the number that whoever wanted the call wants to be seen; None: the trunk's own.
    """
    way = await locked_way(session, trunk_id, settings, asked=asked, lines=lines)
    if way is None:
        return None
    return await room_on(session, call, way.trunk, way.number, now) or way


async def locked_way(
    session: AsyncSession, trunk_id: UUID, settings: GateSettings, *, asked: str | None, lines: Collection[str]
) -> Way | None:
    """The same, whether or not there is room."""
    trunk = await TrunkRepository(session).lock(TrunkRow, trunk_id)
    if trunk is None or not trunk.enabled or trunk.line not in lines:
        return None
    caller_id = asked or _own_number(trunk, settings)
    number = await NumberRepository(session).locked(caller_id) if caller_id else None
    return Way(trunk, caller_id, number)


def _own_number(trunk: TrunkRow, settings: GateSettings) -> str | None:
    """The trunk's, else the settings'."""
    return str(trunk.caller_ids[0]) if trunk.caller_ids else settings.get("telephony.from_number") or None


async def line_for(session: AsyncSession, line: str | None, trunk_id: UUID | None, agent_id: UUID, default: str) -> str:
    """The line of a call that is asked for: the one named, else its trunk's, else that of the agent's trunk.

    Raises Invalid where trunk and line do not fit.
    """
    agent = await session.get(Agent, agent_id) if trunk_id is None else None
    chosen = trunk_id or (agent.trunk_id if agent is not None else None)
    trunk = await session.get(TrunkRow, chosen) if chosen else None
    if trunk_id is not None and (trunk is None or line not in (None, trunk.line)):
        raise invalid_field("trunk_id", "There is no such trunk on this line.", hint="GET /api/tron/trunks lists them.")
    if line is not None:
        return line
    return trunk.line if trunk is not None else default


async def check_trunk(session: AsyncSession, trunk_id: UUID | None) -> None:
    """Raises Invalid where an agent is given a trunk that is not there."""
    if trunk_id is not None and await session.get(TrunkRow, trunk_id) is None:
        raise invalid_field("trunk_id", "There is no such trunk.", hint="GET /api/tron/trunks lists them.")
