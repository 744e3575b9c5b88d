"""/api/tron/flows: versions, what they need to be published, and how they are compared and restored."""

from __future__ import annotations

import asyncio

from tests.api.flow_requests import FLOWS, actions, as_role, make, paths, publish, read, refused, save, texts
from tests.core.flows.drawn import drawn


async def test_publishing_keeps_the_draft_as_it_was(client, database):
    flow = await make(client, drawn("One."))
    assert await publish(client, flow, note=" first ") == {
        "version": 1,
        "note": "first",
        "node_count": 3,
        "warnings": 0,
        "published_at": (await read(client, flow, "/versions/1"))["published_at"],
        "published_by": "local",
    }
    published = await read(client, flow)
    assert (published["version"], published["draft_changed"], published["revision"]) == (1, False, 1)
    changed = (await save(client, published, canvas_data=drawn("Two."))).json()
    assert changed["draft_changed"]
    assert (await publish(client, changed))["version"] == 2
    assert texts(await read(client, flow, "/versions/1")) == ["One."]
    assert texts(await read(client, flow, "/versions/2")) == ["Two."]
    assert [one["version"] for one in (await read(client, flow, "/versions"))["items"]] == [2, 1]
    await refused(await client.get(f"{FLOWS}/{flow['id']}/versions/3"), 404, "not_found")
    assert await actions(database, flow) == ["flow.create", "flow.publish", "flow.update", "flow.publish"]


async def test_errors_refuse_and_warnings_are_kept(client):
    broken = await make(client, {"nodes": [{"id": "x", "type": "speak", "data": {"text": "Hi."}}]})
    body = await publish(client, broken, 422)
    assert body["error"]["code"] == "has_errors"
    assert "no_start" in {finding["code"] for finding in body["findings"]}
    assert (await read(client, broken))["version"] == 0
    raw = drawn()
    raw["nodes"][2]["data"]["message"] = "Bye {{nobody_knows}}."
    warned = await make(client, raw)
    assert (await publish(client, warned))["warnings"] == 1
    [finding] = (await read(client, warned, "/versions/1"))["findings"]
    assert (finding["code"], finding["severity"], finding["node_id"]) == ("undefined_variable", "warning", "bye")
    checked = (await client.post(f"{FLOWS}/{warned['id']}/validate", json={})).json()["findings"]
    assert checked == [finding]


async def test_a_canvas_is_validated_without_being_stored(client):
    flow = await make(client, drawn())
    url = f"{FLOWS}/{flow['id']}/validate"
    assert (await client.post(url, json={})).json() == {"findings": []}
    found = (await client.post(url, json={"canvas_data": {}})).json()["findings"]
    assert [finding["code"] for finding in found] == ["no_start"]
    assert await read(client, flow) == flow


async def test_two_publishes_at_once_never_share_a_number(client):
    flow = await make(client, drawn("One."))
    url = f"{FLOWS}/{flow['id']}"
    first = await asyncio.gather(*(client.post(f"{url}/publish", json={"revision": 1}) for _ in range(4)))
    assert sorted(answer.status_code for answer in first) == [201, 409, 409, 409]
    assert {answer.json()["error"]["code"] for answer in first if answer.status_code == 409} == {"unchanged"}
    again = await asyncio.gather(*(client.post(f"{url}/versions/1/roll-back", json={"revision": 1}) for _ in range(4)))
    assert sorted(answer.json()["version"] for answer in again) == [2, 3, 4, 5]
    assert [one["version"] for one in (await read(client, flow, "/versions"))["items"]] == [5, 4, 3, 2, 1]


