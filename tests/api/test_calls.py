"""/api/tron/calls: asked for, ended, tried again, and the whole way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.api.call_requests import CALLS, NUMBER, dial, hears, paths, store
from tests.factories import make_services
from tests.support import ScaledClock
from tron.core.database.tables import AuditEntry, Call, Callback
from tron.providers.stt.practice import CallCatalogues
from tron.voice.talk import TalkFactory
from tron.voice.worker import Worker

pytestmark = pytest.mark.thorough


async def test_a_dial_is_queued_and_wakes_a_worker_after_the_commit(client, agent_id, bus, database):
    async with bus.subscribe() as heard:
        call = await dial(
            client,
            agent_id,
            phone_number="+91 00000 00001",
            contact_name=" Asha ",
            contact_metadata={"amount": 1200, "nested": {"शहर": ["पुणे"]}},
        )
        await hears(heard, "dial", f"call:{call['id']}")
    assert (call["status"], call["line"], call["fidelity"], call["direction"]) == (
        "queued",
        "sandbox",
        "audio",
        "outbound",
    )
    assert (call["phone_number"], call["contact_name"]) == (NUMBER, "Asha")
    assert call["contact_metadata"] == {"amount": 1200, "nested": {"शहर": ["पुणे"]}}
    assert (call["agent_id"], call["recording_url"]) == (agent_id, None)
    assert call["agent_name"]
    async with database.transaction() as session:
        [entry] = (await session.scalars(select(AuditEntry))).all()
    assert (entry.action, entry.entity_id, entry.actor) == ("call.dial", call["id"], "local")
    assert "00000" not in str(entry.changes).replace("*", "")


async def test_a_refused_dial_leaves_nothing_and_wakes_nobody(client, agent_id, bus, database):
    async with bus.subscribe() as heard:
        body = {"agent_id": agent_id, "phone_number": "+919999912345", "line": "sandbox"}
        answer = await client.post(f"{CALLS}/dial", json=body)
        assert (answer.status_code, paths(answer)) == (422, ["phone_number"])
        assert await heard.next(timeout=0.3) <= {"lagged"}
    async with database.transaction() as session:
        assert (await session.scalars(select(Call.id))).all() == []


async def test_the_default_line_is_a_setting(client, agent_id):
    body = {"revision": 1, "values": {"telephony.default_line": "gsm"}}
    assert (await client.put("/api/tron/settings", json=body)).status_code == 200
    answer = await client.post(f"{CALLS}/dial", json={"agent_id": agent_id, "phone_number": NUMBER})
    assert (answer.status_code, paths(answer)) == (422, ["line"])
    assert "sandbox" in answer.json()["error"]["hint"]
    assert (await dial(client, agent_id, line="sandbox", fidelity="text"))["fidelity"] == "text"


async def test_people_of_the_practice_line_can_be_told_what_to_say(client, agent_id, database):
    placed = await dial(client, agent_id, line="sandbox", fidelity="text", says=["Yes.", "#12#", "", "!"])
    async with database.transaction() as session:
        call = await session.get(Call, UUID(placed["id"]))
    assert call.line_options == {"fidelity": "text", "says": ["Yes.", "#12#", "", "!"]}
    for says, line in ([["x" * 501], "sandbox"], [["Yes."] * 51, "sandbox"], [["Yes."], "browser"]):
        body = {"agent_id": agent_id, "phone_number": NUMBER, "line": line, "says": says}
        answer = await client.post(f"{CALLS}/dial", json=body)
        assert answer.status_code == 422
        assert paths(answer)[0].startswith("says")


async def test_a_practice_person_rings_tron(client, agent_id):
    body = {"agent_id": agent_id, "from": "+910000000012", "fidelity": "text"}
    answer = await client.post("/api/tron/practice/ring", json=body)
    assert answer.status_code == 202
    assert (answer.json()["direction"], answer.json()["phone_number"]) == ("inbound", "+910000000012")
    answer = await client.post("/api/tron/practice/ring", json={**body, "from": "+919876543210"})
    assert (answer.status_code, paths(answer)) == (422, ["from"])


async def test_lines(client):
    lines = {line["name"]: line for line in (await client.get("/api/tron/lines")).json()["items"]}
    practice = {"rings_phone": False, "has_trunks": False, "takes_calls": True}
    assert lines["sandbox"] == {"name": "sandbox", "title": "Practice line", **practice}


async def test_hanging_up_a_queued_call_cancels_it(client, agent_id):
    call = await dial(client, agent_id)
    ended = await client.post(f"{CALLS}/{call['id']}/hangup")
    assert (ended.status_code, ended.json()["status"], ended.json()["reason"]) == (202, "cancelled", "by_user")
    again = await client.post(f"{CALLS}/{call['id']}/hangup")
    assert (again.status_code, again.json()["current"]) == (409, {"status": "cancelled", "reason": "by_user"})


async def test_hanging_up_a_live_call_asks_its_owner(client, agent_id, database, bus):
    call = await dial(client, agent_id)
    await store(database, call["id"], status="in_progress")
    async with bus.subscribe() as heard:
        asked = await client.post(f"{CALLS}/{call['id']}/hangup")
        await hears(heard, f"hangup:{call['id']}", f"call:{call['id']}")
    assert (asked.status_code, asked.json()["status"]) == (202, "in_progress")
    assert asked.json()["hangup_requested_at"] is not None
    assert (await client.post(f"{CALLS}/{call['id']}/hangup")).status_code == 202
    events = (await client.get(f"{CALLS}/{call['id']}/events")).json()["items"]
    assert [event["type"] for event in events] == ["call.queued", "call.hangup_requested"]
    assert events[1]["payload"] == {"by": "local"}


async def test_a_retry_is_a_linked_queued_call(client, agent_id, database):
    call = await dial(client, agent_id, contact_name="Asha", fidelity="text")
    url = f"{CALLS}/{call['id']}/retry"
    early = await client.post(url, json={"delay_minutes": 0})
    assert early.status_code == 409
    await store(database, call["id"], status="busy", reason="busy")
    retry = (await client.post(url, json={"delay_minutes": 30})).json()
    assert (retry["status"], retry["previous_call_id"], retry["retry_count"]) == ("queued", call["id"], 1)
    assert (retry["contact_name"], retry["fidelity"]) == ("Asha", "text")
    waits = datetime.fromisoformat(retry["eligible_at"]) - datetime.fromisoformat(retry["created_at"])
    assert waits == timedelta(minutes=30)
    [queued] = (await client.get(f"{CALLS}/{retry['id']}/events")).json()["items"]
    assert queued["payload"]["retry_count"] == 1
    assert (await client.post(url, json={})).status_code == 409
    assert (await client.post(f"{CALLS}/{retry['id']}/hangup")).json()["status"] == "cancelled"
    again = (await client.post(f"{CALLS}/{retry['id']}/retry", json={})).json()
    assert again["retry_count"] == 2
    sibling = (await client.post(url, json={})).json()
    await dial(client, agent_id)
    for attempt in (call, retry, again):
        attempts = (await client.get(f"{CALLS}/{attempt['id']}")).json()["attempts"]
        assert [each["id"] for each in attempts] == [call["id"], retry["id"], again["id"], sibling["id"]]
    assert [each["status"] for each in attempts] == ["busy", "cancelled", "queued", "queued"]


@pytest.mark.parametrize(
    ("reason", "field"),
    [("blocked:call_category", "agent.call_category"), ("blocked:hours", None), ("busy", None)],
)
async def test_a_refused_call_says_what_to_change(client, agent_id, database, reason, field):
    call_id = (await dial(client, agent_id))["id"]
    await store(database, call_id, status="cancelled", reason=reason)
    assert (await client.get(f"{CALLS}/{call_id}")).json()["blocked_field"] == field


async def test_what_was_promised_in_a_call_stands_with_it(client, agent_id, database):
    call = await dial(client, agent_id)
    assert (await client.get(f"{CALLS}/{call['id']}")).json()["callbacks"] == []
    due = datetime(2026, 12, 1, 5, 30, tzinfo=UTC)
    async with database.transaction() as session:
        owner = {"call_id": UUID(call["id"]), "phone_number": NUMBER, "due_at": due}
        session.add(Callback(**owner, status="cancelled", reason="opted_out", created_at=due - timedelta(days=2)))
        session.add(Callback(**owner, note="price", created_at=due - timedelta(days=1)))
    shown = (await client.get(f"{CALLS}/{call['id']}")).json()["callbacks"]
    kept = [(each["status"], each["reason"], each["note"]) for each in shown]
    assert kept == [("open", None, "price"), ("cancelled", "opted_out", None)]
    assert {datetime.fromisoformat(each["due_at"]) for each in shown} == {due}


@pytest.fixture
async def worker(edge_app, database, tmp_path) -> AsyncIterator[Worker]:
    """A real worker on the app's services, thirty times as fast."""
    services = make_services(database, tmp_path, ScaledClock(30))
    edge_app.state.services = services
    await services.bus.start()
    talk = TalkFactory(services, recogniser=None, voice=None, catalogues=CallCatalogues())
    running = Worker(services, talk)
    await running.start()
    yield running
    await running.close()
    await services.bus.close()


