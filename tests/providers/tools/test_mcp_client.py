"""The real MCP client against the emulator and against the library's own server."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest

from tests.emulators.mcp import McpEmulator, Offered, order_tools
from tests.emulators.server import CONTROL, closed_port
from tron.core.tools.addresses import AllowList
from tron.core.tools.mcp_tool import McpLink, full_name
from tron.core.tools.ports import McpAddress
from tron.core.tools.tool import LONGEST_RESULT
from tron.core.tools.trouble import ToolTrouble
from tron.providers.tools.mcp_client import SafeMcp
from tron.providers.tools.safe_http import SafeHttp

HERE = AllowList(["127.0.0.1"])
EVERY = {"type": "object", "properties": {}}
PATHS = [("/mcp", "streamable_http"), ("/sse", "sse")]


async def names(host: str, port: int) -> list[str]:
    raise OSError("no names here")


def client() -> SafeMcp:
    return SafeMcp(SafeHttp(names))


def link_to(server: McpEmulator, seconds: float = 2.0, **headers: str) -> McpLink:
    async def address() -> McpAddress:
        return McpAddress(server.url + "/mcp", headers=headers)

    return McpLink(client(), address, HERE, seconds)


async def connect(
    server: McpEmulator, seconds: float = 3.0, path: str = "/mcp", transport="streamable_http", **headers
):
    return await client().connect(McpAddress(server.url + path, transport, headers), HERE, seconds)


@pytest.mark.parametrize("as_events", [False, True])
@pytest.mark.parametrize(("path", "transport"), PATHS)
async def test_tools_are_listed_and_called(path, transport, as_events):
    async with McpEmulator(as_events=as_events, page=1) as server:
        session = await connect(server, path=path, transport=transport)
        found = (await session.tools()).specs
        assert [spec.name for spec in found] == ["order_status", "cancel.order"]
        assert found[0].parameters["required"] == ["order_id"]
        answer = await session.call("order_status", {"order_id": "A1"}, 2)
        assert (answer.text, answer.failed) == ("Order A1 is on its way.", False)
        assert (await session.call("nothing", {}, 2)).failed
        await session.aclose()
        assert server.sessions == set()


async def test_the_librarys_own_server():
    """Not only our reading of the protocol: the library's server says the same."""
    import socket

    import uvicorn
    from mcp.server.mcpserver import MCPServer

    server = MCPServer("orders")

    @server.tool()
    def order_status(order_id: str) -> str:
        """Where an order is."""
        return f"Order {order_id} is on its way."

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    app = server.streamable_http_app()
    running = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="on"))
    task = asyncio.create_task(running.serve([listening]))
    try:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/mcp"
        session = await client().connect(McpAddress(url), HERE, 5)
        assert [spec.name for spec in (await session.tools()).specs] == ["order_status"]
        assert (await session.call("order_status", {"order_id": "A1"}, 3)).text == "Order A1 is on its way."
        await session.aclose()
    finally:
        running.should_exit = True
        await task


@pytest.mark.parametrize(("path", "transport"), PATHS)
async def test_the_token_is_sent(path, transport):
    async with McpEmulator(token="word") as server:
        session = await connect(server, path=path, transport=transport, Authorization="Bearer word")
        assert len((await session.tools()).specs) == 2
        await session.aclose()
        with pytest.raises(ToolTrouble) as caught:
            await connect(server, path=path, transport=transport, Authorization="Bearer wrong")
        assert (caught.value.code, caught.value.http_status) == ("rejected", 401)


@pytest.mark.parametrize(("path", "transport"), PATHS)
@pytest.mark.parametrize(
    ("fault", "codes"),
    [
        ("stall", {"timed_out"}),
        ("unauthorized", {"rejected"}),
        ("closes", {"unreachable"}),
        ("not_mcp", {"rejected", "malformed"}),
    ],
)
async def test_a_server_that_cannot_be_used(path, transport, fault, codes):
    async with McpEmulator(mcp_fault=fault) as server:
        began = time.monotonic()
        with pytest.raises(ToolTrouble) as caught:
            await connect(server, 0.5, path, transport)
        assert caught.value.code in codes
        assert time.monotonic() - began < 1.0