async def test_an_owner_can_ask_for_scenarios_first(client):
    flow = await make(client, drawn())
    asked = (await save(client, flow, require_scenarios=True)).json()
    body = await publish(client, asked, 422)
    assert (body["error"]["code"], [one["message"] for one in body["scenarios"]]) == (
        "scenarios_failed",
        ["This flow has no scenario."],
    )
    free = (await save(client, asked, require_scenarios=False)).json()
    assert (await publish(client, free))["version"] == 1
    held = (await save(client, free, require_scenarios=True, canvas_data=drawn("Two."))).json()
    url = f"{FLOWS}/{flow['id']}/versions/1"
    back = await client.post(f"{url}/roll-back", json={"revision": held["revision"]})
    assert (await refused(back, 422, "scenarios_failed"))["scenarios"] == body["scenarios"]
    restored = (await client.post(f"{url}/restore", json={"revision": held["revision"]})).json()
    assert texts(restored) == texts(flow)
    await publish(client, (await save(client, restored, canvas_data=drawn("Three."))).json(), 422)
    assert (await read(client, flow))["version"] == 1


async def test_only_an_owner_changes_whether_scenarios_must_pass(client, monkeypatch):
    flow = (await save(client, await make(client, drawn()), require_scenarios=True)).json()
    as_role(monkeypatch, "manager")
    body = await refused(await save(client, flow, require_scenarios=False, name="Mine"), 403, "forbidden")
    assert "Only an owner" in body["error"]["message"]
    assert (await read(client, flow))["name"] == flow["name"]
    same = await save(client, flow, require_scenarios=True, name="Mine")
    assert (same.status_code, same.json()["name"]) == (200, "Mine")
    await refused(await save(client, await make(client, drawn()), require_scenarios=True), 403, "forbidden")
    as_role(monkeypatch, "operator")
    await refused(await save(client, same.json(), require_scenarios=False), 403, "forbidden")
    as_role(monkeypatch, "owner")
    assert (await save(client, same.json(), require_scenarios=False)).json()["require_scenarios"] is False


async def test_a_stale_tab_publishes_nothing(client):
    flow = await make(client, drawn("One."))
    current = (await save(client, flow, canvas_data=drawn("Two."))).json()
    assert (await publish(client, flow, 409))["current"] == current


async def test_restoring_replaces_the_draft_and_rolling_back_does_not(client):
    flow = await make(client, drawn("One."))
    await publish(client, flow, note="calm")
    second = (await save(client, flow, canvas_data=drawn("Two."))).json()
    await publish(client, second)
    url = f"{FLOWS}/{flow['id']}"
    back = (await client.post(f"{url}/versions/1/roll-back", json={"revision": 2})).json()
    assert (back["version"], back["note"]) == (3, "Version 1 again: calm")
    rolled = await read(client, flow)
    assert (texts(rolled), rolled["version"], rolled["draft_changed"]) == (["Two."], 3, True)
    assert texts(await read(client, flow, "/versions/3")) == ["One."]
    restored = (await client.post(f"{url}/versions/1/restore", json={"revision": 2})).json()
    assert (texts(restored), restored["revision"], restored["draft_changed"]) == (["One."], 3, False)
    stale = await client.post(f"{url}/versions/1/restore", json={"revision": 2})
    assert (await refused(stale, 409, "conflict"))["current"]["revision"] == 3


async def test_versions_and_the_draft_are_compared(client):
    flow = await make(client, drawn("One."))
    await publish(client, flow)
    await save(client, flow, canvas_data=drawn("Two."))
    found = await read(client, flow, "/diff?from=1&to=draft")
    [changed] = found["nodes"]["changed"]
    assert changed["fields"] == [{"path": "data.message", "before": "One.", "after": "Two."}]
    assert (found["moved"], found["edges"]) == (0, {"added": [], "removed": []})
    assert (await read(client, flow, "/diff?from=1&to=1"))["nodes"]["changed"] == []
    url = f"{FLOWS}/{flow['id']}/diff"
    assert paths(await client.get(url, params={"from": "latest"})) == ["from"]
    assert paths(await client.get(url)) == ["from"]
    await refused(await client.get(url, params={"from": "2"}), 404, "not_found")
