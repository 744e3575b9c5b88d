"""Asking for a call: a queued row that some worker will claim. Also hang-up, cancel and retry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import phone
from tron.core.call_engine.offers import OFFER
from tron.core.call_engine.states import CANCELLED, FINAL, LIVE, QUEUED
from tron.core.call_engine.streams import BROWSER_LINE
from tron.core.call_engine.transitions import transition
from tron.core.database.tables import Agent, Call, TrunkRow
from tron.core.errors import Conflict, FieldProblem, NotFound, invalid_field
from tron.core.events.log import NewEvent, append
from tron.core.events.payloads.calls import CallQueued
from tron.core.flows.drafts import Draft, keep_draft
from tron.core.lines import Lines
from tron.core.repositories.calls import CallRepository
from tron.core.trunks.ways import line_for


@dataclass(frozen=True, slots=True)
class CallRequest:
    """What the API, the command line or a campaign asks for.

    `owner` reserves the call for one worker; `previous` is the call that this one tries again. `flow`: a flow and its
    version in place of the agent's; `draft`: a draft instead. `trunk_id`: a trunk of the line in place of the agent's
    or the default.
    `line_named`: somebody named the line; otherwise a retry may take another, by the agent's trunk of then.
    """

    agent_id: UUID
    phone_number: str | None
    line: str
    contact_name: str | None = None
    contact_metadata: Mapping[str, Any] = field(default_factory=dict)
    line_options: Mapping[str, Any] = field(default_factory=dict)
    direction: str = "outbound"
    eligible_at: datetime | None = None
    owner: UUID | None = None
    previous: Call | None = None
    flow: tuple[UUID, int] | None = None
    draft: Draft | None = None
    trunk_id: UUID | None = None
    line_named: bool = True


async def request_call(session: AsyncSession, request: CallRequest, lines: Lines, now: datetime) -> Call:
    """Write a queued call. Raises Invalid or NotFound with the field's path; nothing is dialled here."""
    agent = await usable_agent(session, request.agent_id)
    line = lines.get(request.line)
    if request.direction == "inbound" and line.rings_phone:
        raise invalid_field("line", "Tron cannot be made to ring on this line: it would dial the caller.")
    number = _number_for(request.phone_number, line.name, line.rings_phone)
    call = Call(
        agent_id=agent.id,
        flow_id=agent.flow_id,
        phone_number=number,
        contact_name=request.contact_name,
        contact_metadata=dict(request.contact_metadata),
        line=line.name,
        line_options=dict(request.line_options),
        rings_phone=line.rings_phone,
        trunk_id=request.trunk_id,
        direction=request.direction,
        eligible_at=request.eligible_at or now,
        owner=request.owner,
        created_at=now,
    )
    if request.draft is not None and line.rings_phone:
        raise invalid_field("flow_version", "A draft is spoken where nobody's phone rings: practice line or browser.")
    if request.flow is not None:
        call.flow_id, call.flow_version = request.flow
    if (draft := request.draft) is not None:
        call.flow_id, call.flow_draft = draft.flow_id, True
    if request.previous is not None:
        call.previous_call_id = request.previous.id
        call.retry_count = request.previous.retry_count + 1
        call.campaign_id = request.previous.campaign_id
    session.add(call)
    await session.flush()
    if draft is not None:
        keep_draft(session, call, draft)
    await _queued_event(session, call, request, now)
    return call


async def usable_agent(session: AsyncSession, agent_id: UUID) -> Agent:
    """An agent that may call and answer; says why not otherwise."""
    agent = await session.get(Agent, agent_id)
    if agent is None:
        message = "There is no such agent."
        raise NotFound(message, hint="List agents with GET /api/tron/agents.", fields=[_agent_problem(message)])
    if agent.archived_at is not None:
        message = f"{agent.name} is archived and makes no calls."
        raise Conflict(message, hint="Duplicate it to use it again.", fields=[_agent_problem(message)])
    if not agent.is_active:
        message = f"{agent.name} is switched off: it neither calls nor answers."
        raise Conflict(message, hint="Set is_active to true first.", fields=[_agent_problem(message)])
    return agent


def _agent_problem(message: str) -> FieldProblem:
    return FieldProblem("agent_id", message)


def _number_for(raw: str | None, line: str, rings_phone: bool) -> str | None:
    if raw is None:
        if rings_phone or line == "sandbox":
            raise invalid_field("phone_number", "Give the number to call.")
        return None
    number = phone.normalise(raw)
    if phone.is_practice(number) and line != "sandbox":
        raise invalid_field("phone_number", "Practice numbers are dialled by the practice line only.")
    if line == "sandbox" and not phone.is_practice(number):
        raise invalid_field("phone_number", "The practice line rings practice numbers only.", hint=phone.PRACTICE_HINT)
    return number