async def _until(client, call_id: str, *statuses: str) -> dict[str, Any]:
    async with asyncio.timeout(20):
        while True:
            call = (await client.get(f"{CALLS}/{call_id}")).json()
            if call["status"] in statuses:
                return call
            await asyncio.sleep(0.05)


async def test_from_a_template_to_a_transcript(client, worker):
    agent = (await client.post("/api/tron/agents", json={"template": "support_agent"})).json()
    called = await dial(client, agent["id"], fidelity="text", contact_name="Asha")
    call = await _until(client, called["id"], "completed", "failed", "cancelled")
    assert (call["status"], call["sip_status"]) == ("completed", 200)
    assert {line["role"] for line in call["transcript"]} == {"agent", "caller"}
    assert call["transcript"][0]["role"] == "agent"
    assert call["turns"]
    assert call["turns"][0]["total_ms"] >= 0
    assert call["cost"]["components"]
    events = (await client.get(call["events_url"])).json()["items"]
    types = [event["type"] for event in events]
    assert types[:2] == ["call.queued", "call.started"]
    assert types[-1] == "call.ended"
    assert [event["sequence"] for event in events] == list(range(1, len(events) + 1))
    stats = (await client.get(f"{CALLS}/stats", params={"from": "2026-01-01", "to": "2027-01-01"})).json()
    assert (stats["answered"], stats["answer_rate"]) == (1, 1.0)


async def test_an_inbound_call_and_a_hang_up_from_here(client, worker):
    agent = (await client.post("/api/tron/agents", json={"template": "support_agent"})).json()
    body = {"agent_id": agent["id"], "from": "+910000000001", "fidelity": "text"}
    rung = (await client.post("/api/tron/practice/ring", json=body)).json()
    await _until(client, rung["id"], "in_progress")
    [live] = (await client.get(f"{CALLS}/active")).json()["items"]
    assert live["id"] == rung["id"]
    assert (await client.post(f"{CALLS}/{rung['id']}/hangup")).status_code == 202
    call = await _until(client, rung["id"], "completed")
    assert (call["direction"], call["reason"]) == ("inbound", "agent_ended")
