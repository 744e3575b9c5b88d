"""/ws/tron/simulator: talk in writing with an agent that nobody saved. Nothing is stored, nobody is rung.

A cloud model bills its tokens. Tools that only read (HTTP GET) really run, all others only where `run_tools` asks so.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter, WebSocket
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.websockets import WebSocketDisconnect

from tron.api.actor import Actor
from tron.api.clean_input import MAX_BODY, json_problem
from tron.api.deps import authorize_websocket, services_of
from tron.api.errors import DATABASE_HINT, error_body, problems_of
from tron.api.websocket import SEND_SECONDS, TRY_LATER, Goodbye, parse, too_slow
from tron.core.agent_draft import draft_agent
from tron.core.call_model import vendors_of
from tron.core.database.tables import Agent
from tron.core.errors import Conflict, FieldProblem, Invalid, TronError, Unavailable
from tron.core.knowledge.search import open_knowledge
from tron.core.models.simulator import HangUp, Ping, PressKeys, Say, SimulatorMessage, Start, StaySilent
from tron.core.models.simulator import simulator_message as read_message
from tron.core.scripts.documents import Documents
from tron.core.services import Services
from tron.core.simulator import Contact, Simulation, simulated_call
from tron.core.tools.call_tools import CallTools
from tron.core.tools.opening import open_call_tools

router = APIRouter()
log = logging.getLogger(__name__)

IDLE_SECONDS = 600.0
DONE = 1000
EXAMPLE = 'Send {"type": "start", "agent": {"template": "support_agent"}}, then {"type": "say", "text": "Hello"}.'


@router.websocket("/ws/tron/simulator")
async def simulator(websocket: WebSocket) -> None:
    """One talk at a time, as core/models/simulator.py says; `start` begins it anew."""
    actor = await authorize_websocket(websocket, "agents.write")
    if actor is not None:
        await websocket.accept()
        await SimulatorSocket(websocket, services_of(websocket), actor).run()


class SimulatorSocket:
    """One connection: this task reads, the simulation runs in its own; a mistake is answered, rubbish is closed."""

    def __init__(self, websocket: WebSocket, services: Services, actor: Actor) -> None:
        self._websocket = websocket
        self._services = services
        self._actor = actor
        self._simulation: Simulation | None = None
        self._talk: asyncio.Task[None] | None = None
        self._sending = asyncio.Lock()

    async def run(self) -> None:
        """Until either side ends it; never raises."""
        try:
            with self._services.simulators.take():
                await self._read()
        except Goodbye as goodbye:
            await self._leave(goodbye)
        except TronError as error:
            await self._leave(Goodbye(TRY_LATER, error))
        except WebSocketDisconnect:
            pass
        finally:
            await self._give_up()

    # ------------------------------------------------------------ in

    async def _read(self) -> None:
        idle_at = time.monotonic() + IDLE_SECONDS
        while True:
            try:
                async with asyncio.timeout(idle_at - time.monotonic()):
                    message = await self._receive()
            except TimeoutError:
                raise Goodbye(DONE, _idle()) from None
            except TronError as error:
                await self._send({"type": "error", **error_body(error)})
                continue
            if not isinstance(message, Ping):
                idle_at = time.monotonic() + IDLE_SECONDS
            await self._answer(message)

    async def _receive(self) -> SimulatorMessage:
        """The next message. Raises Invalid for a mistake, Goodbye for rubbish."""
        message = await self._websocket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code") or 1006)
        text = message.get("text")
        body = parse(text, longest=MAX_BODY, hint=EXAMPLE)
        problem = json_problem(str(text).encode("utf-8", "surrogatepass"))
        if problem is not None:
            raise problem
        try:
            return read_message(body)
        except ValidationError as error:
            raise _not_understood(error) from None

    async def _answer(self, message: SimulatorMessage) -> None:
        try:
            match message:
                case Ping():
                    await self._send({"type": "pong"})
                case Start():
                    await self._start(message)
                case _:
                    self._pass_on(message)
        except TronError as error:
            await self._send({"type": "error", **error_body(error)})

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
        try:
            agent = draft_agent(message.agent, settings)
        except Invalid as error:
            raise _below_agent(error) from None
        contact = Contact(message.contact_name or None, message.contact_metadata)
        call = simulated_call(contact)

        async def emit(type_: str, payload: Mapping[str, Any], node: str | None) -> None:
            if self._simulation is not None:
                await self._simulation.emit(type_, payload, node)

        services = self._services
        model = await vendors_of(services, agent, settings, emit, models=services.models)
        documents = await self._documents(agent, message.agent_id)
        tools = await open_call_tools(services, agent, call, emit, simulated=True, run_tools=message.run_tools)
        self._simulation = Simulation(agent, contact, model, self._send, tools=tools, call=call, documents=documents)
        self._talk = asyncio.create_task(self._hold(self._simulation, tools, documents), name="simulation")

    async def _documents(self, agent: Agent, agent_id: UUID | None) -> Documents | None:
        if agent_id is None:
            return None
        agent.id = agent_id
        knowledge = await open_knowledge(self._services, agent)
        return Documents(knowledge) if knowledge is not None else None

    async def _hold(self, simulation: Simulation, tools: CallTools, documents: Documents | None) -> None:
        """The talk to its end; a talk that breaks is told, and the connection stays for another one."""
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
            await tools.aclose()
            if documents is not None:
                await documents.aclose()

    async def _give_up(self) -> None:
        talk, self._talk, self._simulation = self._talk, None, None
        if talk is not None:
            talk.cancel()
            await asyncio.gather(talk, return_exceptions=True)

    # ------------------------------------------------------------ out

    async def _send(self, message: dict[str, Any]) -> None:
        text = json.dumps(message, ensure_ascii=False, separators=(",", ":"))
        try:
            async with asyncio.timeout(SEND_SECONDS), self._sending:
                await self._websocket.send_text(text)
        except TimeoutError:
            raise too_slow() from None

    async def _leave(self, goodbye: Goodbye) -> None:
        text = json.dumps({"type": "error", **error_body(goodbye.error)}, ensure_ascii=False)
        with contextlib.suppress(TimeoutError, WebSocketDisconnect, RuntimeError):
            async with asyncio.timeout(2):
                await self._websocket.send_text(text)
                await self._websocket.close(goodbye.code, goodbye.error.message[:120])


def _not_understood(error: ValidationError) -> Invalid:
    problems = [
        problem if item["loc"] else FieldProblem("type", problem.message)
        for item, problem in zip(error.errors(), problems_of(error.errors()), strict=True)
    ]
    return Invalid("Some fields are not right.", hint=EXAMPLE, fields=problems)


def _below_agent(error: Invalid) -> Invalid:
    fields = [FieldProblem(f"agent.{field.path}", field.message) for field in error.fields]
    return Invalid(error.message, hint=error.hint, fields=fields)


def _idle() -> TronError:
    error = Unavailable("Nothing was said for 10 minutes.", hint="Start again when you like.")
    error.code = "idle"
    return error
