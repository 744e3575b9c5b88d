"""Claiming a due call: ask the gate, take the trunk, write the answer, all in one transaction. place.py then dials.

Whatever wants a call made writes a queued row (requests.py) and wakes a worker; only `claim` lets it through.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import compliance
from tron.core.call_engine.callers import caller_of, tell_exception
from tron.core.call_engine.loop_marks import is_loop, is_near
from tron.core.call_engine.loops import may_loop
from tron.core.call_engine.states import CANCELLED, QUEUED, RINGING
from tron.core.call_engine.transitions import transition
from tron.core.clock import Clock
from tron.core.compliance import Decision, GateSettings
from tron.core.database.engine import Database
from tron.core.database.failures import is_passing, violated_constraint
from tron.core.database.tables import Agent, Call, PhoneNumber, TrunkRow
from tron.core.events.log import NewEvent, append
from tron.core.flows.choice import FlowChoice, chosen_flow
from tron.core.lines import Lines
from tron.core.ports import Trunk
from tron.core.ports.lines import HoldsCallers
from tron.core.repositories.calls import FIDELITIES, WAITING_NUMBER, CallRepository, Reach
from tron.core.repositories.trunks import NumberRepository
from tron.core.trunks.limits import Wait, dialled, note_outcome
from tron.core.trunks.settings import trunk_of
from tron.core.trunks.spec import Configurable
from tron.core.trunks.ways import Way, find_way, way_by

log = logging.getLogger(__name__)

MOST_LOOKS = 50
"""Calls that have to wait are passed over; after so many the worker looks at the rest of its work first."""
NUMBER_BUSY_WAIT = timedelta(seconds=15)
LIVE_NUMBER_INDEX = "uq_calls_live_number"
AGENT_OFF = Decision(False, rule="agent_off", detail="The agent is off or archived.")
NUMBER_OFF = Decision(False, rule="agent_off", detail="The number is switched off, or has no agent any more.")
NO_TRUNK = Decision(False, rule="line", detail="This line has no trunk that is switched on. Add one under Lines.")
GATE_FAILED = Decision(False, rule="error", detail="The check before dialling failed.")


@dataclass(slots=True)
class Claim:
    """What a claim came to. `call` is this worker's to dial, once, when `decision.allowed`."""

    call: Call
    agent: Agent | None
    decision: Decision
    placed: bool = False
    trunk: Trunk | None = None
    tried: list[UUID] = field(default_factory=list)
    """Trunks by which it was dialled."""
    asked_caller_id: str | None = None
    """The number that whoever wanted the call wants to be seen."""


