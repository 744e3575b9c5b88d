"""The tools of a call that begins: what the agent is given, read from the database within a second."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from tron.core.caller_ids import Caller
from tron.core.calling_law import legal_hours
from tron.core.chat import ToolSpec
from tron.core.compliance import Rules
from tron.core.database.failures import DATABASE_ERRORS
from tron.core.database.tables import Agent, Call, HttpTool, McpServer
from tron.core.events.emit import Emit
from tron.core.models.agent import AgentOptions
from tron.core.models.tool import HttpToolIn
from tron.core.repositories.tools import ToolRepository
from tron.core.tools.addresses import AllowList
from tron.core.tools.builtin import BUILTIN, builtin_tools
from tron.core.tools.call_tools import CallNotes, CallTools
from tron.core.tools.callbacks import CallbackKeeper, NoCallbacks, StoredCallbacks
from tron.core.tools.discovery import address_of, allow_list
from tron.core.tools.http_tool import HttpTool as UsableHttpTool
from tron.core.tools.mcp_tool import McpLink, McpTool, full_name
from tron.core.tools.ports import McpAddress
from tron.core.tools.rehearsal import Rehearsed
from tron.core.tools.secret_store import read_secrets
from tron.core.tools.tool import Tool
from tron.core.tools.trial import definition_of
from tron.core.tools.when import Hours

if TYPE_CHECKING:
    from tron.core.services import Services

SOON: Final = 1.0
"""Seconds that the start of a call waits for its tools."""

log = logging.getLogger(__name__)


async def open_call_tools(
    services: Services,
    agent: Agent,
    call: Call,
    emit: Emit,
    *,
    simulated: bool = False,
    run_tools: bool = False,
) -> CallTools:
    """The tools of `agent.tools_enabled` for this call. Raises nothing: without the database only the built-in ones.

    `simulated`: no callback is kept, and of the tools from outside only those that change nothing run (HTTP GET),
    unless `run_tools`. Close with `aclose` when the call is over.
    """
    names = set(agent.tools_enabled or ())
    notes = CallNotes()
    tools: list[Tool] = []
    if names:
        options = AgentOptions.model_validate(agent.options or {})
        outcomes = [*dict.fromkeys([*options.outcomes, *(agent.success_outcomes or [])])]
        keeper = _keeper(services, agent, call, simulated)
        zone, hours = await _calling_time(services, options)
        tools += builtin_tools(sorted(names), notes, keeper, services.clock, zone, hours, outcomes)
        outside = await _outside(services, names - set(BUILTIN))
        tools += outside if run_tools or not simulated else [_rehearsed(tool, emit) for tool in outside]
        if missing := sorted(names - {tool.spec.name for tool in tools}):
            log.warning("tools that the agent cannot use now: %s", ", ".join(missing))
    return CallTools(tools, emit=emit, language=agent.language, notes=notes)


async def _outside(services: Services, names: Collection[str]) -> list[Tool]:
    if not names or services.tools is None:
        return []
    try:
        async with asyncio.timeout(SOON):
            async with services.database.transaction() as session:
                rows = ToolRepository(session)
                own, servers = await rows.all(HttpTool), await rows.all(McpServer)
            allowed = await allow_list(services.settings)
    except (TimeoutError, *DATABASE_ERRORS) as error:
        log.error("a call has no tools from outside: %s", type(error).__name__)
        return []
    services.tools.discovery.refresh_soon(
        server.id for server in servers if server.enabled and services.tools.discovery.is_stale(server)
    )
    return [*_http_tools(services, own, names, allowed), *_mcp_tools(services, servers, names, allowed)]


def _rehearsed(tool: Tool, emit: Emit) -> Tool:
    harmless = isinstance(tool, UsableHttpTool) and tool.definition.method == "GET"
    return tool if harmless else Rehearsed(tool, emit)


def _http_tools(services: Services, rows: Sequence[HttpTool], names: Collection[str], allowed: AllowList) -> list[Tool]:
    assert services.tools is not None
    fetch = services.tools.reach.fetch

    async def secrets(wanted: Collection[str]) -> Mapping[str, str]:
        return await read_secrets(services.database, services.settings, wanted)

    return [
        UsableHttpTool(definition_of(tool_in(row)), fetch, allowed, secrets)
        for row in rows
        if row.enabled and row.name in names
    ]


def _mcp_tools(
    services: Services, servers: Sequence[McpServer], names: Collection[str], allowed: AllowList
) -> list[Tool]:
    assert services.tools is not None
    tools: list[Tool] = []
    for server in servers:
        if not server.enabled:
            continue
        link = McpLink(services.tools.reach.mcp, _address(services, server), allowed, server.timeout_seconds)
        for kept in server.tools:
            name = full_name(server.name, kept["name"])
            if name in names and (server.allowed_tools is None or kept["name"] in server.allowed_tools):
                spec = ToolSpec(name, kept["description"], kept["parameters"])
                tools.append(McpTool(link, kept["name"], spec))
    return tools


def _address(services: Services, server: McpServer) -> Callable[[], Awaitable[McpAddress]]:
    async def address() -> McpAddress:
        return await address_of(services.database, services.settings, server)

    return address


def tool_in(row: HttpTool) -> HttpToolIn:
    """The row as its form."""
    return HttpToolIn.model_validate({name: getattr(row, name) for name in HttpToolIn.model_fields})


def _keeper(services: Services, agent: Agent, call: Call, simulated: bool) -> CallbackKeeper:
    if simulated:
        return NoCallbacks()
    return StoredCallbacks(services.database, call.id, agent.id, call.phone_number, call.contact_name)


async def _calling_time(services: Services, options: AgentOptions) -> tuple[ZoneInfo, Hours]:
    """The zone of the settings, and when calls of such an agent are made."""
    caller = Caller(options.call_category, loan_recovery=options.loan_recovery)
    try:
        async with asyncio.timeout(SOON):
            settings = await services.settings.snapshot()
    except (TimeoutError, *DATABASE_ERRORS):
        law = legal_hours(caller.category, loan_recovery=caller.loan_recovery)
        return ZoneInfo("Asia/Kolkata"), law
    return ZoneInfo(settings.get_str("compliance.timezone")), Rules.of(settings).hours_of(caller)
