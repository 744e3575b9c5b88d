"""What an owner can ask for before a flow is published: all its scenarios pass, on this very draft."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import Flow, FlowScenarioRun
from tron.core.errors import Invalid
from tron.core.flow_engine.canvas import FlowCanvas
from tron.core.repositories.scenario_runs import ERROR, PASSED, ScenarioRunRepository
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
    """What stands against publishing this canvas; nothing where every scenario's last run of it passed.

    A run under way has said nothing yet: the last one that came to its end counts.
    """
    scenarios, runs = await ScenarioRepository(session).of_flow(flow_id), ScenarioRunRepository(session)
    if not scenarios:
        return [GateProblem(None, "", "This flow has no scenario.")]
    of_this, last = await runs.last_of(flow_id, canvas_hash(canvas)), await runs.last(flow_id)
    current = await runs.current(flow_id)
    found = []
    for scenario in scenarios:
        message = _against(of_this.get(scenario.id))
        if scenario.id not in of_this:
            message = "It was not run since the last change." if scenario.id in last else "It was never run."
            message = "Its run has not come to its end yet." if scenario.id in current else message
        if message is not None:
            found.append(GateProblem(str(scenario.id), scenario.name, message))
    return found


def _against(run: FlowScenarioRun | None) -> str | None:
    """What a run that came to its end says against publishing."""
    if run is None or run.state == PASSED:
        return None
    if run.state == ERROR:
        return f"It could not be run: {run.error_message}"
    return f"{run.passes} of {run.runs} tries passed."


async def require_passes(session: AsyncSession, flow: Flow, canvas: FlowCanvas) -> None:
    """The publisher's gate (core/flows/publishing.py): the draft, or an earlier version. Raises ScenariosFailed."""
    problems = await passes(session, flow.id, canvas)
    if problems:
        raise ScenariosFailed(
            "This flow's scenarios must pass before it is published.",
            hint="Run the scenarios of the draft, or lift the requirement.",
            extra={"scenarios": [asdict(problem) for problem in problems]},
        )
