"""/api/tron/flows."""

from __future__ import annotations

import asyncio
import copy
from typing import Any

import pytest
from sqlalchemy import select

from tests.core.flow_engine.talks import canvas
from tests.core.flows.drawn import calling, drawn
from tests.factories import agent_row
from tron.api import deps
from tron.api.actor import Actor, Role
from tron.core.database.tables import Agent, AuditEntry, Call, Flow
from tron.core.flow_engine.migrations import SCHEMA
from tron.core.flow_engine.registry import node_types
from tron.core.ids import uuid7

FLOWS = "/api/tron/flows"
AGENTS = "/api/tron/agents"
EMPTY = {"schema_version": SCHEMA, "nodes": [], "edges": [], "viewport": {"x": 0, "y": 0, "zoom": 1}}


async def make(client, raw: dict[str, Any] | None = None, name: str = "Sales") -> dict[str, Any]:
    answer = await client.post(FLOWS, json={"name": name, **({"canvas_data": raw} if raw else {})})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def save(client, flow: dict[str, Any], **changes: Any):
    return await client.put(f"{FLOWS}/{flow['id']}", json={"revision": flow["revision"], **changes})


async def publish(client, flow: dict[str, Any], status: int = 201, **more: Any) -> dict[str, Any]:
    answer = await client.post(f"{FLOWS}/{flow['id']}/publish", json={"revision": flow["revision"], **more})
    assert answer.status_code == status, answer.text
    return answer.json()


