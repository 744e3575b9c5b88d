"""/api/tron/flows/{id}/simulate and /ws/tron/flows/{id}/simulate: flows walked in writing. Nothing is stored.

Nobody is rung or written to; the model bills its tokens, and webhooks really run.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, WebSocket, status
from sqlalchemy.exc import SQLAlchemyError
from starlette.websockets import WebSocketDisconnect

from tron.api.actor import Actor
from tron.api.deps import ServicesDep, authorize_websocket, require, services_of
from tron.api.errors import DATABASE_HINT, RESPONSES, refuse_websocket
from tron.api.talk_socket import TalkSocket
from tron.api.websocket import Goodbye
from tron.core.errors import Conflict, NotFound, Unavailable
from tron.core.models.flow_simulation import (
    Alive,
    CallerTurn,
    FlowMessage,
    Leave,
    Press,
    SayWords,
    Silent,
    SimulateIn,
    SimulationOut,
    StartFlow,
    Step,
    StepBack,
    TestNodeIn,
    TestNodeOut,
    flow_message,
)
from tron.core.services import Services
from tron.core.simulator.flow_simulation import FlowSimulation
from tron.core.simulator.flow_stage import CannotRun, Stage, load_wanted, open_stage, speaking_agent
from tron.core.simulator.node_test import not_run, run_node, words_of

router = APIRouter(prefix="/flows", tags=["flows"], responses=RESPONSES)
socket_router = APIRouter()

Writing = Annotated[Actor, Depends(require("flows.write"))]
SessionId = Annotated[str, Path(max_length=100)]


@router.post("/{flow_id}/simulate", status_code=status.HTTP_201_CREATED)
async def simulate_flow(flow_id: UUID, body: SimulateIn, actor: Writing, services: ServicesDep) -> SimulationOut:
    """Walk the draft, a canvas that is not stored, or a version, until it listens. It ends 10 minutes after its last
    step."""
    return await services.flow_sessions.open(lambda: _stage(services, actor, flow_id, body))


@router.post("/simulations/{session_id}/input", dependencies=[Depends(require("flows.write"))])
async def go_on_with_simulation(session_id: SessionId, body: CallerTurn, services: ServicesDep) -> SimulationOut:
    """What the caller does; the steps that follow, or all of them where a line was cut. 409 when the talk is over."""
    return await services.flow_sessions.get(session_id).take(body)


@router.post("/simulations/{session_id}/back", dependencies=[Depends(require("flows.write"))])
async def step_simulation_back(session_id: SessionId, services: ServicesDep) -> SimulationOut:
    """To before the caller's last turn, with all steps up to there. 409 when there was none."""
    return await services.flow_sessions.get(session_id).back()


@router.delete(
    "/simulations/{session_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=[Depends(require("flows.write"))],
)
async def end_simulation(session_id: SessionId, services: ServicesDep) -> None:
    """End it; nothing is left of it. One that is over for long is no error."""
    await services.flow_sessions.close(session_id)


@router.post("/{flow_id}/test-node")
async def run_one_node(flow_id: UUID, body: TestNodeIn, actor: Writing, services: ServicesDep) -> TestNodeOut:
    """One node by itself: how it leaves, what it says and what it changes, with these variables and turns."""
    with services.simulators.take():
        try:
            stage = await _stage(services, actor, flow_id, body)
        except CannotRun as refused:
            return not_run(refused.node)
        try:
            turns = [CallerTurn(text=one) if isinstance(one, str) else one for one in body.inputs]
            return await run_node(stage, body.node_id, turns)
        finally:
            await stage.aclose()


async def _stage(services: Services, actor: Actor, flow_id: UUID, wanted: SimulateIn | TestNodeIn) -> Stage:
    """Raises NotFound, Invalid, Forbidden, Unavailable."""
    if wanted.run_tools:
        actor.check("settings.write")
    try:
        settings = await services.settings.snapshot()
        async with services.database.transaction() as session:
            version = wanted.version if isinstance(wanted, SimulateIn) else None
            loaded = await load_wanted(session, flow_id, wanted, version)
            agent = await speaking_agent(session, wanted, settings)
    except (SQLAlchemyError, OSError, TimeoutError):
        raise Unavailable("The database cannot be reached.", hint=DATABASE_HINT) from None
    return await open_stage(
        services,
        loaded,
        agent,
        settings,
        wanted,
        run_tools=wanted.run_tools,
        node=wanted.node_id if isinstance(wanted, TestNodeIn) else wanted.node or "",
        heard=words_of(wanted.heard) if isinstance(wanted, TestNodeIn) else None,
        only_one=isinstance(wanted, TestNodeIn),
        may_use_secrets="settings.write" in actor.permissions,
    )