@pytest.mark.parametrize(("fault", "codes"), [("malformed", {"malformed", "rejected"}), ("huge", {"too_large"})])
async def test_answers_that_cannot_be_used(fault, codes):
    async with McpEmulator(mcp_fault=fault) as server:
        with pytest.raises(ToolTrouble) as caught:
            await connect(server, 1.0)
        assert caught.value.code in codes


@pytest.mark.parametrize(
    ("fault", "codes"),
    [
        ("stall_call", {"timed_out"}),
        ("malformed_call", {"malformed", "rejected"}),
        ("closes_call", {"unreachable"}),
        ("unauthorized", {"rejected"}),
    ],
)
async def test_a_call_that_fails_can_be_tried_again(fault, codes):
    async with McpEmulator() as server:

        async def address() -> McpAddress:
            return McpAddress(server.url + "/mcp")

        link = McpLink(client(), address, HERE, 0.5)
        assert (await link.call("order_status", {"order_id": "A1"})).ok
        server.mcp_fault = fault
        began = time.monotonic()
        with pytest.raises(ToolTrouble) as caught:
            await link.call("order_status", {"order_id": "A1"})
        assert caught.value.code in codes
        assert time.monotonic() - began < 3.0
        server.mcp_fault = None
        assert (await link.call("order_status", {"order_id": "A2"})).text == "Order A2 is on its way."
        await link.aclose()


@pytest.mark.parametrize(("path", "transport"), PATHS)
@pytest.mark.parametrize("as_events", [False, True])
@pytest.mark.parametrize(
    ("fault", "codes"),
    [
        ("slow", {"timed_out"}),
        ("stall_midway", {"timed_out"}),
        ("cut_midway", {"unreachable", "timed_out"}),
        ("malformed", {"malformed", "rejected", "timed_out"}),
        ("broken", {"rejected", "timed_out"}),
    ],
)
async def test_faults_ordered_by_hand(path, transport, as_events, fault, codes):
    async with McpEmulator(as_events=as_events) as server, aiohttp.ClientSession(server.url) as page:
        session = await connect(server, path=path, transport=transport)
        assert (await page.post(CONTROL, json={"kind": fault, "times": None})).status == 200
        with pytest.raises(ToolTrouble) as caught:
            await session.call("order_status", {"order_id": "A1"}, 0.3)
        assert caught.value.code in codes
        await session.aclose()


async def test_faults_that_it_does_not_have_are_refused():
    async with McpEmulator() as server, aiohttp.ClientSession(server.url) as page:
        refused = await page.post(CONTROL, json={"kind": "wrong_rate"})
        assert (refused.status, server.ordered) == (400, [])


async def test_nobody_listens():
    with pytest.raises(ToolTrouble) as caught:
        await client().connect(McpAddress(closed_port() + "/mcp"), HERE, 2)
    assert caught.value.code == "unreachable"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/mcp", "http://169.254.169.254/", "http://[::1]/", "http://2130706433/", "file:///x"]
)
@pytest.mark.parametrize("transport", ["streamable_http", "sse"])
async def test_addresses_are_checked_here_too(url, transport):
    with pytest.raises(ToolTrouble) as caught:
        await client().connect(McpAddress(url, transport), AllowList(), 2)
    assert caught.value.code == "refused_address"


async def test_one_connection_for_a_call():
    async with McpEmulator() as server:

        async def address() -> McpAddress:
            return McpAddress(server.url + "/mcp")

        link = McpLink(client(), address, HERE, 2)
        await asyncio.gather(*(link.call("order_status", {"order_id": str(n)}) for n in range(5)))
        assert len([seen for seen in server.seen if b'"initialize"' in seen.body]) == 1
        await link.aclose()
        await link.aclose()


