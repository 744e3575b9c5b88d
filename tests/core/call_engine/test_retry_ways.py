"""By which line and trunk a retry goes: what was named stays, and where the first try ended up counts for nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.core.trunks.trunk_lines import TrunkLine, save_trunk
from tests.phones import NOON_IN_NEW_YORK, NUMBERS, PRACTICE, PhoneLine, lines_of, open_gate, queue_call, save_agent
from tests.support import VirtualClock
from tron.core.call_engine.claim import Dialler
from tron.core.call_engine.requests import request_retry
from tron.core.call_engine.transitions import transition
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, Call, CallEvent, TrunkRow
from tron.core.ids import uuid7

NOW = NOON_IN_NEW_YORK
LINES = lines_of(TrunkLine(), TrunkLine(name="other"), PhoneLine(name="sandbox", rings_phone=False))


@pytest.fixture
async def agent(database: Database) -> Agent:
    return await save_agent(database)


async def retry(database: Database, call_id: UUID) -> Call:
    """A retry of a call that is ended with this."""
    async with database.transaction() as session:
        await transition(session, call_id, "failed", at=NOW, values={"reason": "unreachable"})
        return await request_retry(session, call_id, LINES, NOW, timedelta())


async def fallen(database: Database, agent: Agent, **asked: Any) -> UUID:
    """A call that its first trunk could not connect, on the trunk of another line."""
    call_id = await queue_call(database, LINES, agent, NUMBERS[0], NOW, **asked)
    dialler = Dialler(database, LINES, VirtualClock(NOW), uuid7())
    claim = await dialler.claim(open_gate())
    assert claim is not None
    on = await dialler.fall_back(claim, open_gate(), 503)
    assert on is not None
    assert on.call.line == "other"
    return call_id


async def two_trunks(database: Database) -> UUID:
    second = await save_trunk(database, "second", line="other")
    return await save_trunk(database, "first", fallback_id=second)


async def by_trunk_of(database: Database, agent: Agent, trunk_id: UUID | None) -> None:
    async with database.transaction() as session:
        (await session.get_one(Agent, agent.id)).trunk_id = trunk_id


async def test_a_retry_does_not_stay_on_the_trunk_that_was_fallen_back_on(database: Database, agent: Agent) -> None:
    await two_trunks(database)
    again = await retry(database, await fallen(database, agent))
    assert (again.line, again.trunk_id) == ("fake", None), "the claim chooses, as it did before"


async def test_a_retry_of_a_retry_forgets_nothing(database: Database, agent: Agent) -> None:
    first = await two_trunks(database)
    again = await retry(database, await fallen(database, agent, trunk_id=first))
    assert (again.line, again.trunk_id) == ("fake", first)
    third = await retry(database, again.id)
    assert (third.line, third.trunk_id) == ("fake", first)


async def test_a_trunk_that_was_named_and_is_gone_is_chosen_anew(database: Database, agent: Agent) -> None:
    trunk = await save_trunk(database, "gone")
    call_id = await queue_call(database, LINES, agent, NUMBERS[0], NOW, trunk_id=trunk)
    async with database.transaction() as session:
        await session.delete(await session.get_one(TrunkRow, trunk))
    again = await retry(database, call_id)
    assert (again.line, again.trunk_id) == ("fake", None)


@pytest.mark.parametrize(("named", "line"), [(False, "other"), (True, "fake")], ids=["followed", "named"])
async def test_a_line_that_nobody_named_follows_the_agents_trunk_of_now(
    database: Database, agent: Agent, named: bool, line: str
) -> None:
    await save_trunk(database, "first")
    call_id = await queue_call(database, LINES, agent, NUMBERS[0], NOW, line_named=named)
    await by_trunk_of(database, agent, await save_trunk(database, "second", line="other"))
    assert (await retry(database, call_id)).line == line


async def test_a_practice_call_stays_one(database: Database, agent: Agent) -> None:
    call_id = await queue_call(database, LINES, agent, PRACTICE, NOW, line="sandbox", line_named=False)
    await by_trunk_of(database, agent, await save_trunk(database, "second"))
    assert (await retry(database, call_id)).line == "sandbox"


async def test_a_call_of_an_older_tron_keeps_its_line(database: Database, agent: Agent) -> None:
    """Its story does not say what was named."""
    call_id = await queue_call(database, LINES, agent, NUMBERS[0], NOW, trunk_id=await save_trunk(database, "old"))
    async with database.transaction() as session:
        event = await session.get_one(CallEvent, (call_id, 1))
        event.payload = {"eligible_at": NOW.isoformat(), "retry_count": 0}
    again = await retry(database, call_id)
    assert (again.line, again.trunk_id) == ("fake", None)


async def test_whoever_rang_is_rung_back_by_the_trunk_they_came_by(database: Database, agent: Agent) -> None:
    trunk = await save_trunk(database, "theirs", line="other")
    async with database.transaction() as session:
        call = Call(agent_id=agent.id, phone_number=NUMBERS[0], line="other", direction="inbound", trunk_id=trunk)
        session.add(call)
    again = await retry(database, call.id)
    assert (again.line, again.trunk_id, again.direction) == ("other", trunk, "outbound")
