"""Calls that speak a flow's draft: asked for, refused, and drawn again from the copy that is kept."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from tests.api.flow_requests import AGENTS, EMPTY, FLOWS, as_role, make, publish, refused, save
from tests.core.flows.drawn import drawn
from tests.factories import agent_row
from tests.phones import PhoneLine, lines_of, open_gate
from tron.core.call_engine.claim import Dialler
from tron.core.clock import SystemClock
from tron.core.database.tables import AuditEntry, Call, CallDraft
from tron.core.ids import uuid7

CALLS = "/api/tron/calls"
PERSON = {"phone_number": "+910000000001", "fidelity": "text"}


async def agent_with(database, flow: dict[str, Any] | None, **columns: Any) -> str:
    async with database.transaction() as session:
        row = agent_row(flow_id=flow["id"] if flow else None, **columns)
        session.add(row)
    return str(row.id)


async def speak(client, agent_id: str, **body: Any):
    return await client.post(f"{AGENTS}/{agent_id}/test-call", json={**PERSON, "flow_version": "draft", **body})


async def claim(database) -> None:
    lines = lines_of(PhoneLine(rings_phone=False, name="sandbox"))
    assert await Dialler(database, lines, SystemClock(), uuid7()).claim(open_gate()) is not None


async def test_the_draft_is_kept_with_the_call_as_it_was(client, database) -> None:
    flow = await make(client, drawn("First."))
    await publish(client, flow)
    flow = (await save(client, flow, canvas_data=drawn("Second."))).json()
    placed = await speak(client, await agent_with(database, flow))
    assert placed.status_code == 202, placed.text
    call = placed.json()
    assert (call["flow_id"], call["flow_version"], call["flow_draft"]) == (flow["id"], None, True)
    await save(client, flow, canvas_data=drawn("Third."), name="Renamed")
    shown = (await client.get(f"{CALLS}/{call['id']}/flow")).json()
    assert (shown["flow_id"], shown["version"], shown["name"]) == (flow["id"], None, "Sales")
    assert shown["canvas_data"]["nodes"][-1]["data"]["message"] == "Second."
    async with database.transaction() as session:
        assert (await session.get_one(CallDraft, call["id"])).revision == flow["revision"]
        dialled = await session.scalars(select(AuditEntry).where(AuditEntry.action == "call.dial"))
        assert [entry.changes.get("draft") for entry in dialled] == [True]


async def test_without_it_a_call_walks_what_is_published(client, database) -> None:
    flow = await make(client, drawn("First."))
    await publish(client, flow)
    agent_id = await agent_with(database, flow)
    placed = (await client.post(f"{AGENTS}/{agent_id}/test-call", json=PERSON)).json()
    assert (placed["flow_draft"], placed["flow_version"]) == (False, None)
    assert (await client.get(f"{CALLS}/{placed['id']}/flow")).status_code == 404  # nothing is chosen yet
    await claim(database)
    shown = (await client.get(f"{CALLS}/{placed['id']}/flow")).json()
    assert (shown["version"], shown["canvas_data"]["nodes"][-1]["data"]["message"]) == (1, "First.")


async def test_a_claim_leaves_the_draft_in_place(client, database) -> None:
    flow = await make(client, drawn("First."))
    await publish(client, flow)
    call = (await speak(client, await agent_with(database, flow, flow_version=1))).json()
    await claim(database)
    async with database.transaction() as session:
        row = await session.get_one(Call, call["id"])
        assert (str(row.flow_id), row.flow_version, row.flow_draft) == (flow["id"], None, True)


async def test_a_draft_with_errors_is_refused_with_all_that_was_found(client, database) -> None:
    flow = await make(client, EMPTY)
    body = await refused(await speak(client, await agent_with(database, flow)), 422, "has_errors")
    assert "no_start" in {finding["code"] for finding in body["findings"]}
    assert "spoken" in body["error"]["message"]


async def test_an_agent_without_a_flow_has_no_draft(client, database) -> None:
    body = await refused(await speak(client, await agent_with(database, None)), 422, "invalid")
    assert [field["path"] for field in body["error"]["fields"]] == ["flow_version"]


@pytest.mark.parametrize("line", ["sip", "livekit"])
async def test_no_telephone_rings_for_a_draft(client, database, line: str) -> None:
    agent_id = await agent_with(database, await make(client, drawn()))
    answer = await speak(client, agent_id, line=line, phone_number="+12025550100", fidelity=None)
    body = await refused(answer, 422, "invalid")
    assert [field["path"] for field in body["error"]["fields"]] == ["flow_version"]
    async with database.transaction() as session:
        assert await session.get(CallDraft, uuid7()) is None


async def test_who_may_not_edit_flows_speaks_no_draft(client, database, monkeypatch: pytest.MonkeyPatch) -> None:
    agent_id = await agent_with(database, await make(client, drawn()))
    as_role(monkeypatch, "operator")
    await refused(await speak(client, agent_id), 403, "forbidden")


async def test_the_draft_goes_with_its_call(client, database) -> None:
    flow = await make(client, drawn())
    call = (await speak(client, await agent_with(database, flow))).json()
    assert (await client.delete(f"{FLOWS}/{flow['id']}")).status_code == 409  # its agent follows it
    async with database.transaction() as session:
        await session.delete(await session.get_one(Call, call["id"]))
    async with database.transaction() as session:
        assert await session.get(CallDraft, call["id"]) is None
