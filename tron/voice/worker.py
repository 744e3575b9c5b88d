"""The worker: claims due calls, holds them, says that it lives, and ends the calls of workers that do not."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from tron.core.call_engine.place import Dialler
from tron.core.call_engine.reconcile import HEARTBEAT_SECONDS, reconcile
from tron.core.compliance import GateSettings
from tron.core.events.writer import EventWriter
from tron.core.ids import uuid7
from tron.core.repositories.calls import CallRepository
from tron.core.repositories.workers import WorkerRepository
from tron.core.services import Services
from tron.voice.call_run import CallRun, MakeTalk, RunContext
from tron.voice.hooks import CallHooks

log = logging.getLogger(__name__)

POLL_SECONDS = 1.0
RECONCILE_SECONDS = 3.0
FORGET_AFTER = timedelta(hours=1)

Snapshot = Callable[[], Awaitable[GateSettings]]


class Worker:
    """Owns calls. `only_reserved`: holds just the calls reserved for it (the command line's own call)."""

    def __init__(
        self,
        services: Services,
        make_talk: MakeTalk,
        *,
        name: str = "worker",
        reserved_only: bool = False,
        state: Callable[[], Mapping[str, Any]] = dict,
        hooks: CallHooks | None = None,
    ) -> None:
        self.id: UUID = uuid7()
        self._services = services
        self._name = name
        self._reserved_only = reserved_only
        self._state = state
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
        )
        self._runs: dict[UUID, tuple[CallRun, asyncio.Task[None]]] = {}
        self._loops: list[asyncio.Task[None]] = []
        self._due = asyncio.Event()
        self._draining = False

    @property
    def running(self) -> int:
        """Calls held right now."""
        return len(self._runs)

    async def start(self) -> None:
        await self._beat()
        await self._writer.start()
        loops: list[tuple[str, float, Callable[[], Awaitable[None]]]] = [("beat", HEARTBEAT_SECONDS, self._beat)]
        if not self._reserved_only:
            loops.append(("reconcile", RECONCILE_SECONDS, self._reconcile))
        self._loops = [asyncio.create_task(self._every(seconds, step), name=name) for name, seconds, step in loops]
        self._loops.append(asyncio.create_task(self._listen(), name="listen"))
        self._loops.append(asyncio.create_task(self._dial_forever(), name="dial"))
        self.wake()

    def wake(self) -> None:
        """Look for due calls now."""
        self._due.set()

    async def drain(self, timeout: float) -> None:
        """Take no more calls and wait for those that run, at most `timeout` seconds."""
        self._draining = True
        tasks = [task for _, task in self._runs.values()]
        if tasks:
            await asyncio.wait(tasks, timeout=timeout)

    async def close(self) -> None:
        """End what still runs, write what is left, take the row away."""
        self._draining = True
        for run, _ in list(self._runs.values()):
            run.hang_up()
        await self.drain(timeout=5)
        for _, task in list(self._runs.values()):
            task.cancel()
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, *(task for _, task in self._runs.values()), return_exceptions=True)
        with suppress(DBAPIError, OSError, TimeoutError):
            await self._writer.close()
            async with self._services.database.transaction() as session:
                await WorkerRepository(session).remove(self.id)

    async def wait_for(self, call_id: UUID) -> None:
        """Until this worker no longer holds the call (returns at once when it never did)."""
        run = self._runs.get(call_id)
        if run is not None:
            await asyncio.wait({run[1]})

    # ------------------------------------------------------------ loops

    async def _every(self, seconds: float, step: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await step()
            except (DBAPIError, OSError, TimeoutError) as error:
                log.warning("the database is away: %s", type(error).__name__)
            await asyncio.sleep(seconds)

    async def _beat(self) -> None:
        now = self._services.clock.now()
        async with self._services.database.transaction() as session:
            state = {"calls": self.running, "draining": self._draining, **self._state()}
            await WorkerRepository(session).beat(
                self.id, name=self._name, host=socket.gethostname(), pid=os.getpid(), now=now, state=state
            )
            if self._runs:
                await CallRepository(session).beat(self.id, now)
        await self._check_hangups()

    async def _reconcile(self) -> None:
        services = self._services
        ended = await reconcile(services.database, services.lines, services.clock)
        services.bus.publish(*(f"call:{call.id}" for call in ended))
        async with services.database.transaction() as session:
            await WorkerRepository(session).forget(services.clock.now() - FORGET_AFTER)

    async def _listen(self) -> None:
        async with self._services.bus.subscribe() as subscription:
            while True:
                references = await subscription.next()
                if "dial" in references or "lagged" in references:
                    self.wake()
                if "lagged" in references or any(reference.startswith("hangup:") for reference in references):
                    with suppress(DBAPIError, OSError, TimeoutError):
                        await self._check_hangups()

    async def _check_hangups(self) -> None:
        if not self._runs:
            return
        async with self._services.database.transaction() as session:
            wanted = await CallRepository(session).hangups(self.id)
        for call_id in wanted:
            if call_id in self._runs:
                self._runs[call_id][0].hang_up()

    async def _dial_forever(self) -> None:
        while True:
            with suppress(TimeoutError):
                # Not wait_for: in Python 3.11 it swallows a cancellation that comes together with the wake-up.
                async with asyncio.timeout(POLL_SECONDS):
                    await self._due.wait()
            self._due.clear()
            try:
                await self._dial_due()
            except (DBAPIError, OSError, TimeoutError) as error:
                log.warning("no dialling, the database is away: %s", type(error).__name__)
            except Exception:
                # The gate failed and refused the call; the next one gets its own chance.
                log.exception("a claim failed")

    async def _dial_due(self) -> None:
        while not self._draining:
            settings = await self._services.settings.snapshot()
            if self._full(settings):
                return
            claim = await self._dialler.claim(settings, reserved_only=self._reserved_only)
            if claim is None:
                return
            self._services.bus.publish(f"call:{claim.call.id}")
            if claim.decision.allowed:
                self._begin(CallRun(self._context, claim))

    def _full(self, settings: GateSettings) -> bool:
        audio = sum(run.fidelity == "audio" for run, _ in self._runs.values())
        text = len(self._runs) - audio
        most_audio, most_text = (int(settings.get(f"worker.max_calls_{kind}")) for kind in ("audio", "text"))
        return audio >= most_audio or text >= most_text

    def _begin(self, run: CallRun) -> None:
        task = asyncio.create_task(run.run(), name=f"call-{run.call_id}")
        self._runs[run.call_id] = (run, task)
        task.add_done_callback(lambda _: self._ended(run.call_id))

    def _ended(self, call_id: UUID) -> None:
        self._runs.pop(call_id, None)
        self.wake()
