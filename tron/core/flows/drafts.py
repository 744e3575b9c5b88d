"""Calls that speak a draft: the canvas is copied when the call is asked for, and stays with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import Agent, Call, CallDraft
from tron.core.errors import NotFound, invalid_field
from tron.core.flow_engine.canvas import read_canvas
from tron.core.flows.loading import LoadedFlows, load_canvas
from tron.core.flows.publishing import FlowPublisher
from tron.core.flows.registry import FlowRegistry
from tron.core.repositories.flows import FlowRepository


@dataclass(frozen=True, slots=True)
class Draft:
    """A flow's draft at one moment; it has no errors."""

    flow_id: UUID
    name: str
    revision: int
    canvas: dict[str, Any]


@dataclass(frozen=True, slots=True)
class WalkedFlow:
    """The canvas that a call walks. `version` None: a draft."""

    flow_id: UUID
    name: str
    version: int | None
    canvas: dict[str, Any]


async def draft_of(session: AsyncSession, agent_id: UUID) -> Draft:
    """The draft of the agent's flow. Raises NotFound, Invalid for an agent without a flow, FlowHasErrors."""
    agent = await session.get(Agent, agent_id)
    if agent is None:
        raise NotFound("There is no such agent.", hint="List agents with GET /api/tron/agents.")
    if agent.flow_id is None:
        raise invalid_field("flow_version", f"{agent.name} follows no flow, so there is no draft to speak.")
    flow, canvas = await FlowPublisher(session, FlowRegistry(session)).draft_without_errors(agent.flow_id)
    return Draft(flow.id, flow.name, flow.revision, canvas.stored())


def keep_draft(session: AsyncSession, call: Call, draft: Draft) -> None:
    """With a call that was written down already."""
    session.add(CallDraft(call_id=call.id, name=draft.name, revision=draft.revision, canvas=draft.canvas))


async def load_call_draft(session: AsyncSession, call: Call) -> LoadedFlows:
    """What such a call walks. Raises NotFound, and Invalid for a canvas that cannot be read any more."""
    draft = await _kept(session, call)
    return await load_canvas(session, read_canvas(draft.canvas), call.flow_id, draft.name)


async def walked_flow(session: AsyncSession, call: Call) -> WalkedFlow:
    """The canvas of a call, to be drawn. Raises NotFound where it walks none, or its flow was deleted."""
    if call.flow_id is not None and call.flow_draft:
        draft = await _kept(session, call)
        return WalkedFlow(call.flow_id, draft.name, None, draft.canvas)
    flows = FlowRepository(session)
    flow = await flows.get(call.flow_id) if call.flow_id is not None else None
    version = await flows.version(flow.id, call.flow_version) if flow and call.flow_version is not None else None
    if flow is None or version is None:
        raise NotFound("This call walks no flow.")
    return WalkedFlow(flow.id, flow.name, version.version, version.canvas)


async def _kept(session: AsyncSession, call: Call) -> CallDraft:
    draft = await session.get(CallDraft, call.id)
    if draft is None:
        raise NotFound("The draft that this call speaks is gone.")
    return draft
