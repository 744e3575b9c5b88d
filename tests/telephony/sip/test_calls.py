"""Whole calls over SIP: a worker, its database, a real gateway and real phones, from the queue to the last status."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from unittest.mock import AsyncMock
from uuid import UUID

import pytest
from sqlalchemy import delete, select

from tests.phones import NUMBERS, queue_call, save_agent
from tests.talks import has_status, services_of, until, working
from tests.telephony.sip.phones import give_trunk
from tests.telephony.sip_gateway import sipp
from tests.telephony.sip_gateway.gateway import end, start_gateway
from tests.telephony.sound_talks import SoundTalks
from tron.core.call_engine import inbound
from tron.core.call_engine.inbound import Reception
from tron.core.call_engine.requests import request_hangup
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, Call, PhoneNumber, TrunkRow
from tron.core.ids import uuid7
from tron.core.services import Services
from tron.telephony.registry import LineContext
from tron.telephony.sip.line import SipLine
from tron.telephony.stream_server import StreamServer
from tron.voice import ringing
from tron.voice.worker import Worker

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sipp.there() or find_spec("pjsua2") is None, reason="needs sipp and pjsua2"),
]
NUMBER, OURS = NUMBERS[42], NUMBERS[1]
PATIENCE = 20.0


@dataclass
class Office:
    """A worker with the line on it, a gateway beside it, and one trunk to a phone on loopback."""

    database: Database
    data_dir: Path
    services: Services
    worker: Worker
    agent: Agent
    trunk: UUID

    async def phone_is_at(self, port: int) -> str:
        """The trunk's phone is there from now on; the gateway's own address."""
        return await give_trunk(self.data_dir, self.trunk, port)

    async def call(self, number: str = NUMBER) -> UUID:
        now = self.services.clock.now()
        call = await queue_call(self.database, self.services.lines, self.agent, number, now, line="sip")
        self.worker.wake()
        return call


@dataclass
class Gateway:
    """The process, and the data folder that it is found in."""

    process: asyncio.subprocess.Process
    data_dir: Path


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Gateway]:
    process = await start_gateway(folder)
    try:
        yield Gateway(process, folder)
    finally:
        await end(process)


@pytest.fixture(scope="module")
async def gateway(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Gateway]:
    async with running(tmp_path_factory.mktemp("sip")) as found:
        yield found


@asynccontextmanager
async def office(
    database: Database, gateway: Gateway, *, stays: bool = False, max_calls: int = 50, places: int | None = None
) -> AsyncIterator[Office]:
    """`max_calls` of the trunk; with `places` the worker takes so many, and says so to the gateway."""
    data_dir = gateway.data_dir
    limit = {} if places is None else {"TRON_WORKER_MAX_CALLS_AUDIO": str(places)}
    services = services_of(database, data_dir, **limit)
    identity = uuid7()
    reception = Reception(database, services.bus, services.clock, identity)
    settings = services.settings.snapshot
    line = SipLine(
        LineContext(services.clock, data_dir, settings=settings, receive=reception.receive, let_go=reception.let_go)
    )
    services.lines.register(line)
    server = StreamServer({"sip": line}, data_dir, name="test")
    await server.start()
    agent, trunk = await save_agent(database), await save_trunk(database, max_calls)
    try:
        async with working(services, SoundTalks(services.clock, stays=stays), identity=identity) as worker:
            if places is not None:
                line.desk(worker.places).start()
            yield Office(database, data_dir, services, worker, agent, trunk)
    finally:
        await line.aclose()
        await server.close()


async def save_trunk(database: Database, max_calls: int = 50) -> UUID:
    async with database.transaction() as session:
        row = TrunkRow(
            line="sip",
            name="Loop",
            settings={"domain": "127.0.0.1", "registers": False},
            max_calls=max_calls,
            calls_per_second=50.0,
            is_default=True,
        )
        session.add(row)
        await session.flush()
        return row.id


async def test_calls_are_dialled_taken_back_and_answered(database: Database, gateway: Gateway, tmp_path: Path) -> None:
    async with office(database, gateway) as at:
        async with sipp.phone("answers", tmp_path / "answers") as phone:
            await at.phone_is_at(phone.port)
            call = await has_status(database, await at.call(), seconds=PATIENCE)
            assert (call.status, call.reason, call.sip_status) == ("completed", "agent_ended", 200)
            assert call.trunk_id == at.trunk
            assert await phone.finished()
            assert call.sip_call_id is not None
            assert f"Call-ID: {call.sip_call_id}" in phone.messages()
        async with sipp.phone("refuses", tmp_path / "busy", status="486 Busy Here") as phone:
            await at.phone_is_at(phone.port)
            call = await has_status(database, await at.call(), seconds=PATIENCE)
            assert (call.status, call.reason, call.sip_status) == ("busy", "busy", 486)
        async with sipp.phone("rings", tmp_path / "rings") as phone:
            await at.phone_is_at(phone.port)
            unwanted = await at.call()
            await phone.seen("180 Ringing")
            async with database.transaction() as session:
                await request_hangup(session, unwanted, "test", at.services.clock.now())
            at.services.bus.publish(f"hangup:{unwanted}")
            call = await has_status(database, unwanted, seconds=PATIENCE)
            assert (call.status, call.reason) == ("cancelled", "by_user")
            assert await phone.finished()  # it saw the CANCEL


OUTCOMES = {
    "486 Busy Here": ("busy", "busy", 486),
    "480 Temporarily Unavailable": ("no_answer", "unavailable", 480),
    "603 Decline": ("failed", "declined", 603),
    "404 Not Found": ("failed", "invalid_number", 404),
    "503 Service Unavailable": ("failed", "unreachable", 503),
    "500 Server Internal Error": ("failed", "trunk_error", 500),
}


async def test_whoever_does_not_answer_stands_in_the_call(
    database: Database, gateway: Gateway, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One after the other, over a trunk with a single place."""
    monkeypatch.setattr(ringing, "RING_SECONDS", 1.0)
    async with office(database, gateway, max_calls=1) as at:

        async def comes_to(port: int, number: str) -> tuple[str, str | None, int | None]:
            await at.phone_is_at(port)
            call = await has_status(database, await at.call(number), seconds=PATIENCE)
            return call.status, call.reason, call.sip_status

        for number, (status, outcome) in zip(NUMBERS, OUTCOMES.items(), strict=False):
            async with sipp.phone("refuses", tmp_path / status[:3], status=status) as phone:
                assert await comes_to(phone.port, number) == outcome
                assert await phone.finished()
                assert phone.messages().count("INVITE sip:") == 1
        async with sipp.phone("rings", tmp_path / "rings") as phone:
            assert (await comes_to(phone.port, NUMBERS[50]))[:2] == ("no_answer", "rang_out")
            assert await phone.finished()
        assert (await comes_to(sipp.free_port(), NUMBERS[51]))[:2] == ("failed", "unreachable")
        async with sipp.phone("answers", tmp_path / "other", encoding="AMR/8000") as phone:
            assert await comes_to(phone.port, NUMBERS[53]) == ("failed", "trunk_error", 488)
            await phone.seen("BYE sip:")  # whoever answered is hung up on
        async with sipp.phone("answers", tmp_path / "answers") as phone:
            assert await comes_to(phone.port, NUMBERS[52]) == ("completed", "agent_ended", 200)


