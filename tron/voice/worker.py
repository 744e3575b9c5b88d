"""The worker: claims due calls, holds them, says that it lives, and ends the calls of workers that do not."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

from tron.core.call_engine.cancelled import cancelled_callers
from tron.core.call_engine.claim import Claim, Dialler
from tron.core.call_engine.place import pass_on, turn_away
from tron.core.call_engine.places import PLACES
from tron.core.call_engine.reconcile import HEARTBEAT_SECONDS, Reconciler
from tron.core.call_engine.supervision import SUPERVISE
from tron.core.compliance import GateSettings
from tron.core.database.failures import DATABASE_ERRORS, is_passing
from tron.core.events.bus import LAGGED
from tron.core.events.log import append_system
from tron.core.events.writer import EventWriter
from tron.core.ids import uuid7
from tron.core.messages.reports import settle_lost
from tron.core.repositories.calls import FIDELITIES, CallRepository
from tron.core.repositories.workers import FRESH, WorkerRepository
from tron.core.services import Services
from tron.core.settings.service import CHANGED
from tron.core.system_health import FORGET
from tron.voice.call_run import CallRun, RunContext
from tron.voice.hooks import CallHooks
from tron.voice.supervision import CallSupervision
from tron.voice.talks import MakeTalk

log = logging.getLogger(__name__)

POLL_SECONDS = 1.0
RECONCILE_SECONDS = 3.0
FORGET_AFTER = timedelta(hours=1)
PROMISED = timedelta(seconds=3)
"""So long a caller waits for the worker that was to take them."""
DRAIN_SECONDS = 5.0
CLOSE_SECONDS = 3.0
REMEMBER_HANGUPS = 1000
HANGUP = "hangup:"
MUTE = "mute:"


class Worker:
    """Owns calls. `reserved_only`: holds just the calls reserved for it (the command line's own call)."""

    def __init__(
        self,
        services: Services,
        make_talk: MakeTalk,
        *,
        identity: UUID | None = None,
        name: str = "worker",
        reserved_only: bool = False,
        state: Callable[[], Mapping[str, Any]] = dict,
        desks: Callable[[], Mapping[str, Any]] = dict,
        hooks: CallHooks | None = None,
    ) -> None:
        self.id: UUID = identity or uuid7()
        self._services = services
        self._name = name
        self._reserved_only = reserved_only
        self._state = state
        self._desks = desks
        self._told_desks: Mapping[str, Any] = {}
        """As the pages know them: each change is announced."""
        self._writer = EventWriter(services.database, services.bus, services.clock)
        self._dialler = Dialler(services.database, services.lines, services.clock, self.id)
        self._context = RunContext(
            services.database,
            services.lines,
            services.bus,
            self._writer,
            services.clock,
            make_talk,
            hooks or CallHooks(),
            self._dialler,
            services.settings.snapshot,
        )
        self._runs: dict[UUID, tuple[CallRun, asyncio.Task[None]]] = {}
        self._loops: list[asyncio.Task[None]] = []
        self._turning_away: set[asyncio.Task[None]] = set()
        self._dialling: asyncio.Task[None] | None = None
        self._due = asyncio.Event()
        self._draining = False
        self._beaten: float | None = None
        self._reconciler = Reconciler(services.database, services.lines, services.clock)
        # Hang-ups of calls that are not ours, or not yet: between a claim's commit and the start of its run.
        self._hung_up: deque[str] = deque(maxlen=REMEMBER_HANGUPS)
        # Calls whose supervisors gave orders that could not be read yet.
        self._unread: set[str] = set()

    @property
    def running(self) -> int:
        """Calls held right now."""
        return len(self._runs)

    @property
    def ready(self) -> bool:
        """Whether it takes calls: it says that it lives, the database hears it, and it does not drain."""
        beaten = self._beaten
        fresh = beaten is not None and self._services.clock.monotonic() - beaten <= FRESH.total_seconds()
        return fresh and not self._draining

    async def places(self) -> tuple[int, int]:
        """For calls with sound: free ones, and all. None is free while it drains."""
        most = int((await self._services.settings.snapshot()).get("worker.max_calls_audio"))
        held = sum(run.fidelity == "audio" for run, _ in self._runs.values())
        return (0 if self._draining else max(most - held, 0)), most

    async def start(self) -> None:
        self._told_desks = dict(self._desks())
        await self._beat()
        await self._writer.start()
        loops: list[tuple[str, float, Callable[[], Awaitable[None]]]] = [("beat", HEARTBEAT_SECONDS, self._beat)]
        if not self._reserved_only:
            loops.append(("reconcile", RECONCILE_SECONDS, self._reconcile))
        self._loops = [asyncio.create_task(self._every(seconds, step), name=name) for name, seconds, step in loops]
        self._loops.append(asyncio.create_task(self._listen(), name="listen"))
        self._dialling = asyncio.create_task(self._dial_forever(), name="dial")
        await self._announce("ready")
        self.wake()

    def wake(self) -> None:
        """Look for due calls now."""
        self._due.set()

    async def drain(self, timeout: float) -> None:
        """Take no more calls and wait for those that run, at most `timeout` seconds."""
        deadline = asyncio.get_running_loop().time() + timeout
        first = not self._draining
        if first:
            await self._announce("draining")
        await self._take_no_more()
        if first:
            await self._leaves()
        while tasks := [task for _, task in self._runs.values()]:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                return
            await asyncio.wait(tasks, timeout=left)

    async def close(self) -> None:
        """End what still runs, write what is left, take the row away. Within about 15 s, database or not."""
        await self._take_no_more()
        for run, _ in list(self._runs.values()):
            run.hang_up(stopped=True)
        await self.drain(DRAIN_SECONDS)
        if self._turning_away:
            await asyncio.wait(tuple(self._turning_away), timeout=CLOSE_SECONDS)
        left = [*(task for _, task in self._runs.values()), *self._turning_away]
        for task in [*left, *self._loops]:
            task.cancel()
        if left or self._loops:
            await asyncio.wait([*left, *self._loops], timeout=CLOSE_SECONDS)
        await self._writer.close(CLOSE_SECONDS)
        with suppress(*DATABASE_ERRORS):
            async with asyncio.timeout(CLOSE_SECONDS), self._services.database.transaction() as session:
                await WorkerRepository(session).remove(self.id)
        await self._announce("gone")

    async def wait_for(self, call_id: UUID) -> None:
        """Until this worker no longer holds the call (returns at once when it never did)."""
        run = self._runs.get(call_id)
        if run is not None:
            await asyncio.wait({run[1]})

    async def supervision_of(self, call_id: UUID) -> CallSupervision | None:
        """That of a call this worker holds, with all orders read; None where it holds none that can be supervised."""
        run = self._runs.get(call_id)
        if run is None or run[0].supervision is None:
            return None
        await run[0].supervision.catch_up()
        return run[0].supervision

    async def _announce(self, state: str) -> None:
        """Tell the pages: `agent.status` on this worker's stream. A worker of one call says nothing."""
        if self._reserved_only:
            return
        stream = f"worker:{self.id}"
        payload = {"worker": str(self.id), "name": self._name, "state": state, "calls": self.running}
        with suppress(*DATABASE_ERRORS):
            async with asyncio.timeout(CLOSE_SECONDS), self._services.database.transaction() as session:
                await append_system(session, stream, "agent.status", payload, self._services.clock.now())
            self._services.bus.publish(f"system:{stream}")

    async def _leaves(self) -> None:
        """Says so at once: no caller is let in for this worker any more, and who waits for it is left to others."""
        with suppress(*DATABASE_ERRORS):
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._beat()

    async def _take_no_more(self) -> None:
        """Let a claim that is under way become a run, which `close` then ends; begin no other."""
        self._draining = True
        self.wake()
        if self._dialling is not None:
            await asyncio.wait({self._dialling}, timeout=CLOSE_SECONDS)
            self._dialling.cancel()

    # ------------------------------------------------------------ loops

    async def _every(self, seconds: float, step: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await step()
            except DATABASE_ERRORS as error:
                self._reconciler.database_was_away()
                log.warning("the database is away: %s", type(error).__name__)
            except Exception:
                log.exception("a worker's loop failed; it goes on")
            await asyncio.sleep(seconds)

    async def _beat(self) -> None:
        now = self._services.clock.now()
        held = list(self._runs)
        _, places = (0, 0) if self._reserved_only else await self.places()
        async with self._services.database.transaction() as session:
            desks = dict(self._desks())
            state = {
                "calls": self.running,
                PLACES: places,
                "draining": self._draining,
                "desks": desks,
                **self._state(),
            }
            await WorkerRepository(session).beat(
                self.id, name=self._name, host=socket.gethostname(), pid=os.getpid(), now=now, state=state
            )
            ours = await CallRepository(session).beat(self.id, now, held) if held else set()
        self._beaten = self._services.clock.monotonic()
        for call_id in set(held) - ours:
            # Over, or somebody else ended it meanwhile: then nobody may stay on the phone.
            if call_id in self._runs:
                self._runs[call_id][0].hang_up()
        await self._check_wishes()
        await self._leave_callers()
        if desks != self._told_desks:
            self._told_desks = desks
            await self._announce("draining" if self._draining else "ready")

    async def _leave_callers(self) -> None:
        """Whoever was promised a place here that was taken meanwhile, or that is not given any more, must not wait."""
        if self._reserved_only:
            return
        came_before = self._services.clock.now() - (timedelta() if self._draining else PROMISED)
        async with self._services.database.transaction() as session:
            left = await CallRepository(session).leave_to_others(self.id, came_before)
        for call in left:
            await pass_on(call, self._services.lines)
        if left:
            self._services.bus.publish("dial")

    async def _reconcile(self) -> None:
        services = self._services
        ended = await self._reconciler.run()
        services.bus.publish(*(f"call:{call.id}" for call in ended))
        await settle_lost(services.database, services.bus, services.clock)
        async with services.database.transaction() as session:
            await WorkerRepository(session).forget(services.clock.now() - FORGET_AFTER)

    async def _listen(self) -> None:
        async with self._services.bus.subscribe() as subscription:
            while True:
                references = await subscription.next()
                subscription.lagged = False
                if "dial" in references or LAGGED in references:
                    self.wake()
                await self._look_around(references)
                self._unread |= {reference for reference in references if reference.startswith(SUPERVISE)}
                if LAGGED in references:
                    self._unread |= {f"{SUPERVISE}{call_id}" for call_id in self._runs}
                wanted = [reference for reference in references if reference.startswith(HANGUP)]
                self._hung_up.extend(wanted)
                muted = any(reference.startswith(MUTE) for reference in references)
                if wanted or muted or self._unread or LAGGED in references:
                    try:
                        await self._check_wishes()
                        await self._let_go_of(wanted)
                    except DATABASE_ERRORS as error:
                        log.warning("hang-ups wait, the database is away: %s", type(error).__name__)

    async def _look_around(self, references: Collection[str]) -> None:
        """Take up changed settings at once, and ask vendors again that are skipped, when somebody says so."""
        services = self._services
        try:
            if CHANGED in references:
                await services.settings.load()
            if FORGET in references:
                services.circuits.forget()
                await self._beat()
        except DATABASE_ERRORS as error:
            log.warning("settings are looked at later, the database is away: %s", type(error).__name__)

    async def _let_go_of(self, cancelled: Sequence[str]) -> None:
        """Callers whom somebody cancelled before a worker claimed them must not wait: nobody comes any more."""
        if self._reserved_only or not cancelled:
            return
        ids = [UUID(reference.removeprefix(HANGUP)) for reference in cancelled]
        async with self._services.database.transaction() as session:
            claims = await cancelled_callers(session, self.id, ids)
        for claim in claims:
            self._turn_away(claim)

    async def _check_wishes(self) -> None:
        """End the calls that somebody wants ended, silence the agents that somebody wants silent, obey supervisors."""
        await self._obey_supervisors()
        if not self._runs:
            return
        async with self._services.database.transaction() as session:
            calls = CallRepository(session)
            unwanted, muted = await calls.hangups(self.id), await calls.muted(self.id)
        for call_id, (run, _) in list(self._runs.items()):
            run.mute(call_id in muted)
            if call_id in unwanted:
                run.hang_up()

    async def _obey_supervisors(self) -> None:
        unread, self._unread = self._unread, set()
        try:
            for call_id, (run, _) in list(self._runs.items()):
                if f"{SUPERVISE}{call_id}" in unread and run.supervision is not None:
                    await run.supervision.catch_up()
        except DATABASE_ERRORS:
            self._unread |= unread
            raise

    async def _dial_forever(self) -> None:
        while not self._draining:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._due.wait(), POLL_SECONDS)
            self._due.clear()
            try:
                await self._dial_due()
            except Exception as error:
                if is_passing(error):
                    log.warning("no dialling, the database is away: %s", type(error).__name__)
                else:
                    log.exception("a claim failed")

    async def _dial_due(self) -> None:
        while not self._draining:
            settings = await self._services.settings.snapshot()
            room = self._room(settings)
            claim = None
            if room:
                claim = await self._dialler.claim(settings, reserved_only=self._reserved_only, fidelities=room)
            if claim is None:
                return await self._tell_the_waiting([kind for kind in FIDELITIES if kind not in room])
            self._services.bus.publish(f"call:{claim.call.id}")
            if claim.decision.allowed:
                self._begin(CallRun(self._context, claim))
            elif claim.call.direction == "inbound":
                self._turn_away(claim)

    def _room(self, settings: GateSettings) -> list[str]:
        """The fidelities of which this worker can hold one more call."""
        held = Counter(run.fidelity for run, _ in self._runs.values())
        return [kind for kind in FIDELITIES if held[kind] < int(settings.get(f"worker.max_calls_{kind}"))]

    async def _tell_the_waiting(self, full: list[str]) -> None:
        if full:
            marked = await self._dialler.mark_waiting(reserved_only=self._reserved_only, fidelities=full)
            self._services.bus.publish(*(f"call:{call_id}" for call_id in marked))

    def _begin(self, run: CallRun) -> None:
        if self._draining:
            run.hang_up(stopped=True)
        elif f"{HANGUP}{run.call_id}" in self._hung_up:
            run.hang_up()
        task = asyncio.create_task(run.run(), name=f"call-{run.call_id}")
        self._runs[run.call_id] = (run, task)
        task.add_done_callback(lambda _: self._ended(run.call_id))

    def _turn_away(self, claim: Claim) -> None:
        """Beside the dialling: the next caller does not wait for a network that is slow to hear it."""
        task = asyncio.create_task(turn_away(claim, self._services.lines), name="turn a caller away")
        self._turning_away.add(task)
        task.add_done_callback(self._turning_away.discard)

    def _ended(self, call_id: UUID) -> None:
        self._runs.pop(call_id, None)
        self.wake()
