"""A worker with one line, on which tests put calls."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tests.phones import NUMBERS, PhoneCall, PhoneLine, queue_call, save_agent
from tests.talks import TextTalks, has_status, services_of, working
from tron.core.call_engine.requests import request_hangup
from tron.core.database.engine import Database
from tron.core.database.tables import Call, OptOut
from tron.core.ports import DialRequest, LineCall, RingListener


class Desk:
    """One worker, one line, and calls put on it."""

    def __init__(self, database: Database, folder: Path, line: PhoneLine, run: Any = None, **talks: Any) -> None:
        self.database = database
        self.line = line
        self.services = services_of(database, folder, line)
        self.talks = TextTalks(self.services.clock, run, **talks) if run else TextTalks(self.services.clock, **talks)

    async def queue(self, number: str = NUMBERS[0], **more: Any) -> UUID:
        agent = await save_agent(self.database)
        call_id = await queue_call(self.database, self.services.lines, agent, number, self.services.clock.now(), **more)
        self.services.bus.publish("dial")
        return call_id

    async def hold(self, seconds: float = 10.0) -> Call:
        """One call from its request to its end."""
        async with working(self.services, self.talks):
            return await has_status(self.database, await self.queue(), seconds=seconds)

    async def hang_up(self, call_id: UUID) -> None:
        async with self.database.transaction() as session:
            await request_hangup(session, call_id, "test", self.services.clock.now())
        self.services.bus.publish(f"hangup:{call_id}")


async def opt_outs(database: Database) -> list[str]:
    async with database.transaction() as session:
        return list((await session.scalars(select(OptOut.phone_number))).all())


class Ringing:
    """A far phone that rings until it is let go; counts what it heard."""

    def __init__(self, *, stubborn: bool = False, answers_when_cancelled: bool = False) -> None:
        self.stubborn = stubborn
        self.answers = answers_when_cancelled
        self.rings = asyncio.Event()
        self.cancelled = 0
        self.let_go = asyncio.Event()
        self.call: PhoneCall | None = None

    async def __call__(self, request: DialRequest, listener: RingListener) -> LineCall:
        await listener.ringing()
        self.rings.set()
        while True:
            try:
                await self.let_go.wait()
                break
            except asyncio.CancelledError:
                self.cancelled += 1
                if self.answers:
                    break
                if not self.stubborn:
                    raise
        self.call = PhoneCall(request.call_id)
        return self.call
