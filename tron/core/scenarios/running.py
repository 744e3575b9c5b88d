"""Runs scenarios of a flow, each as often as it wants, and keeps what came of it."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import FlowScenario, FlowScenarioRun
from tron.core.flow_engine.canvas import FlowCanvas, read_canvas
from tron.core.flows.loading import LoadedFlows, load_canvas, load_flows
from tron.core.models.scenario import ScenarioRunOut, TryOut
from tron.core.repositories.flows import FlowRepository
from tron.core.scenarios.registry import ScenarioRegistry, definition_of, draft_hash, run_out
from tron.core.scenarios.runner import run_try
from tron.core.scenarios.walked import canvas_hash
from tron.core.simulator.flow_stage import speaking_agent

if TYPE_CHECKING:
    from tron.core.services import Services

MOST_SECONDS: Final = 600.0
"""Of one request: tries that have not begun by then do not begin."""
NO_TIME: Final = "There was no time left for it."


class ScenarioRunner:
    """Of one flow. Each run is kept in a transaction of its own: a conversation may take minutes."""

    def __init__(self, services: Services, flow_id: UUID, *, may_use_secrets: bool) -> None:
        self._services = services
        self._flow_id = flow_id
        self._may_use_secrets = may_use_secrets
        self._until = time.monotonic() + MOST_SECONDS

    async def one(self, scenario_id: UUID, version: int | None, tries: int | None) -> ScenarioRunOut:
        """Raises NotFound and Invalid."""
        async with self._services.database.transaction() as session:
            row = await ScenarioRegistry(session, self._flow_id).get(scenario_id)
            loaded, canvas = await self._loaded(session, version)
        return await self._run(row, loaded, canvas, version, tries)

    async def all(self, version: int | None) -> list[ScenarioRunOut]:
        """By name. Raises NotFound and Invalid."""
        async with self._services.database.transaction() as session:
            rows: Sequence[FlowScenario] = await ScenarioRegistry(session, self._flow_id).rows()
            loaded, canvas = await self._loaded(session, version)
        return [await self._run(row, loaded, canvas, version, None) for row in rows]

    async def _loaded(self, session: AsyncSession, version: int | None) -> tuple[LoadedFlows, FlowCanvas]:
        flow = await ScenarioRegistry(session, self._flow_id).flow()
        if version is None:
            canvas = read_canvas(flow.canvas_data)
            return await load_canvas(session, canvas, flow.id, flow.name), canvas
        loaded = await load_flows(session, flow.id, version)
        stored = await FlowRepository(session).version(flow.id, version)
        return loaded, read_canvas(stored.canvas if stored else {})

    async def _run(
        self, row: FlowScenario, loaded: LoadedFlows, canvas: FlowCanvas, version: int | None, tries: int | None
    ) -> ScenarioRunOut:
        definition, began = definition_of(row), time.monotonic()
        runs = tries or definition.tries
        # The same share of another number of tries.
        wanted = math.ceil(definition.must_pass * runs / definition.tries)
        results = [await self._try(row, loaded) for _ in range(runs)]
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

    async def _try(self, row: FlowScenario, loaded: LoadedFlows) -> TryOut:
        if time.monotonic() >= self._until:
            return _not_tried()
        definition, services = definition_of(row), self._services
        settings = await services.settings.snapshot()
        async with services.database.transaction() as session:
            agent = await speaking_agent(session, definition, settings)
        return await run_try(services, loaded, agent, settings, definition, may_use_secrets=self._may_use_secrets)


def _not_tried() -> TryOut:
    return TryOut(
        passed=False,
        problem=NO_TIME,
        assertions=[],
        talk=[],
        path=[],
        variables={},
        outcome=None,
        reason=None,
        seconds=0.0,
        tokens=0,
    )
