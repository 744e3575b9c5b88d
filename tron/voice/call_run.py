"""One claimed call from the first ring to the last event, in the process that owns it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tron.core.call_engine.claim import Claim, Dialler
from tron.core.call_engine.inbound import short_id
from tron.core.call_engine.loop_marks import is_loop
from tron.core.call_engine.loops import WHOLE_SECONDS
from tron.core.call_engine.place import let_go_of
from tron.core.call_engine.states import COMPLETED, FAILED, IN_PROGRESS
from tron.core.clock import Clock
from tron.core.compliance import GateSettings, no_settings
from tron.core.database.engine import Database
from tron.core.database.tables import Call
from tron.core.events.bus import EventBus
from tron.core.events.writer import EventWriter
from tron.core.lines import Lines
from tron.core.logs import log_context
from tron.core.ports import Hangup, HasHeaders, LineCall, ScriptResult
from tron.core.ports.recordings import InRoom
from tron.voice.call_row import CallRow
from tron.voice.dialling import STATUS_OF, Around, Dialling, HearsNetwork
from tron.voice.hooks import CallHooks
from tron.voice.ringing import NotAnswered, hang_up, stop_tasks
from tron.voice.supervision import CallSupervision, Supervised
from tron.voice.talks import MakeTalk, Session, Talk
from tron.voice.wishes import Wishes

log = logging.getLogger(__name__)

ANSWER_PATIENCE_SECONDS = 5.0
"""A person who answered does not listen to silence for longer while the database is away."""
LINE_END_SECONDS = 5.0
SESSION_CLOSE_SECONDS = 15.0
OUTCOME_LENGTH = 50
LOST: Mapping[str, Any] = {"reason": "lost_owner", "error_message": "The worker stopped."}
BROKEN: Mapping[str, Any] = {"reason": "trunk_error", "error_message": "An internal error ended the call."}
SILENT: Mapping[str, Any] = {"reason": "vendor_failed", "error_message": "Nothing was ready to speak or to hear."}
CUT = "The connection to the phone broke off in the middle of the call."
PREPARE_SECONDS = 10.0
TWILIO = "twilio"
"""The line whose calls have a column of their own for the id at the vendor."""


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
    dialler: Dialler | None = None
    settings: Callable[[], Awaitable[GateSettings]] = no_settings


class CallRun:
    """Runs one claim; `hang_up` ends it from our side at any moment."""

    def __init__(self, context: RunContext, claim: Claim) -> None:
        self._context = context
        self._claim = claim
        self._session: Session | None = None
        self._leave: Callable[[], Awaitable[None]] | None = None
        self._line_call: LineCall | None = None
        self._row = CallRow(context.database, context.writer, context.bus, context.clock, context.hooks, claim.call)
        self._wishes = Wishes(context.database, claim.call)
        self._hangup_wanted = asyncio.Event()
        self._unwanted = asyncio.Event()
        """The dial is to be taken back: somebody hung up, or the network says that it is in vain."""
        self._stopped = False
        self._dialling = self._dial_around(context)
        self._muted = claim.call.agent_muted
        self.supervision: CallSupervision | None = None
        """Once the call is answered, where its session can be supervised."""
        self.call_id: UUID = claim.call.id
        self.fidelity = "text" if claim.call.line_options.get("fidelity") == "text" else "audio"

    def _dial_around(self, context: RunContext) -> Dialling:
        def emit(type_: str, payload: Mapping[str, Any]) -> None:
            context.writer.emit(self.call_id, type_, payload)

        make = context.make_talk
        hears = make if isinstance(make, HearsNetwork) else None
        around = Around(context.lines, context.clock, context.settings, emit, context.dialler, hears)
        return Dialling(around, self._claim, self._unwanted)

    def hang_up(self, *, stopped: bool = False) -> None:
        """End the call: while it rings it is cancelled (`stopped`: fails, the worker goes), later the agent ends it."""
        self._stopped = self._stopped or (stopped and not self._hangup_wanted.is_set())
        self._hangup_wanted.set()
        self._unwanted.set()
        if self._session is not None:
            self._session.end("agent_ended")

    def mute(self, muted: bool) -> None:
        """Let nobody hear the agent, or let it be heard again; the call goes on."""
        self._muted = muted
        if self._session is not None:
            self._session.mute(muted)

    async def run(self) -> None:
        """Never raises; whatever happens ends in a final status."""
        with log_context(call=self.call_id):
            await self._run()

    async def _run(self) -> None:
        prepare = asyncio.create_task(self._context.make_talk.prepare(self._claim), name="prepare-talk")
        ends = self._ends_by_itself()
        try:
            line_call = await self._dial()
            if line_call is not None:
                self._line_call = line_call
                await self._answer(line_call, prepare)
        except asyncio.CancelledError:
            await asyncio.shield(self._break_off(LOST))
            raise
        except Exception:
            log.exception("the call broke")
            await self._break_off(BROKEN)
        finally:
            if ends is not None:
                ends.cancel()
            await stop_tasks(prepare)
            await self._clean_up()

    def _ends_by_itself(self) -> asyncio.TimerHandle | None:
        """A test of a line is over in time, whatever its line does."""
        if not is_loop(self._claim.call):
            return None
        return asyncio.get_running_loop().call_later(WHOLE_SECONDS, self.hang_up)

    # ------------------------------------------------------------ steps

    async def _dial(self) -> LineCall | None:
        answer = await self._dialling.run()
        if not isinstance(answer, NotAnswered):
            self._line_call = answer
            return answer
        stopped = self._stopped and answer.values["reason"] == "by_user"
        await self._row.write(FAILED if stopped else answer.status, LOST if stopped else answer.values)
        if not stopped:  # else another worker may answer them
            await let_go_of(self._dialling.claim, self._context.lines)
        return None

    async def _answer(self, line_call: LineCall, prepare: asyncio.Task[None]) -> None:
        answered_at = self._context.clock.now()
        talk = await self._prepared(line_call, prepare)
        values = {
            "answered_at": answered_at,
            "heartbeat_at": self._context.clock.now(),
            "sip_call_id": line_call.line_call_id[:100],
            **_vendor_facts(line_call, self._dialling.claim.call.line),
        }
        if not isinstance(talk, Talk):
            await hang_up(line_call)
            if await self._row.write(IN_PROGRESS, values) is not None:
                await self._row.write(COMPLETED, talk)
            return
        self._session, self._leave = talk.session, talk.leave
        talk.session.mute(self._muted)
        self.supervision = self._supervision(talk)
        payload = {"fidelity": talk.fidelity}
        values["recording_url"] = talk.recording
        call = await self._row.write(IN_PROGRESS, values, payload, patience=ANSWER_PATIENCE_SECONDS)
        if call is not None:
            result = await self._hold(talk, line_call, call)
            await self._complete(talk, result, await _how_it_ended(line_call))

    async def _prepared(self, line_call: LineCall, prepare: asyncio.Task[None]) -> Talk | Mapping[str, Any]:
        """What the call is held with, or how it ended before that was ready. Hang-ups from either side end the wait."""
        making = asyncio.create_task(self._make_talk(line_call, prepare), name="make-talk")
        left = asyncio.create_task(line_call.ended())
        unwanted = asyncio.create_task(self._hangup_wanted.wait())
        try:
            await asyncio.wait({making, left, unwanted}, return_when=asyncio.FIRST_COMPLETED)
            if making.done():
                return making.result()
            return {"reason": "agent_ended" if self._hangup_wanted.is_set() else "caller_hung_up", "sip_status": 200}
        except Exception:
            log.exception("the call was answered, and nothing is there to talk with")
            return SILENT
        finally:
            await stop_tasks(making, left, unwanted)

    async def _make_talk(self, line_call: LineCall, prepare: asyncio.Task[None]) -> Talk:
        # Ringing gave it time; only engines that still load make anyone wait here.
        await asyncio.wait({prepare}, timeout=PREPARE_SECONDS)
        return await self._context.make_talk(self._dialling.claim, line_call, self._emit)

    def _supervision(self, talk: Talk) -> CallSupervision | None:
        if not isinstance(talk.session, Supervised):
            return None
        context, answered = self._context, self._context.clock.monotonic()
        return CallSupervision(
            self.call_id,
            talk.session,
            recogniser=talk.recogniser,
            database=context.database,
            clock=context.clock,
            tell=lambda type_, payload: context.writer.emit(self.call_id, type_, payload),
            since_answer=lambda: context.clock.monotonic() - answered,
        )

    async def _hold(self, talk: Talk, line_call: LineCall, call: Call) -> ScriptResult:
        # Beside the talk: a slow hook must not hold back the first word.
        started = asyncio.create_task(self._context.hooks.on_call_start(call))
        watcher: asyncio.Task[None] | None = None
        try:
            await talk.session.start()
            if talk.beside is not None:
                talk.beside.start()
            watcher = asyncio.create_task(_watch(line_call, talk.session))
            if self._hangup_wanted.is_set():
                talk.session.end("agent_ended")
            result = await talk.script.run(talk.session)
            if self.supervision is not None:
                await self.supervision.handed_back()
            return result
        finally:
            await hang_up(line_call)
            await self._close_session()
            if talk.beside is not None:
                await talk.beside.close()
            await stop_tasks(watcher)
            await started

    async def _complete(self, talk: Talk, result: ScriptResult, hangup: Hangup) -> None:
        story = self._story()
        self._row.wish_untold = await self._wishes.settle()
        cost = talk.cost(talk.session.transcript) if talk.cost else {}
        values = {
            **story,
            "reason": result.reason,
            "sip_status": hangup.sip_status,
            "outcome": result.outcome[:OUTCOME_LENGTH] if result.outcome else None,
            "extracted_data": result.extracted_data,
            "cost": cost,
            "cost_estimate": cost.get("usd"),
            "answered_by": talk.answered_by() if talk.answered_by is not None else None,
            **({"error_message": CUT} if result.reason == "gateway_lost" else {}),
        }
        await self._row.write(STATUS_OF.get(result.reason, COMPLETED), values)

    # ------------------------------------------------------------ ending

    async def _break_off(self, values: Mapping[str, Any]) -> None:
        """Something ended the call that should not have: the phone first, then the row, with what was said so far."""
        if self._line_call is not None:
            await hang_up(self._line_call)
        self._row.wish_untold = await self._wishes.settle()
        await self._row.write(FAILED, {**values, **self._story()})

    def _story(self) -> dict[str, Any]:
        if self._session is None:
            return {}
        return {
            "transcript": [entry.payload() for entry in self._session.transcript],
            "turns": [turn.payload() for turn in self._session.latencies],
        }

    async def _emit(self, type_: str, payload: Mapping[str, Any], node: str | None = None) -> None:
        self._wishes.look(type_, payload)
        self._context.writer.emit(self.call_id, type_, payload, node)

    async def _close_session(self) -> None:
        if self._session is None:
            return
        try:
            async with asyncio.timeout(SESSION_CLOSE_SECONDS):
                if self.supervision is not None:
                    await self.supervision.aclose()
                await self._session.close()
        except Exception:
            log.exception("a session did not close")

    async def _clean_up(self) -> None:
        if self._line_call is not None:
            await hang_up(self._line_call)
        await self._dialling.aclose()
        await self._close_session()
        if self._leave is not None:
            try:
                async with asyncio.timeout(SESSION_CLOSE_SECONDS):
                    await self._leave()
            except Exception:
                log.exception("a talk did not let go")


async def _watch(line_call: LineCall, session: Session) -> None:
    hangup = await _far_end(line_call)
    reasons = {"caller": "caller_hung_up", "agent": "agent_ended", "network": "gateway_lost"}
    session.end(reasons[hangup.by])


async def _far_end(line_call: LineCall) -> Hangup:
    try:
        return await line_call.ended()
    except Exception:
        log.exception("a line cannot say how its call ended")
        return Hangup("network", None)


async def _how_it_ended(line_call: LineCall) -> Hangup:
    """How the connection ended; a line that does not say so in time is not waited for."""
    try:
        async with asyncio.timeout(LINE_END_SECONDS):
            return await _far_end(line_call)
    except TimeoutError:
        log.error("a line does not end its call")
        return Hangup("network", None)


def _vendor_facts(line_call: LineCall, line: str) -> dict[str, Any]:
    """Columns that the line knows once a call is answered."""
    facts: dict[str, Any] = {"livekit_room": line_call.room_name[:100]} if isinstance(line_call, InRoom) else {}
    if not isinstance(line_call, HasHeaders):
        return facts
    facts["sip_headers"] = dict(line_call.headers)
    if line_call.vendor_call_id:
        facts["vendor_call_id"] = short_id(line_call.vendor_call_id)
    if line == TWILIO and line_call.vendor_call_id:
        facts["twilio_call_sid"] = line_call.vendor_call_id[:50]
    return facts
