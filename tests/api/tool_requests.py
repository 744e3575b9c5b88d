"""What tests ask of /api/tron/tools and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from sqlalchemy import select

from tests.emulators.server import Emulator
from tron.core.database.tables import AuditEntry

TOOLS, SERVERS, SECRETS = "/api/tron/tools", "/api/tron/mcp-servers", "/api/tron/tool-secrets"
AGENTS, SETTINGS = "/api/tron/agents", "/api/tron/settings"
WORD = "word-that-nobody-sees"
TOOL: dict[str, Any] = {
    "name": "order_status",
    "description": "Where an order is.",
    "parameters": {
        "type": "object",
        "properties": {"order_id": {"type": "string", "description": "As in A1."}},
        "required": ["order_id"],
    },
    "method": "GET",
    "url": "https://shop.example/orders/{order_id}",
    "headers": {"Authorization": "Bearer {{secret:SHOP_KEY}}"},
}


@dataclass
class Shop(Emulator):
    """Echoes; a status on order."""

    status: int = 200
    tools: list[str] = field(default_factory=list)

    def routes(self) -> list[web.RouteDef]:
        return [web.route("*", "/orders/{order}", self._order)]

    async def _order(self, request: web.Request) -> web.Response:
        return web.json_response(
            {"order": request.match_info["order"], "you_sent": dict(request.headers)}, status=self.status
        )


async def make(client, url=TOOLS, /, **body: Any) -> dict[str, Any]:
    answer = await client.post(url, json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def make_agent(client, *tools: str) -> dict[str, Any]:
    return await make(client, AGENTS, template="support_agent", tools_enabled=list(tools))


async def allow_this_machine(client) -> None:
    values = {"revision": 1, "values": {"tools.allowed_hosts": ["127.0.0.1"]}}
    assert (await client.put(SETTINGS, json=values)).status_code == 200


async def audit(database) -> list[AuditEntry]:
    async with database.transaction() as session:
        return list((await session.scalars(select(AuditEntry).order_by(AuditEntry.id))).all())


def paths(answer) -> list[str]:
    assert answer.status_code == 422, answer.text
    return [field["path"] for field in answer.json()["error"]["fields"]]
