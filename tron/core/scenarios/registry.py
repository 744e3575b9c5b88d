"""Scenarios of a flow: written, changed, removed, shown with what came of them last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import audit
from tron.core.clock import Clock, SystemClock
from tron.core.database.tables import Flow, FlowScenario, FlowScenarioRun
from tron.core.errors import Conflict, Forbidden, Invalid, NotFound, invalid_field
from tron.core.flow_engine.canvas import read_canvas
from tron.core.flows.registry import OWNERS
from tron.core.models.scenario import (
    Definition,
    RunProblem,
    RunState,
    ScenarioIn,
    ScenarioOut,
    ScenarioRunOut,
    ScenarioUpdate,
    TryOut,
)
from tron.core.repositories.agents import AgentRepository
from tron.core.repositories.flows import FlowRepository
from tron.core.repositories.scenario_runs import PASSED, QUEUED, RUNNING, ScenarioRunRepository
from tron.core.repositories.scenarios import ScenarioRepository
from tron.core.scenarios.walked import canvas_hash

MOST: Final = 100


class ScenarioRegistry:
    """Of one flow, in the caller's transaction. `actor` is who changes them."""

    def __init__(
        self,
        session: AsyncSession,
        flow_id: UUID,
        actor: audit.Doer | None = None,
        request_id: str | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._session = session
        self._flow_id = flow_id
        self._actor = actor or audit.System()
        self._request_id = request_id
        self._clock = clock or SystemClock()
        self._rows = ScenarioRepository(session)
        self._runs = ScenarioRunRepository(session)

    async def flow(self) -> Flow:
        """Raises NotFound."""
        flow = await FlowRepository(self._session).get(self._flow_id)
        if flow is None:
            raise NotFound("There is no such flow.", hint="List flows with GET /api/tron/flows.")
        return flow

    async def all(self) -> list[ScenarioOut]:
        """By name. Raises NotFound."""
        shown = await self._shower()
        return [shown(row) for row in await self._rows.of_flow(self._flow_id)]

    async def rows(self) -> Sequence[FlowScenario]:
        """By name. Raises NotFound."""
        await self.flow()
        return await self._rows.of_flow(self._flow_id)

    async def get(self, scenario_id: UUID, *, lock: bool = False) -> FlowScenario:
        """Raises NotFound."""
        found = await self._rows.get(self._flow_id, scenario_id, lock=lock)
        if found is None:
            raise NotFound("This flow has no such scenario.")
        return found

    async def create(self, body: ScenarioIn) -> ScenarioOut:
        """Raises NotFound, Invalid, and Conflict where there are MOST."""
        await self.flow()
        await self._check(body)
        if await self._rows.count(self._flow_id) >= MOST:
            raise Conflict(f"A flow has at most {MOST} scenarios.")
        row = FlowScenario(flow_id=self._flow_id, name=body.name, definition=_stored(body))
        await self._rows.store(row)
        await self._note("scenario.create", row)
        return await self._shown(row)

    @property
    def may_decide(self) -> bool:
        """Whether the actor decides what must pass before this flow is published."""
        return self._actor.role in OWNERS

    async def update(self, scenario_id: UUID, body: ScenarioUpdate) -> ScenarioOut:
        """Raises NotFound, Invalid, Conflict for a stale revision (`extra["current"]`), and Forbidden for somebody who
        is no owner, while the flow's scenarios must pass."""
        row = await self.get(scenario_id, lock=True)
        await self._check_gate()
        if row.revision != body.revision:
            current = (await self._shown(row)).model_dump(mode="json")
            raise Conflict("This scenario was changed meanwhile.", extra={"current": current})
        await self._check(body)
        row.name, row.definition, row.revision = body.name, _stored(body), row.revision + 1
        await self._rows.store(row)
        await self._note("scenario.update", row)
        return await self._shown(row)

    async def delete(self, scenario_id: UUID) -> None:
        """With its runs. Raises NotFound, and Forbidden as `update` does."""
        row = await self.get(scenario_id)
        await self._check_gate()
        await self._rows.delete(row)
        await self._note("scenario.delete", row)

    async def runs(self, scenario_id: UUID) -> list[ScenarioRunOut]:
        """The newest first. Raises NotFound."""
        row = await self.get(scenario_id)
        walked = draft_hash(await self.flow())
        now = self._clock.now()
        return [run_out(run, row, walked, now) for run in await self._runs.of_scenario(row.id)]

    async def run(self, scenario_id: UUID, run_id: UUID) -> ScenarioRunOut:
        """Raises NotFound."""
        row = await self.get(scenario_id)
        found = await self._runs.get(row.id, run_id)
        if found is None:
            raise no_run()
        return run_out(found, row, draft_hash(await self.flow()), self._clock.now())

    async def _shown(self, row: FlowScenario) -> ScenarioOut:
        return (await self._shower())(row)

    async def _shower(self) -> Callable[[FlowScenario], ScenarioOut]:
        """Shows a row of this flow with its runs."""
        walked, now = draft_hash(await self.flow()), self._clock.now()
        last, spoken = await self._runs.last(self._flow_id), await self._runs.last_spoken(self._flow_id)
        current = await self._runs.current(self._flow_id)

        def show(row: FlowScenario) -> ScenarioOut:
            def out(runs: Mapping[UUID, FlowScenarioRun]) -> ScenarioRunOut | None:
                return run_out(runs[row.id], row, walked, now) if row.id in runs else None

            return _out(row, out(last), out(spoken), out(current))

        return show

    async def _check_gate(self) -> None:
        """The row of the flow is locked until the transaction ends: the gate is not opened or shut meanwhile."""
        flow = await FlowRepository(self._session).lock(self._flow_id)
        if flow is not None and flow.require_scenarios and not self.may_decide:
            raise Forbidden(
                "This flow is published only once its scenarios pass, so only an owner changes or deletes them.",
                hint=f"Your role is {self._actor.role}. Add a scenario of your own, or ask an owner.",
            )

    async def _check(self, body: ScenarioIn) -> None:
        if body.agent_id is not None and await AgentRepository(self._session).get(body.agent_id) is None:
            raise invalid_field("agent_id", "There is no such agent.")

    async def _note(self, action: str, row: FlowScenario) -> None:
        flow = await FlowRepository(self._session).get(self._flow_id)
        gated = {"required": True} if flow is not None and flow.require_scenarios else {}
        noted = {"flow": str(self._flow_id), "name": row.name, **gated}
        await audit.record(self._session, self._actor, action, "flow_scenario", str(row.id), noted, self._request_id)


def definition_of(row: FlowScenario) -> Definition:
    """What was stored, read again."""
    return Definition.model_validate(row.definition)


def draft_hash(flow: Flow) -> str:
    """Of the draft; "" for one that cannot be read."""
    try:
        return canvas_hash(read_canvas(flow.canvas_data))
    except Invalid:
        return ""


def run_out(run: FlowScenarioRun, row: FlowScenario, walked: str, now: datetime) -> ScenarioRunOut:
    """`walked`: the hash of the present draft. A run whose worker is gone waits for another one: it is queued."""
    abandoned = run.state == RUNNING and run.due_at < now
    stale = run.scenario_revision != row.revision or (run.version is None and run.canvas_hash != walked)
    return ScenarioRunOut(
        id=run.id,
        scenario_id=run.scenario_id,
        version=run.version,
        spoken=run.spoken,
        state=cast("RunState", QUEUED if abandoned else run.state),
        passed=run.state == PASSED,
        passes=run.passes,
        runs=run.runs,
        done=len(run.results),
        stale=stale,
        seconds=run.seconds,
        results=[TryOut.model_validate(result) for result in run.results],
        error=RunProblem(code=run.error_code, message=run.error_message or "") if run.error_code else None,
        created_at=run.created_at,
        started_at=run.started_at,
        ended_at=run.ended_at,
    )


def no_run() -> NotFound:
    return NotFound("This scenario has no such run.", hint="The last 50 are kept.")


def _out(
    row: FlowScenario,
    last_run: ScenarioRunOut | None,
    last_spoken_run: ScenarioRunOut | None,
    current_run: ScenarioRunOut | None,
) -> ScenarioOut:
    definition = definition_of(row)
    return ScenarioOut(
        id=row.id,
        flow_id=row.flow_id,
        name=row.name,
        **{name: getattr(definition, name) for name in Definition.model_fields},
        revision=row.revision,
        last_run=last_run,
        last_spoken_run=last_spoken_run,
        current_run=current_run,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def _stored(body: ScenarioIn) -> dict[str, Any]:
    return body.model_dump(mode="json", include=set(Definition.model_fields))
