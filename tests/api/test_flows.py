"""/api/tron/flows: drafts, lists, copies and files."""

from __future__ import annotations

import asyncio
import copy
from typing import Any

import pytest

from tests.api.flow_requests import EMPTY, FLOWS, actions, make, paths, publish, read, refused, save, texts
from tests.core.flow_engine.talks import canvas
from tests.core.flows.drawn import drawn
from tron.core.flow_engine.migrations import SCHEMA
from tron.core.flow_engine.registry import node_types
from tron.core.ids import uuid7


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
