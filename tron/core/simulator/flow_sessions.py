"""Simulations that clients ask for request by request: kept for a while, each with its place."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Final

from tron.core.errors import NotFound
from tron.core.models.flow_simulation import CallerTurn, SimulationOut
from tron.core.simulator.places import Places

if TYPE_CHECKING:
    from tron.core.simulator.flow_stage import Stage

IDLE_SECONDS: Final = 600.0
ANSWER_SECONDS: Final = 60.0
"""How long a request waits for the flow to listen again; its steps so far are the answer then."""


class FlowSession:
    """One of them. Requests on it wait for each other."""

    def __init__(self, stage: Stage) -> None:
        self.id = token_urlsafe(18)
        self._stage = stage
        self._shown = 0
        self._lock = asyncio.Lock()

    async def begin(self) -> SimulationOut:
        async with self._lock:
            self._stage.simulation.begin()
            return await self._answer()

    async def take(self, turn: CallerTurn) -> SimulationOut:
        async with self._lock:
            if await self._stage.simulation.act(turn):
                self._shown = 0
            return await self._answer()

    async def back(self) -> SimulationOut:
        async with self._lock:
            await self._stage.simulation.back()
            self._shown = 0
            return await self._answer()

    async def aclose(self) -> None:
        await self._stage.aclose()

    async def _answer(self) -> SimulationOut:
        simulation = self._stage.simulation
        await simulation.settled(ANSWER_SECONDS)
        steps = list(simulation.steps[self._shown :])
        self._shown += len(steps)
        return SimulationOut(session_id=self.id, steps=steps, state=simulation.state(), waiting=simulation.waiting)


class FlowSessions:
    """Those of this process. `places` are shared with the simulators on WebSockets."""

    def __init__(self, places: Callable[[], Places]) -> None:
        self._places = places
        self._open: dict[str, tuple[FlowSession, ExitStack]] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._closing: set[asyncio.Task[None]] = set()

    async def open(self, make: Callable[[], Awaitable[Stage]]) -> SimulationOut:
        """Begins one. Raises TooManySimulations, and what `make` raises."""
        with ExitStack() as place:
            place.enter_context(self._places().take())
            session = FlowSession(await make())
            self._open[session.id] = session, place.pop_all()
        self._wind(session.id)
        return await session.begin()

    def get(self, session_id: str) -> FlowSession:
        """Raises NotFound for one that is over for long, and in another process."""
        found = self._open.get(session_id)
        if found is None:
            raise NotFound("There is no such simulation.", hint="Simulations end 10 minutes after their last step.")
        self._wind(session_id)
        return found[0]

    async def close(self, session_id: str) -> None:
        """Safe to call twice."""
        timer = self._timers.pop(session_id, None)
        if timer is not None:
            timer.cancel()
        found = self._open.pop(session_id, None)
        if found is not None:
            session, place = found
            with place:
                await session.aclose()

    async def aclose(self) -> None:
        for session_id in list(self._open):
            await self.close(session_id)

    def _wind(self, session_id: str) -> None:
        timer = self._timers.pop(session_id, None)
        if timer is not None:
            timer.cancel()
        loop = asyncio.get_running_loop()
        self._timers[session_id] = loop.call_later(IDLE_SECONDS, self._forget, session_id)

    def _forget(self, session_id: str) -> None:
        task = asyncio.get_running_loop().create_task(self.close(session_id))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)
