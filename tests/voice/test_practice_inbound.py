"""People of the practice network ring Tron: claimed, judged and held like any call."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.factories import make_services
from tests.phones import queue_call, save_agent
from tests.support import ScaledClock
from tests.talks import has_status, story, working
from tron.core.database.engine import Database
from tron.core.database.tables import DialDecision
from tron.providers.stt.practice import CallCatalogues
from tron.telephony.sandbox.line import SandboxLine
from tron.voice.talk import TalkFactory

pytestmark = pytest.mark.thorough


@pytest.mark.parametrize(
    ("number", "reasons"),
    [
        ("+910000000001", {"agent_ended", "caller_hung_up"}),
        ("+910000000007", {"caller_hung_up"}),
        ("+910000000008", {"no_input"}),
        ("+910000000011", {"opted_out"}),
    ],
)
async def test_a_practice_person_rings_tron(database: Database, tmp_path: Path, number: str, reasons: set[str]) -> None:
    clock = ScaledClock(30)
    services = make_services(database, tmp_path, clock)
    talks = TalkFactory(services, recogniser=None, voice=None, catalogues=CallCatalogues())  # type: ignore[arg-type]
    agent = await save_agent(database)
    async with working(services, talks, reserved_only=True) as worker:
        call_id = await queue_call(
            database,
            services.lines,
            agent,
            number,
            clock.now(),
            line="sandbox",
            direction="inbound",
            line_options={"fidelity": "text"},
            owner=worker.id,
        )
        worker.wake()
        call = await has_status(database, call_id, seconds=20)
    assert (call.status, call.direction, call.sip_status) == ("completed", "inbound", 200)
    assert call.reason in reasons
    assert call.transcript[0]["role"] == "agent"
    types = [event.type for event in await story(database, call_id)]
    assert types[:3] == ["call.queued", "call.started", "call.answered"]
    assert "call.ringing" not in types
    async with database.transaction() as session:
        [decision] = (await session.scalars(select(DialDecision))).all()
    assert (decision.allowed, decision.exempt) == (True, True)
    line = services.lines.get("sandbox")
    assert isinstance(line, SandboxLine)
    assert [(row["number"], row["direction"]) for row in line.rings.read()] == [(number, "inbound")]
