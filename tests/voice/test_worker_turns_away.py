"""A worker tells the network of callers whom nobody answers: refused at the claim, or cancelled by a person."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.core.trunks.trunk_lines import ReceivingLine
from tests.phones import save_agent
from tests.talks import has_status, services_of, until, working
from tron.core.call_engine.inbound import Incoming, receive_call
from tron.core.call_engine.requests import request_hangup
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, PhoneNumber
from tron.core.ids import uuid7
from tron.core.ports import AnswerRequest
from tron.voice.worker import HANGUP

OURS, CALLER = "+12025550150", "+12025550151"


class Slow(ReceivingLine):
    """Takes its time to turn somebody away."""

    def __init__(self) -> None:
        super().__init__()
        self.turned_away: list[int] = []
        self.may_go_on = asyncio.Event()

    async def turn_away(self, request: AnswerRequest, sip_status: int) -> None:
        await self.may_go_on.wait()
        self.turned_away.append(sip_status)


@pytest.mark.parametrize("leaves", [False, True], ids=["works on", "leaves"])
async def test_it_tells_the_network_and_waits_for_that(database: Database, tmp_path: Path, leaves: bool) -> None:
    line = Slow()
    services = services_of(database, tmp_path, line)
    agent = await save_agent(database)
    async with database.transaction() as session:
        session.add(PhoneNumber(number=OURS, agent_id=agent.id))
    async with database.transaction() as session:
        call = await receive_call(session, Incoming("fake", OURS, CALLER), services.clock.now())
        (await session.get_one(Agent, agent.id)).is_active = False
    async with working(services):
        ended = await has_status(database, call.id, "cancelled")
        assert ended.reason == "blocked:agent_off"
        if leaves:
            asyncio.get_running_loop().call_later(0.2, line.may_go_on.set)
        else:
            line.may_go_on.set()

            async def told() -> bool:
                return line.turned_away == [480]

            await until(told)
    assert line.turned_away == [480]


async def wanted(database: Database) -> None:
    agent = await save_agent(database)
    async with database.transaction() as session:
        session.add(PhoneNumber(number=OURS, agent_id=agent.id))


def prompt() -> Slow:
    line = Slow()
    line.may_go_on.set()
    return line


@pytest.mark.parametrize(("whose", "told"), [("its own", [480]), ("anybody's", [480]), ("another's", [])])
async def test_a_caller_who_is_cancelled_while_they_wait_hears_so_at_once(
    database: Database, tmp_path: Path, whose: str, told: list[int]
) -> None:
    await wanted(database)
    line = prompt()
    services = services_of(database, tmp_path, line)
    async with working(services) as worker:
        await worker.drain(0)  # it claims nobody any more
        owner = {"its own": worker.id, "anybody's": None, "another's": uuid7()}[whose]
        async with database.transaction() as session:
            call = await receive_call(session, Incoming("fake", OURS, CALLER), services.clock.now(), owner)
        async with database.transaction() as session:
            await request_hangup(session, call.id, "test", services.clock.now())
        services.bus.publish(f"{HANGUP}{call.id}")

        async def heard() -> bool:
            return f"{HANGUP}{call.id}" in worker._hung_up and line.turned_away == told

        await until(heard)
    assert (await has_status(database, call.id)).reason == "by_user"
    assert line.turned_away == told


async def test_a_caller_who_is_cancelled_between_claim_and_answer_hears_so(database: Database, tmp_path: Path) -> None:
    await wanted(database)
    line = prompt()
    services = services_of(database, tmp_path, line)
    async with working(services) as worker:
        async with database.transaction() as session:
            call = await receive_call(session, Incoming("fake", OURS, CALLER), services.clock.now())

            async def heard() -> bool:
                services.bus.publish(f"{HANGUP}{call.id}")
                return f"{HANGUP}{call.id}" in worker._hung_up

            await until(heard)
        worker.wake()
        ended = await has_status(database, call.id, "cancelled")

        async def told() -> bool:
            return line.turned_away == [480]

        await until(told)
    assert (ended.reason, ended.owner, line.taken) == ("by_user", worker.id, [])
