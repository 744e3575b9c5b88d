"""MCP servers. The library is loaded when the first one is used: that takes more than a second, and most have none."""

from __future__ import annotations

import asyncio
import importlib
from dataclasses import dataclass

from tron.core.tools.addresses import AllowList
from tron.core.tools.ports import McpAddress, McpSession
from tron.providers.tools.safe_http import SafeHttp

SESSIONS = "tron.providers.tools.mcp_session"


@dataclass(frozen=True, slots=True)
class SafeMcp:
    """Core's McpClient."""

    http: SafeHttp

    async def warm(self) -> None:
        """Load the library now, beside the loop."""
        await asyncio.to_thread(importlib.import_module, SESSIONS)

    async def connect(self, server: McpAddress, allowed: AllowList, seconds: float) -> McpSession:
        await self.warm()
        from tron.providers.tools.mcp_session import open_session

        return await open_session(self.http, server, allowed, seconds)
