"""Making, changing, copying and removing agents, each change audited without secrets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import audit, cursor
from tron.core.clock import Clock, SystemClock
from tron.core.compliance import GateSettings
from tron.core.database.tables import Agent
from tron.core.errors import Conflict, FieldProblem, Invalid, NotFound, invalid_field
from tron.core.masking import is_mask
from tron.core.models.agent import (
    BUILTIN_MODELS,
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
from tron.core.settings.kinds import web_address
from tron.core.templates import TEMPLATE_KEYS, find_template

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
        given = body.model_dump(exclude_none=True)
        key = _key_of(given.pop("llm_api_key", None))
        values = _checked({**self._starting_values(body), **given})
        agent = await self._agents.add(_row(values, key))
        await self._audit("agent.create", agent, {"name": agent.name, "template": agent.template})
        return agent

    async def update(self, agent_id: UUID, body: AgentUpdate) -> Agent:
        """Raises NotFound, Invalid, and Conflict for a stale revision (`extra["current"]` is AgentOut)."""
        agent = _found(await self._agents.lock(agent_id))
        before = agent_out(agent)
        if body.revision != agent.revision:
            raise Conflict(
                "Somebody else changed this agent meanwhile.",
                hint="Look at the current one and save again.",
                extra={"current": before.model_dump(mode="json")},
            )
        if agent.archived_at is not None:
            raise Conflict("This agent is archived and stays as it is.", hint="Duplicate it to use it again.")
        key_changed = self._change(agent, body)
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

    async def duplicate(self, agent_id: UUID) -> Agent:
        """A copy with everything, its key too; an archived one comes back this way. Raises NotFound."""
        source = await self.get(agent_id)
        own = ("id", "name", "revision", "archived_at", "created_at", "updated_at")
        names = [column.key for column in Agent.__table__.columns if column.key not in own]
        copy = Agent(name=f"Copy of {source.name}"[:100].strip(), **{name: getattr(source, name) for name in names})
        await self._agents.add(copy)
        await self._audit("agent.duplicate", copy, {"source": str(source.id)})
        return copy

    def _starting_values(self, body: AgentCreate) -> dict[str, Any]:
        values = {
            **self._model(body),
            "voice_id": self._settings.get("defaults.voice"),
            "language": self._settings.get("defaults.language"),
            "tone": self._settings.get("defaults.tone"),
            "max_call_duration": self._settings.get("defaults.max_call_duration"),
            "recording": self._settings.get("recording.enabled"),
        }
        if body.template is None:
            if body.name is None:
                raise invalid_field("name", "Give a name, or a template.")
            return values
        template = find_template(body.template)
        if template is None:
            raise _no_template()
        # The prepared lines stay the template's own, so that a newer Tron's better lines reach this agent.
        return {**values, **template.agent.model_dump(mode="json", exclude={"prepared_lines"})}

    def _model(self, body: AgentCreate) -> dict[str, Any]:
        """Provider and model of a new agent that names none or only one of them."""
        default = str(self._settings.get("ai.default_llm_provider"))
        provider = body.llm_provider or default
        if provider == "builtin":
            return {"llm_provider": provider, "llm_model": BUILTIN_MODELS[0]}
        if provider != default and body.llm_model is None:
            raise invalid_field("llm_model", f"Give a model of {provider}.")
        return {"llm_provider": provider, "llm_model": self._settings.get("ai.default_llm_model")}

    def _change(self, agent: Agent, body: AgentUpdate) -> bool:
        """Set the row's columns from what was given; whether the key changed."""
        given = body.model_dump(exclude_unset=True, exclude={"revision"})
        key = given.pop("llm_api_key", SECRET_MASK)
        fields = AgentFields.model_fields
        current = {name: value for name, value in _shown_values(agent).items() if name in fields}
        values = _checked({**current, **given}, stored_template=agent.template)
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


def _checked(values: Mapping[str, Any], stored_template: str | None = None) -> dict[str, Any]:
    """Plain JSON values of all fields; raises Invalid with every bad one."""
    try:
        fields = AgentFields.model_validate(values)
    except ValidationError as error:
        problems = [
            FieldProblem(".".join(map(str, item["loc"])), str(item["msg"]).removeprefix("Value error, "))
            for item in error.errors(include_input=False, include_url=False)
        ]
        raise Invalid("Some fields are not right.", fields=problems) from None
    if fields.llm_endpoint is not None:
        _check_endpoint(fields.llm_endpoint)
    if fields.llm_provider == "builtin" and fields.llm_model not in BUILTIN_MODELS:
        raise invalid_field("llm_model", f"The built-in model is {', '.join(BUILTIN_MODELS)}.")
    if fields.template not in (None, stored_template) and find_template(str(fields.template)) is None:
        raise _no_template()
    if fields.flow_id is not None:
        raise invalid_field("flow_id", "There is no such flow.")
    return {**fields.model_dump(mode="json"), "flow_id": fields.flow_id}


def _check_endpoint(endpoint: str) -> None:
    """A user name or password in it would be shown to everybody who may read agents."""
    try:
        web_address(endpoint, ("http", "https"))
    except ValueError as error:
        raise invalid_field("llm_endpoint", str(error)) from None


def _row(values: dict[str, Any], key: str | None) -> Agent:
    return Agent(**columns_of(values), options=options_of(values), llm_api_key=key)


def _key_of(given: str | None) -> str | None:
    return None if not given or is_mask(given) else given


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


def _no_template() -> Invalid:
    return invalid_field("template", "There is no such template.", hint=f"Templates: {', '.join(TEMPLATE_KEYS)}.")