async def request_hangup(session: AsyncSession, call_id: UUID, by: str, now: datetime) -> Call:
    """End a call: a queued one is cancelled here, a live one by its owner. Ended ones stay as they are."""
    call = await session.get(Call, call_id, with_for_update=True)
    if call is None:
        raise NotFound("There is no such call.")
    if call.status in FINAL:
        raise Conflict("This call is over.", extra={"current": {"status": call.status, "reason": call.reason}})
    if call.status in LIVE:
        if call.hangup_requested_at is None:
            call.hangup_requested_at = now
            await append(session, call.id, [NewEvent(call.id, "call.hangup_requested", {"by": by}, now)])
        return call
    cancelled = await transition(session, call.id, CANCELLED, at=now, values={"reason": "by_user"})
    return cancelled or call


async def request_mute(session: AsyncSession, call_id: UUID, muted: bool, by: str, now: datetime) -> Call:
    """Silence the agent of a live call, or let it be heard again. Raises NotFound and Conflict."""
    call = await session.get(Call, call_id, with_for_update=True)
    if call is None:
        raise NotFound("There is no such call.")
    if call.status not in LIVE:
        raise Conflict("Nobody talks in this call.", extra={"current": {"status": call.status, "reason": call.reason}})
    if call.agent_muted != muted:
        call.agent_muted = muted
        await append(session, call.id, [NewEvent(call.id, "call.agent_muted", {"muted": muted, "by": by}, now)])
    return call


async def request_retry(session: AsyncSession, call_id: UUID, lines: Lines, now: datetime, delay: timedelta) -> Call:
    """A new attempt of an ended call: a queued row linked to it, one more in its retry_count.

    Raises NotFound, and Conflict while the call or another retry of it is not over. Whoever rang Tron is rung back, by
    the trunk they came by; any other call goes by the trunk that was named for it, else by the agent's or the default.
    """
    before = await session.get(Call, call_id, with_for_update=True)
    if before is None:
        raise NotFound("There is no such call.")
    if before.status not in FINAL:
        raise Conflict("This call is not over yet.", hint="Hang up first.")
    if before.agent_id is None:
        raise Conflict("The call has no agent any more.")
    waiting = select(Call.id).where(Call.previous_call_id == before.id, Call.status.in_((QUEUED, *LIVE))).limit(1)
    if await session.scalar(waiting) is not None:
        raise Conflict("This call is being tried again already.")
    way = await _way_again(session, before, lines)
    return await request_call(
        session,
        CallRequest(
            agent_id=before.agent_id,
            phone_number=before.phone_number,
            **way,
            contact_name=before.contact_name,
            contact_metadata=before.contact_metadata,
            # Nobody waits for the new attempt with a token: a browser call rings the open pages.
            line_options={
                **{name: value for name, value in before.line_options.items() if name != OFFER},
                **({"ring": True} if before.line == BROWSER_LINE else {}),
            },
            eligible_at=now + delay,
            previous=before,
        ),
        lines,
        now,
    )


async def _way_again(session: AsyncSession, before: Call, lines: Lines) -> dict[str, Any]:
    """Line and trunk of a retry: what was named for the first try stays, anything else is chosen anew.

    The row says by which trunk the call went in the end, which may be the one that another fell back on.
    """
    if before.direction == "inbound":
        return {"line": before.line, "trunk_id": before.trunk_id}
    story = await CallRepository(session).events_named(before.id, [CallQueued.type])
    first = CallQueued.model_validate(story[0].payload) if story else CallQueued()
    trunk = await session.get(TrunkRow, first.asked_trunk_id) if first.asked_trunk_id is not None else None
    if trunk is not None:
        return {"line": trunk.line, "trunk_id": trunk.id, "line_named": first.line_named}
    name = first.asked_line or before.line
    known = lines.find(name)
    if not first.line_named and known is not None and known.rings_phone and before.agent_id is not None:
        name = await line_for(session, None, None, before.agent_id, name)
    return {"line": name, "line_named": first.line_named}


async def _queued_event(session: AsyncSession, call: Call, request: CallRequest, now: datetime) -> None:
    payload = {
        "eligible_at": call.eligible_at.isoformat(),
        "retry_count": call.retry_count or 0,
        "asked_line": call.line,
        "asked_trunk_id": str(request.trunk_id) if request.trunk_id else None,
        "line_named": request.line_named,
    }
    await append(session, call.id, [NewEvent(call.id, "call.queued", payload, now)])
