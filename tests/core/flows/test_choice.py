"""Which version a call runs, and that it stays so."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from tests.core.flows.drawn import drawn, publish_again, save_flow
from tests.phones import NOON_IN_NEW_YORK, PRACTICE, PhoneLine, lines_of, open_gate, queue_call, read_call, save_agent
from tests.support import VirtualClock
from tron.core.call_engine.claim import Dialler
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, Flow, FlowVersion
from tron.core.flows.choice import FlowChoice, chosen_flow
from tron.core.ids import uuid7

NOW = NOON_IN_NEW_YORK


async def link(database: Database, agent: Agent, flow_id: UUID | None, version: int | None = None) -> None:
    async with database.transaction() as session:
        row = await session.get_one(Agent, agent.id)
        row.flow_id, row.flow_version = flow_id, version


async def claimed(database: Database, agent: Agent) -> tuple[UUID, Any]:
    line = PhoneLine(rings_phone=False, name="sandbox")
    call = await queue_call(database, lines_of(line), agent, PRACTICE, NOW, line="sandbox")
    claim = await Dialler(database, lines_of(line), VirtualClock(NOW), uuid7()).claim(open_gate())
    assert claim is not None
    return call, claim.call


async def test_free_talk_has_no_flow(database: Database) -> None:
    _id, call = await claimed(database, await save_agent(database))
    assert (call.flow_id, call.flow_version) == (None, None)


async def test_a_call_keeps_the_version_of_its_start(database: Database) -> None:
    agent = await save_agent(database)
    flow_id = await save_flow(database, drawn("One."), drawn("Two."))
    await link(database, agent, flow_id)
    first, call = await claimed(database, agent)
    assert (call.flow_id, call.flow_version) == (flow_id, 2)
    await publish_again(database, flow_id, drawn("Three."))
    await link(database, agent, flow_id, 1)
    _id, pinned = await claimed(database, agent)
    assert (pinned.flow_id, pinned.flow_version) == (flow_id, 1)
    await link(database, agent, flow_id)
    _id, latest = await claimed(database, agent)
    assert latest.flow_version == 3
    assert (await read_call(database, first)).flow_version == 2


async def test_the_flow_of_the_start_counts_not_that_of_the_queue(database: Database) -> None:
    agent = await save_agent(database)
    old, new = await save_flow(database, drawn()), await save_flow(database, drawn())
    await link(database, agent, old)
    line = PhoneLine(rings_phone=False, name="sandbox")
    call = await queue_call(database, lines_of(line), agent, PRACTICE, NOW, line="sandbox")
    await link(database, agent, new)
    await Dialler(database, lines_of(line), VirtualClock(NOW), uuid7()).claim(open_gate())
    found = await read_call(database, call)
    assert (found.flow_id, found.flow_version) == (new, 1)


async def test_a_flow_that_was_never_published_does_not_run(database: Database) -> None:
    agent = await save_agent(database)
    flow_id = await save_flow(database)
    await link(database, agent, flow_id)
    _id, call = await claimed(database, agent)
    assert (call.flow_id, call.flow_version) == (flow_id, None)
    async with database.transaction() as session:
        choice = await chosen_flow(session, await session.get_one(Agent, agent.id))
    assert choice == FlowChoice(flow_id, None)
    assert not choice.runs


async def test_the_database_itself_keeps_versions_and_links(database: Database) -> None:
    agent = await save_agent(database)
    flow_id = await save_flow(database, drawn())
    await link(database, agent, flow_id)
    with pytest.raises(IntegrityError, match="published and stays"):
        async with database.transaction() as session:
            await session.execute(update(FlowVersion).values(note="rewritten"))
    with pytest.raises(IntegrityError, match="fk_agents_flow_id_flows"):
        async with database.transaction() as session:
            await session.delete(await session.get_one(Flow, flow_id))
