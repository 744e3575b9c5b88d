"""The flow that an agent is linked to, in the agent's own simulator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tron.core.database.tables import Agent, Call
from tron.core.events.emit import Emit
from tron.core.flow_calls.opening import open_flow
from tron.core.flow_calls.rules import flow_rules, flow_variables
from tron.core.flow_engine.script import FlowScript
from tron.core.flows.choice import check_flow, chosen_flow
from tron.core.flows.loading import LoadedFlows
from tron.core.ports import Conversation, LanguageModel, ScriptResult
from tron.core.settings import SettingsSnapshot
from tron.core.simulator.simulated_world import SimulatedWorld
from tron.core.tools.call_tools import CallTools

if TYPE_CHECKING:
    from tron.core.services import Services


async def linked_flow(services: Services, agent: Agent, call: Call, emit: Emit) -> LoadedFlows | None:
    """What a call of this agent would walk now; None: it talks freely. Raises Invalid for a flow that is none."""
    if agent.flow_id is None:
        return None
    async with services.database.transaction() as session:
        await check_flow(session, agent.flow_id, agent.flow_version, archived=True)
        choice = await chosen_flow(session, agent)
    call.flow_id, call.flow_version = choice.flow_id, choice.version
    return await open_flow(services.database, call, emit)


class LinkedFlow:
    """A Script that walks it. `model` is asked bare; `tools` are those of the model behind llm_response."""

    def __init__(
        self,
        services: Services,
        agent: Agent,
        call: Call,
        loaded: LoadedFlows,
        settings: SettingsSnapshot,
        model: LanguageModel | None,
        tools: CallTools | None = None,
        *,
        may_use_secrets: bool = True,
    ) -> None:
        zone = ZoneInfo(settings.get_str("compliance.timezone"))
        self._world = SimulatedWorld(services, agent, call, model, zone=zone, may_use_secrets=may_use_secrets)
        self._script = FlowScript(loaded.flows, flow_rules(agent, call), self._world, flow_variables(agent, call))
        self._loaded = loaded
        self._tools = tools

    async def run(self, conversation: Conversation) -> ScriptResult:
        """Hold the talk; the world is closed after it."""
        loaded = self._loaded
        told: Mapping[str, Any] = {"flow_id": str(loaded.flow_id), "version": loaded.version, "name": loaded.name}
        try:
            await conversation.emit("flow.started", told)
            result = await self._script.run(conversation)
        finally:
            await self._world.aclose()
        remembered = self._tools.remembered if self._tools is not None else {}
        result.extracted_data = {**remembered, **result.extracted_data}
        return result
