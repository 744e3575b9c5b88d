"""Which tools there are, for agents to be given."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import HttpTool, McpServer
from tron.core.errors import FieldProblem, Invalid
from tron.core.models.tool import AvailableTool
from tron.core.repositories.tools import ToolRepository
from tron.core.tools.builtin import BUILTIN
from tron.core.tools.registry import offered


async def available_tools(session: AsyncSession) -> list[AvailableTool]:
    """Built-in tools, HTTP tools, tools of MCP servers that are allowed."""
    rows = ToolRepository(session)
    found = [
        AvailableTool(name=name, kind="builtin", description=about, server=None, usable=True)
        for name, about in BUILTIN.items()
    ]
    for tool in await rows.all(HttpTool):
        found.append(
            AvailableTool(name=tool.name, kind="http", description=tool.description, server=None, usable=tool.enabled)
        )
    for server in await rows.all(McpServer):
        found += _of_server(server)
    return found


async def check_tool_names(session: AsyncSession, names: Iterable[str], known: Collection[str] = ()) -> None:
    """Raises Invalid for names of tools that there are not. `known` ones are let be: a server may have dropped one."""
    asked = [(index, name) for index, name in enumerate(names) if name not in known and name not in BUILTIN]
    if not asked:
        return
    there = {tool.name for tool in await available_tools(session)}
    problems = [
        FieldProblem(f"tools_enabled.{index}", f"There is no tool {name}.")
        for index, name in asked
        if name not in there
    ]
    if problems:
        raise Invalid("Some tools do not exist.", hint="GET /api/tron/tools/available lists them.", fields=problems)


def _of_server(server: McpServer) -> list[AvailableTool]:
    return [
        AvailableTool(
            name=tool.full_name,
            kind="mcp",
            description=tool.description,
            server=server.name,
            usable=server.enabled and server.state == "connected",
        )
        for tool in offered(server.name, server.tools, server.allowed_tools)
        if tool.allowed
    ]
