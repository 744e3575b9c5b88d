"""All that a try of a flow needs: the flow, the agent who speaks, its model, its tools and the world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.agent_draft import draft_agent
from tron.core.call_model import vendors_of
from tron.core.database.tables import Agent, Call
from tron.core.errors import FieldProblem, Invalid, NotFound, invalid_field
from tron.core.flow_calls.rules import flow_rules, flow_variables
from tron.core.flow_engine.canvas import read_canvas
from tron.core.flow_engine.graph import Unreadable
from tron.core.flow_engine.state import FlowState, Words
from tron.core.flows.loading import LoadedFlows, load_canvas, load_draft, load_flows
from tron.core.guardrails.for_agent import guarded
from tron.core.models.agent import AgentCreate
from tron.core.models.flow_simulation import Given, Speaking
from tron.core.ports import LanguageModel
from tron.core.repositories.agents import AgentRepository
from tron.core.repositories.flows import FlowRepository
from tron.core.scripts.for_agent import options_of, system_prompt
from tron.core.settings import SettingsSnapshot
from tron.core.simulator.flow_simulation import FlowSimulation, Speaker
from tron.core.simulator.simulated_world import SimulatedWorld
from tron.core.simulator.simulation import Contact, simulated_call
from tron.core.tools.call_tools import CallTools
from tron.core.tools.opening import open_call_tools
from tron.core.usage import UsageMeter

if TYPE_CHECKING:
    from tron.core.services import Services


class CannotRun(Invalid):
    """A try was to begin at a node whose data is not what its type wants."""

    def __init__(self, node: Unreadable) -> None:
        where, text = node.problems[0]
        message = f"The node {node.id} cannot run: {where}: {text}"
        super().__init__(message, fields=[FieldProblem("node", message)])
        self.node = node


@dataclass(slots=True)
class Stage:
    """One try, ready to begin. Close it when it is over."""

    simulation: FlowSimulation
    loaded: LoadedFlows
    agent: Agent
    world: SimulatedWorld
    tools: CallTools
    model: LanguageModel | None
    """The agent's, bare: without guard and tools."""
    meter: UsageMeter

    async def aclose(self) -> None:
        await self.simulation.aclose()
        await self.world.aclose()
        await self.tools.aclose()


async def load_wanted(session: AsyncSession, flow_id: UUID, wanted: Given, version: int | None = None) -> LoadedFlows:
    """The canvas given, the version, or the stored draft. Raises NotFound; Invalid with the canvas's field paths."""
    if version is not None:
        return await load_flows(session, flow_id, version)
    if wanted.canvas_data is None:
        return await load_draft(session, flow_id)
    flow = (await FlowRepository(session).latest([flow_id])).get(flow_id)
    if flow is None:
        raise NotFound("There is no such flow.", hint="List flows with GET /api/tron/flows.")
    return await load_canvas(session, read_canvas(wanted.canvas_data), flow_id, flow.name)


async def speaking_agent(session: AsyncSession, wanted: Speaking, settings: SettingsSnapshot) -> Agent:
    """The agent asked for, or one with the settings' defaults: a row that no session knows. Raises Invalid."""
    if wanted.agent_id is None:
        return draft_agent(AgentCreate(name="Tron", language=wanted.language), settings)
    agent = await AgentRepository(session).get(wanted.agent_id)
    if agent is None:
        raise invalid_field("agent_id", "There is no such agent.")
    session.expunge(agent)
    if wanted.language is not None:
        agent.language = wanted.language
    return agent


async def open_stage(
    services: Services,
    loaded: LoadedFlows,
    agent: Agent,
    settings: SettingsSnapshot,
    wanted: Speaking,
    *,
    run_tools: bool = False,
    node: str = "",
    heard: Words | None = None,
    only_one: bool = False,
    may_use_secrets: bool = True,
) -> Stage:
    """The walk of `loaded` from `node` on ("": its start), not begun yet.

    Raises Invalid where no node is called so, CannotRun where its data cannot be read.
    """
    check_node(loaded, node)
    call = _call_of(wanted.variables)
    meter = UsageMeter()
    stage: Stage | None = None

    async def emit(type_: str, payload: Mapping[str, Any], at: str | None) -> None:
        if stage is not None:
            await stage.simulation.emit(type_, payload, at)

    chain = await vendors_of(services, agent, settings, emit, models=services.models, meter=meter)
    tools = await open_call_tools(services, agent, call, emit, simulated=True, run_tools=run_tools)
    zone = ZoneInfo(settings.get_str("compliance.timezone"))
    world = SimulatedWorld(
        services, agent, call, chain, zone=zone, colleagues=wanted.colleagues, may_use_secrets=may_use_secrets
    )
    speaker = Speaker(
        guarded(chain, agent, call, emit, tools=tools) if chain is not None else None,
        system_prompt(agent, call),
        agent.llm_temperature,
        options_of(agent).llm_max_tokens,
        tools,
        float(agent.max_call_duration or 600),
        lambda: meter.total,
    )
    start = FlowState(node=node, heard=heard, variables={**flow_variables(agent, call), **wanted.variables})
    simulation = FlowSimulation(loaded.flows, flow_rules(agent, call), world, speaker, start, only_one=only_one)
    stage = Stage(simulation, loaded, agent, world, tools, chain, meter)
    return stage


def _call_of(variables: Mapping[str, Any]) -> Call:
    """The call that stands in no table, with whom the variables name."""
    rest = {name: value for name, value in variables.items() if name not in ("contact_name", "phone_number")}
    name, number = variables.get("contact_name"), variables.get("phone_number")
    call = simulated_call(Contact(name if isinstance(name, str) and name else None, rest))
    call.phone_number = number if isinstance(number, str) and number else None
    return call


def check_node(loaded: LoadedFlows, node: str) -> None:
    """Whether a try can begin at `node` ("": the start). Raises Invalid."""
    if node and node not in loaded.flows.main.nodes:
        raise _cannot_begin(loaded, node)


def _cannot_begin(loaded: LoadedFlows, node: str) -> Exception:
    unreadable = loaded.flows.main.unreadable.get(node)
    if unreadable is None:
        return invalid_field("node", f"There is no node {node}.")
    if not unreadable.problems:
        return invalid_field("node", f"The node {node} is of an unknown type ({unreadable.type}).")
    return CannotRun(unreadable)
