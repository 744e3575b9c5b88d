"""GET /api/tron/flows/{id}/traffic."""

from __future__ import annotations

from tests.api.flow_requests import FLOWS, make, publish, read
from tests.core.flows.drawn import drawn
from tron.core.database.tables import Call, CallEvent


async def test_traffic_is_read_with_a_flow(client, database) -> None:
    flow = await make(client, drawn())
    assert (await read(client, flow, "/traffic"))["version"] is None
    await publish(client, flow)
    async with database.transaction() as session:
        call = Call(line="sandbox", rings_phone=False, flow_id=flow["id"], flow_version=1, status="completed")
        session.add(call)
        await session.flush()
        await session.refresh(call)
        call.answered_at = call.created_at
        left = {"type": "start_outbound", "handle": "next", "set": {}}
        session.add(CallEvent(call_id=call.id, sequence=1, type="flow.node_left", node="s", payload=left))
    answer = await read(client, flow, "/traffic?practice=true&days=7")
    assert answer["edges"] == [{"source": "s", "handle": "next", "target": "hi", "calls": 1}]
    assert (answer["calls"], answer["other_calls"], answer["days"]) == (1, 0, 7)
    assert (await read(client, flow, "/traffic"))["other_calls"] == 1


async def test_what_is_asked_for_has_to_be_there(client) -> None:
    flow = await make(client, drawn())
    for asked, status in (
        ("?days=0", 422),
        ("?days=91", 422),
        ("?version=0", 422),
        ("?dayz=1", 422),
        ("?version=3", 404),
    ):
        assert (await client.get(f"{FLOWS}/{flow['id']}/traffic{asked}")).status_code == status, asked
    assert (await client.get(f"{FLOWS}/01890000-0000-7000-8000-000000000000/traffic")).status_code == 404
