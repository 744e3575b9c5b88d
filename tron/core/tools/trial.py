"""Trying an HTTP tool with arguments that a person gives, as a call would use it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tron.core.models.tool import HttpToolIn, ToolTestOut
from tron.core.tools.addresses import AllowList
from tron.core.tools.arguments import check_arguments
from tron.core.tools.http_request import HttpDefinition, build_request
from tron.core.tools.http_tool import HttpTool
from tron.core.tools.ports import Fetch
from tron.core.tools.secret_store import read_secrets
from tron.core.tools.trouble import ToolTrouble

if TYPE_CHECKING:
    from tron.core.services import Services


def definition_of(tool: HttpToolIn) -> HttpDefinition:
    """What a call uses of a form or row (`HttpToolIn.model_validate` takes both)."""
    return HttpDefinition(
        tool.name, tool.description, tool.parameters, tool.method, tool.url, tool.headers, tool.timeout_seconds
    )


async def try_tool(
    definition: HttpDefinition, arguments: Mapping[str, Any], fetch: Fetch, allowed: AllowList, services: Services
) -> ToolTestOut:
    """What the model would read, or what went wrong; secrets come from the store and are not shown."""

    async def secrets(names: Any) -> Mapping[str, str]:
        return await read_secrets(services.database, services.settings, names)

    tool = HttpTool(definition, fetch, allowed, secrets)
    began = time.monotonic()
    url: str | None = None
    try:
        check_arguments(tool.spec.parameters, arguments)
        placeholders = dict.fromkeys(definition.secrets, "")
        url = build_request(definition, arguments, placeholders).url
        result = await tool(arguments)
    except ToolTrouble as trouble:
        return ToolTestOut(
            ok=False,
            status=trouble.http_status,
            seconds=_since(began),
            url=url,
            text=trouble.message,
            code=trouble.code,
            hint=trouble.hint,
        )
    return ToolTestOut(
        ok=result.ok, status=result.status, seconds=_since(began), url=url, text=result.text, code=None, hint=None
    )


def _since(began: float) -> float:
    return round(time.monotonic() - began, 3)