class Dialler:
    """Claims due calls for one worker."""

    def __init__(self, database: Database, lines: Lines, clock: Clock, owner: UUID) -> None:
        self._database = database
        self._lines = lines
        self._clock = clock
        self.owner = owner

    async def claim(
        self, settings: GateSettings, *, reserved_only: bool = False, fidelities: Sequence[str] = FIDELITIES
    ) -> Claim | None:
        """The next due call, claimed and judged; None when nothing is due. `reserved_only`: this owner's alone.

        An error while asking the gate cancels the call with `blocked:error`: nothing is dialled on a guess. Only a
        database that is away leaves it queued, and raises.
        """
        for _ in range(MOST_LOOKS):
            now = self._clock.now()
            attempt = _Attempt(self._database, self._lines, self.owner, now)
            claim = await attempt.run(settings, reserved_only, fidelities)
            if claim is not None or attempt.seen is None:
                return claim
            # That one has to wait; there may be others behind it.
        return None

    async def mark_waiting(self, *, reserved_only: bool, fidelities: Sequence[str]) -> list[UUID]:
        """Say on due calls of these fidelities that they wait for room; returns those that did not say so yet."""
        async with self._database.transaction() as session:
            return await CallRepository(session).mark_waiting(
                self.owner,
                self._clock.now(),
                reach=_reach(self._lines),
                reserved_only=reserved_only,
                fidelities=fidelities,
            )

    async def fall_back(self, claim: Claim, settings: GateSettings, sip_status: int | None) -> Claim | None:
        """After a trunk that could not connect, and while no phone rang: the same claim by the next trunk.

        The gate is asked again, in the transaction that takes the trunk. None: there is no other way.
        """
        if claim.trunk is None or claim.call.direction != "outbound" or is_loop(claim.call):
            return None
        now, lines = self._clock.now(), [line.name for line in self._lines]
        async with self._database.transaction() as session:
            call = await session.get(Call, claim.call.id, with_for_update=True, populate_existing=True)
            if call is None or call.status != RINGING or call.owner != self.owner or call.hangup_requested_at:
                return None
            before = await session.get(TrunkRow, claim.trunk.id)
            if before is None or before.fallback_id is None or before.fallback_id in claim.tried:
                return None
            asked = claim.asked_caller_id
            way = await way_by(session, call, claim.agent, before.fallback_id, settings, now, asked=asked, lines=lines)
            if way is None or isinstance(way, Wait):
                return None
            caller = caller_of(claim.agent, call, way)
            decision = await compliance.ask(session, call, rings_phone=True, settings=settings, now=now, caller=caller)
            if not decision.allowed:
                kept = {"trunk": way.trunk.name, "reason": f"blocked:{decision.rule}"}
                await append(session, call.id, [NewEvent(call.id, "call.trunk_refused", kept, now)])
                return None
            dialled(way.trunk, way.number, now)
            call.trunk_id, call.our_number, call.line = way.trunk.id, way.caller_id, way.trunk.line
            call.vendor_call_id = None  # of the dial that failed: nobody asks the next trunk's vendor about that
            told = {"before": before.name, "after": way.trunk.name, "sip_status": sip_status}
            await append(session, call.id, [NewEvent(call.id, "call.trunk_changed", told, now)])
            await tell_exception(session, call.id, caller, decision, now)
            return Claim(
                call, claim.agent, decision, trunk=trunk_of(way.trunk), tried=claim.tried, asked_caller_id=asked
            )

    async def note_outcome(self, claim: Claim, sip_status: int | None) -> None:
        """Tell the trunk's pace what came of a dial."""
        if claim.trunk is not None and claim.call.direction == "outbound" and sip_status is not None:
            async with self._database.transaction() as session:
                await note_outcome(session, claim.trunk.id, sip_status, self._clock.now())


