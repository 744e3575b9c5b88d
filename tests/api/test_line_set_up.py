"""/api/tron/lines/{name}/set-up: what was made at the vendor is kept as a trunk and numbers of Tron's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select

from tests.core.trunks.trunk_lines import ReceivingLine
from tron.core.database.tables import AuditEntry, PhoneNumber, TrunkRow
from tron.core.trunks.set_up import Done, Plan, Step

URL, OURS = "/api/tron/lines/fake/set-up", "+12025550150"
BODY: dict[str, Any] = {
    "name": "Carrier",
    "numbers": ["+1 202 555 0150"],
    "address": "sip.invalid",
    "username": "user",
    "password": "hush-hush",
}


class VendorLine(ReceivingLine):
    """SetsUp: answers what the test says, and keeps what was wanted."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted: list[tuple[Plan, Mapping[str, Any]]] = []
        self.done = Done([Step("server", "there", "wss://x")], {"host": "made.invalid"})

    async def set_up(self, plan: Plan, known: Mapping[str, str]) -> Done:
        self.wanted.append((plan, known))
        return self.done


@pytest.fixture(autouse=True)
def line(edge_app) -> VendorLine:
    line = VendorLine()
    edge_app.state.services.lines.register(line)
    return line


async def rows(database, kind) -> list[Any]:
    async with database.transaction() as session:
        return list((await session.scalars(select(kind))).all())


async def test_what_was_made_is_kept_once(client, database, line):
    answer = (await client.post(URL, json=BODY)).json()
    assert answer["ok"] is True
    assert [(step["code"], step["state"]) for step in answer["steps"]] == [
        ("server", "there"),
        ("trunk", "made"),
        ("numbers", "made"),
    ]
    [trunk], [number] = await rows(database, TrunkRow), await rows(database, PhoneNumber)
    assert (str(trunk.id), trunk.settings["host"], trunk.caller_ids) == (answer["trunk_id"], "made.invalid", [OURS])
    assert (number.number, number.trunk_id, number.agent_id) == (OURS, trunk.id, None)
    again = (await client.post(URL, json=BODY)).json()
    assert [step["state"] for step in again["steps"]] == ["there", "there", "there"]
    line.done = Done(line.done.steps, {"host": "moved.invalid"})
    moved = (await client.post(URL, json={**BODY, "trunk_id": answer["trunk_id"]})).json()
    assert [step["state"] for step in moved["steps"]] == ["there", "changed", "there"]
    assert line.wanted[-1][1]["host"] == "made.invalid"
    assert (line.wanted[0][0].password, line.wanted[0][0].numbers) == ("hush-hush", [OURS])
    assert len(await rows(database, TrunkRow)) == 1
    assert not any("hush" in str(entry.changes) for entry in await rows(database, AuditEntry))


async def test_nothing_is_kept_where_a_step_failed(client, database, line):
    line.done = Done([Step("server", "failed", trouble="wrong_key")], {})
    answer = (await client.post(URL, json=BODY)).json()
    assert (answer["ok"], answer["trunk_id"], answer["steps"][0]["trouble"]) == (False, None, "wrong_key")
    assert await rows(database, TrunkRow) == []
    assert await rows(database, PhoneNumber) == []


@pytest.mark.parametrize(
    "change",
    [{"numbers": []}, {"numbers": ["12"]}, {"address": ""}, {"by_twilio": True}, {"address": "a b"}, {"more": 1}],
    ids=["no number", "bad number", "no address", "no host", "bad address", "unknown"],
)
async def test_bad_wishes_reach_no_vendor(client, line, change):
    assert (await client.post(URL, json={**BODY, **change})).status_code == 422
    assert line.wanted == []


async def test_lines_and_trunks_that_it_is_not_for(client, database, line):
    assert (await client.post("/api/tron/lines/sandbox/set-up", json=BODY)).status_code == 409
    unknown = {**BODY, "trunk_id": "018f0000-0000-7000-8000-000000000000"}
    assert (await client.post(URL, json=unknown)).status_code == 404
    async with database.transaction() as session:
        session.add(TrunkRow(line="other", name="Carrier"))
    assert (await client.post(URL, json=BODY)).status_code == 409
    assert line.wanted == []
