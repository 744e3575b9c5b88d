"""/api/tron/mcp-servers."""

from __future__ import annotations

import asyncio

import pytest

from tests.api.tool_requests import SECRETS, SERVERS, TOOLS, WORD, allow_this_machine, make, make_agent, paths
from tests.emulators.mcp import McpEmulator, Offered
from tron.core.ids import uuid7


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
