"""A Tron whose worker runs, with one agent, and a cloud vendor: calls from the queue to the end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from sqlalchemy import select

from tests.phones import NUMBERS, queue_call, save_agent
from tests.serving import serving
from tests.talks import has_status, services_of, until, working
from tests.telephony.cloud.house import CALLER, OURS, PATIENCE, Vendor
from tests.telephony.sound_talks import SoundTalks
from tron.core.call_engine.inbound import Reception
from tron.core.call_engine.requests import request_hangup
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, Call, PhoneNumber, TrunkRow
from tron.core.services import Services
from tron.core.trunks.book import StoredBook
from tron.core.trunks.settings import sealed
from tron.telephony.cloud.line import CloudLine
from tron.telephony.registry import LineContext
from tron.telephony.stream_server import StreamServer
from tron.voice.worker import Worker

NUMBER = NUMBERS[42]


class Office:
    """One process that is API and worker."""

    def __init__(
        self,
        database: Database,
        folder: Path,
        vendor: Vendor,
        app: FastAPI,
        *,
        stays: bool = False,
        max_calls: int = 50,
        places: int = 20,
    ) -> None:
        """`stays`: the agent does not end its calls. `max_calls` of the trunk at a time, `places` of each worker."""
        self.max_calls = max_calls
        self.places = places
        self.database, self.folder, self.vendor, self.app = database, folder, vendor, app
        self.agent: Agent
        self.port = 0
        self.stays = stays
        self.name = vendor.line.name  # type: ignore[attr-defined]

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Office]:
        async with self.premises() as line, self._working(self.services, line, self.folder) as self.worker:
            yield self
            await self.vendor.phone.close()

    @asynccontextmanager
    async def another(self) -> AsyncIterator[Worker]:
        """A second worker, as if in a process of its own."""
        folder = self.folder / "another"
        services = self._services(folder)
        line = services.lines.find(self.name)
        assert isinstance(line, CloudLine)
        async with self._working(services, line, folder) as worker:
            yield worker
        await line.aclose()

    @asynccontextmanager
    async def premises(self) -> AsyncIterator[CloudLine]:
        """The vendor, the API and what the database has to know, without a worker; the line for one."""
        async with self.vendor.emulator, serving(self.app) as self.port:
            self.services = self.app.state.services = self._services(self.folder)
            line = self.services.lines.find(self.name)
            assert isinstance(line, CloudLine)
            await self._rows()
            try:
                yield line
            finally:
                await self.vendor.phone.close()
                await line.aclose()

    @asynccontextmanager
    async def _working(self, services: Services, line: CloudLine, folder: Path) -> AsyncIterator[Worker]:
        door = StreamServer({self.name: line}, folder, name="test")
        await door.start()
        talks = SoundTalks(services.clock, stays=self.stays)
        state = {"streams": door.address()}
        try:
            async with working(services, talks, state=lambda: state) as worker:
                yield worker
        finally:
            await door.close()

    def _services(self, folder: Path) -> Services:
        services = services_of(self.database, folder, TRON_WORKER_MAX_CALLS_AUDIO=str(self.places))
        reception = Reception(self.database, services.bus, services.clock)

        async def settings() -> Any:
            """The public URL is https for everybody else."""
            mine = {"telephony.public_url": f"http://127.0.0.1:{self.port}", "telephony.from_number": OURS}
            return _Over(await services.settings.snapshot(), {**mine, **self.vendor.settings()})

        book = StoredBook(self.database)
        context = LineContext(services.clock, folder, settings=settings, receive=reception.receive, book=book)
        services.lines.register(self.vendor.line(context))
        return services

    async def _rows(self) -> None:
        self.agent = await save_agent(self.database)
        async with self.database.transaction() as session:
            session.add(
                TrunkRow(
                    line=self.name,
                    name="Account",
                    max_calls=self.max_calls,
                    calls_per_second=50.0,
                    is_default=True,
                    settings=dict(self.vendor.trunk()),
                    secrets=sealed(self.vendor.secrets),
                    caller_ids=[OURS],
                )
            )
            session.add(PhoneNumber(number=OURS, agent_id=self.agent.id))

    async def call(self, number: str = NUMBER) -> Any:
        now = self.services.clock.now()
        call = await queue_call(self.database, self.services.lines, self.agent, number, now, line=self.name)
        self.worker.wake()
        return call

    async def inbound(self) -> Call:
        [found] = await self.callers()
        return found

    async def callers(self) -> list[Call]:
        """Calls that came in, the oldest first."""
        async with self.database.transaction() as session:
            return list(await session.scalars(select(Call).where(Call.direction == "inbound").order_by(Call.id)))

    def hook(self, what: str) -> str:
        return f"http://127.0.0.1:{self.port}/hooks/{self.name}/{what}"

    async def rings_in(self) -> Any:
        """Somebody calls our number; their call."""
        return await self.vendor.phone.ring_in(self.hook("incoming") + self.vendor.query, CALLER, OURS)  # type: ignore[attr-defined]

    # ------------------------------------------------------------ journeys that are the same everywhere

    async def dials(self, refusal: Any, *, unwanted_ends: bool = True) -> Call:
        """Calls that are answered, busy, taken back, and of which nobody knows; the answered one."""
        phone = self.vendor.phone
        answered = await has_status(self.database, await self.call(), seconds=PATIENCE)
        far = await phone.next()
        assert (answered.status, answered.reason) == ("completed", "agent_ended")
        assert (answered.vendor_call_id, answered.our_number) == (far.sid, OURS)
        assert far.heard
        phone.outcome = "busy"
        call = await has_status(self.database, await self.call(NUMBERS[43]), seconds=PATIENCE)
        assert (call.status, call.reason, call.sip_status) == ("busy", "busy", 486)
        await phone.next()
        phone.outcome = "rings"
        unwanted = await self.call(NUMBERS[44])
        far = await phone.next()
        await self.take_back(unwanted)
        if unwanted_ends:
            await asyncio.wait_for(far.over.wait(), PATIENCE)
        phone.outcome = "answers"
        phone.refuses = refusal
        call = await has_status(self.database, await self.call(NUMBERS[45]), seconds=PATIENCE)
        assert (call.status, call.reason) == ("failed", "unknown_outcome")
        assert phone.dials == 4, "nothing was dialled twice"
        return answered

    async def take_back(self, call_id: UUID) -> None:
        async with self.database.transaction() as session:
            await request_hangup(session, call_id, "test", self.services.clock.now())
        self.services.bus.publish(f"hangup:{call_id}")
        call = await has_status(self.database, call_id, seconds=PATIENCE)
        assert (call.status, call.reason) == ("cancelled", "by_user")

    async def answers(self, far: Any) -> Call:
        """The last caller, who was let in, hears the agent, and hangs up."""
        assert far.answers == [200]
        known = (await self.callers())[-1]
        await has_status(self.database, known.id, "in_progress", seconds=PATIENCE)
        await asyncio.wait_for(far.talks.wait(), PATIENCE)

        async def hears() -> bool:
            return sum(map(len, far.heard)) >= 2 * far.frame

        await until(hears)
        await far.hang_up()
        call = await has_status(self.database, known.id, seconds=PATIENCE)
        assert (call.status, call.reason) == ("completed", "caller_hung_up")
        assert call.vendor_call_id == far.sid
        return call


class _Over:
    def __init__(self, settings: Any, changes: Mapping[str, Any]) -> None:
        self._settings, self._changes = settings, changes

    def get(self, key: str) -> Any:
        return self._changes[key] if key in self._changes else self._settings.get(key)
