"""/api/tron/agents: who the telecallers are."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, status

from tron.api.actor import Actor
from tron.api.calls import PlaceCall
from tron.api.deps import RequestId, ServicesDep, SessionDep, require
from tron.api.errors import RESPONSES
from tron.core.agent_registry import AgentRegistry, agent_out
from tron.core.call_engine.requests import CallRequest
from tron.core.database.tables import Agent
from tron.core.flows.drafts import draft_of
from tron.core.models.agent import (
    AgentCreate,
    AgentDeleted,
    AgentOut,
    AgentPage,
    AgentQuery,
    AgentUpdate,
    GeneralLinesQuery,
)
from tron.core.models.agent_parts import PreparedLines
from tron.core.models.call import PlacedCall, TestCallIn
from tron.core.models.page import Page
from tron.core.models.preflight import NoticeOut, NoticePage, PreflightQuery
from tron.core.preflight import ENGLISH_ONLY, Engines, preflight
from tron.core.scripts.for_agent import model_choice
from tron.core.scripts.prepared import generic_lines
from tron.core.services import Services
from tron.core.templates import AgentTemplate, agent_templates
from tron.core.trunks.ways import seen_in_india

router = APIRouter(prefix="/agents", tags=["agents"], responses=RESPONSES)


async def _reader(services: ServicesDep, session: SessionDep) -> AgentRegistry:
    return AgentRegistry(session, await services.settings.read(session))


async def _writer(
    actor: Annotated[Actor, Depends(require("agents.write"))],
    services: ServicesDep,
    session: SessionDep,
    request_id: RequestId,
) -> AgentRegistry:
    return AgentRegistry(session, await services.settings.read(session), actor, request_id, services.clock)


Reader = Annotated[AgentRegistry, Depends(_reader)]
Writer = Annotated[AgentRegistry, Depends(_writer)]


class TemplatePage(Page[AgentTemplate]):
    """All templates, in the order they are shown."""


@router.get("", dependencies=[Depends(require("agents.read"))])
async def list_agents(query: Annotated[AgentQuery, Query()], agents: Reader) -> AgentPage:
    """Agents, the newest first unless sorted otherwise."""
    return await agents.page(query)


@router.post("", status_code=status.HTTP_201_CREATED)
async def create_agent(body: AgentCreate, agents: Writer) -> AgentOut:
    """A new agent: complete from a template, or a name and the settings' defaults; what is given here wins."""
    return agent_out(await agents.create(body))


@router.get("/templates", dependencies=[Depends(require("agents.read"))])
async def list_agent_templates() -> TemplatePage:
    """The complete personas that come with Tron."""
    return TemplatePage(items=list(agent_templates()), next_cursor=None)


@router.get("/general-lines", dependencies=[Depends(require("agents.read"))])
async def read_general_lines(query: Annotated[GeneralLinesQuery, Query()]) -> PreparedLines:
    """What an agent says that has neither lines of its own nor a template."""
    return generic_lines(query.language)


@router.get("/{agent_id}", dependencies=[Depends(require("agents.read"))])
async def read_agent(agent_id: UUID, agents: Reader) -> AgentOut:
    return agent_out(await agents.get(agent_id))


@router.get("/{agent_id}/preflight", dependencies=[Depends(require("agents.read"))])
async def preflight_agent(
    agent_id: UUID,
    query: Annotated[PreflightQuery, Query()],
    agents: Reader,
    services: ServicesDep,
    session: SessionDep,
) -> NoticePage:
    """What to know before this agent talks on a line: what stops it, and what it has to do without."""
    agent = await agents.get(agent_id)
    settings = await services.settings.read(session)
    seen = await seen_in_india(session, agent, query.line, query.trunk_id, settings)
    found = preflight(agent, query.line, services.lines, await _engines(agent, services), seen)
    return NoticePage(
        items=[NoticeOut.model_validate(notice, from_attributes=True) for notice in found], next_cursor=None
    )


async def _engines(agent: Agent, services: Services) -> Engines:
    settings = await services.settings.snapshot()
    talks = services.models is not None and await services.models.find(model_choice(agent), settings) is not None
    if services.engines is None:
        return Engines(talks_freely=talks)
    report = await services.engines.report()
    known = {language for engine in report.engines if engine.name == "whisper" for language in engine.languages}
    return Engines({language.split("-")[0] for language in known} or ENGLISH_ONLY, talks)


@router.put("/{agent_id}")
async def change_agent(agent_id: UUID, body: AgentUpdate, agents: Writer) -> AgentOut:
    """Change an agent; 409 with the `current` row when `revision` is stale."""
    return agent_out(await agents.update(agent_id, body))


@router.delete("/{agent_id}")
async def delete_agent(agent_id: UUID, agents: Writer) -> AgentDeleted:
    """Remove an agent; one that calls refer to is archived instead: it keeps its name in their history."""
    return AgentDeleted(archived=await agents.delete(agent_id))


@router.post("/{agent_id}/restore")
async def restore_agent(agent_id: UUID, agents: Writer) -> AgentOut:
    """Take an archived agent back into use; any other stays as it is."""
    return agent_out(await agents.restore(agent_id))


@router.post("/{agent_id}/duplicate", status_code=status.HTTP_201_CREATED)
async def duplicate_agent(agent_id: UUID, agents: Writer) -> AgentOut:
    """A copy named "Copy of ..." with everything, its key too."""
    return agent_out(await agents.duplicate(agent_id))


@router.post("/{agent_id}/test-call", status_code=status.HTTP_202_ACCEPTED)
async def test_call(agent_id: UUID, body: TestCallIn, place: PlaceCall) -> PlacedCall:
    """A quick call with this agent, on the practice line unless another one is named.

    `flow_version: "draft"` lets it speak its flow as that is drawn now: 422 with the `findings` of one with errors.
    """
    draft = None
    if body.flow_version is not None:
        place.actor.check("flows.write")
        draft = await draft_of(place.calls.session, agent_id)
    request = CallRequest(
        agent_id, body.phone_number, body.line, body.contact_name or None, body.contact_metadata, draft=draft
    )
    return await place(request, body.fidelity, ring=body.ring, says=body.says)
