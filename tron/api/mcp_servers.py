"""/api/tron/mcp-servers: where tools come from, and what is found there."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, status

from tron.api.deps import RequestId, ServicesDep, SessionDep, require
from tron.api.errors import RESPONSES
from tron.api.tools import Source, Writing
from tron.core.database.tables import McpServer
from tron.core.events.after_commit import after_commit
from tron.core.models.tool import McpServerIn, McpServerOut, McpServerPage, McpServerUpdate, McpTestOut
from tron.core.tools.checks import check_server
from tron.core.tools.discovery import kept
from tron.core.tools.registry import McpServers, offered, server_out

router = APIRouter(prefix="/mcp-servers", tags=["tools"], responses=RESPONSES)


async def _writer(actor: Writing, session: SessionDep, request_id: RequestId) -> McpServers:
    return McpServers(session, actor, request_id)


Writer = Annotated[McpServers, Depends(_writer)]


@router.get("", dependencies=[Depends(require("settings.read"))])
async def list_servers(session: SessionDep) -> McpServerPage:
    """The MCP servers, by name, with what each offered when it was last asked."""
    return McpServerPage(items=[server_out(row) for row in await McpServers(session).all()], next_cursor=None)


@router.post("", status_code=status.HTTP_201_CREATED)
async def create_server(body: McpServerIn, servers: Writer, session: SessionDep, services: ServicesDep) -> McpServerOut:
    """A new MCP server; it is asked for its tools in the background."""
    row = await servers.create(body)
    if services.tools is not None:
        discovery = services.tools.discovery
        after_commit(session, lambda: discovery.refresh_soon([row.id]))
    return server_out(row)


@router.post("/test")
async def try_server(
    body: McpServerIn, actor: Writing, source: Source, services: ServicesDep, request_id: RequestId
) -> McpTestOut:
    """Ask a server that is not saved for its tools."""
    check_server(body)
    async with services.database.transaction() as session:  # over before the server is asked
        await McpServers(session, actor, request_id).note_use("test", None, body.name, body.url)
    found = await source.discovery.look(McpServer(**body.model_dump()))
    return McpTestOut(
        state="failed" if found.trouble else "connected",
        code=found.code,
        message=found.message,
        hint=found.trouble.hint if found.trouble else None,
        seconds=round(found.seconds, 3),
        tools=offered(body.name, [kept(spec) for spec in found.tools], body.allowed_tools),
    )


@router.get("/{server_id}", dependencies=[Depends(require("settings.read"))])
async def read_server(server_id: UUID, session: SessionDep) -> McpServerOut:
    return server_out(await McpServers(session).get(server_id))


@router.put("/{server_id}")
async def change_server(
    server_id: UUID, body: McpServerUpdate, servers: Writer, session: SessionDep, services: ServicesDep
) -> McpServerOut:
    """Change a server; 409 with the `current` row when `revision` is stale, with `agents` when they use its name."""
    row = await servers.update(server_id, body)
    if services.tools is not None:
        discovery = services.tools.discovery
        after_commit(session, lambda: discovery.refresh_soon([row.id], changed=True))
    return server_out(row)


@router.delete("/{server_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_server(server_id: UUID, servers: Writer) -> None:
    """Remove a server; 409 with the `agents` that use its tools."""
    await servers.delete(server_id)


@router.post("/{server_id}/refresh")
async def refresh_server(
    server_id: UUID, actor: Writing, source: Source, services: ServicesDep, request_id: RequestId
) -> McpServerOut:
    """Ask the server for its tools now, and keep the answer."""
    async with services.database.transaction() as session:
        servers = McpServers(session, actor, request_id)
        row = await servers.get(server_id)
        await servers.note_use("refresh", row.id, row.name, row.url)
    await source.discovery.refresh(server_id)
    async with services.database.transaction() as session:
        return server_out(await McpServers(session).get(server_id))
