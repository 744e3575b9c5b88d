"""An HTTP tool of one call."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tron.core.chat import ToolSpec
from tron.core.tools.addresses import AllowList
from tron.core.tools.http_request import HttpDefinition, build_request, closed_schema, without_secrets
from tron.core.tools.ports import Fetch, HttpAnswer
from tron.core.tools.tool import ToolResult, shortened
from tron.core.tools.trouble import ToolTrouble

Secrets = Callable[[Collection[str]], Awaitable[Mapping[str, str]]]
"""The values of these secrets; one that is not set is left out."""
READABLE = ("json", "text/", "xml", "javascript")
LONGEST_REFUSAL = 500


@dataclass(frozen=True, slots=True)
class HttpTool:
    """Asks the service once."""

    definition: HttpDefinition
    fetch: Fetch
    allowed: AllowList
    secrets: Secrets

    @property
    def spec(self) -> ToolSpec:
        definition = self.definition
        return ToolSpec(definition.name, definition.description, closed_schema(definition.parameters))

    @property
    def host(self) -> str:
        """Where it asks, without the port; nobody on the telephone is told."""
        return urlsplit(self.definition.url).hostname or ""

    @property
    def seconds(self) -> float:
        return self.definition.seconds

    async def __call__(self, arguments: Mapping[str, Any]) -> ToolResult:
        secrets = await self.secrets(self.definition.secrets) if self.definition.secrets else {}
        request = build_request(self.definition, arguments, secrets)
        answer = await self.fetch(request, self.allowed)
        text = without_secrets(_readable(answer), secrets.values())
        if 200 <= answer.status < 300:
            return ToolResult(shortened(text) or "Done; it answered nothing.", status=answer.status)
        refusal = f"Error: the service answered {answer.status}. {shortened(text, LONGEST_REFUSAL)}".strip()
        return ToolResult(refusal, ok=False, status=answer.status)

    async def aclose(self) -> None: ...


def _readable(answer: HttpAnswer) -> str:
    if not any(kind in answer.content_type for kind in READABLE) and answer.text:
        raise ToolTrouble("malformed", "It answered something that is no text.", http_status=answer.status)
    if "json" not in answer.content_type:
        return answer.text.strip()
    try:
        return json.dumps(json.loads(answer.text), ensure_ascii=False, separators=(",", ":"))
    except (ValueError, RecursionError):
        if 200 <= answer.status < 300 and answer.text.strip():
            raise ToolTrouble("malformed", "It answered JSON that is broken.", http_status=answer.status) from None
        return answer.text.strip()
