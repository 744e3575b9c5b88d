"""The secrets of tools: written, used at call time, and never shown again."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import audit
from tron.core.database.engine import Database
from tron.core.database.tables import HttpTool, McpServer, ToolSecret
from tron.core.errors import Conflict, NotFound
from tron.core.models.tool import SecretOut
from tron.core.repositories.tools import SecretRepository, ToolRepository
from tron.core.settings.service import SettingsService
from tron.core.tools.http_request import secret_names


class SecretStore:
    """In the caller's transaction."""

    def __init__(self, session: AsyncSession, actor: audit.Doer | None = None, request_id: str | None = None) -> None:
        self._session = session
        self._secrets = SecretRepository(session)
        self._actor = actor or audit.System()
        self._request_id = request_id

    async def all(self) -> list[SecretOut]:
        used = await self._users()
        return [_out(row, used.get(row.name, [])) for row in await self._secrets.all()]

    async def put(self, name: str, value: str) -> SecretOut:
        """A new one, or another value of one."""
        row = await self._secrets.put(name, value)
        await audit.record(self._session, self._actor, "tool_secret.set", "tool_secret", name, {}, self._request_id)
        return _out(row, (await self._users()).get(name, []))

    async def delete(self, name: str) -> None:
        """Raises NotFound, and Conflict while something refers to it."""
        if users := (await self._users()).get(name, []):
            raise Conflict(f"{', '.join(users)} refers to this secret.", hint="Take it out of the headers there first.")
        if not await self._secrets.remove(name):
            raise NotFound("There is no such secret.")
        await audit.record(self._session, self._actor, "tool_secret.delete", "tool_secret", name, {}, self._request_id)

    async def _users(self) -> dict[str, list[str]]:
        """Names of tools and servers by the secret they refer to."""
        tools = ToolRepository(self._session)
        used: dict[str, list[str]] = {}
        rows: list[HttpTool | McpServer] = [*await tools.all(HttpTool), *await tools.all(McpServer)]
        for row in rows:
            for secret in sorted(secret_names(row.headers.values())):
                used.setdefault(secret, []).append(row.name)
        return used


async def read_secrets(database: Database, settings: SettingsService, names: Collection[str]) -> Mapping[str, str]:
    """The values of those that are set, in a transaction of its own; logs hide them from now on. Raises WrongKey."""
    if not names:
        return {}
    async with database.transaction() as session:
        found = await SecretRepository(session).values(names)
    settings.hide(found.values())
    return found


def _out(row: ToolSecret, used_by: list[str]) -> SecretOut:
    return SecretOut(name=row.name, updated_at=row.updated_at, used_by=used_by)
