"""/ws/tron/simulator: talk in writing with an agent that nobody saved. Nothing is stored, nobody is rung.

A cloud model bills its tokens. Tools that only read (HTTP GET) really run, all others only where `run_tools` asks so.
An agent that is linked to a flow walks it; its webhooks really run.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import Any
from uuid import UUID

from fastapi import APIRouter, WebSocket
from sqlalchemy.exc import SQLAlchemyError
from starlette.websockets import WebSocketDisconnect

from tron.api.actor import Actor
from tron.api.clean_input import MAX_BODY
from tron.api.deps import authorize_websocket, services_of
from tron.api.errors import DATABASE_HINT, error_body
from tron.api.talk_socket import TalkSocket
from tron.api.websocket import Goodbye
from tron.core.agent_draft import draft_agent
from tron.core.call_model import vendors_of
from tron.core.database.tables import Agent
from tron.core.errors import Conflict, FieldProblem, Invalid, TronError, Unavailable
from tron.core.knowledge.search import open_knowledge
from tron.core.models.simulator import HangUp, Ping, PressKeys, Say, SimulatorMessage, Start, StaySilent
from tron.core.models.simulator import simulator_message as read_message
from tron.core.scripts.documents import Documents
from tron.core.services import Services
from tron.core.settings import SettingsSnapshot
from tron.core.simulator import Contact, Simulation, simulated_call
from tron.core.simulator.linked_flow import LinkedFlow, linked_flow
from tron.core.tools.opening import open_call_tools

router = APIRouter()
log = logging.getLogger(__name__)


@router.websocket("/ws/tron/simulator")
async def simulator(websocket: WebSocket) -> None:
    """One talk at a time, as core/models/simulator.py says; `start` begins it anew."""
    actor = await authorize_websocket(websocket, "agents.write")
    if actor is not None:
        await websocket.accept()
        await SimulatorSocket(websocket, services_of(websocket), actor).run()


class SimulatorSocket(TalkSocket[SimulatorMessage]):
    """The simulation runs in a task of its own."""

    longest = MAX_BODY
    example = 'Send {"type": "start", "agent": {"template": "support_agent"}}, then {"type": "say", "text": "Hello"}.'

    def __init__(self, websocket: WebSocket, services: Services, actor: Actor) -> None:
        super().__init__(websocket, services)
        self._actor = actor
        self._simulation: Simulation | None = None
        self._talk: asyncio.Task[None] | None = None

    def _message(self, body: dict[str, Any]) -> SimulatorMessage:
        return read_message(body)

    def _is_ping(self, message: SimulatorMessage) -> bool:
        return isinstance(message, Ping)

    async def _take(self, message: SimulatorMessage) -> None:
        match message:
            case Start():
                await self._start(message)
            case Say() | StaySilent() | PressKeys() | HangUp():
                self._pass_on(message)

    def _pass_on(self, message: Say | StaySilent | PressKeys | HangUp) -> None:
        simulation = self._simulation
        if simulation is None:
            raise Conflict("No conversation runs.", hint="Start one first.")
        match message:
            case Say(text=text):
                heard = simulation.say(text)
            case StaySilent():
                heard = simulation.stay_silent()
            case PressKeys(digits=digits):
                heard = simulation.press(digits)
            case HangUp():
                heard = True
                simulation.hang_up()
        if not heard:
            raise Unavailable("The agent still answers what you sent before.", hint="Wait for it, then go on.")

    # ------------------------------------------------------------ talk

    async def _start(self, message: Start) -> None:
        if message.run_tools:
            self._actor.check("settings.write")
        await self._give_up()
        try:
            settings = await self._services.settings.snapshot()
        except (SQLAlchemyError, OSError, TimeoutError):
            raise Unavailable("The database cannot be reached.", hint=DATABASE_HINT) from None
        closing = AsyncExitStack()
        try:
            agent = draft_agent(message.agent, settings)
            simulation = await self._open(agent, message, settings, closing)
        except Invalid as error:
            await closing.aclose()
            raise _below_agent(error) from None
        self._simulation = simulation
        self._talk = asyncio.create_task(self._hold(simulation, closing), name="simulation")

    async def _open(
        self, agent: Agent, message: Start, settings: SettingsSnapshot, closing: AsyncExitStack
    ) -> Simulation:
        contact = Contact(message.contact_name or None, message.contact_metadata)
        call = simulated_call(contact)
        opening: list[tuple[str, Mapping[str, Any]]] = []

        async def emit(type_: str, payload: Mapping[str, Any], node: str | None) -> None:
            if self._simulation is not None:
                await self._simulation.emit(type_, payload, node)

        async def tell_first(type_: str, payload: Mapping[str, Any], node: str | None) -> None:
            opening.append((type_, payload))

        services = self._services
        loaded = await linked_flow(services, agent, call, tell_first)
        model = await vendors_of(services, agent, settings, emit, models=services.models)
        documents = await self._documents(agent, message.agent_id)
        if documents is not None:
            closing.push_async_callback(documents.aclose)
        tools = await open_call_tools(services, agent, call, emit, simulated=True, run_tools=message.run_tools)
        closing.push_async_callback(tools.aclose)
        script = None
        if loaded is not None:
            secrets = "settings.write" in self._actor.permissions
            script = LinkedFlow(services, agent, call, loaded, settings, model, tools, may_use_secrets=secrets)
        return Simulation(
            agent,
            contact,
            model,
            self._send,
            tools=tools,
            call=call,
            documents=documents,
            script=script,
            opening=opening,
        )

    async def _documents(self, agent: Agent, agent_id: UUID | None) -> Documents | None:
        if agent_id is None:
            return None
        agent.id = agent_id
        knowledge = await open_knowledge(self._services, agent)
        return Documents(knowledge) if knowledge is not None else None

    async def _hold(self, simulation: Simulation, closing: AsyncExitStack) -> None:
        """The talk to its end; a talk that breaks is told, and the connection stays for another one."""
        async with closing:
            try:
                await simulation.run()
            except Goodbye as goodbye:
                await self._leave(goodbye)
            except (WebSocketDisconnect, RuntimeError):
                pass  # the client is gone: the reader ends
            except Exception:
                log.exception("a simulation broke")
                with contextlib.suppress(Goodbye, WebSocketDisconnect, RuntimeError):
                    await self._send({"type": "error", **error_body(TronError("The simulation broke."))})
            finally:
                if self._simulation is simulation:
                    self._simulation = None

    async def _give_up(self) -> None:
        talk, self._talk, self._simulation = self._talk, None, None
        if talk is not None:
            talk.cancel()
            await asyncio.gather(talk, return_exceptions=True)


def _below_agent(error: Invalid) -> Invalid:
    fields = [FieldProblem(f"agent.{field.path}", field.message) for field in error.fields]
    return Invalid(error.message, hint=error.hint, fields=fields)
