"""/api/tron/tools: HTTP tools that people define, trying them, and the list of all tools for agents."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, status

from tron.api.actor import Actor
from tron.api.deps import RequestId, ServicesDep, SessionDep, require
from tron.api.errors import RESPONSES
from tron.core.errors import Unavailable
from tron.core.models.tool import (
    AvailableTools,
    HttpToolIn,
    HttpToolOut,
    HttpToolPage,
    HttpToolUpdate,
    ToolTestIn,
    ToolTestOut,
    UnsavedToolTestIn,
)
from tron.core.services import Services
from tron.core.tools.available import available_tools
from tron.core.tools.checks import check_tool
from tron.core.tools.discovery import allow_list
from tron.core.tools.http_request import HttpDefinition
from tron.core.tools.opening import tool_in
from tron.core.tools.registry import HttpTools, tool_out
from tron.core.tools.source import ToolSource
from tron.core.tools.trial import definition_of, try_tool

router = APIRouter(prefix="/tools", tags=["tools"], responses=RESPONSES)

Writing = Annotated[Actor, Depends(require("settings.write"))]


def tool_source(services: ServicesDep) -> ToolSource:
    """How this process reaches tools. Raises Unavailable where nothing was wired."""
    if services.tools is None:
        raise Unavailable("This process does not reach tools.", hint="Ask the one that `tron serve` started.")
    return services.tools


Source = Annotated[ToolSource, Depends(tool_source)]


async def _writer(actor: Writing, session: SessionDep, request_id: RequestId) -> HttpTools:
    return HttpTools(session, actor, request_id)


Writer = Annotated[HttpTools, Depends(_writer)]


@router.get("", dependencies=[Depends(require("settings.read"))])
async def list_tools(session: SessionDep) -> HttpToolPage:
    """The HTTP tools, by name."""
    return HttpToolPage(items=[tool_out(row) for row in await HttpTools(session).all()], next_cursor=None)


@router.post("", status_code=status.HTTP_201_CREATED)
async def create_tool(body: HttpToolIn, tools: Writer) -> HttpToolOut:
    """A new HTTP tool; agents use it once they are given it."""
    return tool_out(await tools.create(body))


@router.get("/available", dependencies=[Depends(require("agents.read"))])
async def list_available_tools(session: SessionDep) -> AvailableTools:
    """All that agents may be given: built-in tools, HTTP tools, tools of MCP servers."""
    return AvailableTools(items=await available_tools(session), next_cursor=None)


@router.post("/test")
async def try_unsaved_tool(
    body: UnsavedToolTestIn, actor: Writing, source: Source, services: ServicesDep, request_id: RequestId
) -> ToolTestOut:
    """Run a tool that is not saved, as a call would."""
    check_tool(body.tool)
    async with services.database.transaction() as session:
        await HttpTools(session, actor, request_id).note_use("test", None, body.tool.name, body.tool.url)
    return await _try(definition_of(body.tool), body, source, services)


@router.get("/{tool_id}", dependencies=[Depends(require("settings.read"))])
async def read_tool(tool_id: UUID, session: SessionDep) -> HttpToolOut:
    return tool_out(await HttpTools(session).get(tool_id))


@router.put("/{tool_id}")
async def change_tool(tool_id: UUID, body: HttpToolUpdate, tools: Writer) -> HttpToolOut:
    """Change a tool; 409 with the `current` row when `revision` is stale, with `agents` when they use its name."""
    return tool_out(await tools.update(tool_id, body))


@router.delete("/{tool_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_tool(tool_id: UUID, tools: Writer) -> None:
    """Remove a tool; 409 with the `agents` that use it."""
    await tools.delete(tool_id)


@router.post("/{tool_id}/test")
async def try_stored_tool(
    tool_id: UUID, body: ToolTestIn, actor: Writing, source: Source, services: ServicesDep, request_id: RequestId
) -> ToolTestOut:
    """Run a tool as a call would."""
    async with services.database.transaction() as session:  # over before the service is asked
        tools = HttpTools(session, actor, request_id)
        row = await tools.get(tool_id)
        await tools.note_use("test", row.id, row.name, row.url)
    return await _try(definition_of(tool_in(row)), body, source, services)


async def _try(definition: HttpDefinition, body: ToolTestIn, source: ToolSource, services: Services) -> ToolTestOut:
    allowed = await allow_list(services.settings)
    return await try_tool(definition, body.arguments, source.reach.fetch, allowed, services)