async def read(client, flow: dict[str, Any], rest: str = "") -> dict[str, Any]:
    answer = await client.get(f"{FLOWS}/{flow['id']}{rest}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def refused(answer, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert body["error"]["code"] == code
    return body


def as_role(monkeypatch: pytest.MonkeyPatch, role: Role) -> None:
    monkeypatch.setattr(deps, "identify", lambda *_: Actor("somebody", role))


def paths(answer) -> list[str]:
    assert answer.status_code == 422, answer.text
    return [field["path"] for field in answer.json()["error"]["fields"]]


def texts(flow: dict[str, Any]) -> list[str]:
    return [node["data"].get("message") for node in flow["canvas_data"]["nodes"] if node["type"] == "end_call"]


async def actions(database, flow: dict[str, Any]) -> list[str]:
    async with database.transaction() as session:
        query = select(AuditEntry.action).where(AuditEntry.entity_id == flow["id"]).order_by(AuditEntry.id)
        return list((await session.scalars(query)).all())


# ---------------------------------------------------------------- drafts


async def test_a_flow_starts_empty_and_is_saved(client, database):
    flow = await make(client)
    assert (flow["canvas_data"], flow["version"], flow["revision"], flow["used_by"]) == (EMPTY, 0, 1, [])
    saved = (await save(client, flow, name=" Sales two ", description="d", canvas_data=drawn())).json()
    assert (saved["name"], saved["revision"], len(saved["canvas_data"]["nodes"])) == ("Sales two", 2, 3)
    assert await read(client, flow) == saved
    assert await actions(database, flow) == ["flow.create", "flow.update"]


async def test_what_is_not_known_is_kept(client):
    raw = {**drawn(), "colour": "blue"}
    raw["nodes"] = [*raw["nodes"], {"id": "x", "type": "from_the_future", "data": {"a": [None, {"b": 1}]}, "w": 7}]
    flow = await make(client, raw)
    assert flow["canvas_data"]["nodes"][-1] == {**raw["nodes"][-1], "position": {"x": 0, "y": 0}}
    assert flow["canvas_data"]["colour"] == "blue"


async def test_a_stale_revision_gets_the_current_flow(client):
    flow = await make(client, drawn())
    current = (await save(client, flow, canvas_data=drawn("Mine."))).json()
    body = await refused(await save(client, flow, canvas_data=drawn("Yours.")), 409, "conflict")
    assert body["current"] == current
    assert texts(await read(client, flow)) == ["Mine."]


async def test_two_saves_at_once_one_wins(client):
    flow = await make(client, drawn())
    answers = await asyncio.gather(*(save(client, flow, canvas_data=drawn(f"Number {at}.")) for at in range(5)))
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [200, 409, 409, 409, 409]
    [won] = [answer.json() for answer in answers if answer.status_code == 200]
    assert await read(client, flow) == won


async def test_looking_elsewhere_is_no_change(client, database):
    flow = await make(client, drawn())
    looked = {**flow["canvas_data"], "viewport": {"x": 40, "y": 2, "zoom": 0.5}}
    saved = (await save(client, flow, canvas_data=looked)).json()
    assert (saved["revision"], saved["canvas_data"]["viewport"]["zoom"]) == (1, 0.5)
    assert (await save(client, flow, canvas_data=flow["canvas_data"], name="Sales")).json()["revision"] == 1
    assert await actions(database, flow) == ["flow.create"]


async def test_true_is_stored_where_one_was(client):
    def of(value: Any) -> dict[str, Any]:
        return canvas([("v", "set_variable", {"name": "x", "value": value})], [])

    flow = await make(client, of(1))
    await save(client, flow, canvas_data=of(True))
    assert (await read(client, flow))["canvas_data"]["nodes"][0]["data"]["value"] is True


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        ({"nodes": [{"id": "a", "type": "speak"}, {"id": "a", "type": "speak"}]}, "canvas_data.nodes.1.id"),
        ({"edges": [{"id": "e", "source": "a", "target": "b"}] * 2}, "canvas_data.edges.1.id"),
        ({"nodes": {}}, "canvas_data.nodes"),
        ({"nodes": ["speak"]}, "canvas_data.nodes.0"),
        ({"nodes": [{"id": "a"}]}, "canvas_data.nodes.0.type"),
        ({"nodes": [{"id": 7, "type": "speak"}]}, "canvas_data.nodes.0.id"),
        ({"nodes": [{"id": "a", "type": "speak", "data": "x"}]}, "canvas_data.nodes.0.data"),
        ({"nodes": [{"id": "a", "type": "speak", "position": {"x": "left"}}]}, "canvas_data.nodes.0.position.x"),
        ({"edges": [{"id": "e", "source": "a"}]}, "canvas_data.edges.0.target"),
        ({"viewport": {"zoom": 0}}, "canvas_data.viewport.zoom"),
        ({"schema_version": 999}, "canvas_data.schema_version"),
        ({"nodes": [{"id": str(at), "type": "note"} for at in range(1001)]}, "canvas_data.nodes"),
        ([], "canvas_data"),
        ("{}", "canvas_data"),
    ],
)
async def test_a_canvas_that_cannot_be_read_changes_nothing(client, raw, path):
    flow = await make(client, drawn())
    assert paths(await save(client, flow, canvas_data=raw)) == [path]
    assert paths(await client.post(FLOWS, json={"name": "x", "canvas_data": raw})) == [path]
    assert paths(await client.post(f"{FLOWS}/{flow['id']}/validate", json={"canvas_data": raw})) == [path]
    assert await read(client, flow) == flow


async def test_five_megabytes_are_told_so(client):
    flow = await make(client, drawn())
    raw = canvas([("n", "note", {"text": "x" * 5_000_000})], [])
    answer = await save(client, flow, canvas_data=raw)
    assert paths(answer) == ["canvas_data"]
    assert "2,000,000 bytes" in answer.json()["error"]["message"]
    assert await read(client, flow) == flow
    raw["nodes"][0]["data"]["text"] = "x" * 6_000_000
    assert (await save(client, flow, canvas_data=raw)).json()["error"]["hint"] == "At most 6 MB."
    large = canvas([("n", "note", {"text": "x" * 1_500_000})], [])
    assert (await save(client, flow, canvas_data=large)).status_code == 200


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"name": " "}, "name"),
        ({"name": "n" * 101}, "name"),
        ({"description": "d" * 2001}, "description"),
        ({"revision": 0}, "revision"),
        ({"revision": 2**40}, "revision"),
        ({"version": 7}, "version"),
        ({"require_scenarios": "perhaps"}, "require_scenarios"),
    ],
)
async def test_bad_fields_are_named(client, changes, path):
    assert paths(await save(client, await make(client), **changes)) == [path]


