"""The Twilio line with everything around it: the emulator, the real API in front, and a worker's door behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi import FastAPI

from tests.emulators.twilio import SID, TOKEN, TwilioEmulator
from tests.emulators.twilio_calls import CallRoutes, TwilioCall
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
from tron.core.database.tables import Agent, Call, PhoneNumber, WorkerRow
from tron.core.events.bus import PostgresBus
from tron.core.ids import uuid7
from tron.core.ports import AnswerRequest, DialFailed, DialRequest, LineCall
from tron.core.services import Services
from tron.core.settings import SettingsService, SettingsSnapshot
from tron.telephony.registry import LineContext
from tron.telephony.stream_server import StreamServer
from tron.telephony.twilio.line import TwilioLine

OURS, CALLER, NUMBER = NUMBERS[90], NUMBERS[50], NUMBERS[42]
PATIENCE = 10


@dataclass
class House:
    """One Tron on loopback, and Twilio."""

    database: Database
    folder: Path
    twilio: TwilioEmulator
    app: FastAPI
    changes: dict[str, Any] = field(default_factory=dict)
    """Settings that a test sets otherwise."""
    port: int = 0

    def __post_init__(self) -> None:
        clock = SystemClock()
        bus = PostgresBus(self.database.dsn)
        reception = Reception(self.database, bus, clock)
        self.front = TwilioLine(LineContext(clock, self.folder, settings=self.settings, receive=reception.receive))
        self.line = TwilioLine(LineContext(clock, self.folder, settings=self.settings))
        self.services = self.app.state.services = Services(
            BootConfig(_env_file=None, data_dir=self.folder),
            self.database,
            SettingsService(self.database, {}),
            clock,
            bus,
            lines_of(self.front),
        )
        self.door = StreamServer({"twilio": self.line}, self.folder, name="test")
        self.listener = Listener()
        self.worker = uuid7()

    @property
    def public_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def phone(self) -> CallRoutes:
        return self.twilio.phone

    async def settings(self) -> SettingsSnapshot:
        values = {
            "telephony.public_url": self.public_url,
            "telephony.twilio_account_sid": SID,
            "telephony.twilio_auth_token": TOKEN,
            "telephony.twilio_endpoint": self.twilio.url,
            "telephony.from_number": OURS,
            **self.changes,
        }
        return settings_with({key: value for key, value in values.items() if value is not None})

    async def open(self) -> None:
        """A worker is there, with one agent and its number."""
        await self.door.start()
        self.agent: Agent = agent_row()
        state = {"streams": self.door.address()}
        async with self.database.transaction() as session:
            session.add(WorkerRow(id=self.worker, name="test", host="here", pid=1, state=state))
            session.add(self.agent)
            await session.flush()
            session.add(PhoneNumber(number=OURS, agent_id=self.agent.id))

    async def close(self) -> None:
        await self.phone.close()
        await self.door.close()
        await self.line.aclose()

    # ------------------------------------------------------------ calls

    async def dial(self, **values: Any) -> asyncio.Task[LineCall]:
        """A call that this worker owns, being dialled."""
        call_id = await self.row()
        request = DialRequest(call_id, NUMBER, "en-IN", **{"ring_timeout": 5.0, **values})
        return asyncio.create_task(self.line.dial(request, self.listener))

    async def row(self) -> UUID:
        async with self.database.transaction() as session:
            call = Call(
                agent_id=self.agent.id,
                phone_number=None,
                line="twilio",
                status="ringing",
                owner=self.worker,
                created_at=self.services.clock.now(),
            )
            session.add(call)
            await session.flush()
            return call.id

    @asynccontextmanager
    async def talking(self, **values: Any) -> AsyncIterator[tuple[TwilioCall, LineCall]]:
        """A call that was answered, and its sound flows."""
        dial = await self.dial(**values)
        far = await self.phone.next()
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
            return AnswerRequest(call_id, call.phone_number, call.our_number, "en-IN", call.line_options["offer"])


async def failure(dial: asyncio.Task[LineCall]) -> tuple[str, str, int | None]:
    """What the dial came to."""
    try:
        await asyncio.wait_for(dial, PATIENCE)
    except DialFailed as failed:
        return failed.status, failed.reason, failed.sip_status
    raise AssertionError("the call was answered")


@asynccontextmanager
async def opened(database: Database, folder: Path, app: FastAPI) -> AsyncIterator[House]:
    async with TwilioEmulator() as twilio:
        house = House(database, folder, twilio, app)
        async with serving(app) as house.port:
            await house.open()
            yield house
            await house.close()
