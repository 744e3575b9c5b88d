"""Callers whom nobody answers any more: their agent or number went while it rang."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import delete, update

from tests.core.trunks.trunk_lines import ReceivingLine, TrunkLine
from tests.phones import NOON_IN_NEW_YORK, lines_of, open_gate, read_call, save_agent
from tests.support import VirtualClock
from tron.core.call_engine.claim import Dialler
from tron.core.call_engine.inbound import Incoming, receive_call
from tron.core.call_engine.place import turn_away
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, PhoneNumber
from tron.core.ids import uuid7
from tron.core.ports import AnswerRequest

NOW = NOON_IN_NEW_YORK
OURS, CALLER = "+12025550150", "+12025550151"
Changes = Callable[[Database], Awaitable[None]]


class Line(ReceivingLine):
    """Tells whom it turned away."""

    def __init__(self) -> None:
        super().__init__()
        self.turned_away: list[tuple[AnswerRequest, int]] = []

    async def turn_away(self, request: AnswerRequest, sip_status: int) -> None:
        self.turned_away.append((request, sip_status))


def changes(statement: object) -> Changes:
    async def change(database: Database) -> None:
        async with database.transaction() as session:
            await session.execute(statement)  # type: ignore[call-overload]

    return change


WENT = {
    "agent off": changes(update(Agent).values(is_active=False)),
    "agent archived": changes(update(Agent).values(archived_at=NOW)),
    "number off": changes(update(PhoneNumber).values(enabled=False)),
    "number without an agent": changes(update(PhoneNumber).values(agent_id=None)),
    "number deleted": changes(delete(PhoneNumber)),
}


@pytest.mark.parametrize("went", WENT.values(), ids=WENT.keys())
async def test_a_caller_whose_agent_went_while_it_rang_hears_so(database: Database, went: Changes) -> None:
    agent = await save_agent(database)
    async with database.transaction() as session:
        session.add(PhoneNumber(number=OURS, agent_id=agent.id))
    async with database.transaction() as session:
        call = await receive_call(session, Incoming("fake", OURS, CALLER, {"leg": 7}), NOW)
    await went(database)
    line = Line()
    claim = await Dialler(database, lines_of(line), VirtualClock(NOW), uuid7()).claim(open_gate())
    assert claim is not None
    assert not claim.decision.allowed
    await turn_away(claim, lines_of(line))
    [(request, sip_status)] = line.turned_away
    assert (request.call_id, request.caller, request.offer, sip_status) == (call.id, CALLER, {"leg": 7}, 480)
    row = await read_call(database, call.id)
    assert (row.status, row.reason) == ("cancelled", "blocked:agent_off")
    assert row.error_message
    assert (line.dialled, line.taken) == ([], [])


async def test_a_number_that_another_agent_has_by_now_is_answered(database: Database) -> None:
    first, second = await save_agent(database), await save_agent(database)
    async with database.transaction() as session:
        session.add(PhoneNumber(number=OURS, agent_id=first.id))
    async with database.transaction() as session:
        await receive_call(session, Incoming("fake", OURS, CALLER, {"leg": 7}), NOW)
    await changes(update(PhoneNumber).values(agent_id=second.id))(database)
    line = Line()
    claim = await Dialler(database, lines_of(line), VirtualClock(NOW), uuid7()).claim(open_gate())
    assert claim is not None
    assert claim.decision.allowed
    await turn_away(claim, lines_of(line))
    assert line.turned_away == [], "who is answered is not turned away"


async def test_a_call_of_ours_that_is_refused_turns_nobody_away(database: Database) -> None:
    agent = await save_agent(database)
    async with database.transaction() as session:
        session.add(PhoneNumber(number=OURS, agent_id=agent.id))
    async with database.transaction() as session:
        await receive_call(session, Incoming("fake", OURS, CALLER, {"leg": 7}), NOW)
    await WENT["agent off"](database)
    claim = await Dialler(database, lines_of(Line()), VirtualClock(NOW), uuid7()).claim(open_gate())
    assert claim is not None
    await turn_away(claim, lines_of(TrunkLine()))  # a line that cannot is left alone
    claim.call.direction = "outbound"
    line = Line()
    await turn_away(claim, lines_of(line))
    assert line.turned_away == []
