"""A worker that claims a caller whom nobody answers any more tells the network, and goes on."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.core.trunks.trunk_lines import ReceivingLine
from tests.phones import save_agent
from tests.talks import has_status, services_of, until, working
from tron.core.call_engine.inbound import Incoming, receive_call
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, PhoneNumber
from tron.core.ports import AnswerRequest

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
