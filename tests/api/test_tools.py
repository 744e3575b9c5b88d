"""/api/tron/tools, /mcp-servers and /tool-secrets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select, text

from tests.emulators.mcp import McpEmulator, Offered
from tests.emulators.server import Emulator
from tron.api.actor import Actor
from tron.commands.tool_parts import open_tools
from tron.core.database.tables import AuditEntry
from tron.core.ids import uuid7

TOOLS, SERVERS, SECRETS = "/api/tron/tools", "/api/tron/mcp-servers", "/api/tron/tool-secrets"
AGENTS, SETTINGS = "/api/tron/agents", "/api/tron/settings"
WORD = "word-that-nobody-sees"
TOOL: dict[str, Any] = {
    "name": "order_status",
    "description": "Where an order is.",
    "parameters": {
        "type": "object",
        "properties": {"order_id": {"type": "string", "description": "As in A1."}},
        "required": ["order_id"],
    },
    "method": "GET",
    "url": "https://shop.example/orders/{order_id}",
    "headers": {"Authorization": "Bearer {{secret:SHOP_KEY}}"},
}


@dataclass
class Shop(Emulator):
    """Echoes; a status on order."""

    status: int = 200
    tools: list[str] = field(default_factory=list)

    def routes(self) -> list[web.RouteDef]:
        return [web.route("*", "/orders/{order}", self._order)]

    async def _order(self, request: web.Request) -> web.Response:
        return web.json_response(
            {"order": request.match_info["order"], "you_sent": dict(request.headers)}, status=self.status
        )


@pytest.fixture
async def source(edge_app) -> AsyncIterator[None]:
    async with open_tools(edge_app.state.services):
        yield


@pytest.fixture
async def shop() -> AsyncIterator[Shop]:
    async with Shop() as server:
        yield server


@pytest.fixture
async def mcp() -> AsyncIterator[McpEmulator]:
    async with McpEmulator() as server:
        yield server


async def make(client, url=TOOLS, /, **body: Any) -> dict[str, Any]:
    answer = await client.post(url, json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def make_agent(client, *tools: str) -> dict[str, Any]:
    return await make(client, AGENTS, template="support_agent", tools_enabled=list(tools))


async def allow_this_machine(client) -> None:
    values = {"revision": 1, "values": {"tools.allowed_hosts": ["127.0.0.1"]}}
    assert (await client.put(SETTINGS, json=values)).status_code == 200


async def audit(database) -> list[AuditEntry]:
    async with database.transaction() as session:
        return list((await session.scalars(select(AuditEntry).order_by(AuditEntry.id))).all())


def paths(answer) -> list[str]:
    assert answer.status_code == 422, answer.text
    return [field["path"] for field in answer.json()["error"]["fields"]]


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


async def test_a_server_is_asked_when_it_is_made(client, source, mcp):
    await allow_this_machine(client)
    await client.put(f"{SECRETS}/MCP_KEY", json={"value": WORD})
    mcp.token = WORD
    headers = {"Authorization": "Bearer {{secret:MCP_KEY}}"}
    server = await make(client, SERVERS, name="shop", url=f"{mcp.url}/mcp", headers=headers)
    assert (server["state"], server["tools"]) == ("unknown", [])
    for _ in range(100):
        await asyncio.sleep(0.02)
        found = (await client.get(f"{SERVERS}/{server['id']}")).json()
        if found["state"] != "unknown":
            break
    assert (found["state"], found["state_message"]) == ("connected", None)
    assert [tool["full_name"] for tool in found["tools"]] == ["shop__order_status", "shop__cancel_order"]
    assert found["checked_at"]
    assert found["revision"] == 1


@pytest.mark.parametrize(
    ("fault", "code", "told"),
    [
        ("stall", "timed_out", "in time"),
        ("unauthorized", "rejected", "refused the key (401)"),
        ("closes", "unreachable", "connection broke"),
    ],
)
async def test_a_server_that_fails_keeps_its_tools(client, source, mcp, fault, code, told):
    await allow_this_machine(client)
    server = await make(client, SERVERS, name="shop", url=f"{mcp.url}/mcp", timeout_seconds=1)
    refresh = f"{SERVERS}/{server['id']}/refresh"
    assert (await client.post(refresh)).json()["state"] == "connected"
    mcp.mcp_fault = fault
    failed = (await client.post(refresh)).json()
    assert failed["state"] == "failed"
    assert failed["state_code"] == code
    assert told in failed["state_message"]
    assert len(failed["tools"]) == 2
    available = (await client.get(f"{TOOLS}/available")).json()["items"]
    assert {item["usable"] for item in available if item["kind"] == "mcp"} == {False}


async def test_tools_that_cannot_be_used_are_named(client, source, mcp):
    await allow_this_machine(client)
    refers = {"type": "object", "properties": {"a": {"$ref": "#"}}}
    mcp.tools = [
        Offered(name, name, schema, lambda _: "")
        for name, schema in (("a.b", {"type": "object"}), ("a_b", {"type": "object"}), ("deep", refers))
    ]
    server = await make(client, SERVERS, name="shop", url=f"{mcp.url}/mcp")
    found = (await client.post(f"{SERVERS}/{server['id']}/refresh")).json()
    assert [(tool["name"], tool["full_name"]) for tool in found["tools"]] == [("a.b", "shop__a_b")]
    assert found["state"] == "connected"
    assert "a_b: models would see the same name as for a.b" in found["state_message"]
    assert "deep: its schema refers to others" in found["state_message"]
    tried = (await client.post(f"{SERVERS}/test", json={"name": "shop", "url": f"{mcp.url}/mcp"})).json()
    assert (tried["code"], tried["message"]) == (found["state_code"], found["state_message"])
    assert tried["code"] == "left_out"


async def test_what_a_server_says_goes_on_without_its_secret(client, source, mcp):
    await allow_this_machine(client)
    await client.put(f"{SECRETS}/MCP_KEY", json={"value": WORD})
    mcp.refuses_all = f"Unknown key Bearer {WORD}"
    headers = {"Authorization": "Bearer {{secret:MCP_KEY}}"}
    body = {"name": "shop", "url": f"{mcp.url}/mcp", "headers": headers}
    tried = await client.post(f"{SERVERS}/test", json=body)
    assert "Unknown key" in tried.json()["message"]
    server = await make(client, SERVERS, **body)
    found = await client.post(f"{SERVERS}/{server['id']}/refresh")
    assert found.json()["state"] == "failed"
    assert WORD not in tried.text + found.text


@pytest.mark.parametrize(
    ("change", "tools"),
    [
        ({"url": "https://other.example/mcp"}, 0),
        ({"transport": "sse"}, 0),
        ({"headers": {"X-Shop": "2"}}, 2),
        ({"timeout_seconds": 3}, None),
    ],
)
async def test_a_changed_server_is_not_known(client, source, mcp, change, tools):
    """What was found was found elsewhere, or with another key."""
    await allow_this_machine(client)
    body = {"name": "shop", "url": f"{mcp.url}/mcp"}
    server = await make(client, SERVERS, **body)
    await client.post(f"{SERVERS}/{server['id']}/refresh")
    changed = (await client.put(f"{SERVERS}/{server['id']}", json={**body, **change, "revision": 1})).json()
    known = tools is None
    assert (changed["state"], changed["checked_at"] is not None) == (("connected" if known else "unknown"), known)
    assert len(changed["tools"]) == (2 if known else tools)


async def test_a_server_changed_while_it_is_asked_is_asked_again(client, source, mcp):
    await allow_this_machine(client)
    async with McpEmulator(mcp_fault="stall") as slow:
        body = {"name": "shop", "url": f"{slow.url}/mcp", "timeout_seconds": 1}
        server = await make(client, SERVERS, **body)
        await asyncio.sleep(0.1)
        body = {**body, "url": f"{mcp.url}/mcp", "revision": 1}
        assert (await client.put(f"{SERVERS}/{server['id']}", json=body)).status_code == 200
        for _ in range(100):
            await asyncio.sleep(0.02)
            found = (await client.get(f"{SERVERS}/{server['id']}")).json()
            if found["state"] != "unknown":
                break
    assert (found["state"], len(found["tools"])) == ("connected", 2)


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


async def test_an_underscore_of_a_name_stands_for_itself(client, source, mcp):
    """In SQL's LIKE it stands for any sign."""
    await allow_this_machine(client)
    mine = await make(client, SERVERS, name="my_crm", url=f"{mcp.url}/mcp")
    other = await make(client, SERVERS, name="my2crm", url=f"{mcp.url}/mcp")
    await client.post(f"{SERVERS}/{other['id']}/refresh")
    await make_agent(client, "my2crm__order_status")
    assert (await client.delete(f"{SERVERS}/{mine['id']}")).status_code == 204
    assert (await client.delete(f"{SERVERS}/{other['id']}")).status_code == 409


