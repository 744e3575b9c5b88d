"""By which trunk and from which number a call goes out, decided while it is claimed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.caller_ids import INDIA, Caller, Category, Verdict, best_of, judge
from tron.core.compliance import GateSettings
from tron.core.database.tables import Agent, Call, PhoneNumber, TrunkRow
from tron.core.errors import invalid_field
from tron.core.models.agent import AgentOptions
from tron.core.repositories.trunks import NumberRepository, TrunkRepository
from tron.core.trunks.limits import Wait, room_on


@dataclass(frozen=True, slots=True)
class Way:
    """A trunk with room, locked, and the number that the person will see (E.164; None: the trunk's own)."""

    trunk: TrunkRow
    caller_id: str | None
    number: PhoneNumber | None


def category_of(agent: Agent | None) -> Category | None:
    """What the agent's calls are for, as it states it."""
    return None if agent is None else AgentOptions.model_validate(agent.options).call_category


def collects_loans(agent: Agent | None) -> bool:
    """Whether its calls ask for payments of a loan, as it states it."""
    return agent is not None and AgentOptions.model_validate(agent.options).loan_recovery


async def find_way(
    session: AsyncSession, call: Call, agent: Agent | None, settings: GateSettings, now: datetime
) -> Way | Wait | None:
    """The way of this call, locked until the transaction ends; Wait where it is full; None where there is none."""
    trunk_id = await chosen_trunk(session, call, agent)
    if trunk_id is None:
        return None
    asked, lines = call.our_number, (call.line,)
    return await way_by(session, call, agent, trunk_id, settings, now, asked=asked, lines=lines)


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
    agent: Agent | None,
    trunk_id: UUID,
    settings: GateSettings,
    now: datetime,
    *,
    asked: str | None,
    lines: Collection[str],
) -> Way | Wait | None:
    """This trunk, locked. None where it is off, gone, or of a line that is not among these.

    `asked` is the number that whoever wanted the call wants to be seen; None: one of the trunk's own, that fits what
    the agent's calls are for.
    """
    meant = (call.phone_number, category_of(agent))
    way = await locked_way(session, trunk_id, settings, asked=asked, lines=lines, meant=meant)
    if way is None:
        return None
    return await room_on(session, call, way.trunk, way.number, now) or way


async def locked_way(
    session: AsyncSession,
    trunk_id: UUID,
    settings: GateSettings,
    *,
    asked: str | None,
    lines: Collection[str],
    meant: tuple[str | None, Category | None] = (None, None),
) -> Way | None:
    """The same, whether or not there is room. `meant`: whom the number is shown to (E.164), and what for."""
    trunk = await TrunkRepository(session).lock(TrunkRow, trunk_id)
    if trunk is None or not trunk.enabled or trunk.line not in lines:
        return None
    exceptions = settings.get("compliance.caller_id_exceptions")
    caller_id = asked or best_of(own_numbers(trunk, settings), *meant, exceptions)
    number = await NumberRepository(session).locked(caller_id) if caller_id else None
    return Way(trunk, caller_id, number)


def own_numbers(trunk: TrunkRow, settings: GateSettings) -> list[str]:
    """The trunk's, else the settings' one. Never both: a carrier shows another number where it does not know one."""
    fallback = settings.get("telephony.from_number")
    return [str(number) for number in trunk.caller_ids] or ([str(fallback)] if fallback else [])


async def seen_in_india(
    session: AsyncSession, agent: Agent, line: str, trunk_id: UUID | None, settings: GateSettings
) -> Verdict:
    """What the gate would say of the number that an Indian number sees on this line; "free" where it has no trunk."""
    if "IN" not in settings.get("compliance.countries"):
        return "free"
    usable = await TrunkRepository(session).enabled(line)
    trunk = next((row for wanted in (trunk_id, agent.trunk_id) for row in usable if row.id == wanted), None)
    trunk = trunk or (usable[0] if usable else None)
    if trunk is None:
        return "free"
    exceptions = settings.get("compliance.caller_id_exceptions")
    category = category_of(agent)
    number = best_of(own_numbers(trunk, settings), INDIA, category, exceptions)
    return judge(Caller(category, number, rings_own_phone(trunk)), INDIA, exceptions)


def rings_own_phone(trunk: TrunkRow) -> bool:
    """Whether a softphone that registered with Tron is behind this trunk, and no carrier."""
    return bool(trunk.settings.get("kind") == "softphone")


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
