"""What an owner can ask for before a flow is published: all its scenarios pass, on this very draft."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import Flow
from tron.core.errors import Invalid
from tron.core.flow_engine.canvas import FlowCanvas, read_canvas
from tron.core.repositories.scenarios import ScenarioRepository
from tron.core.scenarios.walked import canvas_hash


@dataclass(frozen=True, slots=True)
class GateProblem:
    """Why one scenario does not let the flow through. `scenario_id` None: there is none at all."""

    scenario_id: str | None
    name: str
    message: str


class ScenariosFailed(Invalid):
    """`extra["scenarios"]` are the problems: scenario_id, name, message."""

    code = "scenarios_failed"


async def passes(session: AsyncSession, flow_id: UUID, canvas: FlowCanvas) -> list[GateProblem]:
    """What stands against publishing this canvas; nothing where the last run of every scenario was of it and passed."""
    rows, walked = ScenarioRepository(session), canvas_hash(canvas)
    scenarios, last = await rows.of_flow(flow_id), await rows.last_runs(flow_id)
    if not scenarios:
        return [GateProblem(None, "", "This flow has no scenario.")]
    found = []
    for scenario in scenarios:
        run = last.get(scenario.id)
        message = None
        if run is None:
            message = "It was never run."
        elif run.scenario_revision != scenario.revision or run.canvas_hash != walked:
            message = "It was not run since the last change."
        elif not run.passed:
            message = f"{run.passes} of {run.runs} tries passed."
        if message is not None:
            found.append(GateProblem(str(scenario.id), scenario.name, message))
    return found


async def require_passes(session: AsyncSession, flow: Flow) -> None:
    """The publisher's gate (core/flows/publishing.py). Raises ScenariosFailed."""
    problems = await passes(session, flow.id, read_canvas(flow.canvas_data))
    if problems:
        raise ScenariosFailed(
            "This flow's scenarios must pass before it is published.",
            hint="Run the scenarios of the draft, or lift the requirement.",
            extra={"scenarios": [asdict(problem) for problem in problems]},
        )