async def test_a_server_that_is_not_saved_can_be_tried(client, source, mcp):
    body = {"name": "shop", "url": f"{mcp.url}/sse", "transport": "sse"}
    refused = (await client.post(f"{SERVERS}/test", json=body)).json()
    assert refused["state"] == "failed"
    assert "private network" in refused["message"]
    await allow_this_machine(client)
    answer = (await client.post(f"{SERVERS}/test", json=body)).json()
    assert (answer["state"], len(answer["tools"])) == ("connected", 2)
    assert (await client.get(SERVERS)).json()["items"] == []


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"name": "a__b"}, "name"),
        ({"url": "file:///x"}, "url"),
        ({"transport": "stdio"}, "transport"),
        ({"headers": {"X-Key": "abc"}}, "headers.X-Key"),
    ],
)
async def test_what_a_server_cannot_be(client, change, path):
    body = {"name": "shop", "url": "https://mcp.example/mcp", **change}
    assert paths(await client.post(SERVERS, json=body)) == [path]


async def test_a_server_is_changed_and_removed(client):
    server = await make(client, SERVERS, name="shop", url="https://mcp.example/mcp")
    body = {"name": "store", "url": "https://mcp.example/mcp", "allowed_tools": [], "revision": 1}
    changed = await client.put(f"{SERVERS}/{server['id']}", json=body)
    assert (changed.json()["name"], changed.json()["allowed_tools"], changed.json()["revision"]) == ("store", [], 2)
    assert (await client.put(f"{SERVERS}/{server['id']}", json=body)).status_code == 409
    assert (await client.delete(f"{SERVERS}/{server['id']}")).status_code == 204
    assert (await client.post(f"{SERVERS}/{uuid7()}/refresh")).status_code in (404, 503)


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
