"""Calls to every practice number in text fidelity, through claim and gate, to the status of the table."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.factories import agent_row, make_services
from tests.support import ScaledClock
from tron.core.call_engine.requests import CallRequest, request_call
from tron.core.call_engine.states import FINAL
from tron.core.database.engine import Database
from tron.core.database.tables import Call, CallEvent, DialDecision, OptOut
from tron.providers.stt.practice import CallCatalogues
from tron.voice.talk import TalkFactory
from tron.voice.worker import Worker

pytestmark = pytest.mark.thorough

TABLE = [
    ("00001", "completed", {"agent_ended", "caller_hung_up"}, 200),
    ("00002", "busy", {"busy"}, 486),
    ("00003", "no_answer", {"rang_out"}, 408),
    ("00004", "completed", {"machine"}, 200),
    ("00005", "failed", {"declined"}, 603),
    ("00006", "failed", {"invalid_number"}, 404),
    ("00007", "completed", {"caller_hung_up"}, 200),
    ("00008", "completed", {"no_input"}, 200),
    ("00009", "completed", {"agent_ended", "caller_hung_up"}, 200),
    ("00010", "failed", {"unreachable"}, 503),
    ("00011", "completed", {"opted_out"}, 200),
    ("00012", "completed", {"agent_ended", "caller_hung_up"}, 200),
]


async def hold(database: Database, folder: Path, number: str, template: str = "support_agent", **changes: str) -> Call:
    """One call to a practice number, from the request to its end; `changes` are columns of the agent."""
    clock = ScaledClock(30)
    services = make_services(database, folder, clock)
    factory = TalkFactory(services, recogniser=None, voice=None, catalogues=CallCatalogues())  # type: ignore[arg-type]
    worker = Worker(services, factory, reserved_only=True)
    await services.bus.start()
    await worker.start()
    try:
        async with database.transaction() as session:
            agent = agent_row(template, **changes)
            session.add(agent)
            await session.flush()
            request = CallRequest(
                agent.id, number, "sandbox", line_options={"fidelity": "text"}, owner=worker.id, contact_name="Asha"
            )
            call_id = (await request_call(session, request, services.lines, clock.now())).id
        worker.wake()
        async with asyncio.timeout(30):
            while True:
                async with database.transaction() as session:
                    call = await session.get(Call, call_id)
                assert call is not None
                if call.status in FINAL:
                    return call
                await asyncio.sleep(0.05)
    finally:
        await worker.close()
        await services.bus.close()


@pytest.mark.parametrize(("number", "status", "reasons", "sip_status"), TABLE)
@pytest.mark.parametrize("template", ["support_agent", "payment_reminder"])
async def test_each_number_ends_as_the_table_says(
    database: Database, tmp_path: Path, template: str, number: str, status: str, reasons: set[str], sip_status: int
) -> None:
    call = await hold(database, tmp_path, f"+9100000{number}", template)
    assert (call.status, call.sip_status) == (status, sip_status)
    assert call.reason in reasons
    if status == "completed":
        assert call.transcript
        assert call.talk_time_seconds is not None
    async with database.transaction() as session:
        decisions = (await session.scalars(select(DialDecision))).all()
        events = (await session.scalars(select(CallEvent).order_by(CallEvent.sequence))).all()
    assert [(d.allowed, d.exempt) for d in decisions] == [(True, True)]
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    assert events[0].type == "call.queued"
    assert events[-1].type == ("call.ended" if status == "completed" else "call.failed")


async def test_an_opt_out_is_kept(database: Database, tmp_path: Path) -> None:
    await hold(database, tmp_path, "+910000000011", "sales_agent")
    async with database.transaction() as session:
        assert (await session.scalars(select(OptOut.phone_number))).all() == ["+910000000011"]


async def test_an_opt_out_in_tamil_is_kept(database: Database, tmp_path: Path) -> None:
    call = await hold(database, tmp_path, "+910000000011", "sales_agent", language="ta-IN")
    assert (call.status, call.reason, call.outcome) == ("completed", "opted_out", "do_not_call")
    assert any("பண்ணாதீர்கள்" in entry["text"] for entry in call.transcript if entry["role"] == "caller")
    async with database.transaction() as session:
        assert (await session.scalars(select(OptOut.phone_number))).all() == ["+910000000011"]


async def test_talking_over_the_agent_cuts_its_transcript(database: Database, tmp_path: Path) -> None:
    call = await hold(database, tmp_path, "+910000000009")
    cut = [entry for entry in call.transcript if entry["interrupted"]]
    assert cut
    assert all(entry["role"] == "agent" for entry in cut)