async def test_a_caller_for_whom_no_worker_is_free_is_refused_at_once_and_stands_in_the_list(
    database: Database, gateway: Gateway, tmp_path: Path
) -> None:
    async with office(database, gateway, stays=True, places=1) as at:
        async with database.transaction() as session:
            session.add(PhoneNumber(number=OURS, agent_id=at.agent.id))
        async with sipp.phone("answers", tmp_path / "answers") as phone:
            address = await at.phone_is_at(phone.port)
            held = await at.call()
            await has_status(database, held, "in_progress", seconds=PATIENCE)
            async with sipp.phone("is_refused", tmp_path / "full", "-s", OURS, to=address, status="480") as caller:
                assert await caller.finished()

            async def written() -> Call | None:
                async with database.transaction() as session:
                    return (await session.scalars(select(Call).where(Call.direction == "inbound"))).one_or_none()

            missed: Call = await until(written)
            assert (missed.status, missed.reason, missed.trunk_id) == ("cancelled", "no_worker", at.trunk)
            assert (await has_status(database, held, "in_progress")).owner == at.worker.id


async def test_a_caller_is_answered_and_hangs_up(database: Database, gateway: Gateway, tmp_path: Path) -> None:
    async with office(database, gateway, stays=True) as at:
        async with database.transaction() as session:
            session.add(PhoneNumber(number=OURS, agent_id=at.agent.id))
        address = await at.phone_is_at(5060)
        async with sipp.phone("calls", tmp_path / "calls", "-s", OURS, to=address) as phone:
            assert await phone.finished()
        async with database.transaction() as session:
            [known] = (await session.scalars(select(Call))).all()
        call = await has_status(database, known.id, seconds=PATIENCE)
        assert (call.direction, call.status, call.reason) == ("inbound", "completed", "caller_hung_up")
        assert (call.our_number, call.trunk_id) == (OURS, at.trunk)


