"""Making, changing and removing HTTP tools and MCP servers, each change audited without secrets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import audit
from tron.core.database.tables import HttpTool, McpServer
from tron.core.errors import Conflict, NotFound, invalid_field
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
from tron.core.tools.checks import check_server, check_tool, in_use
from tron.core.tools.mcp_tool import SEPARATOR, full_name

Row = TypeVar("Row", HttpTool, McpServer)


class _Rows(Generic[Row]):
    """What both kinds have in common, in the caller's transaction."""

    kind: type[Row]
    title: str
    entity: str

    def __init__(self, session: AsyncSession, actor: audit.Doer | None = None, request_id: str | None = None) -> None:
        self._session = session
        self._rows = ToolRepository(session)
        self._actor = actor or audit.System()
        self._request_id = request_id

    async def all(self) -> Sequence[Row]:
        """By name."""
        return await self._rows.all(self.kind)

    async def get(self, row_id: UUID) -> Row:
        """Raises NotFound."""
        return self._found(await self._rows.get(self.kind, row_id))

    async def delete(self, row_id: UUID) -> None:
        """Raises NotFound, and Conflict while agents use it (`extra["agents"]`)."""
        row = self._found(await self._rows.lock(self.kind, row_id))
        if agents := await self._users(row.name):
            raise in_use(f"the {self.title} {row.name}", agents)
        await self._audit("delete", row, {"name": row.name})
        await self._rows.delete(row)

    async def note_use(self, action: str, row_id: UUID | None, name: str, url: str) -> None:
        """An audit row for a try: it sends what the headers hold to the host of this address. None: not stored."""
        noted = {"name": name, "host": urlsplit(url).hostname}
        await audit.record(
            self._session, self._actor, f"{self.entity}.{action}", self.entity, row_id, noted, self._request_id
        )

    async def _create(self, row: Row) -> Row:
        await self._check_name(row.name)
        await self._rows.store(row)
        await self._audit("create", row, {"name": row.name, "url": row.url})
        return row

    async def _update(self, row_id: UUID, values: Mapping[str, Any], revision: int) -> Row:
        row = self._found(await self._rows.lock(self.kind, row_id))
        if revision != row.revision:
            raise Conflict(
                f"Somebody else changed this {self.title} meanwhile.",
                hint="Look at the current one and save again.",
                extra={"current": self._shown(row)},
            )
        changes = {name: value for name, value in values.items() if getattr(row, name) != value}
        if "name" in changes:
            await self._check_rename(row, changes["name"])
        if not changes:
            return row
        noted = {name: _noted(name, getattr(row, name), value) for name, value in changes.items()}
        for name, value in changes.items():
            setattr(row, name, value)
        self._changed(row, set(changes))
        row.revision += 1
        await self._rows.store(row)
        await self._audit("update", row, noted)
        return row

    def _changed(self, row: Row, names: Set[str]) -> None:
        """These columns have new values."""

    async def _check_rename(self, row: Row, name: str) -> None:
        if agents := await self._users(row.name):
            raise in_use(f"the {self.title} by the name {row.name}", agents)
        await self._check_name(name)

    async def _check_name(self, name: str) -> None:
        if await self._rows.named(self.kind, name) is not None:
            raise invalid_field("name", f"There is a {self.title} of this name already.")

    async def _audit(self, action: str, row: Row, changes: Mapping[str, Any]) -> None:
        await audit.record(
            self._session, self._actor, f"{self.entity}.{action}", self.entity, row.id, changes, self._request_id
        )

    def _found(self, row: Row | None) -> Row:
        if row is None:
            raise NotFound(f"There is no such {self.title}.")
        return row

    async def _users(self, name: str) -> list[tuple[UUID, str]]:
        raise NotImplementedError

    def _shown(self, row: Row) -> dict[str, Any]:
        raise NotImplementedError


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
        return await self._rows.agents_with_tool(name)

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
        return await self._rows.agents_with_prefix(f"{name}{SEPARATOR}")

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


def _noted(name: str, old: Any, new: Any) -> Any:
    """A change as the audit log keeps it: of headers only the names."""
    if name == "headers":
        return {"from": sorted(old), "to": sorted(new)}
    if name == "parameters":
        return "changed"
    return {"from": old, "to": new}
