"""Which version a call runs: decided once, when the call starts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import Agent
from tron.core.errors import invalid_field
from tron.core.repositories.flows import FlowRepository


@dataclass(frozen=True, slots=True)
class FlowChoice:
    """`flow_id` None: the agent talks freely. `version` None beside an id: that flow was never published."""

    flow_id: UUID | None = None
    version: int | None = None

    @property
    def runs(self) -> bool:
        return self.flow_id is not None and self.version is not None


async def chosen_flow(session: AsyncSession, agent: Agent | None) -> FlowChoice:
    """The version that the agent is pinned to, else the latest published one at this moment."""
    if agent is None or agent.flow_id is None:
        return FlowChoice()
    if agent.flow_version is not None:
        return FlowChoice(agent.flow_id, agent.flow_version)
    flow = (await FlowRepository(session).latest([agent.flow_id])).get(agent.flow_id)
    return FlowChoice(agent.flow_id, (flow.version if flow else 0) or None)


async def check_flow(
    session: AsyncSession,
    flow_id: UUID | None,
    version: int | None,
    before: FlowChoice | None = None,
    *,
    archived: bool = False,
) -> None:
    """Raises Invalid where an agent cannot be linked to this. What it has already (`before`) it may keep.

    `archived`: an archived flow will do, as in the calls of agents that have one.
    """
    if flow_id is None:
        if version is not None:
            raise invalid_field("flow_version", "Choose a flow first.")
        return
    flows = FlowRepository(session)
    if before is None or before.flow_id != flow_id:
        flow = (await flows.latest([flow_id])).get(flow_id)
        if flow is None:
            raise invalid_field("flow_id", "There is no such flow.")
        if flow.archived and not archived:
            raise invalid_field(
                "flow_id", f"The flow {flow.name} is archived.", hint="Take it out of the archive first."
            )
    if version is not None and not await flows.has_version(flow_id, version):
        raise invalid_field("flow_version", f"This flow has no version {version}.")