async def test_callers_whom_nobody_takes_hear_so_at_once(
    database: Database, gateway: Gateway, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with office(database, gateway) as at:
        address = await at.phone_is_at(5060)
        async with database.transaction() as session:
            session.add(PhoneNumber(number=OURS, agent_id=at.agent.id))
            live = {"status": "in_progress", "heartbeat_at": at.services.clock.now(), "owner": at.worker.id}
            session.add(Call(agent_id=at.agent.id, line="sip", direction="inbound", our_number=OURS, **live))
            (await session.scalars(select(PhoneNumber))).one().max_calls = 1
        async with sipp.phone("is_refused", tmp_path / "busy", "-s", OURS, to=address, status="486") as phone:
            assert await phone.finished()
        async with database.transaction() as session:
            await session.execute(delete(Call).where(Call.status == "in_progress"))
            (await session.get_one(Agent, at.agent.id)).is_active = False
        # It was on when the call came in, and is off by the time that a worker claims it.
        monkeypatch.setattr(inbound, "usable_agent", AsyncMock(return_value=at.agent))
        async with sipp.phone("is_refused", tmp_path / "off", "-s", OURS, to=address, status="480") as phone:
            assert await phone.finished()
        async with database.transaction() as session:
            calls = (await session.scalars(select(Call).order_by(Call.id))).all()
        told = [(call.status, call.reason) for call in calls]
        assert told == [("cancelled", "blocked:line_full"), ("cancelled", "blocked:agent_off")]


@pytest.mark.thorough
async def test_a_killed_gateway_ends_its_calls_with_a_reason_and_nothing_is_dialled_again(
    database: Database, tmp_path: Path
) -> None:
    async with (
        running(tmp_path / "data") as gateway,
        office(database, gateway, stays=True) as at,
        sipp.phone("answers", tmp_path / "answers") as phone,
        sipp.phone("rings", tmp_path / "rings") as other,
    ):
        await at.phone_is_at(phone.port)
        answered = await at.call()
        await has_status(database, answered, "in_progress", seconds=PATIENCE)
        await at.phone_is_at(other.port)
        dialled = await at.call(NUMBERS[43])
        await other.seen("180 Ringing")
        gateway.process.send_signal(signal.SIGKILL)
        outcomes = [await has_status(database, call, seconds=PATIENCE) for call in (answered, dialled)]
        assert [(call.status, call.reason) for call in outcomes] == [
            ("failed", "gateway_lost"),
            ("failed", "unknown_outcome"),
        ]
        assert other.messages().count("INVITE sip:") == 1
