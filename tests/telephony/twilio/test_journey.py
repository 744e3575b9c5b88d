"""Whole calls over Twilio: a worker, its database, the API and the emulated vendor, from the queue to the end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from tests.emulators.twilio import SID, TOKEN, TwilioEmulator
from tests.phones import NUMBERS, queue_call, save_agent
from tests.serving import serving
from tests.talks import has_status, services_of, until, working
from tests.telephony.cloud.house import CALLER, OURS, PATIENCE
from tests.telephony.sound_talks import SoundTalks
from tron.core.call_engine.inbound import Reception
from tron.core.call_engine.requests import request_hangup
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, Call, PhoneNumber, TrunkRow
from tron.core.ids import uuid7
from tron.core.services import Services
from tron.telephony.registry import LineContext
from tron.telephony.stream_server import StreamServer
from tron.telephony.twilio.line import TwilioLine

pytestmark = pytest.mark.slow
NUMBER = NUMBERS[42]


class Office:
    """A Tron whose worker runs, with one agent; and Twilio."""

    def __init__(
        self, database: Database, folder: Path, twilio: TwilioEmulator, app: FastAPI, *, stays: bool = False
    ) -> None:
        self.database, self.folder, self.twilio, self.app = database, folder, twilio, app
        self.agent: Agent
        self.port = 0
        self.stays = stays

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Office]:
        async with serving(self.app) as self.port:
            services = self._services()
            self.services = self.app.state.services = services
            identity = uuid7()
            line = services.lines.find("twilio")
            assert isinstance(line, TwilioLine)
            door = StreamServer({"twilio": line}, self.folder, name="test")
            await door.start()
            await self._rows()
            talks = SoundTalks(services.clock, stays=self.stays)
            try:
                state = {"streams": door.address()}
                async with working(services, talks, identity=identity, state=lambda: state) as self.worker:
                    yield self
            finally:
                await self.twilio.phone.close()
                await line.aclose()
                await door.close()

    def _services(self) -> Services:
        environ = {
            "TRON_TELEPHONY_TWILIO_ACCOUNT_SID": SID,
            "TRON_TELEPHONY_TWILIO_AUTH_TOKEN": TOKEN,
            "TRON_TELEPHONY_TWILIO_ENDPOINT": self.twilio.url,
            "TRON_TELEPHONY_FROM_NUMBER": OURS,
        }
        services = services_of(self.database, self.folder, **environ)
        reception = Reception(self.database, services.bus, services.clock)

        async def settings() -> Any:
            """The public URL is https for everybody else."""
            snapshot = await services.settings.snapshot()
            return _Over(snapshot, {"telephony.public_url": f"http://127.0.0.1:{self.port}"})

        context = LineContext(services.clock, self.folder, settings=settings, receive=reception.receive)
        services.lines.register(TwilioLine(context))
        return services

    async def _rows(self) -> None:
        self.agent = await save_agent(self.database)
        async with self.database.transaction() as session:
            session.add(TrunkRow(line="twilio", name="Twilio", max_calls=50, calls_per_second=50.0, is_default=True))
            session.add(PhoneNumber(number=OURS, agent_id=self.agent.id))

    async def call(self, number: str = NUMBER) -> Any:
        now = self.services.clock.now()
        call = await queue_call(self.database, self.services.lines, self.agent, number, now, line="twilio")
        self.worker.wake()
        return call

    async def inbound(self) -> Call:
        async with self.database.transaction() as session:
            [found] = await session.scalars(select(Call).where(Call.direction == "inbound"))
            return found


class _Over:
    def __init__(self, settings: Any, changes: dict[str, Any]) -> None:
        self._settings, self._changes = settings, changes

    def get(self, key: str) -> Any:
        return self._changes[key] if key in self._changes else self._settings.get(key)


async def test_calls_are_dialled_refused_taken_back_and_answered(
    database: Database, tmp_path: Path, twilio_app: FastAPI
) -> None:
    async with TwilioEmulator() as twilio, Office(database, tmp_path, twilio, twilio_app).opened() as at:
        call = await has_status(database, await at.call(), seconds=PATIENCE)
        far = await twilio.phone.next()
        assert (call.status, call.reason) == ("completed", "agent_ended")
        assert (call.vendor_call_id, call.twilio_call_sid, call.our_number) == (far.sid, far.sid, OURS)
        assert len(far.heard) >= 10
        twilio.phone.outcome = "busy"
        call = await has_status(database, await at.call(NUMBERS[43]), seconds=PATIENCE)
        assert (call.status, call.reason, call.sip_status) == ("busy", "busy", 486)
        await twilio.phone.next()
        twilio.phone.outcome = "rings"
        unwanted = await at.call(NUMBERS[44])
        far = await twilio.phone.next()
        async with database.transaction() as session:
            await request_hangup(session, unwanted, "test", at.services.clock.now())
        at.services.bus.publish(f"hangup:{unwanted}")
        call = await has_status(database, unwanted, seconds=PATIENCE)
        assert (call.status, call.reason) == ("cancelled", "by_user")
        await asyncio.wait_for(far.over.wait(), PATIENCE)
        twilio.phone.outcome, twilio.phone.refuses = "answers", (500, 20500, "Internal Server Error")
        call = await has_status(database, await at.call(NUMBERS[45]), seconds=PATIENCE)
        assert (call.status, call.reason) == ("failed", "unknown_outcome")
        assert twilio.phone.dials == 4, "nothing was dialled twice"


async def test_a_caller_is_answered_and_hangs_up(database: Database, tmp_path: Path, twilio_app: FastAPI) -> None:
    async with TwilioEmulator() as twilio, Office(database, tmp_path, twilio, twilio_app, stays=True).opened() as at:
        far = await twilio.phone.ring_in(f"http://127.0.0.1:{at.port}/hooks/twilio/incoming", CALLER, OURS)
        assert far.answers == [200]
        known = await at.inbound()
        await has_status(database, known.id, "in_progress", seconds=PATIENCE)
        await asyncio.wait_for(far.talks.wait(), PATIENCE)

        async def hears() -> bool:
            return len(far.heard) >= 10

        await until(hears)
        await far.hang_up()
        call = await has_status(database, known.id, seconds=PATIENCE)
        assert (call.status, call.reason, call.twilio_call_sid) == ("completed", "caller_hung_up", far.sid)
