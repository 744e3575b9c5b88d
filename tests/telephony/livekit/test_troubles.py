"""What stands in a call when LiveKit itself is in trouble, one after the other over a trunk with a single place."""

from __future__ import annotations

import asyncio
import calendar
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from livekit import api
from sqlalchemy import select, update

from tests.emulators.livekit import KEY, PROGRAM, SECRET, WHY_NOT
from tests.emulators.livekit_sip import LiveKitSip, answers
from tests.emulators.server import closed_port
from tests.phones import queue_call, save_agent
from tests.talks import has_status
from tests.telephony.livekit.house import Bench, bench, save_trunk
from tests.telephony.livekit.phones import take_callers, until
from tests.telephony.livekit.test_inbound import Desk
from tron.core.call_engine.inbound import Incoming
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, Call, PhoneNumber, TrunkRow

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not PROGRAM.exists(), reason=WHY_NOT)]

NUMBERS = AWAY, EARLY, DELETED, FINE = "+12025550176", "+12025550177", "+12025550178", "+12025550179"
CALLER, CALLED = "+12025550156", "+12025550194"
PATIENCE = 20.0


@pytest.fixture
async def agent(service: LiveKitSip, settings: dict[str, Any], database: Database) -> Agent:
    """Whoever calls by the only trunk, which holds one call at a time."""
    service.fates.update(dict.fromkeys(NUMBERS, answers()))
    trunk = await save_trunk(database, settings["livekit.outbound_trunk_id"])
    async with database.transaction() as session:
        await session.execute(update(TrunkRow).where(TrunkRow.id == trunk).values(max_calls=1))
    return await save_agent(database)


async def call(at: Bench, agent: Agent, number: str) -> UUID:
    database, now = at.services.database, at.services.clock.now()
    call_id = await queue_call(database, at.services.lines, agent, number, now, line="livekit")
    at.worker.wake()
    return call_id


async def ended(at: Bench, call_id: UUID) -> tuple[str, str | None, str]:
    row = await has_status(at.services.database, call_id, seconds=PATIENCE)
    return row.status, row.reason, row.error_message or ""


async def test_trouble_of_livekit_stands_in_the_call_and_the_next_one_goes_through(
    service: LiveKitSip,
    agent: Agent,
    database: Database,
    tmp_path: Path,
    environ: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = [len(service.rung(number)) for number in NUMBERS]
    async with bench(database, tmp_path / "away", {**environ, "LIVEKIT_URL": closed_port()}, stays=True) as at:
        status, reason, words = await ended(at, await call(at, agent, AWAY))
        assert (status, reason, "cannot be reached" in words) == ("failed", "unreachable", True)
    async with bench(database, tmp_path, environ, stays=True) as at:
        with monkeypatch.context() as ahead:
            _skew_tokens(ahead, 90)
            status, reason, words = await ended(at, await call(at, agent, EARLY))
        assert (status, reason, "clock" in words) == ("failed", "trunk_error", True)
        held = await call(at, agent, DELETED)
        await has_status(database, held, "in_progress", seconds=PATIENCE)
        phone = service.rung(DELETED)[-1]
        async with api.LiveKitAPI(service.ws_url, KEY, SECRET) as client:
            await client.room.delete_room(api.DeleteRoomRequest(room=phone.order.room))
        status, reason, words = await ended(at, held)
        assert (status, reason, "broke off" in words) == ("failed", "gateway_lost", True)
        await until(phone.over.is_set)
        fine = await call(at, agent, FINE)
        await has_status(database, fine, "in_progress", seconds=PATIENCE)
        await service.rung(FINE)[-1].hang_up()
        assert (await ended(at, fine))[:2] == ("completed", "caller_hung_up")
    rung = [len(service.rung(number)) for number in NUMBERS]
    assert [now - then for now, then in zip(rung, before, strict=True)] == [0, 0, 1, 1]


def _skew_tokens(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    """Our clock is ahead of the server's."""
    ahead = type("Ahead", (), {"timegm": lambda moment: calendar.timegm(moment) + seconds})
    monkeypatch.setattr("livekit.api.access_token.calendar", ahead)


class Gone(Desk):
    """A worker that is given a caller, and is gone before it does anything about that."""

    async def receive(self, incoming: Incoming) -> UUID:
        self.came.put_nowait(incoming)
        await asyncio.Event().wait()
        raise AssertionError("it never comes to that")


async def test_a_caller_whose_worker_is_gone_before_it_joins_is_answered_by_another(
    service: LiveKitSip,
    settings: dict[str, Any],
    database: Database,
    tmp_path: Path,
    environ: dict[str, str],
) -> None:
    await take_callers(service, CALLED)
    agent = await save_agent(database)
    async with database.transaction() as session:
        session.add(PhoneNumber(number=CALLED, agent_id=agent.id))
    gone = Gone(settings)
    await gone.open()
    phone = await service.ring_in(CALLER, CALLED, answers())
    await asyncio.wait_for(gone.came.get(), PATIENCE)
    await gone.registration.close()
    async with bench(database, tmp_path, environ, stays=True) as at:
        at.desk.start()
        await until(phone.answered.is_set, PATIENCE)
        async with database.transaction() as session:
            [row] = (await session.scalars(select(Call))).all()
        answered = await has_status(database, row.id, "in_progress", seconds=PATIENCE)
        assert (answered.owner, answered.phone_number) == (at.worker.id, CALLER)
        await phone.hang_up()
        over = await has_status(database, row.id, seconds=PATIENCE)
        assert (over.status, over.reason) == ("completed", "caller_hung_up")
