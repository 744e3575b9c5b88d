"""The one door to a phone: claim a due call, ask the gate, write its answer, all in one transaction; then dial.

Whatever wants a call made writes a queued row (requests.py) and wakes a worker; only `claim` lets it through.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import compliance
from tron.core.call_engine.states import CANCELLED, RINGING
from tron.core.call_engine.transitions import transition
from tron.core.clock import Clock
from tron.core.compliance import Decision, GateSettings
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, Call
from tron.core.lines import Lines
from tron.core.ports import DialRequest, LineCall, RingListener
from tron.core.repositories.calls import CallRepository

log = logging.getLogger(__name__)

NUMBER_BUSY_WAIT = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a claim came to. `call` is this worker's to dial when `decision.allowed`."""

    call: Call
    agent: Agent | None
    decision: Decision


class Dialler:
    """Claims due calls for one worker."""

    def __init__(self, database: Database, lines: Lines, clock: Clock, owner: UUID) -> None:
        self._database = database
        self._lines = lines
        self._clock = clock
        self.owner = owner

    async def claim(self, settings: GateSettings, *, reserved_only: bool = False) -> Claim | None:
        """The next due call, claimed and judged; None when nothing is due. `reserved_only`: this owner's alone.

        An error while asking the gate cancels the call with `blocked:error`: nothing is dialled on a guess.
        """
        now = self._clock.now()
        names = [line.name for line in self._lines]
        seen: UUID | None = None
        try:
            async with self._database.transaction() as session:
                call = await CallRepository(session).due(self.owner, now, lines=names, reserved_only=reserved_only)
                if call is None:
                    return None
                seen = call.id
                return await self._judge(session, call, settings, now)
        except IntegrityError:
            # The unique index on live numbers: somebody else rings this number right now.
            await self._postpone(seen, now)
            return None
        except Exception:
            log.exception("the gate could not answer; the call is cancelled")
            await self._refuse(seen, now)
            raise

    async def _judge(self, session: AsyncSession, call: Call, settings: GateSettings, now: datetime) -> Claim | None:
        line = self._lines.get(call.line)
        calls = CallRepository(session)
        if line.rings_phone and call.phone_number:
            await calls.lock_number(call.phone_number, now)
            if await calls.number_is_live(call.phone_number):
                call.eligible_at, call.reason = now + NUMBER_BUSY_WAIT, "waiting:number"
                return None
        agent = await session.get(Agent, call.agent_id) if call.agent_id else None
        decision = await compliance.ask(session, call, rings_phone=line.rings_phone, settings=settings, now=now)
        if decision.allowed and (agent is None or not agent.is_active or agent.archived_at is not None):
            decision = Decision(False, rule="agent_off", detail="The agent is off or archived.")
        if not decision.allowed:
            refused = await transition(
                session,
                call.id,
                CANCELLED,
                at=now,
                values={"reason": f"blocked:{decision.rule}", "error_message": decision.detail},
            )
            return Claim(refused, agent, decision) if refused else None
        claimed = await transition(
            session,
            call.id,
            RINGING,
            at=now,
            values={
                "owner": self.owner,
                "heartbeat_at": now,
                "started_at": now,
                "reason": None,
                "rings_phone": line.rings_phone,
            },
        )
        return Claim(claimed, agent, decision) if claimed else None

    async def _postpone(self, call_id: UUID | None, now: datetime) -> None:
        async with self._database.transaction() as session:
            call = await session.get(Call, call_id, with_for_update=True)
            if call is not None and call.status == "queued":
                call.eligible_at, call.reason = now + NUMBER_BUSY_WAIT, "waiting:number"

    async def _refuse(self, call_id: UUID | None, now: datetime) -> None:
        if call_id is None:
            return
        async with self._database.transaction() as session:
            await transition(
                session,
                call_id,
                CANCELLED,
                at=now,
                values={"reason": "blocked:error", "error_message": "The check before dialling failed."},
            )


async def place(claim: Claim, lines: Lines, listener: RingListener, *, ring_timeout: float = 45.0) -> LineCall:
    """Ring the phone of an allowed claim. Raises DialFailed; a refused claim raises PermissionError."""
    call = claim.call
    if not claim.decision.allowed or call.status != RINGING:
        raise PermissionError(f"call {call.id} was not allowed to ring")
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
