"""A cloud vendor's line with everything around it: the emulator, the real API in front, a worker's door behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi import FastAPI

from tests.emulators.cloud_calls import CloudCall, CloudPhone
from tests.emulators.server import Emulator
from tests.factories import agent_row
from tests.phones import NUMBERS, lines_of
from tests.serving import serving
from tests.snapshots import settings_with
from tests.telephony.media_stream.exchange import Listener
from tron.core.call_engine.inbound import Reception
from tron.core.call_engine.transitions import transition
from tron.core.clock import SystemClock
from tron.core.config import BootConfig
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, Call, PhoneNumber, TrunkRow, WorkerRow
from tron.core.events.bus import PostgresBus
from tron.core.ids import uuid7
from tron.core.ports import AnswerRequest, DialFailed, DialRequest, LineCall, Trunk
from tron.core.services import Services
from tron.core.settings import SettingsService, SettingsSnapshot
from tron.core.trunks.book import StoredBook
from tron.core.trunks.settings import sealed, trunk_of
from tron.telephony.cloud.line import CloudLine
from tron.telephony.registry import LineContext
from tron.telephony.stream_server import StreamServer

OURS, CALLER, NUMBER = NUMBERS[90], NUMBERS[50], NUMBERS[42]
COLLEAGUE = NUMBERS[60]
PATIENCE = 10


@dataclass
class Vendor:
    """Which line, at which emulated vendor, with which account."""

    line: Callable[[LineContext], CloudLine]
    emulator: Emulator
    phone: CloudPhone[Any]
    settings: Callable[[], Mapping[str, Any]] = dict
    trunk: Callable[[], Mapping[str, Any]] = dict
    """Asked once the emulator has its address."""
    secrets: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    """What the vendor's set-up adds to the address that is told of callers."""


@dataclass
class House:
    """One Tron on loopback, and the vendor."""

    database: Database
    folder: Path
    vendor: Vendor
    app: FastAPI
    changes: dict[str, Any] = field(default_factory=dict)
    """Settings that a test sets otherwise."""
    port: int = 0
    trunk: Trunk | None = None

    def __post_init__(self) -> None:
        clock = SystemClock()
        bus = PostgresBus(self.database.dsn)
        reception = Reception(self.database, bus, clock)
        book = StoredBook(self.database)
        behind = LineContext(clock, self.folder, settings=self.settings, book=book)
        self.fresh = lambda: self.vendor.line(behind)
        """A line as a process has it that has just begun."""
        before = LineContext(clock, self.folder, settings=self.settings, receive=reception.receive, book=book)
        self.fresh_front = lambda: self.vendor.line(before)
        self.front = self.fresh_front()
        self.line = self.fresh()
        self.services = self.app.state.services = Services(
            BootConfig(_env_file=None, data_dir=self.folder),
            self.database,
            SettingsService(self.database, {}),
            clock,
            bus,
            lines_of(self.front),
        )
        self.door = StreamServer({self.line.name: self.line}, self.folder, name="test")
        self.listener = Listener()
        self.worker = uuid7()

    @property
    def public_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def phone(self) -> CloudPhone[Any]:
        return self.vendor.phone

    def hook(self, what: str, call_id: UUID | None = None) -> str:
        of = f"/{call_id}" if call_id else ""
        return f"{self.public_url}/hooks/{self.line.name}/{what}{of}"

    async def settings(self) -> SettingsSnapshot:
        values = {
            "telephony.public_url": self.public_url,
            "telephony.from_number": OURS,
            **self.vendor.settings(),
            **self.changes,
        }
        return settings_with({key: value for key, value in values.items() if value is not None})

    async def open(self) -> None:
        """A worker is there, with one agent and its number, and the vendor's account."""
        await self.door.start()
        self.agent: Agent = agent_row()
        state = {"streams": self.door.address()}
        async with self.database.transaction() as session:
            # It lives for the whole test, though nothing beats for it.
            beat = self.services.clock.now() + timedelta(hours=1)
            session.add(WorkerRow(id=self.worker, name="test", host="here", pid=1, heartbeat_at=beat, state=state))
            session.add(self.agent)
            await session.flush()
            session.add(PhoneNumber(number=OURS, agent_id=self.agent.id))
            if trunk := self.vendor.trunk():
                row = TrunkRow(
                    line=self.line.name,
                    name="Account",
                    settings=dict(trunk),
                    secrets=sealed(self.vendor.secrets),
                )
                session.add(row)
                await session.flush()
                self.trunk = trunk_of(row)

    async def close(self) -> None:
        await self.phone.close()
        await self.door.close()
        await self.line.aclose()

    # ------------------------------------------------------------ calls

    async def dial(self, **values: Any) -> asyncio.Task[LineCall]:
        """A call that this worker owns, being dialled."""
        call_id = await self.row()
        wanted = {"ring_timeout": 5.0, "trunk": self.trunk, **values}
        return asyncio.create_task(self.line.dial(DialRequest(call_id, NUMBER, "en-IN", **wanted), self.listener))

    async def row(self) -> UUID:
        async with self.database.transaction() as session:
            call = Call(
                agent_id=self.agent.id,
                phone_number=None,
                line=self.line.name,
                status="ringing",
                owner=self.worker,
                created_at=self.services.clock.now(),
                trunk_id=self.trunk.id if self.trunk else None,
            )
            session.add(call)
            await session.flush()
            return call.id

    @asynccontextmanager
    async def talking(self, **values: Any) -> AsyncIterator[tuple[Any, LineCall]]:
        """A call that was answered, and its sound flows."""
        dial = await self.dial(**values)
        far: CloudCall = await self.phone.next()
        call = await asyncio.wait_for(dial, PATIENCE)
        yield far, call
        await call.hang_up()
        await asyncio.wait_for(far.over.wait(), PATIENCE)

    async def claimed(self, call_id: UUID) -> AnswerRequest:
        """This worker takes the call that came in."""
        async with self.database.transaction() as session:
            now = self.services.clock.now()
            call = await transition(session, call_id, "ringing", at=now, values={"owner": self.worker})
            assert call is not None
            offer = call.line_options["offer"]
            return AnswerRequest(call_id, call.phone_number, call.our_number, "en-IN", offer, self.trunk)


async def failure(dial: asyncio.Task[LineCall]) -> tuple[str, str, int | None]:
    """What the dial came to."""
    try:
        await asyncio.wait_for(dial, PATIENCE)
    except DialFailed as failed:
        return failed.status, failed.reason, failed.sip_status
    raise AssertionError("the call was answered")


@asynccontextmanager
async def opened(database: Database, folder: Path, app: FastAPI, vendor: Vendor) -> AsyncIterator[House]:
    async with vendor.emulator:
        house = House(database, folder, vendor, app)
        async with serving(app) as house.port:
            await house.open()
            yield house
            await house.close()
