"""Wires tools for a process: how they are reached, and asking MCP servers what they offer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tron.core.services import Services
from tron.core.tools.discovery import FRESH, Discovery
from tron.core.tools.ports import ToolReach
from tron.core.tools.source import ToolSource
from tron.providers.tools.mcp_client import SafeMcp
from tron.providers.tools.safe_connection import SystemLookup
from tron.providers.tools.safe_http import SafeHttp

log = logging.getLogger(__name__)


@asynccontextmanager
async def open_tools(services: Services, *, ahead: bool = False) -> AsyncIterator[ToolSource]:
    """`services.tools` while it is open. `ahead`: ask MCP servers now and every few minutes, before calls need them."""
    lookup = SystemLookup()
    http = SafeHttp(lookup)
    mcp = SafeMcp(http)
    discovery = Discovery(services.database, services.settings, services.clock, mcp)
    services.tools = ToolSource(ToolReach(http, mcp), discovery)
    asking = asyncio.create_task(_prepare(discovery, mcp, ahead), name="mcp-discovery")
    try:
        yield services.tools
    finally:
        services.tools = None
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        await discovery.aclose()
        lookup.close()


async def _prepare(discovery: Discovery, mcp: SafeMcp, ahead: bool) -> None:
    """Load what MCP needs where there are servers, and ask them for as long as this process lives."""
    while True:
        try:
            if await discovery.any_in_use():
                await mcp.warm()
            if ahead:
                await discovery.refresh_stale()
        except Exception as error:  # noqa: BLE001 - the database may be away; the next round tries again
            log.warning("MCP servers are asked later: %s", type(error).__name__)
        await asyncio.sleep(FRESH.total_seconds() / 2)  # one round late would be nearly twice FRESH
