"""/api/tron/tools and /tool-secrets."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from tests.api.tool_requests import (
    AGENTS,
    SECRETS,
    SERVERS,
    SETTINGS,
    TOOL,
    TOOLS,
    WORD,
    allow_this_machine,
    audit,
    make,
    make_agent,
    paths,
)
from tron.api.actor import Actor


async def test_a_tool_is_made_changed_and_removed(client, database):
    tool = await make(client, **TOOL)
    assert {name: tool[name] for name in TOOL} == TOOL
    assert (tool["revision"], tool["enabled"], tool["timeout_seconds"]) == (1, True, 8.0)
    assert (await client.get(TOOLS)).json() == {"items": [tool], "next_cursor": None}
    changed = await client.put(f"{TOOLS}/{tool['id']}", json={**TOOL, "timeout_seconds": 3, "revision": 1})
    assert (changed.json()["revision"], changed.json()["timeout_seconds"]) == (2, 3.0)
    same = await client.put(f"{TOOLS}/{tool['id']}", json={**TOOL, "timeout_seconds": 3, "revision": 2})
    assert same.json() == changed.json()
    assert (await client.delete(f"{TOOLS}/{tool['id']}")).status_code == 204
    assert (await client.get(f"{TOOLS}/{tool['id']}")).status_code == 404
    entries = await audit(database)
    assert [entry.action for entry in entries] == ["tool.create", "tool.update", "tool.delete"]
    assert entries[1].changes == {"timeout_seconds": {"from": 8.0, "to": 3.0}}


async def test_a_stale_change_is_refused(client):
    tool = await make(client, **TOOL)
    url = f"{TOOLS}/{tool['id']}"
    await client.put(url, json={**TOOL, "description": "Mine.", "revision": 1})
    answer = await client.put(url, json={**TOOL, "description": "Theirs.", "revision": 1})
    assert answer.status_code == 409
    assert answer.json()["current"]["description"] == "Mine."


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"name": "Order Status"}, "name"),
        ({"name": "a__b"}, "name"),
        ({"name": "end_call"}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"description": " "}, "description"),
        ({"url": "https://{order_id}.example/"}, "url"),
        ({"url": "ftp://shop.example/"}, "url"),
        ({"url": "https://shop.example/{other}"}, "url"),
        ({"parameters": {"type": "array"}}, "parameters"),
        ({"parameters": {"type": "object", "properties": {"order_id": {"type": "nothing"}}}}, "parameters"),
        ({"parameters": {"type": "object", "properties": {"order_id": {"$ref": "http://x/"}}}}, "parameters"),
        ({"parameters": {"type": "object", "properties": {"order_id": {}, "bad name": {}}}}, "parameters"),
        ({"method": "TRACE"}, "method"),
        ({"headers": {"Host": "evil.example"}}, "headers.Host"),
        ({"headers": {"Authorization": "Bearer abc"}}, "headers.Authorization"),
        ({"timeout_seconds": 21}, "timeout_seconds"),
        ({"timeout_seconds": 0}, "timeout_seconds"),
        ({"more": 1}, "more"),
    ],
    ids=str,
)
async def test_what_a_tool_cannot_be(client, change, path):
    assert path in paths(await client.post(TOOLS, json={**TOOL, **change}))
    tool = await make(client, **TOOL)
    assert path in paths(await client.put(f"{TOOLS}/{tool['id']}", json={**TOOL, **change, "revision": 1}))


async def test_a_name_is_there_once(client):
    await make(client, **TOOL)
    assert paths(await client.post(TOOLS, json=TOOL)) == ["name"]


async def test_a_tool_that_agents_use_stays(client):
    tool = await make(client, **TOOL)
    agent = await make_agent(client, "order_status", "end_call")
    refused = await client.delete(f"{TOOLS}/{tool['id']}")
    assert refused.status_code == 409
    assert refused.json()["agents"] == [{"id": agent["id"], "name": agent["name"]}]
    renamed = await client.put(f"{TOOLS}/{tool['id']}", json={**TOOL, "name": "order_state", "revision": 1})
    assert renamed.status_code == 409
    changed = {**agent, "tools_enabled": ["end_call"]}
    fields = {name: changed[name] for name in ("name", "tools_enabled", "revision", "voice_id", "language", "tone")}
    answer = await client.put(
        f"{AGENTS}/{agent['id']}", json={**fields, "llm_provider": "builtin", "llm_model": agent["llm_model"]}
    )
    assert answer.status_code == 200, answer.text
    assert (await client.delete(f"{TOOLS}/{tool['id']}")).status_code == 204


async def test_agents_get_only_tools_that_there_are(client):
    answer = await client.post(AGENTS, json={"template": "support_agent", "tools_enabled": ["end_call", "no_tool"]})
    assert paths(answer) == ["tools_enabled.1"]
    agent = await make_agent(client, "end_call", "remember", "schedule_callback")
    assert agent["tools_enabled"] == ["end_call", "remember", "schedule_callback"]


async def test_what_agents_may_be_given(client, source, mcp):
    await make(client, **TOOL, enabled=False)
    await allow_this_machine(client)
    server = await make(client, SERVERS, name="shop", url=f"{mcp.url}/mcp", allowed_tools=["order_status"])
    await client.post(f"{SERVERS}/{server['id']}/refresh")
    items = (await client.get(f"{TOOLS}/available")).json()["items"]
    assert [(item["name"], item["kind"], item["usable"]) for item in items] == [
        ("end_call", "builtin", True),
        ("remember", "builtin", True),
        ("schedule_callback", "builtin", True),
        ("press_keys", "builtin", True),
        ("order_status", "http", False),
        ("shop__order_status", "mcp", True),
    ]
    await make_agent(client, "shop__order_status")
    assert (await client.delete(f"{SERVERS}/{server['id']}")).status_code == 409


async def test_a_secret_is_written_and_never_shown(client, database):
    answer = await client.put(f"{SECRETS}/SHOP_KEY", json={"value": WORD})
    assert answer.status_code == 200
    await make(client, **TOOL)
    shown = await client.get(SECRETS)
    assert [(item["name"], item["used_by"]) for item in shown.json()["items"]] == [("SHOP_KEY", ["order_status"])]
    await client.put(f"{SECRETS}/SHOP_KEY", json={"value": WORD + "2"})
    pages = [await client.get(url) for url in (SECRETS, TOOLS, f"{TOOLS}/available", SETTINGS)]
    assert not any(WORD in page.text for page in (answer, shown, *pages))
    async with database.transaction() as session:
        sealed = await session.scalar(text("SELECT value FROM tool_secrets"))
    assert sealed.startswith("sealed:")
    entries = await audit(database)
    assert [entry.action for entry in entries] == ["tool_secret.set", "tool.create", "tool_secret.set"]
    assert WORD not in json.dumps([entry.changes for entry in entries])


async def test_a_secret_that_is_used_stays(client):
    await client.put(f"{SECRETS}/SHOP_KEY", json={"value": WORD})
    tool = await make(client, **TOOL)
    assert (await client.delete(f"{SECRETS}/SHOP_KEY")).status_code == 409
    await client.delete(f"{TOOLS}/{tool['id']}")
    assert (await client.delete(f"{SECRETS}/SHOP_KEY")).status_code == 204
    assert (await client.delete(f"{SECRETS}/SHOP_KEY")).status_code == 404


@pytest.mark.parametrize("value", ["", "a\nb", "ключ", "x" * 2001])
async def test_what_a_secret_cannot_be(client, value):
    assert paths(await client.put(f"{SECRETS}/SHOP_KEY", json={"value": value})) == ["value"]


async def test_a_try_shows_what_a_model_would_read(client, source, shop):
    await allow_this_machine(client)
    await client.put(f"{SECRETS}/SHOP_KEY", json={"value": WORD})
    body = {**TOOL, "url": f"{shop.url}/orders/{{order_id}}"}
    answer = (await client.post(f"{TOOLS}/test", json={"tool": body, "arguments": {"order_id": "A 1"}})).json()
    assert (answer["ok"], answer["status"], answer["code"]) == (True, 200, None)
    assert answer["url"] == f"{shop.url}/orders/A%201"
    assert '"order":"A 1"' in answer["text"]
    assert "••••" in answer["text"]
    assert WORD not in answer["text"]
    assert shop.seen[0].headers["authorization"] == f"Bearer {WORD}"
    tool = await make(client, **body)
    shop.status = 404
    answer = (await client.post(f"{TOOLS}/{tool['id']}/test", json={"arguments": {"order_id": "A1"}})).json()
    assert (answer["ok"], answer["status"]) == (False, 404)


@pytest.mark.parametrize(("arguments", "code"), [({}, "bad_arguments"), ({"order_id": "..", "x": 1}, "bad_arguments")])
async def test_a_try_with_bad_arguments(client, source, shop, arguments, code):
    tool = await make(client, **{**TOOL, "url": f"{shop.url}/orders/{{order_id}}", "headers": {}})
    answer = (await client.post(f"{TOOLS}/{tool['id']}/test", json={"arguments": arguments})).json()
    assert (answer["ok"], answer["code"], shop.seen) == (False, code, [])


async def test_a_try_goes_nowhere_inside_unless_allowed(client, source, shop):
    tool = await make(client, **{**TOOL, "url": f"{shop.url}/orders/{{order_id}}", "headers": {}})
    url = f"{TOOLS}/{tool['id']}/test"
    answer = (await client.post(url, json={"arguments": {"order_id": "A1"}})).json()
    assert (answer["code"], shop.seen) == ("refused_address", [])
    assert "Allowed hosts" in answer["hint"]
    await allow_this_machine(client)
    assert (await client.post(url, json={"arguments": {"order_id": "A1"}})).json()["ok"]


async def test_a_try_without_its_secret(client, source):
    answer = (await client.post(f"{TOOLS}/test", json={"tool": TOOL, "arguments": {"order_id": "A1"}})).json()
    assert answer["code"] == "rejected"
    assert "SHOP_KEY" in answer["hint"]


async def test_a_process_without_tools_says_so(client):
    answer = await client.post(f"{TOOLS}/test", json={"tool": TOOL, "arguments": {}})
    assert answer.status_code == 503


async def test_tries_are_noted(client, database, source, shop, mcp):
    """Each sends a secret somewhere: who had that done, and where it went, stays known."""
    await allow_this_machine(client)
    tool = {**TOOL, "url": f"{shop.url}/orders/{{order_id}}", "headers": {}}
    server = {"name": "shop", "url": f"{mcp.url}/mcp"}
    await client.post(f"{TOOLS}/test", json={"tool": tool, "arguments": {"order_id": "A1"}})
    stored = await make(client, **tool)
    await client.post(f"{TOOLS}/{stored['id']}/test", json={"arguments": {}})
    await client.post(f"{SERVERS}/test", json=server)
    kept = await make(client, SERVERS, **server)
    await client.post(f"{SERVERS}/{kept['id']}/refresh")
    entries = [entry for entry in await audit(database) if entry.action.endswith((".test", ".refresh"))]
    assert [(entry.action, entry.entity_id, entry.changes) for entry in entries] == [
        ("tool.test", None, {"name": "order_status", "host": "127.0.0.1"}),
        ("tool.test", stored["id"], {"name": "order_status", "host": "127.0.0.1"}),
        ("mcp_server.test", None, {"name": "shop", "host": "127.0.0.1"}),
        ("mcp_server.refresh", kept["id"], {"name": "shop", "host": "127.0.0.1"}),
    ]
    assert all(entry.request_id for entry in entries)


@pytest.mark.parametrize("role", ["manager", "operator", "analyst"])
async def test_only_the_owner_changes_tools(client, monkeypatch, role):
    tool = await make(client, **TOOL)
    monkeypatch.setattr("tron.api.deps.current_actor", lambda _: Actor("somebody", role))
    assert (await client.get(f"{TOOLS}/available")).status_code == 200
    reads = 200 if role == "manager" else 403
    assert [(await client.get(url)).status_code for url in (TOOLS, SERVERS, SECRETS)] == [reads] * 3
    asked = [
        client.post(TOOLS, json=TOOL),
        client.put(f"{TOOLS}/{tool['id']}", json={**TOOL, "revision": 1}),
        client.delete(f"{TOOLS}/{tool['id']}"),
        client.post(f"{TOOLS}/{tool['id']}/test", json={}),
        client.post(f"{TOOLS}/test", json={"tool": TOOL}),
        client.post(SERVERS, json={"name": "a", "url": "https://a.example/"}),
        client.post(f"{SERVERS}/test", json={"name": "a", "url": "https://a.example/"}),
        client.put(f"{SECRETS}/A", json={"value": "x"}),
        client.delete(f"{SECRETS}/A"),
    ]
    assert {(await answer).status_code for answer in asked} == {403}
