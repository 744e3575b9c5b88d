"""The tools of a call that begins, and a whole turn with a service and an MCP server behind it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select

from tests.core.tools.fakes import Events, ScriptedModel, call, user
from tests.emulators.mcp import McpEmulator
from tests.emulators.server import Emulator
from tests.factories import agent_row, make_services
from tests.support import VirtualClock
from tron.commands import tool_parts
from tron.commands.tool_parts import open_tools
from tron.core.database.tables import Agent, Call, Callback, HttpTool, McpServer, ToolSecret
from tron.core.ids import uuid7
from tron.core.masking import Masker
from tron.core.services import Services
from tron.core.settings import SettingsService
from tron.core.tools.call_tools import CallTools
from tron.core.tools.discovery import FRESH
from tron.core.tools.loop import ToolTalk
from tron.core.tools.opening import open_call_tools

WORD = "word-that-nobody-sees"
ORDER = {"type": "object", "properties": {"order_id": {"type": "string"}}, "required": ["order_id"]}


class Shop(Emulator):
    def routes(self) -> list[web.RouteDef]:
        return [web.get("/orders/{order}", self._order)]

    async def _order(self, request: web.Request) -> web.Response:
        return web.json_response({"order": request.match_info["order"], "state": "on its way"})


@asynccontextmanager
async def opened(database, folder, **more: Any) -> AsyncIterator[Services]:
    services = make_services(database, folder, VirtualClock(), environ={"TRON_TOOLS_ALLOWED_HOSTS": "127.0.0.1"})
    async with open_tools(services, **more):
        yield services


async def store(database, *rows: Any) -> None:
    async with database.transaction() as session:
        for row in rows:
            session.add(row)


def http_tool(url: str, **more: Any) -> HttpTool:
    return HttpTool(
        **{
            "name": "order_status",
            "description": "Where an order is.",
            "parameters": ORDER,
            "method": "GET",
            "url": f"{url}/orders/{{order_id}}",
            "headers": {"Authorization": "Bearer {{secret:SHOP_KEY}}"},
            **more,
        }
    )


def mcp_server(url: str, **more: Any) -> McpServer:
    kept = [
        {"name": "order_status", "description": "Where.", "parameters": ORDER},
        {"name": "cancel.order", "description": "Cancel.", "parameters": ORDER},
    ]
    return McpServer(**{"name": "shop", "url": url, "transport": "streamable_http", "tools": kept, **more})


async def begin(
    services: Services, *names: str, template: str = "support_agent", **more: Any
) -> tuple[CallTools, Events, Agent, Call]:
    agent = agent_row(template, tools_enabled=list(names))
    placed = Call(id=uuid7(), phone_number="+910000000001", line="sandbox", contact_metadata={}, line_options={})
    async with services.database.transaction() as session:
        session.add(agent)
        await session.flush()
        placed.agent_id = agent.id
        session.add(placed)
    events = Events()
    return await open_call_tools(services, agent, placed, events, **more), events, agent, placed


async def result_of(tools: CallTools, asked) -> str:
    model = ScriptedModel([[asked], ["ok"]])
    async for _ in ToolTalk(model, tools).reply([user("?")], temperature=0, max_tokens=9):
        pass
    return model.asked[1][-1]["content"]


def names(tools: CallTools) -> list[str]:
    return [spec.name for spec in tools.specs]


async def test_an_agent_without_tools_has_none(database, tmp_path):
    async with opened(database, tmp_path) as services:
        tools, *_ = await begin(services)
        assert (tools.specs, tools.end_wanted, tools.remembered) == ([], None, {})
        await tools.aclose()


async def test_only_what_the_agent_is_given(database, tmp_path):
    async with Shop() as shop, McpEmulator() as mcp, opened(database, tmp_path) as services:
        off = http_tool(shop.url, name="switched_off", enabled=False)
        limited = mcp_server(mcp.url, name="other", allowed_tools=["order_status"])
        await store(database, http_tool(shop.url), off, mcp_server(mcp.url + "/mcp"), limited)
        given = ["end_call", "order_status", "switched_off", "gone", "shop__cancel_order", "other__order_status"]
        tools, _, agent, _ = await begin(services, *given, "other__cancel_order")
        assert names(tools) == ["end_call", "order_status", "other__order_status", "shop__cancel_order"]
        outcomes = tools.specs[0].parameters["properties"]["outcome"]["enum"]
        assert set(agent.success_outcomes) <= set(outcomes)
        await tools.aclose()


async def test_a_service_behind_a_tool(database, tmp_path):
    async with Shop() as shop, opened(database, tmp_path) as services:
        await store(database, http_tool(shop.url), ToolSecret(name="SHOP_KEY", value=WORD))
        tools, events, *_ = await begin(services, "order_status")
        assert await result_of(tools, call("order_status", order_id="A1")) == '{"order":"A1","state":"on its way"}'
        assert shop.seen[0].headers["authorization"] == f"Bearer {WORD}"
        assert events.types == ["tool.called", "tool.finished"]
        assert WORD not in str(events.seen)
        await tools.aclose()


async def test_the_log_learns_the_secrets_that_tools_use(database, tmp_path):
    async with Shop() as shop, opened(database, tmp_path) as services:
        masker = Masker()
        services.settings = SettingsService(database, {"TRON_TOOLS_ALLOWED_HOSTS": "x"}, on_secrets=masker.remember)
        await store(database, http_tool(shop.url), ToolSecret(name="SHOP_KEY", value=WORD))
        tools, *_ = await begin(services, "order_status")
        assert masker(WORD) == WORD
        await result_of(tools, call("order_status", order_id="A1"))
        assert WORD not in masker(f"it failed: {WORD}")
        await tools.aclose()


async def test_a_server_behind_a_tool(database, tmp_path):
    async with McpEmulator(token=WORD) as mcp, opened(database, tmp_path) as services:
        headers = {"Authorization": "Bearer {{secret:MCP_KEY}}"}
        await store(database, mcp_server(mcp.url + "/mcp", headers=headers), ToolSecret(name="MCP_KEY", value=WORD))
        tools, events, *_ = await begin(services, "shop__order_status", "shop__cancel_order")
        assert mcp.called == []
        assert await result_of(tools, call("shop__order_status", order_id="A1")) == "Order A1 is on its way."
        assert await result_of(tools, call("shop__cancel_order", order_id="A1")) == "Order A1 is cancelled."
        assert mcp.called == [("order_status", {"order_id": "A1"}), ("cancel.order", {"order_id": "A1"})]
        assert WORD not in str(events.seen)
        await tools.aclose()
        async with asyncio.timeout(5):  # the server may be told a moment later
            while mcp.sessions:
                await asyncio.sleep(0.01)


@pytest.mark.parametrize("fault", ["stall", "unauthorized", "closes", "malformed", "not_mcp"])
async def test_a_dead_server_holds_up_no_call(database, tmp_path, fault):
    async with McpEmulator(mcp_fault=fault) as mcp, opened(database, tmp_path) as services:
        await store(database, mcp_server(mcp.url + "/mcp", timeout_seconds=1.0))
        began = time.monotonic()
        tools, *_ = await begin(services, "end_call", "shop__order_status")
        assert time.monotonic() - began < 0.9  # the server alone would take a second
        assert names(tools) == ["end_call", "shop__order_status"]
        assert (await result_of(tools, call("shop__order_status", order_id="A1"))).startswith("Error: ")
        await tools.aclose()


async def test_a_database_that_is_away_leaves_the_built_in_tools(database, tmp_path, monkeypatch):
    async with opened(database, tmp_path) as services:
        await store(database, http_tool("http://127.0.0.1:9"))
        agent = agent_row(tools_enabled=["end_call", "order_status"])
        await services.settings.load()

        @asynccontextmanager
        async def hangs():
            await asyncio.sleep(30)
            yield

        monkeypatch.setattr(services.database, "transaction", hangs)
        began = time.monotonic()
        placed = Call(id=uuid7(), line="sandbox", contact_metadata={})
        tools = await open_call_tools(services, agent, placed, Events())
        assert names(tools) == ["end_call"]
        assert time.monotonic() - began < 2.5
        await tools.aclose()
        monkeypatch.undo()


async def test_servers_are_asked_ahead(database, tmp_path):
    async with McpEmulator() as mcp:
        await store(database, mcp_server(mcp.url + "/mcp", tools=[]))
        async with opened(database, tmp_path, ahead=True):
            for _ in range(200):
                await asyncio.sleep(0.02)
                async with database.transaction() as session:
                    row = (await session.scalars(select(McpServer))).one()
                if row.state != "unknown":
                    break
        assert (row.state, [tool["name"] for tool in row.tools]) == ("connected", ["order_status", "cancel.order"])


async def test_a_callback_of_a_call_and_of_a_simulation(database, tmp_path):
    async with opened(database, tmp_path) as services:
        for simulated, rows in ((True, 0), (False, 1)):
            tools, _, agent, placed = await begin(services, "schedule_callback", simulated=simulated)
            result = await result_of(tools, call("schedule_callback", when="kal shaam 5 baje", note="price"))
            assert result.startswith("Noted for Tuesday 24 November 2026, 17:00.")
            async with database.transaction() as session:
                kept = (await session.scalars(select(Callback))).all()
                queued = (await session.scalars(select(Call).where(Call.id != placed.id))).all()
            assert len(kept) == rows
            assert len(queued) == (0 if simulated else 1)
        assert (kept[0].call_id, kept[0].agent_id, kept[0].status) == (placed.id, agent.id, "open")


@pytest.mark.parametrize(
    ("template", "hours"),
    [
        ("sales_agent", "from 10:00 and before 20:00"),
        ("support_agent", "from 09:00 and before 20:00"),
        ("payment_reminder", "from 09:00 and before 19:00"),
    ],
)
async def test_the_hours_of_the_settings_and_of_the_agents_calls_bound_a_callback(database, tmp_path, template, hours):
    services = make_services(database, tmp_path, VirtualClock(), environ={"TRON_COMPLIANCE_CALLING_HOURS_END": "20:00"})
    tools, _, _, _ = await begin(services, "schedule_callback", template=template)
    result = await result_of(tools, call("schedule_callback", when="kal raat 8:30 baje"))
    assert result.startswith("Error: ")
    assert hours in result


@pytest.mark.parametrize("real", [False, True])
async def test_a_simulation_runs_only_what_changes_nothing(database, tmp_path, real):
    async with Shop() as shop, McpEmulator() as mcp, opened(database, tmp_path) as services:
        placed = http_tool(shop.url, name="place_order", method="POST", headers={})
        await store(database, http_tool(shop.url, headers={}), placed, mcp_server(mcp.url + "/mcp"))
        given = ["order_status", "place_order", "shop__cancel_order"]
        tools, events, *_ = await begin(services, *given, simulated=True, run_tools=real)
        assert names(tools) == given
        results = [await result_of(tools, call(name, order_id="A1")) for name in given]
        await tools.aclose()
    assert results[0] == '{"order":"A1","state":"on its way"}'
    assert [result.startswith("Not run: ") for result in results] == [False, not real, not real]
    assert [request.method for request in shop.seen] == (["GET", "POST"] if real else ["GET"])
    assert mcp.called == ([("cancel.order", {"order_id": "A1"})] if real else [])
    told = [payload["name"] for type_, payload in events.seen if type_ == "tool.not_run"]
    assert told == ([] if real else ["place_order", "shop__cancel_order"])


async def test_servers_are_asked_again_before_what_is_known_is_long_stale(monkeypatch):
    """A round that came just before a server was stale left it for one whole period more."""
    slept: list[float] = []
    rounds = asyncio.Event()

    class Discovering:
        async def any_in_use(self) -> bool:
            return False

        async def refresh_stale(self) -> None: ...

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        rounds.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(tool_parts, "asyncio", SimpleNamespace(sleep=sleep))
    task = asyncio.create_task(tool_parts._prepare(Discovering(), None, True))
    await rounds.wait()
    task.cancel()
    assert slept[0] <= FRESH.total_seconds() / 2
