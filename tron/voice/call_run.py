"""One claimed call from the first ring to the last event, in the process that owns it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from tron.core.call_engine.place import Claim, place
from tron.core.call_engine.states import CANCELLED, COMPLETED, FAILED, FINAL, IN_PROGRESS, NO_ANSWER
from tron.core.call_engine.transitions import transition
from tron.core.clock import Clock
from tron.core.database.engine import Database
from tron.core.database.tables import Call
from tron.core.events.bus import EventBus
from tron.core.events.writer import EventWriter
from tron.core.lines import Lines
from tron.core.logs import log_context
from tron.core.ports import Conversation, DialFailed, Hangup, LineCall, Script, ScriptResult
from tron.voice.hooks import CallHooks
from tron.voice.latency import TurnLatency
from tron.voice.transcript import TranscriptEntry

log = logging.getLogger(__name__)

DATABASE_PATIENCE_SECONDS = 60.0
DEFAULT_RING_TIMEOUT = 45.0
PREPARE_SECONDS = 10.0

Emit = Callable[[str, Mapping[str, Any], str | None], Awaitable[None]]


class Session(Conversation, Protocol):
    """A Conversation with an end; `close` flushes the recording and may be called twice."""

    @property
    def transcript(self) -> Sequence[TranscriptEntry]: ...

    @property
    def latencies(self) -> Sequence[TurnLatency]: ...

    async def start(self) -> None: ...

    def end(self, reason: str) -> None: ...

    async def close(self, reason: str = "agent_ended") -> None: ...


@dataclass(frozen=True, slots=True)
class Talk:
    """What holds an answered call: the session, the Script that drives it, and how its cost is estimated."""

    session: Session
    script: Script
    fidelity: str
    recording: str | None = None
    cost: Callable[[Sequence[TranscriptEntry]], dict[str, Any]] | None = None


class MakeTalk(Protocol):
    """Makes the Talk of an answered call; `prepare` runs beside the ringing and raises nothing."""

    async def __call__(self, claim: Claim, line_call: LineCall, emit: Emit) -> Talk: ...

    async def prepare(self, claim: Claim) -> None: ...


@dataclass(frozen=True, slots=True)
class RunContext:
    """What every call of a worker shares."""

    database: Database
    lines: Lines
    bus: EventBus
    writer: EventWriter
    clock: Clock
    make_talk: MakeTalk
    hooks: CallHooks = field(default_factory=CallHooks)


class CallRun:
    """Runs one claim; `hang_up` ends it from our side at any moment."""

    def __init__(self, context: RunContext, claim: Claim) -> None:
        self._context = context
        self._claim = claim
        self._session: Session | None = None
        self._line_call: LineCall | None = None
        self._hangup_wanted = asyncio.Event()
        self.call_id: UUID = claim.call.id
        self.fidelity = str(claim.call.line_options.get("fidelity", "audio"))

    def hang_up(self) -> None:
        """Somebody asked to end the call: while it rings it is cancelled, afterwards the agent ends it."""
        self._hangup_wanted.set()
        if self._session is not None:
            self._session.end("agent_ended")

    async def run(self) -> None:
        """Never raises; whatever happens ends in a final status."""
        with log_context(call=self.call_id):
            await self._run()

    async def _run(self) -> None:
        prepare = asyncio.create_task(self._context.make_talk.prepare(self._claim), name="prepare-talk")
        try:
            line_call = await self._dial()
            if line_call is not None:
                # Ringing gave it time; only engines that still load make anyone wait here.
                await asyncio.wait({prepare}, timeout=PREPARE_SECONDS)
                await self._talk(line_call)
        except asyncio.CancelledError:
            await asyncio.shield(self._finish(FAILED, {"reason": "lost_owner", "error_message": "The worker stopped."}))
            raise
        except Exception:
            log.exception("the call broke")
            await self._finish(FAILED, {"reason": "trunk_error", "error_message": "An internal error ended the call."})
        finally:
            await _stop(prepare)
            await self._clean_up()

    async def ringing(self) -> None:
        """RingListener: the far phone rings."""
        self._context.writer.emit(self.call_id, "call.ringing", {})

    async def _dial(self) -> LineCall | None:
        dial = asyncio.create_task(place(self._claim, self._context.lines, self, ring_timeout=DEFAULT_RING_TIMEOUT))
        wanted = asyncio.create_task(self._hangup_wanted.wait())
        try:
            await asyncio.wait({dial, wanted}, return_when=asyncio.FIRST_COMPLETED, timeout=DEFAULT_RING_TIMEOUT + 15)
            if dial.done():
                return dial.result()
            wish = self._hangup_wanted.is_set()
            values: dict[str, Any] = {"reason": "by_user" if wish else "rang_out", "sip_status": None if wish else 408}
            await self._finish(CANCELLED if wish else NO_ANSWER, values)
        except DialFailed as failed:
            values = {"reason": failed.reason, "sip_status": failed.sip_status, "error_message": str(failed)}
            await self._finish(failed.status, values)
        except Exception:
            if not self._claim.call.rings_phone:
                raise
            # Dialled, and nobody can say what came of it: never again without a person.
            log.exception("the dial's outcome is unknown")
            await self._finish(FAILED, {"reason": "unknown_outcome", "error_message": "The line broke while dialling."})
        finally:
            await _stop(dial, wanted)
        return None

    async def _talk(self, line_call: LineCall) -> None:
        self._line_call = line_call
        talk = await self._context.make_talk(self._claim, line_call, self._emit)
        self._session = talk.session
        call = await self._answered(line_call, talk)
        if call is None:
            return
        # Beside the talk: a slow hook must not hold back the first word.
        started = asyncio.create_task(self._context.hooks.on_call_start(call))
        await talk.session.start()
        watcher = asyncio.create_task(self._watch(line_call, talk.session))
        if self._hangup_wanted.is_set():
            talk.session.end("agent_ended")
        try:
            result = await talk.script.run(talk.session)
        finally:
            await line_call.hang_up()
            await talk.session.close()
            await _stop(watcher)
            await started
        hangup = await line_call.ended()
        await self._complete(talk, result, hangup)

    async def _answered(self, line_call: LineCall, talk: Talk) -> Call | None:
        now = self._context.clock.now()
        values = {
            "answered_at": now,
            "heartbeat_at": now,
            "sip_call_id": line_call.line_call_id,
            "recording_url": talk.recording,
        }
        return await self._finish(IN_PROGRESS, values, {"fidelity": talk.fidelity})

    async def _watch(self, line_call: LineCall, session: Session) -> None:
        hangup = await line_call.ended()
        session.end("caller_hung_up" if hangup.by == "caller" else "agent_ended")

    async def _complete(self, talk: Talk, result: ScriptResult, hangup: Hangup) -> None:
        transcript = talk.session.transcript
        cost = talk.cost(transcript) if talk.cost else {}
        values = {
            "reason": result.reason,
            "sip_status": hangup.sip_status,
            "outcome": result.outcome,
            "extracted_data": result.extracted_data,
            "transcript": [entry.payload() for entry in transcript],
            "turns": [turn.payload() for turn in talk.session.latencies],
            "cost": cost,
            "cost_estimate": cost.get("usd"),
        }
        await self._finish(COMPLETED, values)

    async def _finish(
        self, status: str, values: Mapping[str, Any], payload: Mapping[str, Any] | None = None
    ) -> Call | None:
        """Change the status, waiting for a database that is away; None when the call was no longer ours."""
        deadline = self._context.clock.monotonic() + DATABASE_PATIENCE_SECONDS
        while True:
            try:
                await self._context.writer.flush()
                async with self._context.database.transaction() as session:
                    call = await transition(
                        session,
                        self.call_id,
                        status,
                        at=self._context.clock.now(),
                        owner=self._claim.call.owner,
                        values=values,
                        payload=payload,
                    )
                self._context.bus.publish(f"call:{self.call_id}")
                if call is None:
                    log.warning("a call was no longer ours")
                elif status in FINAL:
                    await self._context.hooks.on_call_end(call)
                return call
            except (DBAPIError, OSError, TimeoutError):
                if self._context.clock.monotonic() > deadline:
                    log.error("the database stayed away; the call is left to reconciliation")
                    return None
                await asyncio.sleep(0.5)

    async def _emit(self, type_: str, payload: Mapping[str, Any], node: str | None = None) -> None:
        self._context.writer.emit(self.call_id, type_, payload, node)

    async def _clean_up(self) -> None:
        with contextlib.suppress(Exception):
            if self._line_call is not None:
                await self._line_call.hang_up()
            if self._session is not None:
                await self._session.close()


async def _stop(*tasks: asyncio.Task[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
