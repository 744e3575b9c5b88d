"""/api/tron/lines, /trunks and /numbers."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, text

from tests.core.trunks.trunk_lines import ReceivingLine
from tron.api.actor import Actor
from tron.core.database.tables import AuditEntry, Call

LINES, TRUNKS, NUMBERS, AGENTS = (f"/api/tron/{name}" for name in ("lines", "trunks", "numbers", "agents"))
MONDAY = {"days": ["mon"], "start": "09:00", "end": "10:00"}
TRUNK: dict[str, Any] = {
    "line": "fake",
    "name": "Carrier",
    "settings": {"host": "sip.invalid", "password": "hush-hush"},
    "caller_ids": ["+12025550190"],
}


@pytest.fixture(autouse=True)
def fake_line(edge_app) -> ReceivingLine:
    line = ReceivingLine()
    edge_app.state.services.lines.register(line)
    return line


async def make(client, url: str, /, **body: Any) -> dict[str, Any]:
    answer = await client.post(url, json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def make_agent(client) -> str:
    return (await make(client, AGENTS, template="support_agent"))["id"]


async def refused(client, method: str, url: str, body: dict[str, Any], status: int = 422) -> list[str]:
    answer = await client.request(method, url, json=body)
    assert answer.status_code == status, answer.text
    return [problem["path"] for problem in answer.json()["error"]["fields"]]


async def test_a_line_shows_its_form_and_state(client):
    answer = (await client.get(f"{LINES}/fake")).json()
    assert (answer["has_trunks"], answer["takes_calls"], answer["state"]["state"]) == (True, True, "ready")
    form = {field["name"]: field for field in answer["form"]}
    assert (form["password"]["kind"], form["host"]["required"]) == ("secret", True)
    assert (form["port"]["kind"], form["port"]["minimum"], form["port"]["default"]) == ("integer", 1, 5060)
    assert (form["transport"]["kind"], form["transport"]["choices"]) == ("choice", ["udp", "tcp"])
    assert (form["codecs"]["kind"], form["codecs"]["choices"]) == ("list", ["PCMU", "PCMA"])
    assert (await client.get(f"{LINES}/nothing")).status_code == 422
    sandbox = (await client.get(f"{LINES}/sandbox")).json()
    assert (sandbox["form"], sandbox["state"]["state"]) == ([], "ready")


async def test_a_trunk_is_made_changed_and_removed(client, database):
    made = await make(client, TRUNKS, **TRUNK)
    assert made["settings"] == {"host": "sip.invalid", "port": 5060, "transport": "udp", "codecs": ["PCMU", "PCMA"]}
    assert made["secrets_set"] == ["password"]
    assert "hush-hush" not in str(made)
    url = f"{TRUNKS}/{made['id']}"
    change = {**TRUNK, "settings": {"host": "other.invalid"}, "max_calls": 3, "revision": 1}
    changed = (await client.put(url, json=change)).json()
    assert (changed["max_calls"], changed["revision"], changed["secrets_set"]) == (3, 2, ["password"])
    async with database.transaction() as session:
        sealed = await session.scalar(text("SELECT secrets FROM trunks"))
        told = [str(entry.changes) for entry in await session.scalars(select(AuditEntry))]
    assert "hush" not in sealed
    assert not any("hush" in entry for entry in told)
    assert (await client.get(f"{url}/state")).json()["state"] == "ready"
    assert (await client.put(url, json=change)).status_code == 409
    taken = {**change, "settings": {"host": "other.invalid", "password": None}, "revision": 2}
    assert (await client.put(url, json=taken)).json()["secrets_set"] == []
    async with database.transaction() as session:
        assert await session.scalar(text("SELECT secrets FROM trunks")) is None
        noted = [entry.changes.get("secrets") for entry in await session.scalars(select(AuditEntry))]
    assert {"removed": ["password"]} in noted
    assert (await client.delete(url)).status_code == 204
    assert (await client.get(url)).status_code == 404


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"line": "nowhere"}, "line"),
        ({"line": "sandbox"}, "line"),
        ({"settings": {}}, "settings.host"),
        ({"settings": {"host": "a", "port": 0}}, "settings.port"),
        ({"settings": {"host": "a", "unknown": 1}}, "settings.unknown"),
        ({"caller_ids": ["+12025550190", "12"]}, "caller_ids.1"),
        ({"max_calls": 0}, "max_calls"),
        ({"calls_per_second": 0}, "calls_per_second"),
        ({"fallback_id": "018f0000-0000-7000-8000-000000000000"}, "fallback_id"),
        ({"name": ""}, "name"),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else None,
)
async def test_what_a_trunk_cannot_be(client, change, path):
    assert await refused(client, "POST", TRUNKS, {**TRUNK, **change}) == [path]
    assert (await client.get(TRUNKS)).json()["items"] == []


async def test_a_trunks_numbers_may_be_written_as_carriers_write_them(client):
    written = ["1400000001", "91 1600 000 001", "+911400000002", "01600000002", "+1 202 555 0190"]
    trunk = await make(client, TRUNKS, **{**TRUNK, "caller_ids": written})
    assert trunk["caller_ids"] == ["+911400000001", "+911600000001", "+911400000002", "+911600000002", "+12025550190"]


async def test_one_default_for_a_line_and_no_fallback_in_a_circle(client):
    first = await make(client, TRUNKS, **{**TRUNK, "is_default": True})
    second = await make(client, TRUNKS, **{**TRUNK, "name": "Second", "is_default": True, "fallback_id": first["id"]})
    rows = {row["name"]: row for row in (await client.get(TRUNKS)).json()["items"]}
    assert [rows[name]["is_default"] for name in ("Carrier", "Second")] == [False, True]
    body = {**TRUNK, "fallback_id": second["id"], "revision": rows["Carrier"]["revision"]}
    assert await refused(client, "PUT", f"{TRUNKS}/{first['id']}", body) == ["fallback_id"]
    assert await refused(client, "POST", TRUNKS, TRUNK) == ["name"]


async def test_a_number_is_given_to_an_agent(client):
    agent, trunk = await make_agent(client), await make(client, TRUNKS, **TRUNK)
    hours = {"open": [{"days": ["mon"], "start": "09:00", "end": "18:00"}]}
    made = await make(
        client, NUMBERS, number="+1 202 555 0150", agent_id=agent, trunk_id=trunk["id"], hours=hours, label="Sales"
    )
    assert (made["number"], made["agent_id"], made["hours"]["timezone"]) == ("+12025550150", agent, "Asia/Kolkata")
    assert isinstance(made["open_now"], bool)
    answer = await client.delete(f"{TRUNKS}/{trunk['id']}")
    assert (answer.status_code, answer.json()["numbers"][0]["name"]) == (409, "+12025550150")
    url = f"{NUMBERS}/{made['id']}"
    changed = (await client.put(url, json={"number": "+12025550150", "revision": 1})).json()
    assert (changed["agent_id"], changed["hours"], changed["open_now"]) == (None, None, None)
    assert (await client.delete(url)).status_code == 204


async def test_an_extension_of_a_pbx_is_given_to_an_agent(client):
    """It is no telephone number: who knows it is the PBX of its trunk alone."""
    trunk = await make(client, TRUNKS, **TRUNK)
    for extension in ("200", "front-desk"):
        made = await make(client, NUMBERS, number=f" {extension} ", trunk_id=trunk["id"])
        assert made["number"] == extension
    for wrong in ("1234567", "2", "two words", "sip:200@pbx"):
        assert await refused(client, "POST", NUMBERS, {"number": wrong, "trunk_id": trunk["id"]}) == ["number"]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"number": "12"}, "number"),
        ({"number": "+910000000001"}, "number"),
        ({"agent_id": "018f0000-0000-7000-8000-000000000000"}, "agent_id"),
        ({"trunk_id": "018f0000-0000-7000-8000-000000000000"}, "trunk_id"),
        ({"after_hours_flow_id": "018f0000-0000-7000-8000-000000000000"}, "hours"),
        (
            {"hours": {"timezone": "Mars/Base", "open": [{"days": ["mon"], "start": "09:00", "end": "10:00"}]}},
            "hours.timezone",
        ),
        ({"hours": {"open": [{**MONDAY, "start": "11:00"}]}}, "hours.open.0"),
        ({"hours": {"open": []}}, "hours.open"),
    ],
    ids=["short", "practice", "agent", "trunk", "flow", "zone", "backwards", "never"],
)
async def test_what_a_number_cannot_be(client, change, path):
    assert await refused(client, "POST", NUMBERS, {"number": "+12025550150", **change}) == [path]


async def test_a_call_goes_by_its_trunk_or_that_of_its_agent(client, database):
    agent, trunk = await make_agent(client), await make(client, TRUNKS, **TRUNK)
    dial = {"agent_id": agent, "phone_number": "+12025550101", "trunk_id": trunk["id"]}
    answer = await client.post("/api/tron/calls/dial", json=dial)
    assert (answer.status_code, answer.json()["line"], answer.json()["trunk_id"]) == (202, "fake", trunk["id"])
    assert await refused(client, "POST", "/api/tron/calls/dial", {**dial, "line": "sandbox"}) == ["trunk_id"]
    row = (await client.get(f"{AGENTS}/{agent}")).json()
    names = ("name", "voice_id", "language", "llm_provider", "llm_model", "tone", "revision")
    given = {**{name: row[name] for name in names}, "trunk_id": trunk["id"]}
    changed = await client.put(f"{AGENTS}/{agent}", json=given)
    assert changed.status_code == 200, changed.text
    assert changed.json()["trunk_id"] == trunk["id"]
    answer = await client.post("/api/tron/calls/dial", json={"agent_id": agent, "phone_number": "+12025550102"})
    assert answer.json()["line"] == "fake"
    async with database.transaction() as session:
        assert {call.line for call in await session.scalars(select(Call))} == {"fake"}


@pytest.mark.parametrize("role", ["manager", "operator", "analyst"])
async def test_only_the_owner_changes_lines(client, monkeypatch, role):
    trunk = await make(client, TRUNKS, **TRUNK)
    monkeypatch.setattr("tron.api.deps.current_actor", lambda _: Actor("somebody", role))
    asked = [
        client.post(TRUNKS, json={**TRUNK, "name": "Another"}),
        client.put(f"{TRUNKS}/{trunk['id']}", json={**TRUNK, "revision": 1}),
        client.delete(f"{TRUNKS}/{trunk['id']}"),
        client.post(NUMBERS, json={"number": "+12025550150"}),
    ]
    assert {(await answer).status_code for answer in asked} == {403}
