"""/api/tron/trunks/{id}/test."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from tests.core.trunks.trunk_lines import ReceivingLine
from tron.core.database.tables import AuditEntry, Call
from tron.core.ids import uuid7
from tron.core.repositories.workers import WorkerRepository

TRUNKS, NUMBERS = "/api/tron/trunks", "/api/tron/numbers"
OURS = "+12025550150"


@pytest.fixture(autouse=True)
def fake_line(edge_app) -> None:
    edge_app.state.services.lines.register(ReceivingLine())


@pytest.fixture
async def trunk(client) -> dict[str, Any]:
    body = {"line": "fake", "name": "Carrier", "settings": {"host": "sip.invalid"}}
    return (await client.post(TRUNKS, json=body)).json()


async def test_a_test_is_queued_audited_and_shown(client, database, edge_app, trunk):
    url = f"{TRUNKS}/{trunk['id']}/test"
    async with database.transaction() as session:
        now = edge_app.state.services.clock.now()
        await WorkerRepository(session).beat(uuid7(), name="w", host="h", pid=1, now=now, state={})
    before = (await client.get(url)).json()
    assert (before["ready"], before["lacks"], before["last"]) == (False, "number", None)
    refused = await client.post(url, json={})
    assert (refused.status_code, refused.json()["lacks"]) == (409, "number")
    number = (await client.post(NUMBERS, json={"number": OURS, "trunk_id": trunk["id"]})).json()
    answer = await client.post(url, json={"number_id": number["id"]})
    assert answer.status_code == 202, answer.text
    assert (answer.json()["last"]["state"], answer.json()["last"]["number"]) == ("queued", OURS)
    assert (await client.get(url)).json()["last"]["there"] == {"sound": "unknown", "level_db": None}
    assert (await client.post(url, json={})).status_code == 409
    async with database.transaction() as session:
        [call] = await session.scalars(select(Call))
        told = [entry for entry in await session.scalars(select(AuditEntry)) if entry.action == "trunk.test"]
    assert (call.line_options, call.status) == ({"loop": "near"}, "queued")
    assert OURS not in str(told[0].changes)


async def test_what_is_not_there_is_not_tested(client, trunk):
    assert (await client.get(f"{TRUNKS}/{uuid7()}/test")).status_code == 404
    assert (await client.post(f"{TRUNKS}/{uuid7()}/test", json={})).status_code == 404
    wrong = await client.post(f"{TRUNKS}/{trunk['id']}/test", json={"number_id": str(uuid7())})
    assert (wrong.status_code, wrong.json()["error"]["fields"][0]["path"]) == (422, "number_id")
