"""The registry without HTTP: transactions, races, defaults."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError

from tests.factories import agent_row
from tests.support import ScaledClock
from tron.core.agent_registry import AgentRegistry, agent_out
from tron.core.call_engine.requests import CallRequest, request_call
from tron.core.clock import SystemClock
from tron.core.errors import Conflict, Invalid, NotFound
from tron.core.ids import uuid7
from tron.core.lines import Lines
from tron.core.models.agent import AgentCreate, AgentUpdate
from tron.core.settings.service import SettingsService
from tron.telephony.registry import LineContext, register_lines


@pytest.fixture
async def settings(database):
    return await SettingsService(database, {}).load()


async def test_the_command_line_may_create_from_a_template(database, settings):
    async with database.transaction() as session:
        agent = await AgentRegistry(session, settings).create(AgentCreate(template="therapist"))
    assert agent.template == "therapist"
    assert agent.options["prepared_lines"] is None


async def test_a_row_of_the_factories_is_shown(database):
    async with database.transaction() as session:
        row = agent_row()
        session.add(row)
        await session.flush()
        assert agent_out(row).prepared_lines is not None


async def test_an_invalid_agent_leaves_nothing(database, settings):
    with pytest.raises(Invalid) as refused:
        async with database.transaction() as session:
            await AgentRegistry(session, settings).create(AgentCreate(name="x", voice_id="nobody", language="xx"))
    assert {field.path for field in refused.value.fields} == {"voice_id", "language"}


async def test_two_changes_at_once_one_wins(database, settings):
    async with database.transaction() as session:
        agent = await AgentRegistry(session, settings).create(AgentCreate(name="Contested"))

    async def rename(name: str) -> str:
        shown = agent_out(agent)
        body = AgentUpdate(
            name=name,
            voice_id=shown.voice_id,
            language=shown.language,
            llm_provider=shown.llm_provider,
            llm_model=shown.llm_model,
            tone=shown.tone,
            revision=1,
        )
        try:
            async with database.transaction() as session:
                await AgentRegistry(session, settings).update(agent.id, body)
        except Conflict as conflict:
            return str(conflict.extra["current"]["name"])
        return "won"

    answers = await asyncio.gather(rename("One"), rename("Two"), rename("Three"))
    assert sorted(answers)[-1] == "won"
    assert answers.count("won") == 1
    winner = ["One", "Two", "Three"][answers.index("won")]
    assert set(answers) == {"won", winner}


async def test_a_call_asked_for_while_the_agent_is_deleted_names_no_ghost(database, settings, tmp_path):
    clock = SystemClock()
    lines = register_lines(Lines(), LineContext(clock, tmp_path))
    async with database.transaction() as session:
        agent = await AgentRegistry(session, settings).create(AgentCreate(name="Leaving"))
    async with database.transaction() as deleting:
        await AgentRegistry(deleting, settings).delete(agent.id)

        async def dial() -> None:
            async with database.transaction() as session:
                request = CallRequest(agent.id, "+910000000001", "sandbox")
                await request_call(session, request, lines, clock.now())

        dialling = asyncio.create_task(dial())
        await asyncio.sleep(0.2)
        assert not dialling.done()
    with pytest.raises((IntegrityError, NotFound)):
        await dialling


async def test_unknown_ids(database, settings):
    async with database.transaction() as session:
        agents = AgentRegistry(session, settings, clock=ScaledClock(1.0))
        for act in (agents.get, agents.delete, agents.duplicate):
            with pytest.raises(NotFound):
                await act(uuid7())