@pytest.mark.parametrize(
    ("method", "rest"),
    [
        ("GET", ""),
        ("PUT", ""),
        ("DELETE", ""),
        ("POST", "/archive"),
        ("POST", "/duplicate"),
        ("GET", "/export"),
        ("POST", "/validate"),
        ("POST", "/publish"),
        ("GET", "/versions"),
        ("GET", "/versions/1"),
        ("POST", "/versions/1/restore"),
        ("POST", "/versions/1/roll-back"),
        ("GET", "/diff?from=draft"),
    ],
)
async def test_no_such_flow(client, method, rest):
    body = None if method == "GET" else {} if rest == "/validate" else {"revision": 1}
    answer = await client.request(method, f"{FLOWS}/{uuid7()}{rest}", json=body)
    await refused(answer, 404, "not_found")


# ---------------------------------------------------------------- lists


async def test_lists_go_page_by_page_and_look_for_names(client):
    flows = [await make(client, drawn(), name=name) for name in ("Renewal", "Feedback", "Collection")]
    await save(client, flows[0], description="changed last")
    first = (await client.get(FLOWS, params={"limit": 2})).json()
    rest = (await client.get(FLOWS, params={"limit": 2, "cursor": first["next_cursor"]})).json()
    assert [flow["name"] for flow in first["items"] + rest["items"]] == ["Renewal", "Collection", "Feedback"]
    assert rest["next_cursor"] is None
    found = (await client.get(FLOWS, params={"search": "feedbak"})).json()["items"]
    assert [(flow["name"], flow["node_count"], flow["draft_changed"]) for flow in found] == [("Feedback", 3, True)]
    assert paths(await client.get(FLOWS, params={"cursor": "nonsense"})) == ["cursor"]


async def test_an_archived_flow_is_put_away_and_stays_as_it_is(client, database):
    flow = await make(client, drawn())
    url = f"{FLOWS}/{flow['id']}"
    archived = (await client.post(f"{url}/archive", json={"revision": 1})).json()
    assert archived["archived_at"] is not None
    assert (await client.get(FLOWS)).json()["items"] == []
    assert [one["id"] for one in (await client.get(FLOWS, params={"archived": True})).json()["items"]] == [flow["id"]]
    await refused(await save(client, archived, name="x"), 409, "conflict")
    await refused(await client.post(f"{url}/publish", json={"revision": 2}), 409, "conflict")
    await refused(await client.post(f"{url}/unarchive", json={"revision": 1}), 409, "conflict")
    back = (await client.post(f"{url}/unarchive", json={"revision": 2})).json()
    assert (back["archived_at"], back["revision"]) == (None, 3)
    assert await actions(database, flow) == ["flow.create", "flow.archive", "flow.unarchive"]


# ---------------------------------------------------------------- versions


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


# ---------------------------------------------------------------- users


async def test_an_agent_is_linked_to_a_flow_and_a_version(client):
    flow = await make(client, drawn())
    answer = await client.post(AGENTS, json={"name": "Asha", "flow_id": flow["id"], "flow_version": 1})
    assert paths(answer) == ["flow_version"]
    agent = (await client.post(AGENTS, json={"name": "Asha", "flow_id": flow["id"]})).json()
    assert (agent["flow_id"], agent["flow_version"]) == (flow["id"], None)
    await publish(client, flow)
    pinned = (await client.put(f"{AGENTS}/{agent['id']}", json={**taken(agent), "flow_version": 1})).json()
    assert pinned["flow_version"] == 1
    wrong = await client.put(f"{AGENTS}/{agent['id']}", json={**taken(pinned), "flow_version": 2})
    assert paths(wrong) == ["flow_version"]
    used = (await read(client, flow))["used_by"]
    assert used == [{"kind": "agent", "id": agent["id"], "name": "Asha", "version": 1, "archived": False}]
    [listed] = (await client.get(FLOWS)).json()["items"]
    assert (listed["used_by_count"], listed["language"]) == (1, agent["language"])