async def test_hostile_tools_are_made_harmless():
    evil = {"type": "object", "properties": {"a": {"type": "string", "pattern": "(a+)+$"}}}
    offered = [
        Offered("pattern", "x" * 5000, evil, lambda _: ""),
        Offered("long", "", {"type": "object", "description": "x" * 30_000}, lambda _: ""),
        *order_tools(),
    ]
    async with McpEmulator(tools=offered) as server:
        session = await connect(server)
        found = (await session.tools()).specs
        await session.aclose()
    assert [spec.name for spec in found] == ["pattern", "order_status", "cancel.order"]
    assert found[0].parameters["properties"]["a"] == {"type": "string"}
    assert len(found[0].description) == 1000


def doubling(levels: int, key: str = "$ref") -> dict[str, Any]:
    """Looks small; checking a value against it takes two to the power of `levels` steps."""
    steps = {f"a{n}": {"allOf": [{key: f"#/$defs/a{n + 1}"}] * 2} for n in range(levels)}
    return {"type": "object", "$defs": {**steps, f"a{levels}": {}}, "allOf": [{key: "#/$defs/a0"}]}


@pytest.mark.parametrize("key", ["$ref", "$dynamicRef"])
async def test_a_schema_that_refers_to_others_is_left_out_and_said(key):
    offered = [Offered("doubling", "", doubling(24, key), lambda _: ""), *order_tools()]
    async with McpEmulator(tools=offered) as server:
        session = await connect(server)
        found = await session.tools()
        await session.aclose()
    assert [spec.name for spec in found.specs] == ["order_status", "cancel.order"]
    (why,) = found.left_out
    assert "doubling" in why
    assert "$ref" in why


def refuse(text: str) -> Callable[[Any], str]:
    def run(_: Any) -> str:
        raise PermissionError(text)

    return run


@pytest.mark.parametrize("run", [lambda text: lambda _: text, refuse])
async def test_a_server_that_says_the_secret_is_not_passed_on(run):
    """In answers, also where they are cut, and in what it refuses with."""
    word = "sk-word-that-nobody-sees"
    told = "x" * (LONGEST_RESULT - 5) if run is not refuse else "x" * 195
    offered = [Offered("leak", "", EVERY, run(f"Bearer {word}, {told}{word}"))]
    offered.append(Offered("edge", "", EVERY, run(f"{told}{word}")))
    async with McpEmulator(tools=offered) as server:
        link = link_to(server, Authorization=f"Bearer {word}")
        for name in ("leak", "edge"):
            try:
                said = (await link.call(name, {})).text
            except ToolTrouble as trouble:
                said = trouble.message
            assert "sk-w" not in said
            assert "x" in said
        await link.aclose()


async def test_a_refusal_breaks_nothing_for_the_others():
    def slow(_: Any) -> str:
        return "done"

    offered = [Offered("refuses", "", EVERY, refuse("no")), Offered("slow", "", EVERY, slow)]
    async with McpEmulator(tools=offered, slow_tools={"slow": 0.3}) as server:
        link = link_to(server)
        slow_one = asyncio.create_task(link.call("slow", {}))
        await asyncio.sleep(0.15)
        with pytest.raises(ToolTrouble) as caught:
            await link.call("refuses", {})
        assert caught.value.code == "rejected"
        assert (await slow_one).text == "done"
        assert len([seen for seen in server.seen if b'"initialize"' in seen.body]) == 1
        await link.aclose()


async def test_a_session_that_the_server_forgot_is_begun_anew():
    async with McpEmulator() as server:
        link = link_to(server)
        assert (await link.call("order_status", {"order_id": "A1"})).ok
        server.sessions.clear()
        with pytest.raises(ToolTrouble) as caught:
            await link.call("order_status", {"order_id": "A1"})
        assert caught.value.code == "unreachable"
        assert (await link.call("order_status", {"order_id": "A2"})).text == "Order A2 is on its way."
        await link.aclose()


def test_names_that_models_take():
    assert full_name("shop", "cancel.order") == "shop__cancel_order"
    assert len(full_name("shop", "x" * 200)) == 64
