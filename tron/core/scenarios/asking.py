"""Asking for runs of scenarios: written down with all that they are of, for a worker (jobs.py) to hold."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import audit
from tron.core.database.tables import Flow, FlowScenario, FlowScenarioRun
from tron.core.errors import Conflict, invalid_field
from tron.core.events.after_commit import publish_after_commit
from tron.core.flow_engine.canvas import FlowCanvas, read_canvas
from tron.core.flows.loading import LoadedFlows, load_canvas, load_flows
from tron.core.models.scenario import Definition, RunIn, ScenarioRunOut
from tron.core.repositories.flows import FlowRepository
from tron.core.repositories.scenario_runs import CANCELLED, OPEN, ScenarioRunRepository
from tron.core.scenarios.asked import Asked
from tron.core.scenarios.registry import ScenarioRegistry, definition_of, draft_hash, no_run, run_out
from tron.core.scenarios.spoken import check_speakable
from tron.core.scenarios.walked import canvas_hash
from tron.core.simulator.flow_stage import check_node

if TYPE_CHECKING:
    from tron.core.services import Services

SCENARIOS: Final = "scenarios"
"""On the bus: a run waits, or one under way is no longer wanted."""
MOST_OPEN: Final = 5
"""Runs of one scenario that are not over."""


class TooManyRuns(Conflict):
    """MOST_OPEN runs of the scenario are not over."""

    code = "too_many_runs"


class ScenarioRuns:
    """Of one flow, in the caller's transaction. `actor` is who asks for them."""

    def __init__(
        self,
        services: Services,
        session: AsyncSession,
        flow_id: UUID,
        actor: audit.Doer,
        *,
        may_use_secrets: bool,
        request_id: str | None = None,
    ) -> None:
        self._services = services
        self._session = session
        self._flow_id = flow_id
        self._actor = actor
        self._may_use_secrets = may_use_secrets
        self._request_id = request_id
        self._registry = ScenarioRegistry(session, flow_id)
        self._runs = ScenarioRunRepository(session)

    async def one(self, scenario_id: UUID, wanted: RunIn) -> ScenarioRunOut:
        """Raises NotFound, Invalid, and TooManyRuns where MOST_OPEN are not over yet."""
        flow = await self._registry.flow()
        row = await self._registry.get(scenario_id, lock=True)
        version = _published(flow, wanted.version) if wanted.spoken else wanted.version
        if wanted.spoken:
            check_speakable(definition_of(row))
        loaded, canvas = await self._loaded(flow, version)
        return await self._wanted(row, flow, (loaded, canvas), wanted.model_copy(update={"version": version}))

    async def all(self, version: int | None) -> list[ScenarioRunOut]:
        """By name, in writing; a scenario of which MOST_OPEN runs wait is left out. Raises NotFound, Invalid, and
        TooManyRuns where that is so of all."""
        flow = await self._registry.flow()
        walked = await self._loaded(flow, version)
        rows = [await self._registry.get(row.id, lock=True) for row in await self._registry.rows()]
        found, full = [], None
        for row in rows:
            try:
                found.append(await self._wanted(row, flow, walked, RunIn(version=version)))
            except TooManyRuns as problem:
                full = problem
        if full is not None and not found:
            raise full
        return found

    async def cancel(self, scenario_id: UUID, run_id: UUID) -> ScenarioRunOut:
        """It ends at once, whoever is at it; what came of the tries before is kept. Raises NotFound and Conflict."""
        row = await self._registry.get(scenario_id)
        run = await self._runs.get(row.id, run_id, lock=True)
        if run is None:
            raise no_run()
        if run.state not in OPEN:
            raise Conflict("This run is over.")
        run.state, run.asked, run.holder, run.ended_at = CANCELLED, None, None, self._services.clock.now()
        await self._session.flush()
        await self._note("scenario.cancel_run", row, run)
        walked = draft_hash(await self._registry.flow())
        return run_out(run, row, walked, self._services.clock.now())

    async def _wanted(
        self, row: FlowScenario, flow: Flow, walked: tuple[LoadedFlows, FlowCanvas], wanted: RunIn
    ) -> ScenarioRunOut:
        """A new run, or the one under way that is of just the same."""
        definition, (loaded, canvas) = definition_of(row), walked
        check_node(loaded, definition.node or "")
        runs = wanted.tries or definition.tries
        run = FlowScenarioRun(
            scenario_id=row.id,
            version=wanted.version,
            canvas_hash=canvas_hash(canvas),
            scenario_revision=row.revision,
            spoken=wanted.spoken,
            runs=runs,
            # The same share of another number of tries.
            must_pass=math.ceil(definition.must_pass * runs / definition.tries),
            asked=self._asked(definition, canvas if wanted.version is None else None),
            due_at=self._services.clock.now(),
        )
        under_way = await self._runs.open(row.id)
        same = next((one for one in under_way if _of(one) == _of(run)), None)
        if same is None:
            if len(under_way) >= MOST_OPEN:
                raise TooManyRuns(f"{MOST_OPEN} runs of this scenario wait already.", hint="Cancel one of them.")
            await self._runs.add(run)
            await self._note("scenario.run", row, run)
        return run_out(same or run, row, draft_hash(flow), self._services.clock.now())

    def _asked(self, definition: Definition, canvas: FlowCanvas | None) -> dict[str, object]:
        asked = Asked(
            definition=definition,
            canvas=canvas.stored() if canvas is not None else None,
            may_use_secrets=self._may_use_secrets,
            who=self._actor.name,
            role=self._actor.role,
        )
        return asked.model_dump(mode="json")

    async def _loaded(self, flow: Flow, version: int | None) -> tuple[LoadedFlows, FlowCanvas]:
        if version is None:
            canvas = read_canvas(flow.canvas_data)
            return await load_canvas(self._session, canvas, flow.id, flow.name), canvas
        loaded = await load_flows(self._session, flow.id, version)
        stored = await FlowRepository(self._session).version(flow.id, version)
        return loaded, read_canvas(stored.canvas if stored else {})

    async def _note(self, action: str, row: FlowScenario, run: FlowScenarioRun) -> None:
        noted = {"flow": str(self._flow_id), "name": row.name, "run": str(run.id), "spoken": run.spoken}
        await audit.record(self._session, self._actor, action, "flow_scenario", str(row.id), noted, self._request_id)
        publish_after_commit(self._session, self._services.bus, SCENARIOS)


def _published(flow: Flow, version: int | None) -> int:
    if not (version or flow.version):
        raise invalid_field("version", "Calls walk published versions: publish the flow first.")
    return version or flow.version


def _of(run: FlowScenarioRun) -> tuple[object, ...]:
    return run.version, run.canvas_hash, run.scenario_revision, run.spoken, run.runs
