"""Tools in the browser: written, tried and given to an agent, with an HTTP service and an MCP server behind them."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from aiohttp import web
from playwright.async_api import Locator, Page, expect

from tests.acceptance.chrome import NARROW, WIDE, chromium, needs_chromium, page_at, settled
from tests.api.tool_requests import TOOL, WORD
from tests.emulators.mcp import McpEmulator
from tests.emulators.server import Emulator
from tests.factories import make_services
from tests.serving import serving
from tron.app import create_app, web_dist
from tron.commands.tool_parts import open_tools
from tron.core.clock import SystemClock

pytestmark = [
    pytest.mark.slow,
    needs_chromium,
    pytest.mark.skipif(web_dist() is None, reason="The web app is not built (make setup)"),
]

AXE = Path(__file__).resolve().parents[2] / "tron/web/node_modules/axe-core/axe.min.js"


class Shop(Emulator):
    def routes(self) -> list[web.RouteDef]:
        return [web.get("/orders/{order}", self._order)]

    async def _order(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {WORD}":
            return web.json_response({"error": "no key"}, status=401)
        return web.json_response({"order": request.match_info["order"], "state": "on its way"})


@dataclass
class House:
    """Tron at a port, with a shop and an MCP server of its own."""

    port: int
    shop: Shop
    mcp: McpEmulator

    async def put(self, method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{self.port}/api/tron") as client:
            answer = await client.request(method, path, json=body)
            assert answer.status_code < 300, answer.text
            return dict(answer.json())

    async def furnish(self) -> None:
        """One of everything."""
        await self.put("PUT", "/tool-secrets/SHOP_KEY", {"value": WORD})
        await self.put("POST", "/tools", {**TOOL, "url": f"{self.shop.url}/orders/{{order_id}}"})
        server = await self.put("POST", "/mcp-servers", {"name": "shop", "url": f"{self.mcp.url}/mcp"})
        await self.put("POST", f"/mcp-servers/{server['id']}/refresh", {})
        await self.put("POST", "/mcp-servers", {"name": "away", "url": "http://127.0.0.1:9/mcp", "enabled": False})


@pytest.fixture
async def house(database, tmp_path) -> AsyncIterator[House]:
    services = make_services(
        database, tmp_path, SystemClock(), environ={"TRON_TOOLS_ALLOWED_HOSTS": json.dumps(["127.0.0.1"])}
    )
    async with Shop() as shop, McpEmulator() as mcp, open_tools(services), serving(create_app(services)) as port:
        services.config = services.config.model_copy(update={"port": port})
        yield House(port, shop, mcp)


async def write(where: Page | Locator, label: str, text: str) -> None:
    await where.get_by_label(label, exact=True).fill(text)


async def press(where: Page | Locator, name: str) -> None:
    await where.get_by_role("button", name=name, exact=True).click()


async def test_a_tool_is_written_tried_and_given_to_an_agent(house: House) -> None:
    async with chromium() as browser, page_at(browser, house.port, "/settings") as page:
        await settled(page)
        await write(page, "Name of the new secret", "SHOP_KEY")
        await write(page, "Value of the new secret", WORD)
        await press(page, "Add a secret")
        await expect(page.get_by_text("SHOP_KEY saved")).to_be_visible()
        await press(page, "Add a tool")
        dialog = page.get_by_role("dialog")
        await write(dialog, "Name", "order_status")
        await write(dialog, "What it does", "Where an order is.")
        await write(dialog, "Address", f"{house.shop.url}/orders/{{order_id}}")
        await press(dialog, "Add a parameter")
        await write(dialog, "Name of parameter 1", "order_id")
        await press(dialog, "Add a value")
        await write(dialog, "Name 1", "Authorization")
        await write(dialog, "Value 1", "Bearer {{secret:SHOP_KEY}}")
        await page.get_by_text("Try it", exact=True).click()
        await write(dialog, "Values for the try, as JSON", '{"order_id": "A1"}')
        await press(dialog, "Send the request")
        await expect(page.get_by_text('{"order":"A1","state":"on its way"}')).to_be_visible()
        await dialog.get_by_role("button", name="Save").click()
        await expect(dialog).to_have_count(0)
        await press(page, "Add a server")
        await write(dialog, "Name", "shop")
        await write(dialog, "Address", f"{house.mcp.url}/mcp")
        await press(dialog, "Test the connection")
        await expect(page.get_by_text("Connected · 2 tools")).to_be_visible(timeout=20_000)
        await dialog.get_by_role("button", name="Save").click()
        await expect(page.get_by_text("Connected", exact=True)).to_be_visible()
        assert WORD not in await page.content()

        await page.goto(f"http://127.0.0.1:{house.port}/agents/new")
        await settled(page)
        for tool in ("end_call", "order_status", "shop__order_status"):
            await page.get_by_role("checkbox", name=re.compile(f"^{tool}")).check()
        await page.get_by_label("Name", exact=True).fill("Asha")
        await page.get_by_role("button", name=re.compile("^(Save|Create agent)")).click()
        await expect(page).to_have_url(re.compile(r"/agents/[0-9a-f-]{36}"))
        agent = await house.put("GET", f"/agents/{page.url.rsplit('/', 1)[1]}", {})
        assert agent["tools_enabled"] == ["end_call", "order_status", "shop__order_status"]


@pytest.mark.parametrize(
    ("size", "theme", "language"), [(WIDE, "dark", "en"), (NARROW, "light", "hi")], ids=["1440", "390"]
)
async def test_lists_and_dialogs_have_no_fault(house: House, size: dict[str, int], theme: str, language: str) -> None:
    await house.furnish()
    async with chromium() as browser:
        page_of = {"size": size, "theme": theme, "language": language}
        async with page_at(browser, house.port, "/settings", **page_of) as page:
            await settled(page)
            await expect(page.get_by_text("order_status", exact=True)).to_be_visible()
            assert await faults(page) == []
            for index in (0, 1):
                await page.locator("li button:has(.lucide-pencil)").nth(index).click()
                await expect(page.get_by_role("dialog").get_by_role("heading").first).to_be_visible()
                await page.wait_for_timeout(300)
                assert await faults(page) == []
                await page.keyboard.press("Escape")
                await expect(page.get_by_role("dialog")).to_have_count(0)
        async with page_at(browser, house.port, "/agents/new", **page_of) as page:
            await settled(page)
            await expect(page.get_by_role("checkbox", name=re.compile("^order_status"))).to_be_visible()
            assert await faults(page) == []


async def faults(page: Page) -> list[str]:
    """What axe finds, and whether something is wider than the screen."""
    await page.evaluate(AXE.read_text())
    report = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    found = [
        f"{violation['id']}: {node['target']} {node['failureSummary'][:200]}"
        for violation in report["violations"]
        for node in violation["nodes"][:3]
    ]
    overflow = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return found + ([f"{overflow} px too wide"] if overflow > 0 else [])
