"""SQL of agents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, func, literal, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.chat import ModelChoice
from tron.core.database.tables import Agent, Call, Callback

SORTABLE: dict[str, tuple[Any, type]] = {
    "name": (func.lower(Agent.name), str),
    "created_at": (Agent.created_at, datetime),
    "updated_at": (Agent.updated_at, datetime),
}
"""Sort keys with their SQL and the type of their values."""


RESEMBLES = "0.52"
"""How alike a word must be, from 0 to 1: one wrong letter in nine passes."""


@dataclass(frozen=True, slots=True)
class AgentFilter:
    """What a list of agents shows. `search` finds names that hold or resemble it."""

    search: str | None = None
    is_active: bool | None = None
    archived: bool = False
    language: str | None = None


class AgentRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, agent_id: UUID) -> Agent | None:
        return await self._session.get(Agent, agent_id)

    async def lock(self, agent_id: UUID) -> Agent | None:
        """The row, for a change; waits for others who change it."""
        return await self._session.get(Agent, agent_id, with_for_update=True, populate_existing=True)

    async def page(
        self, where: AgentFilter, sort: str, after: Sequence[Any] | None, limit: int
    ) -> list[tuple[Agent, Any]]:
        """Up to `limit` agents behind `after` = (sort value, id), each with its sort value; '-' in `sort` descends."""
        if where.search:
            await self._session.execute(select(func.set_config("pg_trgm.word_similarity_threshold", RESEMBLES, True)))
        descending = sort.startswith("-")
        column, _ = SORTABLE[sort.lstrip("-")]
        query = _filtered(select(Agent, column), where)
        if after is not None:
            here, there = tuple_(column, Agent.id), tuple_(*map(literal, after))
            query = query.where(here < there if descending else here > there)
        order = (column.desc(), Agent.id.desc()) if descending else (column, Agent.id)
        rows = await self._session.execute(query.order_by(*order).limit(limit))
        return [(agent, value) for agent, value in rows.all()]

    async def names(self, ids: Iterable[UUID | None]) -> dict[UUID, str]:
        """Names by id."""
        wanted = {agent_id for agent_id in ids if agent_id is not None}
        if not wanted:
            return {}
        rows = await self._session.execute(select(Agent.id, Agent.name).where(Agent.id.in_(wanted)))
        return {row.id: row.name for row in rows}

    async def models(self) -> list[ModelChoice]:
        """The models of the agents that are in use, each once."""
        query = select(Agent.llm_provider, Agent.llm_model, Agent.llm_endpoint, Agent.llm_api_key)
        rows = await self._session.execute(query.where(Agent.archived_at.is_(None), Agent.is_active))
        found = (ModelChoice(provider, model, endpoint, key) for provider, model, endpoint, key in rows.all())
        return list(dict.fromkeys(found))

    async def is_referred_to(self, agent_id: UUID) -> bool:
        """Whether calls or callbacks name this agent."""
        query = select(or_(exists().where(Call.agent_id == agent_id), exists().where(Callback.agent_id == agent_id)))
        return bool(await self._session.scalar(query))

    async def add(self, agent: Agent) -> Agent:
        self._session.add(agent)
        await self.store(agent)
        return agent

    async def store(self, agent: Agent) -> None:
        """Write the row's changes and read back what the database filled in."""
        await self._session.flush()
        await self._session.refresh(agent)

    async def delete(self, agent: Agent) -> None:
        await self._session.delete(agent)
        await self._session.flush()


def _filtered(query: Select[Any], where: AgentFilter) -> Select[Any]:
    query = query.where(Agent.archived_at.is_not(None) if where.archived else Agent.archived_at.is_(None))
    if where.is_active is not None:
        query = query.where(Agent.is_active == where.is_active)
    if where.language is not None:
        query = query.where(Agent.language == where.language)
    if where.search:
        # <% is pg_trgm's word similarity: a name with a typo is found too.
        alike = literal(where.search).op("<%")(Agent.name)
        query = query.where(or_(Agent.name.icontains(where.search, autoescape=True), alike))
    return query
