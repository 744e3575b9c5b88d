"""The tries of a run, one by one: in writing, or as calls."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from tron.core.call_model import vendors_of
from tron.core.errors import NotFound
from tron.core.flow_engine.canvas import read_canvas
from tron.core.flows.loading import LoadedFlows, load_canvas, load_flows
from tron.core.models.scenario import TryOut
from tron.core.repositories.flows import FlowRepository
from tron.core.scenarios.asked import Asked
from tron.core.scenarios.runner import looked_at, run_try, try_out
from tron.core.scenarios.spoken import hold_call
from tron.core.simulator.flow_stage import speaking_agent

if TYPE_CHECKING:
    from tron.core.services import Services


class Tries(Protocol):
    async def hold(self, number: int) -> TryOut:
        """The conversation of a number (from 0), once. Raises TronError where it cannot be held at all."""
        ...


class WrittenTries:
    """Over the draft that was asked for, or a version."""

    def __init__(self, services: Services, flow_id: UUID, version: int | None, asked: Asked) -> None:
        self._services = services
        self._flow_id = flow_id
        self._version = version
        self._asked = asked
        self._loaded: LoadedFlows | None = None

    async def hold(self, number: int) -> TryOut:
        services, asked = self._services, self._asked
        settings = await services.settings.snapshot()
        async with services.database.transaction() as session:
            agent = await speaking_agent(session, asked.definition, settings)
        self._loaded = self._loaded or await self._load()
        return await run_try(
            services, self._loaded, agent, settings, asked.definition, may_use_secrets=asked.may_use_secrets
        )

    async def _load(self) -> LoadedFlows:
        async with self._services.database.transaction() as session:
            if self._version is not None or self._asked.canvas is None:
                return await load_flows(session, self._flow_id, self._version)
            flow = await FlowRepository(session).get(self._flow_id)
            if flow is None:
                raise NotFound("There is no such flow.")
            return await load_canvas(session, read_canvas(self._asked.canvas), flow.id, flow.name)


class SpokenTries:
    """As calls over a version. `fidelity`: "audio", or "text" where only the call's course matters."""

    def __init__(self, services: Services, flow: tuple[UUID, int], asked: Asked, fidelity: str) -> None:
        self._services = services
        self._flow = flow
        self._asked = asked
        self._fidelity = fidelity

    async def hold(self, number: int) -> TryOut:
        services, definition = self._services, self._asked.definition
        began = time.monotonic()
        talk = await hold_call(
            services, self._flow, definition, self._asked.actor, seed=number, fidelity=self._fidelity
        )
        settings = await services.settings.snapshot()
        async with services.database.transaction() as session:
            agent = await speaking_agent(session, definition, settings)
        judge = await vendors_of(services, agent, settings, _tell_nobody, models=services.models)
        results = await looked_at(judge, definition, talk.held)
        return try_out(talk.held, results, talk.problem, began, talk.tokens, talk.call_id)


async def _tell_nobody(_type: str, _payload: Mapping[str, Any], _node: str | None) -> None:
    """The call is over: nobody reads its events any more."""
