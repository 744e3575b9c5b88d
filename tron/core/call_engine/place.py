"""The one door to a phone: claim a due call, ask the gate, write its answer, all in one transaction; then dial.

Whatever wants a call made writes a queued row (requests.py) and wakes a worker; only `claim` lets it through.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import compliance
from tron.core.call_engine.states import CANCELLED, QUEUED, RINGING
from tron.core.call_engine.transitions import transition
from tron.core.clock import Clock
from tron.core.compliance import Decision, GateSettings
from tron.core.database.engine import Database
from tron.core.database.failures import is_passing, violated_constraint
from tron.core.database.tables import Agent, Call
from tron.core.flows.choice import FlowChoice, chosen_flow
from tron.core.lines import Lines
from tron.core.ports import DialRequest, LineCall, RingListener
from tron.core.repositories.calls import FIDELITIES, WAITING_NUMBER, CallRepository

log = logging.getLogger(__name__)

NUMBER_BUSY_WAIT = timedelta(seconds=15)
LIVE_NUMBER_INDEX = "uq_calls_live_number"
AGENT_OFF = Decision(False, rule="agent_off", detail="The agent is off or archived.")
GATE_FAILED = Decision(False, rule="error", detail="The check before dialling failed.")


@dataclass(slots=True)
class Claim:
    """What a claim came to. `call` is this worker's to dial, once, when `decision.allowed`."""

    call: Call
    agent: Agent | None
    decision: Decision
    placed: bool = False


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
        while True:
            now = self._clock.now()
            attempt = _Attempt(self._database, self._lines, self.owner, now)
            claim = await attempt.run(settings, reserved_only, fidelities)
            if claim is not None or attempt.seen is None:
                return claim
            # That one has to wait; there may be others behind it.

    async def mark_waiting(self, *, reserved_only: bool, fidelities: Sequence[str]) -> list[UUID]:
        """Say on due calls of these fidelities that they wait for room; returns those that did not say so yet."""
        async with self._database.transaction() as session:
            return await CallRepository(session).mark_waiting(
                self.owner,
                self._clock.now(),
                lines=[line.name for line in self._lines],
                reserved_only=reserved_only,
                fidelities=fidelities,
            )


class _Attempt:
    """One try to claim one call. `seen` is the call it came upon."""

    def __init__(self, database: Database, lines: Lines, owner: UUID, now: datetime) -> None:
        self._database = database
        self._lines = lines
        self._owner = owner
        self._now = now
        self.seen: UUID | None = None

    async def run(self, settings: GateSettings, reserved_only: bool, fidelities: Sequence[str]) -> Claim | None:
        names = [line.name for line in self._lines]
        try:
            async with self._database.transaction() as session:
                call = await CallRepository(session).due(
                    self._owner, self._now, lines=names, reserved_only=reserved_only, fidelities=fidelities
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
        calls = CallRepository(session)
        if line.rings_phone and call.phone_number:
            await calls.lock_number(call.phone_number, now)
            if await calls.number_is_live(call.phone_number):
                _wait(call, now)
                return None
        agent = await session.get(Agent, call.agent_id) if call.agent_id else None
        off = agent is None or not agent.is_active or agent.archived_at is not None
        decision = await compliance.ask(
            session,
            call,
            rings_phone=line.rings_phone,
            settings=settings,
            now=now,
            barred=AGENT_OFF if off else None,
        )
        if not decision.allowed:
            refused = await _cancel(session, call.id, decision, now)
            return Claim(refused, agent, decision) if refused else None
        # Written down once: whatever is published or linked from here on, this call goes its way.
        pinned = call.flow_id is not None and call.flow_version is not None
        flow = FlowChoice(call.flow_id, call.flow_version) if pinned else await chosen_flow(session, agent)
        values = {
            "flow_id": flow.flow_id,
            "flow_version": flow.version,
            "owner": self._owner,
            "heartbeat_at": now,
            "started_at": now,
            "reason": None,
            "rings_phone": line.rings_phone,
        }
        claimed = await transition(session, call.id, RINGING, at=now, values=values)
        return Claim(claimed, agent, decision) if claimed else None

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


async def place(claim: Claim, lines: Lines, listener: RingListener, *, ring_timeout: float = 45.0) -> LineCall:
    """Ring the phone of an allowed claim, once. Raises DialFailed; a refused or used claim raises PermissionError."""
    call = claim.call
    if not claim.decision.allowed or call.status != RINGING or claim.placed:
        raise PermissionError(f"call {call.id} was not allowed to ring")
    claim.placed = True
    request = DialRequest(
        call_id=call.id,
        to=call.phone_number,
        language=claim.agent.language if claim.agent else "en-IN",
        ring_timeout=ring_timeout,
        options={
            **call.line_options,
            "direction": call.direction,
            "template": claim.agent.template if claim.agent else None,
        },
    )
    return await lines.get(call.line).dial(request, listener)