def taken(agent: dict[str, Any]) -> dict[str, Any]:
    """An agent as PUT takes it."""
    shown_only = ("id", "archived_at", "created_at", "updated_at", "llm_api_key")
    return {name: value for name, value in agent.items() if name not in shown_only}


async def test_another_flow_or_none_takes_the_pinned_version_away(client):
    one, two = await make(client, drawn(), "One"), await make(client, drawn(), "Two")
    await publish(client, one)
    body = {"name": "Asha", "flow_id": one["id"], "flow_version": 1}
    agent = (await client.post(AGENTS, json=body)).json()
    for flow_id in (two["id"], None):
        change = {name: value for name, value in taken(agent).items() if name != "flow_version"}
        agent = (await client.put(f"{AGENTS}/{agent['id']}", json={**change, "flow_id": flow_id})).json()
        assert (agent["flow_id"], agent["flow_version"]) == (flow_id, None)
    assert paths(await client.post(AGENTS, json={"name": "x", "flow_version": 1})) == ["flow_version"]


async def test_an_archived_flow_is_kept_but_not_taken(client):
    flow = await make(client, drawn())
    agent = (await client.post(AGENTS, json={"name": "Asha", "flow_id": flow["id"]})).json()
    await client.post(f"{FLOWS}/{flow['id']}/archive", json={"revision": 1})
    assert paths(await client.post(AGENTS, json={"name": "Ravi", "flow_id": flow["id"]})) == ["flow_id"]
    kept = await client.put(f"{AGENTS}/{agent['id']}", json={**taken(agent), "name": "Usha"})
    assert kept.json()["flow_id"] == flow["id"]


async def test_a_flow_in_use_is_not_removed(client, database):
    flow, outer = await make(client, drawn(), "Inner"), await make(client, drawn(), "Outer")
    await save(client, outer, canvas_data=calling(flow["id"]))
    async with database.transaction() as session:
        agent = agent_row(name="Asha", flow_id=flow["id"])
        session.add_all([agent, Call(line="sandbox", status="in_progress", flow_id=flow["id"], flow_version=1)])
    body = await refused(await client.delete(f"{FLOWS}/{flow['id']}"), 409, "in_use")
    assert [(user["kind"], user["name"]) for user in body["users"]] == [
        ("agent", "Asha"),
        ("flow", "Outer"),
        ("call", ""),
    ]
    async with database.transaction() as session:
        (await session.get_one(Agent, agent.id)).flow_id = None
        for call in (await session.scalars(select(Call))).all():
            call.status = "completed"
    await save(client, await read(client, outer), canvas_data=drawn())
    assert (await client.delete(f"{FLOWS}/{flow['id']}")).status_code == 204
    await refused(await client.get(f"{FLOWS}/{flow['id']}"), 404, "not_found")
    assert (await actions(database, flow))[-1] == "flow.delete"


async def test_a_link_made_while_the_flow_is_removed_is_refused_or_kept(client, database):
    flow = await make(client, drawn())
    removed, linked = await asyncio.gather(
        client.delete(f"{FLOWS}/{flow['id']}"), client.post(AGENTS, json={"name": "Asha", "flow_id": flow["id"]})
    )
    assert (removed.status_code, linked.status_code) in {(204, 422), (204, 409), (409, 201)}
    async with database.transaction() as session:
        flows = set((await session.scalars(select(Flow.id))).all())
        assert set((await session.scalars(select(Agent.flow_id).where(Agent.flow_id.is_not(None)))).all()) <= flows


