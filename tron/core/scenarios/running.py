"""Runs scenarios of a flow, each as often as it wants, and keeps what came of it."""

from __future__ import annotations

import math
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import audit
from tron.core.call_model import vendors_of
from tron.core.database.tables import FlowScenario, FlowScenarioRun
from tron.core.errors import invalid_field
from tron.core.flow_engine.canvas import FlowCanvas, read_canvas
from tron.core.flows.loading import LoadedFlows, load_canvas, load_flows
from tron.core.models.scenario import RunIn, ScenarioRunOut, TryOut
from tron.core.repositories.flows import FlowRepository
from tron.core.scenarios.held import Held
from tron.core.scenarios.registry import ScenarioRegistry, definition_of, draft_hash, run_out
from tron.core.scenarios.runner import looked_at, run_try, try_out
from tron.core.scenarios.spoken import check_speakable, hold_call
from tron.core.scenarios.walked import canvas_hash
from tron.core.simulator.flow_stage import speaking_agent

if TYPE_CHECKING:
    from tron.core.services import Services

MOST_SECONDS: Final = 600.0
"""Of one request: tries that have not begun by then do not begin."""
Hold = Callable[[int], Awaitable[TryOut]]
"""Holds the conversation of a number (from 0) once."""
NO_TIME: Final = "There was no time left for it."


class ScenarioRunner:
    """Of one flow. Each run is kept in a transaction of its own: a conversation may take minutes.

    `fidelity` of spoken runs: "audio", or "text" where only the call's course matters.
    """

    def __init__(
        self,
        services: Services,
        flow_id: UUID,
        actor: audit.Doer,
        *,
        may_use_secrets: bool,
        fidelity: str = "audio",
    ) -> None:
        self._services = services
        self._flow_id = flow_id
        self._actor = actor
        self._may_use_secrets = may_use_secrets
        self._fidelity = fidelity
        self._until = time.monotonic() + MOST_SECONDS

    async def one(self, scenario_id: UUID, wanted: RunIn) -> ScenarioRunOut:
        """Raises NotFound and Invalid."""
        async with self._services.database.transaction() as session:
            row = await ScenarioRegistry(session, self._flow_id).get(scenario_id)
            version = await self._published(session, wanted.version) if wanted.spoken else wanted.version
            loaded, canvas = await self._loaded(session, version)
        if wanted.spoken:
            check_speakable(definition_of(row))
            assert version is not None
            return await self._run(row, canvas, version, wanted.tries, self._speak(row, version))
        return await self._run(row, canvas, version, wanted.tries, self._write(row, loaded))

    async def all(self, version: int | None) -> list[ScenarioRunOut]:
        """By name, in writing. Raises NotFound and Invalid."""
        async with self._services.database.transaction() as session:
            rows: Sequence[FlowScenario] = await ScenarioRegistry(session, self._flow_id).rows()
            loaded, canvas = await self._loaded(session, version)
        return [await self._run(row, canvas, version, None, self._write(row, loaded)) for row in rows]

    async def _published(self, session: AsyncSession, version: int | None) -> int:
        flow = await ScenarioRegistry(session, self._flow_id).flow()
        if not (version or flow.version):
            raise invalid_field("version", "Calls walk published versions: publish the flow first.")
        return version or flow.version

    async def _loaded(self, session: AsyncSession, version: int | None) -> tuple[LoadedFlows, FlowCanvas]:
        flow = await ScenarioRegistry(session, self._flow_id).flow()
        if version is None:
            canvas = read_canvas(flow.canvas_data)
            return await load_canvas(session, canvas, flow.id, flow.name), canvas
        loaded = await load_flows(session, flow.id, version)
        stored = await FlowRepository(session).version(flow.id, version)
        return loaded, read_canvas(stored.canvas if stored else {})

    async def _run(
        self, row: FlowScenario, canvas: FlowCanvas, version: int | None, tries: int | None, hold: Hold
    ) -> ScenarioRunOut:
        definition, began = definition_of(row), time.monotonic()
        runs = tries or definition.tries
        # The same share of another number of tries.
        wanted = math.ceil(definition.must_pass * runs / definition.tries)
        results = [await self._in_time(hold, number) for number in range(runs)]
        passes = sum(result.passed for result in results)
        run = FlowScenarioRun(
            scenario_id=row.id,
            version=version,
            canvas_hash=canvas_hash(canvas),
            scenario_revision=row.revision,
            passed=passes >= wanted,
            passes=passes,
            runs=runs,
            seconds=round(time.monotonic() - began, 3),
            results=[result.model_dump(mode="json") for result in results],
        )
        async with self._services.database.transaction() as session:
            registry = ScenarioRegistry(session, self._flow_id)
            kept = await registry.get(row.id)
            await registry.keep(run)
            return run_out(run, kept, draft_hash(await registry.flow()))

    async def _in_time(self, hold: Hold, number: int) -> TryOut:
        if time.monotonic() >= self._until:
            return try_out(Held(), [], NO_TIME, time.monotonic(), 0)
        return await hold(number)

    def _write(self, row: FlowScenario, loaded: LoadedFlows) -> Hold:
        definition, services = definition_of(row), self._services

        async def hold(_number: int) -> TryOut:
            settings = await services.settings.snapshot()
            async with services.database.transaction() as session:
                agent = await speaking_agent(session, definition, settings)
            return await run_try(services, loaded, agent, settings, definition, may_use_secrets=self._may_use_secrets)

        return hold

    def _speak(self, row: FlowScenario, version: int) -> Hold:
        definition, services = definition_of(row), self._services

        async def hold(number: int) -> TryOut:
            began = time.monotonic()
            talk = await hold_call(
                services, (self._flow_id, version), definition, self._actor, seed=number, fidelity=self._fidelity
            )
            settings = await services.settings.snapshot()
            async with services.database.transaction() as session:
                agent = await speaking_agent(session, definition, settings)
            judge = await vendors_of(services, agent, settings, _tell_nobody, models=services.models)
            results = await looked_at(judge, definition, talk.held)
            return try_out(talk.held, results, talk.problem, began, talk.tokens, talk.call_id)

        return hold


async def _tell_nobody(_type: str, _payload: Mapping[str, Any], _node: str | None) -> None:
    """The call is over: nobody reads its events any more."""
