"""A caller who was promised a place by a worker that does not take them is answered by another one."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from tests.core.trunks.trunk_lines import ReceivingLine
from tests.phones import read_call, save_agent
from tests.talks import services_of, until, working
from tron.core.call_engine.inbound import Incoming, receive_call
from tron.core.call_engine.transitions import transition
from tron.core.database.engine import Database
from tron.core.database.tables import Call, PhoneNumber
from tron.core.ids import uuid7
from tron.core.repositories.calls import CallRepository
from tron.voice import worker as worker_module

OURS, CALLER = "+12025550150", "+12025550151"


async def caller_for(database: Database, owner: UUID, services: object) -> UUID:
    """Somebody who was promised to this worker just now."""
    incoming = Incoming("fake", OURS, CALLER, owner=owner)
    async with database.transaction() as session:
        return (await receive_call(session, incoming, services.clock.now())).id  # type: ignore[attr-defined]


async def number(database: Database) -> None:
    agent = await save_agent(database)
    async with database.transaction() as session:
        session.add(PhoneNumber(number=OURS, agent_id=agent.id))


async def test_who_comes_to_a_worker_that_leaves_is_taken_by_the_next(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "HEARTBEAT_SECONDS", 0.1)
    await number(database)
    line = ReceivingLine()
    async with working(services_of(database, tmp_path)) as leaving:
        await leaving.drain(0)
        services = services_of(database, tmp_path, line)
        call_id = await caller_for(database, leaving.id, services)
        async with working(services) as after:

            async def taken() -> bool:
                return bool(line.taken)

            await until(taken)
            assert (await read_call(database, call_id)).owner == after.id


class Holding(ReceivingLine):
    """Only the worker that a caller was promised to can answer; the network asks the next one."""

    def __init__(self, passes_to: asyncio.Queue[object]) -> None:
        super().__init__()
        self.passes_to = passes_to

    async def pass_on(self, offer: object) -> None:
        self.passes_to.put_nowait(offer)


async def test_where_a_machine_holds_its_callers_nobody_takes_them_who_was_not_asked(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "HEARTBEAT_SECONDS", 0.1)
    await number(database)
    passed: asyncio.Queue[object] = asyncio.Queue()
    line = Holding(passed)
    incoming = Incoming("fake", OURS, CALLER, {"leg": 7}, vendor_call_id="SCL_1")
    async with working(services_of(database, tmp_path, Holding(passed))) as leaving:
        services = services_of(database, tmp_path, line)
        async with working(services) as after:
            await leaving.drain(0)
            async with database.transaction() as session:
                call = await receive_call(session, incoming, services.clock.now(), leaving.id)
            assert await asyncio.wait_for(passed.get(), 5) == {"leg": 7}
            after.wake()
            await asyncio.sleep(0.3)
            left = await read_call(database, call.id)
            assert (left.status, left.owner, line.taken) == ("queued", None, [])
            async with database.transaction() as session:
                await receive_call(session, incoming, services.clock.now(), after.id)
            after.wake()

            async def taken() -> bool:
                return bool(line.taken)

            await until(taken)
            assert (await read_call(database, call.id)).owner == after.id


async def test_only_callers_who_waited_are_left_to_others(database: Database, tmp_path: Path) -> None:
    await number(database)
    services, owner = services_of(database, tmp_path), uuid7()
    now = services.clock.now()
    waits, claimed = [await caller_for(database, owner, services) for _ in range(2)]
    async with database.transaction() as session:
        await transition(session, claimed, "ringing", at=now)
        session.add(Call(line="fake", owner=owner, direction="outbound", created_at=now))
    async with database.transaction() as session:
        calls = CallRepository(session)
        assert await calls.leave_to_others(owner, now - timedelta(seconds=3)) == []
        assert await calls.leave_to_others(uuid7(), services.clock.now()) == []
        assert [call.id for call in await calls.leave_to_others(owner, services.clock.now())] == [waits]
    assert (await read_call(database, waits)).owner is None
    assert (await read_call(database, claimed)).owner == owner


async def test_a_caller_who_is_claimed_at_this_moment_stays_whose_they_are(database: Database, tmp_path: Path) -> None:
    await number(database)
    services, claims, told = services_of(database, tmp_path), uuid7(), uuid7()
    incoming = Incoming("fake", OURS, CALLER, vendor_call_id="SCL_1")
    async with database.transaction() as session:
        call = await receive_call(session, incoming, services.clock.now())

    async def tells_again() -> None:
        async with database.transaction() as session:
            await receive_call(session, incoming, services.clock.now(), told)

    async with database.transaction() as session:
        await transition(session, call.id, "ringing", at=services.clock.now(), values={"owner": claims})
        telling = asyncio.create_task(tells_again())
        await asyncio.sleep(0.3)
    await asyncio.wait_for(telling, 5)
    assert (await read_call(database, call.id)).owner == claims
