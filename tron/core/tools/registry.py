"""Making, changing and removing HTTP tools and MCP servers, each change audited without secrets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any, ClassVar, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import audit
from tron.core.database.tables import HttpTool, McpServer
from tron.core.editing import EditedRows, Noted
from tron.core.models.tool import (
    HttpToolIn,
    HttpToolOut,
    HttpToolUpdate,
    McpServerIn,
    McpServerOut,
    McpServerUpdate,
    McpToolOut,
)
from tron.core.repositories.tools import ToolRepository
from tron.core.tools.checks import check_server, check_tool
from tron.core.tools.mcp_tool import SEPARATOR, full_name


def _names(old: Any, new: Any) -> Any:
    """Of headers only the names."""
    return {"from": sorted(old), "to": sorted(new)}


Row = TypeVar("Row", HttpTool, McpServer)


class _Rows(EditedRows[Row]):
    """What both kinds have in common."""

    masked: ClassVar[Mapping[str, Noted]] = {"headers": _names, "parameters": lambda _old, _new: "changed"}

    def __init__(self, session: AsyncSession, actor: audit.Doer | None = None, request_id: str | None = None) -> None:
        self._tools = ToolRepository(session)
        super().__init__(session, self._tools, actor, request_id)

    async def note_use(self, action: str, row_id: UUID | None, name: str, url: str) -> None:
        """An audit row for a try: it sends what the headers hold to the host of this address. None: not stored."""
        noted = {"name": name, "host": urlsplit(url).hostname}
        await audit.record(
            self._session, self._actor, f"{self.entity}.{action}", self.entity, row_id, noted, self._request_id
        )

    def _told(self, row: Row) -> dict[str, Any]:
        return {"name": row.name, "url": row.url}


class HttpTools(_Rows[HttpTool]):
    """HTTP tools."""

    kind = HttpTool
    title = "tool"
    entity = "tool"

    async def create(self, body: HttpToolIn) -> HttpTool:
        """Raises Invalid."""
        check_tool(body)
        return await self._create(HttpTool(**body.model_dump()))

    async def update(self, tool_id: UUID, body: HttpToolUpdate) -> HttpTool:
        """Raises NotFound, Invalid, and Conflict for a stale revision or a name that agents use."""
        check_tool(body)
        return await self._update(tool_id, body.model_dump(exclude={"revision"}), body.revision)

    async def _users(self, name: str) -> list[tuple[UUID, str]]:
        return await self._tools.agents_with_tool(name)

    def _shown(self, row: HttpTool) -> dict[str, Any]:
        return tool_out(row).model_dump(mode="json")


class McpServers(_Rows[McpServer]):
    """MCP servers. What they offer is found out by core.tools.discovery."""

    kind = McpServer
    title = "MCP server"
    entity = "mcp_server"

    async def create(self, body: McpServerIn) -> McpServer:
        """Raises Invalid."""
        check_server(body)
        return await self._create(McpServer(**body.model_dump()))

    async def update(self, server_id: UUID, body: McpServerUpdate) -> McpServer:
        """Raises NotFound, Invalid, and Conflict for a stale revision or a name that agents use."""
        check_server(body)
        return await self._update(server_id, body.model_dump(exclude={"revision"}), body.revision)

    async def _users(self, name: str) -> list[tuple[UUID, str]]:
        return await self._tools.agents_with_prefix(f"{name}{SEPARATOR}")

    def _changed(self, row: McpServer, names: Set[str]) -> None:
        """What was found elsewhere, or with another key, says nothing about this server."""
        if names & {"url", "transport", "headers"}:
            row.state, row.state_code, row.state_message, row.checked_at = "unknown", None, None, None
        if names & {"url", "transport"}:
            row.tools = []

    def _shown(self, row: McpServer) -> dict[str, Any]:
        return server_out(row).model_dump(mode="json")


def tool_out(row: HttpTool) -> HttpToolOut:
    """The row as the API shows it."""
    return HttpToolOut.model_validate(row, from_attributes=True)


def server_out(row: McpServer) -> McpServerOut:
    """The row as the API shows it, with the tools that were found."""
    tools = offered(row.name, row.tools, row.allowed_tools)
    columns = {name: getattr(row, name) for name in McpServerOut.model_fields if name != "tools"}
    return McpServerOut.model_validate({**columns, "tools": tools})


def offered(server: str, tools: Sequence[Mapping[str, Any]], allowed: Sequence[str] | None) -> list[McpToolOut]:
    """Tools of a server as people choose them."""
    return [
        McpToolOut(
            name=tool["name"],
            full_name=full_name(server, tool["name"]),
            description=tool["description"],
            allowed=allowed is None or tool["name"] in allowed,
        )
        for tool in tools
    ]
