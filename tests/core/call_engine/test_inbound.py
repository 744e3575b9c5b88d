"""Calls that come in: who answers them, and that nothing is ever dialled for them."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.core.flows.drawn import drawn, save_flow
from tests.core.trunks.trunk_lines import ReceivingLine, TrunkLine
from tests.phones import NOON_IN_NEW_YORK, lines_of, open_gate, read_call, save_agent
from tests.support import VirtualClock
from tron.core.call_engine.claim import Claim, Dialler
from tron.core.call_engine.inbound import Incoming, NotTaken, Reception, receive_call
from tron.core.call_engine.place import place
from tron.core.call_engine.requests import CallRequest, request_call, request_retry
from tron.core.call_engine.transitions import transition
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, Call, DialDecision, PhoneNumber
from tron.core.events.bus import PostgresBus
from tron.core.ids import uuid7

NOW = NOON_IN_NEW_YORK
OURS, CALLER = "+12025550150", "+12025550151"


class Listener:
    async def ringing(self) -> None:
        pass


@pytest.fixture
async def agent(database: Database) -> Agent:
    return await save_agent(database)


async def number(database: Database, agent: Agent | None, **values: Any) -> UUID:
    async with database.transaction() as session:
        row = PhoneNumber(number=OURS, agent_id=agent.id if agent else None, **values)
        session.add(row)
        await session.flush()
        return row.id


async def ring(database: Database, called: str | None = OURS, caller: str | None = CALLER, **more: Any) -> Call:
    async with database.transaction() as session:
        return await receive_call(session, Incoming("fake", called, caller, {"leg": 7}, **more), NOW)


async def claimed(database: Database, line: TrunkLine) -> Claim:
    claim = await Dialler(database, lines_of(line), VirtualClock(NOW), uuid7()).claim(open_gate())
    assert claim is not None
    return claim


async def test_a_pbx_calls_by_its_extensions(database: Database, agent: Agent) -> None:
    async with database.transaction() as session:
        session.add(PhoneNumber(number="200", agent_id=agent.id))
    call = await ring(database, "200", "105")
    assert (call.our_number, call.agent_id, call.phone_number) == ("200", agent.id, None)


async def test_it_is_answered_by_the_numbers_agent_and_never_dialled(database: Database, agent: Agent) -> None:
    await number(database, agent)
    call = await ring(database, headers={"X-From": "carrier"})
    line = ReceivingLine()
    claim = await claimed(database, line)
    assert (claim.call.id, claim.decision.exempt, claim.call.rings_phone) == (call.id, True, False)
    await place(claim, lines_of(line), Listener())
    assert line.dialled == []
    [request] = line.taken
    assert (request.caller, request.called, request.offer) == (CALLER, OURS, {"leg": 7})
    assert (await read_call(database, call.id)).sip_headers == {"X-From": "carrier"}


async def test_a_line_that_takes_no_calls_does_not_ring_the_caller(database: Database, agent: Agent) -> None:
    await number(database, agent)
    await ring(database)
    line = TrunkLine()
    claim = await claimed(database, line)
    with pytest.raises(PermissionError):
        await place(claim, lines_of(line), Listener())
    assert line.dialled == []


async def test_it_is_in_the_ledger_as_exempt(database: Database, agent: Agent) -> None:
    await number(database, agent)
    call = await ring(database)
    await claimed(database, ReceivingLine())
    async with database.transaction() as session:
        rows = list(await session.scalars(select(DialDecision.exempt)))
    assert rows == [True]
    assert (await read_call(database, call.id)).direction == "inbound"


@pytest.mark.parametrize(
    ("row", "status"),
    [(None, 404), ({"enabled": False}, 480), ({"agent": None}, 480), ({"agent_off": True}, 480)],
    ids=["unknown number", "number off", "no agent", "agent off"],
)
async def test_a_number_that_nobody_answers_is_refused(
    database: Database, agent: Agent, row: dict[str, Any] | None, status: int
) -> None:
    if row is not None:
        values = dict(row)
        if values.pop("agent_off", False):
            async with database.transaction() as session:
                (await session.get_one(Agent, agent.id)).is_active = False
        await number(database, values.pop("agent", agent), **values)
    with pytest.raises(NotTaken) as refused:
        await ring(database)
    assert refused.value.sip_status == status


async def test_two_workers_told_of_one_call_at_the_same_moment_write_down_one(database: Database, agent: Agent) -> None:
    await number(database, agent)
    async with database.transaction() as session:
        first = await receive_call(session, Incoming("fake", OURS, CALLER, vendor_call_id="CA1"), NOW)
        other = asyncio.create_task(ring(database, vendor_call_id="CA1"))
        await asyncio.wait({other}, timeout=0.3)
    assert (await other).id == first.id


async def test_a_vendor_that_tells_twice_gets_one_call(database: Database, agent: Agent) -> None:
    await number(database, agent)
    first = await ring(database, vendor_call_id="CA1")
    assert (await ring(database, vendor_call_id="CA1")).id == first.id
    assert (await ring(database, vendor_call_id="CA2")).id != first.id


async def test_a_call_that_was_lost_with_its_worker_is_taken_in_anew(database: Database, agent: Agent) -> None:
    await number(database, agent)
    dead, alive = uuid7(), uuid7()
    first = await ring(database, vendor_call_id="CA1", owner=dead)
    assert (await ring(database, vendor_call_id="CA1", owner=alive)).id == first.id
    assert (await read_call(database, first.id)).owner == alive, "its worker does not live"
    async with database.transaction() as session:
        await transition(session, first.id, "failed", at=NOW, values={"reason": "lost_owner"})
    assert (await ring(database, vendor_call_id="CA1", owner=alive)).id != first.id


async def test_a_caller_whose_call_is_over_is_told_so_and_does_not_wait(database: Database, agent: Agent) -> None:
    await number(database, agent)
    call = await ring(database, vendor_call_id="SCL_1")
    reception = Reception(database, PostgresBus(database.dsn), VirtualClock(NOW))
    assert await reception.receive(Incoming("fake", OURS, CALLER, vendor_call_id="SCL_1")) == call.id
    async with database.transaction() as session:
        await transition(session, call.id, "ringing", at=NOW)
        await transition(session, call.id, "failed", at=NOW, values={"reason": "unreachable"})
    with pytest.raises(NotTaken) as refused:
        await reception.receive(Incoming("fake", OURS, CALLER, vendor_call_id="SCL_1"))
    assert refused.value.sip_status == 480
    assert await taken_in(database) == [call.id]


async def taken_in(database: Database) -> list[UUID]:
    async with database.transaction() as session:
        return list(await session.scalars(select(Call.id)))


async def test_a_long_id_of_a_vendor_fits(database: Database, agent: Agent) -> None:
    await number(database, agent)
    first = await ring(database, vendor_call_id="a" * 300 + "1")
    assert (await ring(database, vendor_call_id="a" * 300 + "1")).id == first.id
    assert (await ring(database, vendor_call_id="a" * 300 + "2")).id != first.id


async def test_who_rings_us_comes_before_calls_that_wait(database: Database, agent: Agent) -> None:
    await number(database, agent)
    line = ReceivingLine()
    async with database.transaction() as session:
        request = CallRequest(agent.id, "+12025550160", "fake", eligible_at=NOW - timedelta(hours=1))
        await request_call(session, request, lines_of(line), NOW)
    call = await ring(database)
    assert (await claimed(database, line)).call.id == call.id


async def test_the_agent_knows_who_called_before(database: Database, agent: Agent) -> None:
    await number(database, agent)
    before = await ring(database)
    async with database.transaction() as session:
        row = await session.get_one(Call, before.id)
        row.contact_name, row.contact_metadata = "Asha", {"order": "42"}
        row.status, row.ended_at, row.outcome, row.summary = "completed", NOW, "interested", "Wants a demo."
    call = await ring(database)
    assert (call.contact_name, call.contact_metadata["order"]) == ("Asha", "42")
    assert call.contact_metadata["last_call"]["summary"] == "Wants a demo."
    stranger = await ring(database, caller="anonymous")
    assert (stranger.phone_number, stranger.contact_name, stranger.contact_metadata) == (None, None, {})


@pytest.mark.parametrize(("start", "own"), [("00:00", False), ("13:00", True)], ids=["open", "after hours"])
async def test_outside_its_hours_the_numbers_other_flow_answers(
    database: Database, agent: Agent, start: str, own: bool
) -> None:
    flow_id = await save_flow(database, drawn("We are closed."))
    hours = {
        "timezone": "America/New_York",
        "open": [{"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "start": start, "end": "24:00"}],
    }
    await number(database, agent, hours=hours, after_hours_flow_id=flow_id)
    call = await ring(database)
    assert (call.flow_id == flow_id) is own
    assert (call.flow_version == 1) is own
    claim = await claimed(database, ReceivingLine())
    assert (claim.call.flow_id == flow_id) is own, "the claim keeps it"


async def test_who_rang_us_is_rung_back_without_the_old_offer(database: Database, agent: Agent) -> None:
    await number(database, agent)
    call = await ring(database)
    line = ReceivingLine()
    async with database.transaction() as session:
        await transition(session, call.id, "failed", at=NOW, values={"reason": "lost_owner"})
        again = await request_retry(session, call.id, lines_of(line), NOW, timedelta(0))
    assert (again.direction, again.line_options, again.rings_phone) == ("outbound", {}, True)