class _Attempt:
    """One try to claim one call. `seen` is the call it came upon."""

    def __init__(self, database: Database, lines: Lines, owner: UUID, now: datetime) -> None:
        self._database = database
        self._lines = lines
        self._owner = owner
        self._now = now
        self.seen: UUID | None = None

    async def run(self, settings: GateSettings, reserved_only: bool, fidelities: Sequence[str]) -> Claim | None:
        reach = _reach(self._lines)
        try:
            async with self._database.transaction() as session:
                call = await CallRepository(session).due(
                    self._owner, self._now, reach=reach, reserved_only=reserved_only, fidelities=fidelities
                )
                if call is None:
                    return None
                self.seen = call.id
                return await self._judge(session, call, settings)
        except Exception as error:
            if is_passing(error) or self.seen is None:
                raise
            if violated_constraint(error) == LIVE_NUMBER_INDEX:
                # Somebody else rings this number right now.
                await self._postpone(self.seen)
                return None
            log.exception("the gate could not answer; the call is cancelled")
            return await self._refuse(self.seen)

    async def _judge(self, session: AsyncSession, call: Call, settings: GateSettings) -> Claim | None:
        line, now = self._lines.get(call.line), self._now
        # A call that comes in rings nobody's phone: it is answered, never dialled.
        rings = line.rings_phone and call.direction == "outbound"
        if rings and call.phone_number and not await self._lock_number(session, call, call.phone_number):
            return None
        agent = await session.get(Agent, call.agent_id) if call.agent_id else None
        off = agent is None or not agent.is_active or agent.archived_at is not None
        barred = AGENT_OFF if off and not is_loop(call) else None
        if barred is None and line.rings_phone and not rings and not is_loop(call):
            barred = await _unanswered(session, call)
        way: Way | None = None
        full: str | None = None
        if rings and isinstance(line, Configurable):
            found = await find_way(session, call, agent, settings, now)
            if isinstance(found, Wait) and not is_near(call):
                call.eligible_at, call.reason = found.until, found.reason
                return None
            full = found.reason if isinstance(found, Wait) else None
            way, barred = found if isinstance(found, Way) else None, barred or (NO_TRUNK if found is None else None)
        caller = caller_of(agent, call, way)
        if is_near(call):
            decision = await may_loop(session, call, full, barred, now)
        else:
            decision = await compliance.ask(
                session, call, rings_phone=rings, settings=settings, now=now, barred=barred, caller=caller
            )
        if not decision.allowed:
            refused = await _cancel(session, call.id, decision, now)
            return Claim(refused, agent, decision, trunk=await _trunk_of(session, refused)) if refused else None
        asked = call.our_number if rings else None
        values = {**await self._taken(session, call, agent), "rings_phone": rings}
        if way is not None:
            dialled(way.trunk, way.number, now)
            values |= {"trunk_id": way.trunk.id, "our_number": way.caller_id}
        claimed = await transition(session, call.id, RINGING, at=now, values=values)
        if claimed is None:
            return None
        await tell_exception(session, call.id, caller, decision, now)
        trunk = await _trunk_of(session, claimed)
        return Claim(claimed, agent, decision, trunk=trunk, asked_caller_id=asked)

    async def _lock_number(self, session: AsyncSession, call: Call, number: str) -> bool:
        """Whether nobody else rings this number; until the transaction ends nobody can begin to."""
        calls = CallRepository(session)
        await calls.lock_number(number, self._now)
        if not await calls.number_is_live(number):
            return True
        _wait(call, self._now)
        return False

    async def _taken(self, session: AsyncSession, call: Call, agent: Agent | None) -> dict[str, Any]:
        """Written down once: whatever is published or linked from here on, this call goes its way."""
        pinned = call.flow_id is not None and (call.flow_version is not None or call.flow_draft)
        flow = FlowChoice(call.flow_id, call.flow_version) if pinned else await chosen_flow(session, agent)
        return {
            "flow_id": flow.flow_id,
            "flow_version": flow.version,
            "owner": self._owner,
            "heartbeat_at": self._now,
            "started_at": self._now,
            "reason": None,
        }

    async def _postpone(self, call_id: UUID) -> None:
        async with self._database.transaction() as session:
            call = await session.get(Call, call_id, with_for_update=True)
            if call is not None and call.status == QUEUED:
                _wait(call, self._now)

    async def _refuse(self, call_id: UUID) -> Claim | None:
        async with self._database.transaction() as session:
            # The row was unlocked since the error: if somebody else rings by now, it is theirs.
            call = await session.get(Call, call_id, with_for_update=True)
            if call is None or call.status != QUEUED:
                return None
            compliance.write_down(session, call, GATE_FAILED, self._now)
            refused = await _cancel(session, call_id, GATE_FAILED, self._now)
            return Claim(refused, None, GATE_FAILED) if refused else None


def _reach(lines: Lines) -> Reach:
    holding = [line.name for line in lines if isinstance(line, HoldsCallers)]
    return Reach([line.name for line in lines], holding)


async def _unanswered(session: AsyncSession, call: Call) -> Decision | None:
    """Of a call that came in, whose number was switched off, or taken away from its agent, while it rang."""
    number = await NumberRepository(session).named(PhoneNumber, call.our_number or "")
    return None if number is not None and number.enabled and number.agent_id is not None else NUMBER_OFF


def _wait(call: Call, now: datetime) -> None:
    call.eligible_at, call.reason = now + NUMBER_BUSY_WAIT, WAITING_NUMBER


async def _cancel(session: AsyncSession, call_id: UUID, decision: Decision, now: datetime) -> Call | None:
    return await transition(
        session,
        call_id,
        CANCELLED,
        at=now,
        values={"reason": f"blocked:{decision.rule}", "error_message": decision.detail},
        payload={"retry_at": decision.retry_at.isoformat()} if decision.retry_at else None,
    )


async def _trunk_of(session: AsyncSession, call: Call) -> Trunk | None:
    row = await session.get(TrunkRow, call.trunk_id) if call.trunk_id else None
    return None if row is None else trunk_of(row)