async def test_a_flow_that_calls_itself_is_not_published(client):
    one, two = await make(client, drawn(), "One"), await make(client, drawn(), "Two")
    await publish(client, one)
    calls_one = (await save(client, two, canvas_data=calling(one["id"]))).json()
    await publish(client, calls_one)
    circle = (await save(client, one, canvas_data=calling(two["id"]))).json()
    body = await publish(client, circle, 422)
    assert "recursion" in {finding["code"] for finding in body["findings"]}


# ---------------------------------------------------------------- copies and files


async def test_a_copy_goes_its_own_way(client):
    flow = await make(client, drawn("One."))
    await publish(client, flow)
    copied = (await client.post(f"{FLOWS}/{flow['id']}/duplicate")).json()
    assert (copied["name"], copied["version"], copied["canvas_data"]) == (
        "Copy of Sales",
        0,
        flow["canvas_data"],
    )
    await save(client, copied, canvas_data=drawn("Two."))
    assert texts(await read(client, flow)) == ["One."]


async def test_a_flow_leaves_and_comes_back_as_a_file(client):
    flow = await make(client, drawn(), name="बिक्री call")
    answer = await client.get(f"{FLOWS}/{flow['id']}/export")
    assert answer.headers["content-disposition"].startswith('attachment; filename="call.flow.json"; filename*=UTF-8')
    file = answer.json()
    assert (file["format"], file["schema_version"], file["name"]) == ("tron.flow", SCHEMA, "बिक्री call")
    back = (await client.post(f"{FLOWS}/import", json={**file, "exported_by": "a later Tron"})).json()
    assert (back["name"], back["canvas_data"], back["version"]) == (flow["name"], flow["canvas_data"], 0)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"format": "n8n"}, "format"),
        ({"canvas_data": None}, "canvas_data"),
        ({"canvas_data": {"nodes": [{"id": "a"}]}}, "canvas_data.nodes.0.type"),
        ({"canvas_data": {}, "schema_version": 999}, "canvas_data.schema_version"),
        ({"name": ""}, "name"),
    ],
)
async def test_garbage_is_not_imported(client, change, path):
    file = {"format": "tron.flow", "schema_version": 1, "name": "x", "description": "", "canvas_data": drawn()}
    assert paths(await client.post(f"{FLOWS}/import", json={**file, **change})) == [path]
    assert (await client.get(FLOWS)).json()["items"] == []


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b'{"format": "tron.flow"', b"null"])
async def test_what_is_no_file_is_not_imported(client, content):
    answer = await client.post(f"{FLOWS}/import", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code in {400, 422}
    assert answer.json()["error"]["code"] in {"bad_json", "invalid"}


async def test_templates_are_shown_and_copied(client, database):
    items = (await client.get(f"{FLOWS}/templates")).json()["items"]
    template = next(one for one in items if one["id"] == "support_agent")
    assert template["node_count"] == len(template["canvas_data"]["nodes"])
    body = {"template_id": "support_agent"}
    flow = (await client.post(f"{FLOWS}/from-template", json=body)).json()
    assert (flow["name"], flow["canvas_data"]) == (template["name"], template["canvas_data"])
    named = (await client.post(f"{FLOWS}/from-template", json={**body, "name": "Mine"})).json()
    assert named["name"] == "Mine"
    assert paths(await client.post(f"{FLOWS}/from-template", json={"template_id": "nobody"})) == ["template_id"]


async def test_the_palette_has_every_type(client):
    items = (await client.get(f"{FLOWS}/node-types")).json()["items"]
    assert [one["type"] for one in items] == list(node_types())
    speak = next(one for one in items if one["type"] == "speak")
    assert speak["data_schema"]["properties"]["text"]["template"] is True


async def test_a_canvas_of_this_test_is_not_changed_by_reading_it(client):
    raw = drawn()
    before = copy.deepcopy(raw)
    await make(client, raw)
    assert raw == before
