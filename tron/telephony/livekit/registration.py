"""This process as a worker of LiveKit: registered under the agent's name while LiveKit is set up, it gets callers."""

from __future__ import annotations

import asyncio
import logging
import math
import os
from collections.abc import Coroutine
from typing import Any

import aiohttp
from livekit.agents import AgentServer, JobContext, JobExecutorType, JobRequest

from tron.telephony.admission import Admission
from tron.telephony.livekit.access import INBOUND, Access, access_of, missing_of
from tron.telephony.livekit.incoming import Receive, take_in
from tron.telephony.livekit.service import LivekitService, ServerError
from tron.telephony.livekit.watch import RoomWatch
from tron.telephony.registry import LineContext

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
AGAIN_SECONDS = 5.0
CLOSE_SECONDS = 5.0
AGENT_NAME, DEFAULT_NAME = "livekit.agent_name", "tron"
SECRETS = ("LIVEKIT_URL", "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET")


class Registration:
    """Runs livekit-agents' server for its place in LiveKit's dispatch alone: a job becomes a call of Tron's own."""

    def __init__(self, context: LineContext, admission: Admission, line: str) -> None:
        self._settings = context.settings
        self._receive: Receive = context.receive
        self._line = line
        self._admission = admission
        self._watch = RoomWatch(context.clock, context.let_go, line)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._running: _Registered | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._looked = False

    @property
    def state(self) -> dict[str, Any]:
        """For the worker's row: whether it is set up, and whether LiveKit knows this worker."""
        running = self._running
        return {
            "configured": running is not None,
            "registered": running is not None and running.is_registered,
            "agent_name": running.agent_name if running is not None else None,
        }

    @property
    def settled(self) -> bool:
        """Whether LiveKit has known this worker since its settings are these, or is not set up."""
        return self._looked and (self._running is None or self._running.id is not None)

    def start(self) -> None:
        """Registers now, and again whenever the settings name another server."""
        self._keeper = self._spawn(self._keep())
        self._spawn(self._admission.measure())

    async def drain(self) -> None:
        """No more callers; the calls that run are not touched. LiveKit knows it within seconds."""
        self._admission.closed = True
        if self._running is not None:
            self._running.drain()

    async def close(self) -> None:
        """Leaves LiveKit. Raises nothing."""
        self._admission.closed = True
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._leave()

    # ------------------------------------------------------------ inside

    async def _keep(self) -> None:
        while True:
            try:
                await self._look()
            except Exception:
                log.exception("the registration with LiveKit is looked at again later")
            await asyncio.sleep(LOOK_SECONDS)

    async def _look(self) -> None:
        settings = await self._settings()
        name = str(settings.get(AGENT_NAME) or DEFAULT_NAME)
        access = None if missing_of(settings) else access_of(settings)
        await self._be(access, name)
        self._looked = True
        if access is not None:  # to the end: others may be full, or there are none
            await self._watch.look(LivekitService(access), name)

    async def _be(self, access: Access | None, name: str) -> None:
        running = self._running
        if running is not None and (running.access, running.agent_name) == (access, name) and not running.broken:
            return
        await self._leave()
        if access is not None and not self._admission.closed:
            self._running = _Registered(access, name, self._admission, self._asked)

    async def _leave(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            await running.close()

    async def _asked(self, request: JobRequest) -> None:
        """LiveKit asks whether a caller can come here; a no lets it ask other workers."""
        room = request.room.name
        if not room.startswith(INBOUND):
            await request.reject(terminate=True)
        elif not await self._admission.take(room):
            await request.reject(terminate=False)
        else:
            try:
                await request.accept(name="Tron")
            except BaseException:
                self._admission.settle(room)
                raise
            self._spawn(self._take_in(room))

    async def _take_in(self, room: str) -> None:
        running = self._running
        if running is None:
            return
        try:
            if await take_in(LivekitService(running.access), room, self._receive, self._line) is None:
                self._admission.settle(room)
        except (ServerError, aiohttp.ClientError, TimeoutError) as error:
            self._admission.settle(room)
            log.warning("a caller cannot be looked at: %s", type(error).__name__)
        except Exception:
            self._admission.settle(room)
            log.exception("a call that came in could not be written down")

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


class _Registered:
    """One livekit-agents server at one LiveKit server; `id` is LiveKit's name for it once it is registered."""

    def __init__(self, access: Access, agent_name: str, admission: Admission, asked: Any) -> None:
        self.access = access
        self.agent_name = agent_name
        self.id: str | None = None
        self._server = AgentServer(
            job_executor_type=JobExecutorType.THREAD,
            ws_url=access.url,
            api_key=access.key,
            api_secret=access.secret,
            host="127.0.0.1",
            port=0,
            num_idle_processes=1,
            load_fnc=admission.load,
            # Whether there is a place is for `asked` to say, exactly; LiveKit weighs the load of those it asks.
            load_threshold=math.inf,
            max_retry=10**9,
        )
        self._server.rtc_session(_handed_over, agent_name=agent_name, on_request=asked)
        self._server.on("worker_registered", self._registered_as)
        self._server.on("worker_started", self._is_started)
        self._before = {name: os.environ.get(name) for name in SECRETS}
        self._task = asyncio.create_task(self._run(), name="livekit worker")
        self._draining: asyncio.Task[None] | None = None

    @property
    def is_registered(self) -> bool:
        """The library tells of each registration, and nowhere in public that the connection is gone again."""
        return self.id is not None and not self.broken and not getattr(self._server, "_connecting", False)

    @property
    def broken(self) -> bool:
        return self._task.done()

    def drain(self) -> None:
        if self._draining is None and self.id is not None:
            self._draining = asyncio.create_task(self._server.drain(None), name="livekit drain")

    async def close(self) -> None:
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._server.aclose()
        except TimeoutError:
            log.error("livekit-agents' server does not close")
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        try:
            await self._server.run(devmode=False)
        except Exception:
            log.exception("the registration with LiveKit broke; it is tried again")
            await asyncio.sleep(AGAIN_SECONDS)

    def _registered_as(self, worker_id: str, _: object) -> None:
        self.id = worker_id
        log.info("registered with LiveKit", extra={"agent_name": self.agent_name})

    def _is_started(self) -> None:
        """The library puts the secret into the environment, where each child of this process would find it."""
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


async def _handed_over(job: JobContext) -> None:
    """A job ends at once: its call is in the worker's own loop, with a token of its own."""
    job.shutdown("handed over")
