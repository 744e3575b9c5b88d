"""SQL of HTTP tools, MCP servers and their secrets."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import Agent, ToolSecret
from tron.core.repositories.rows import RowRepository


class ToolRepository(RowRepository):
    """HTTP tools and MCP servers."""

    async def agents_with_tool(self, name: str) -> list[tuple[UUID, str]]:
        """Id and name of the agents in use that have this tool."""
        return await self._agents(Agent.tools_enabled.contains([name]))

    async def agents_with_prefix(self, prefix: str) -> list[tuple[UUID, str]]:
        """The same for any tool whose name begins so."""
        each = func.jsonb_array_elements_text(Agent.tools_enabled).table_valued("value")
        return await self._agents(
            exists(select(1).select_from(each).where(each.c.value.startswith(prefix, autoescape=True)))
        )

    async def _agents(self, condition: object) -> list[tuple[UUID, str]]:
        query = select(Agent.id, Agent.name).where(Agent.archived_at.is_(None), condition)  # type: ignore[arg-type]
        return [(row.id, row.name) for row in await self._session.execute(query.order_by(Agent.name))]


class SecretRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def all(self) -> Sequence[ToolSecret]:
        """By name."""
        return (await self._session.scalars(select(ToolSecret).order_by(ToolSecret.name))).all()

    async def values(self, names: Collection[str]) -> dict[str, str]:
        """Those that are there, opened. Raises WrongKey."""
        rows = await self._session.scalars(select(ToolSecret).where(ToolSecret.name.in_(names)))
        return {row.name: row.value for row in rows}

    async def put(self, name: str, value: str) -> ToolSecret:
        row = await self._session.get(ToolSecret, name, with_for_update=True)
        if row is None:
            row = ToolSecret(name=name, value=value)
            self._session.add(row)
        row.value = value
        row.updated_at = func.now()
        await self._session.flush()
        await self._session.refresh(row)
        return row

    async def remove(self, name: str) -> bool:
        """Whether there was one."""
        row = await self._session.get(ToolSecret, name)
        if row is None:
            return False
        await self._session.delete(row)
        await self._session.flush()
        return True
