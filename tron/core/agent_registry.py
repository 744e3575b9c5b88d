"""Making, changing, copying and removing agents, each change audited without secrets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import audit, cursor
from tron.core.agent_draft import checked_fields, draft_agent
from tron.core.clock import Clock, SystemClock
from tron.core.compliance import GateSettings
from tron.core.database.tables import Agent
from tron.core.errors import Conflict, NotFound
from tron.core.flows.choice import FlowChoice, check_flow
from tron.core.masking import is_mask
from tron.core.models.agent import (
    SECRET_MASK,
    AgentCreate,
    AgentFields,
    AgentOptions,
    AgentOut,
    AgentPage,
    AgentQuery,
    AgentUpdate,
    columns_of,
    options_of,
)
from tron.core.repositories.agents import SORTABLE, AgentFilter, AgentRepository
from tron.core.repositories.knowledge import KnowledgeRepository
from tron.core.tools.available import check_tool_names
from tron.core.trunks.ways import check_trunk

LONGEST_IN_AUDIT = 500


class AgentRegistry:
    """Agents, in the caller's transaction. `settings` hold the defaults of new ones; `actor` is who changes them."""

    def __init__(
        self,
        session: AsyncSession,
        settings: GateSettings,
        actor: audit.Doer | None = None,
        request_id: str | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._session = session
        self._agents = AgentRepository(session)
        self._settings = settings
        self._actor = actor or audit.System()
        self._request_id = request_id
        self._clock = clock or SystemClock()

    async def get(self, agent_id: UUID) -> Agent:
        """Raises NotFound."""
        return _found(await self._agents.get(agent_id))

    async def page(self, query: AgentQuery) -> AgentPage:
        """Raises Invalid for a bad cursor."""
        _, kind = SORTABLE[query.sort.lstrip("-")]
        where = AgentFilter(query.search, query.is_active, query.archived, query.language)
        after = cursor.decode(query.cursor, query.sort, kind)
        rows = await self._agents.page(where, query.sort, after, query.limit + 1)
        more = len(rows) > query.limit
        rows = rows[: query.limit]
        return AgentPage(
            items=[agent_out(agent) for agent, _ in rows],
            next_cursor=cursor.encode(query.sort, rows[-1][1], rows[-1][0].id) if more else None,
        )

    async def create(self, body: AgentCreate) -> Agent:
        """From a template (complete) or the settings' defaults, with what `body` gives on top. Raises Invalid."""
        draft = draft_agent(body, self._settings)
        await check_tool_names(self._session, draft.tools_enabled)
        await check_flow(self._session, draft.flow_id, draft.flow_version)
        await check_trunk(self._session, draft.trunk_id)
        agent = await self._agents.add(draft)
        await self._audit("agent.create", agent, {"name": agent.name, "template": agent.template})
        return agent

    async def update(self, agent_id: UUID, body: AgentUpdate) -> Agent:
        """Raises NotFound, Invalid, and Conflict for a stale revision (`extra["current"]` is AgentOut)."""
        agent = _found(await self._agents.lock(agent_id))
        before = agent_out(agent)
        if agent.archived_at is not None:
            raise Conflict("This agent is archived and stays as it is.", hint="Restore it to use it again.")
        if body.revision != agent.revision:
            raise Conflict(
                "Somebody else changed this agent meanwhile.",
                hint="Look at the current one and save again.",
                extra={"current": before.model_dump(mode="json")},
            )
        key_changed = self._change(agent, body)
        await check_tool_names(self._session, agent.tools_enabled, before.tools_enabled)
        linked = FlowChoice(before.flow_id, before.flow_version)
        with self._session.no_autoflush:  # nothing is written before it is known to be right
            await check_flow(self._session, agent.flow_id, agent.flow_version, linked)
            await check_trunk(self._session, agent.trunk_id)
        changes = _difference(before, agent_out(agent))
        if key_changed:
            changes["llm_api_key"] = {"from": before.llm_api_key, "to": SECRET_MASK if agent.llm_api_key else None}
        if not changes:
            return agent
        agent.revision += 1
        await self._agents.store(agent)
        await self._audit("agent.update", agent, changes)
        return agent

    async def delete(self, agent_id: UUID) -> bool:
        """Remove an agent; True when it was archived instead, because calls refer to it. Raises NotFound."""
        agent = _found(await self._agents.lock(agent_id))
        if await self._agents.is_referred_to(agent.id):
            if agent.archived_at is None:
                agent.archived_at = self._clock.now()
                agent.revision += 1
                await self._agents.store(agent)
                await self._audit("agent.archive", agent, {})
            return True
        await self._audit("agent.delete", agent, {"name": agent.name})
        await self._agents.delete(agent)
        return False

    async def restore(self, agent_id: UUID) -> Agent:
        """Take an agent back out of the archive; one that is not archived stays as it is. Raises NotFound."""
        agent = _found(await self._agents.lock(agent_id))
        if agent.archived_at is not None:
            agent.archived_at = None
            agent.revision += 1
            await self._agents.store(agent)
            await self._audit("agent.restore", agent, {})
        return agent

    async def duplicate(self, agent_id: UUID) -> Agent:
        """A copy with everything, its key and its documents too. Raises NotFound."""
        source = await self.get(agent_id)
        own = ("id", "name", "revision", "archived_at", "created_at", "updated_at")
        names = [column.key for column in Agent.__table__.columns if column.key not in own]
        copy = Agent(name=f"Copy of {source.name}"[:100].strip(), **{name: getattr(source, name) for name in names})
        await self._agents.add(copy)
        await KnowledgeRepository(self._session).copy(source.id, copy.id)
        await self._audit("agent.duplicate", copy, {"source": str(source.id)})
        return copy

    def _change(self, agent: Agent, body: AgentUpdate) -> bool:
        """Set the row's columns from what was given; whether the key changed."""
        given = body.model_dump(exclude_unset=True, exclude={"revision"})
        key = given.pop("llm_api_key", SECRET_MASK)
        fields = AgentFields.model_fields
        current = {name: value for name, value in _shown_values(agent).items() if name in fields}
        if given.get("flow_id", agent.flow_id) != agent.flow_id:
            current["flow_version"] = None  # that was a version of the other flow
        values = checked_fields({**current, **given}, stored_template=agent.template)
        for name, value in columns_of(values).items():
            setattr(agent, name, value)
        agent.options = options_of(values)
        if key == agent.llm_api_key or (key is not None and is_mask(key)):
            return False
        agent.llm_api_key = key
        return True

    async def _audit(self, action: str, agent: Agent, changes: Mapping[str, Any]) -> None:
        await audit.record(self._session, self._actor, action, "agent", agent.id, changes, self._request_id)


def agent_out(agent: Agent) -> AgentOut:
    """The row as the API shows it."""
    return AgentOut.model_validate(
        {
            **_shown_values(agent),
            "llm_api_key": SECRET_MASK if agent.llm_api_key else None,
            "id": agent.id,
            "revision": agent.revision,
            "archived_at": agent.archived_at,
            "created_at": agent.created_at,
            "updated_at": agent.updated_at,
        }
    )


def _shown_values(agent: Agent) -> dict[str, Any]:
    options = AgentOptions.model_validate(agent.options).model_dump()
    columns = {name: getattr(agent, name) for name in AgentFields.model_fields if name not in options}
    return {**options, **columns}


def _difference(before: AgentOut, after: AgentOut) -> dict[str, Any]:
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    same = ("updated_at", "llm_api_key")
    return {
        name: {"from": _short(old[name]), "to": _short(new[name])}
        for name in old
        if name not in same and old[name] != new[name]
    }


def _short(value: Any) -> Any:
    """Long texts are cut in the audit log."""
    return value[:LONGEST_IN_AUDIT] + "…" if isinstance(value, str) and len(value) > LONGEST_IN_AUDIT else value


def _found(agent: Agent | None) -> Agent:
    if agent is None:
        raise NotFound("There is no such agent.", hint="List agents with GET /api/tron/agents.")
    return agent