# ---------------------------------------------------------------- WebSocket


@socket_router.websocket("/ws/tron/flows/{flow_id}/simulate")
async def simulate_flow_live(websocket: WebSocket, flow_id: str) -> None:
    """One talk at a time, as core/models/flow_simulation.py says; `start` begins it anew."""
    actor = await authorize_websocket(websocket, "flows.write")
    if actor is None:
        return
    try:
        found = UUID(flow_id)
    except ValueError:
        await refuse_websocket(websocket, NotFound("There is no such flow."))
        return
    await websocket.accept()
    await FlowSocket(websocket, services_of(websocket), actor, found).run()


class FlowSocket(TalkSocket[FlowMessage]):
    """A task of its own sends what the walk shows: each step, `waiting` when it listens, `ended` when it is over."""

    longest = 3_000_000
    example = 'Send {"type": "start"}, then {"type": "say", "text": "Hello"}.'

    def __init__(self, websocket: WebSocket, services: Services, actor: Actor, flow_id: UUID) -> None:
        super().__init__(websocket, services)
        self._actor = actor
        self._flow_id = flow_id
        self._stage: Stage | None = None
        self._showing: asyncio.Task[None] | None = None
        self._shown = 0

    def _message(self, body: dict[str, Any]) -> FlowMessage:
        return flow_message(body)

    def _is_ping(self, message: FlowMessage) -> bool:
        return isinstance(message, Alive)

    async def _take(self, message: FlowMessage) -> None:
        match message:
            case StartFlow():
                await self._start(message)
            case StepBack():
                await self._back(self._running())
            case SayWords(text=text, after_words=words):
                await self._turn(CallerTurn(text=text, after_words=words))
            case Press(keys=keys, after_words=words):
                await self._turn(CallerTurn(keys=keys, after_words=words))
            case Silent():
                await self._turn(CallerTurn(silence=True))
            case Leave(after_words=words):
                await self._turn(CallerTurn(hang_up=True, after_words=words))

    def _running(self) -> FlowSimulation:
        if self._stage is None:
            raise Conflict("No conversation runs.", hint="Start one first.")
        return self._stage.simulation

    async def _start(self, message: StartFlow) -> None:
        await self._give_up()
        self._stage = await _stage(self._services, self._actor, self._flow_id, message)
        await self._send({"type": "started"})
        self._stage.simulation.begin()
        self._shown = 0
        self._show(self._stage.simulation)

    async def _turn(self, turn: CallerTurn) -> None:
        simulation = self._running()
        if turn.after_words is None:
            simulation.take(turn)
            return
        await self._stop_showing()
        try:
            if await simulation.act(turn):
                await self._show_anew(simulation)
        finally:
            self._show(simulation)

    async def _back(self, simulation: FlowSimulation) -> None:
        await self._stop_showing()
        try:
            await simulation.back()
            await self._show_anew(simulation)
        finally:
            self._show(simulation)

    async def _show_anew(self, simulation: FlowSimulation) -> None:
        steps = list(simulation.steps)
        self._shown = len(steps)
        await self._send({"type": "back", "steps": [_wire(step) for step in steps]})

    def _show(self, simulation: FlowSimulation) -> None:
        self._showing = asyncio.create_task(self._hold(simulation), name="flow-steps")

    async def _hold(self, simulation: FlowSimulation) -> None:
        try:
            await self._stream(simulation)
        except Goodbye as goodbye:
            await self._leave(goodbye)
        except (WebSocketDisconnect, RuntimeError):
            pass  # the client is gone: the reader ends

    async def _stream(self, simulation: FlowSimulation) -> None:
        waited_at = -1
        while True:
            simulation.changed.clear()
            for step in simulation.steps[self._shown :]:
                self._shown += 1
                await self._send(_wire(step))
            if simulation.changed.is_set():
                continue
            if simulation.over:
                await self._send(_ending(simulation))
                return
            if simulation.waiting and waited_at != self._shown:
                waited_at = self._shown
                await self._send({"type": "waiting"})
            await simulation.changed.wait()

    async def _give_up(self) -> None:
        await self._stop_showing()
        stage, self._stage = self._stage, None
        if stage is not None:
            await stage.aclose()

    async def _stop_showing(self) -> None:
        showing, self._showing = self._showing, None
        if showing is not None:
            showing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await showing


def _wire(step: Step) -> dict[str, Any]:
    return step.model_dump(mode="json", exclude_none=True)


def _ending(simulation: FlowSimulation) -> dict[str, Any]:
    state = simulation.state()
    return {
        "type": "ended",
        "reason": state.reason,
        "outcome": state.outcome,
        "variables": state.variables,
        "seconds": round(simulation.seconds, 1),
    }
