"""What an owner can ask for before a flow is published: all its scenarios pass, on this very draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final, Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import Flow, FlowScenario, FlowScenarioRun
from tron.core.errors import Invalid
from tron.core.flow_engine.canvas import FlowCanvas
from tron.core.repositories.scenario_runs import ERROR, PASSED, ScenarioRunRepository
from tron.core.repositories.scenarios import ScenarioRepository
from tron.core.scenarios.walked import canvas_hash

GateCode = Literal["none", "never", "changed", "under_way", "too_few", "broken", "failed"]
_MESSAGES: Final[Mapping[GateCode, str]] = {
    "none": "This flow has no scenario.",
    "never": "It was never run.",
    "changed": "It was not run since the last change.",
    "under_way": "Its run has not come to its end yet.",
    "too_few": "Its last run had fewer tries than it asks for.",
}


@dataclass(frozen=True, slots=True)
class GateProblem:
    """Why one scenario does not let the flow through. `scenario_id` None: there is none at all.

    `passes` and `runs` are of a run that failed.
    """

    scenario_id: str | None
    name: str
    code: GateCode
    message: str
    passes: int = 0
    runs: int = 0


class ScenariosFailed(Invalid):
    """`extra["scenarios"]` are the problems: GateProblem."""

    code = "scenarios_failed"


async def passes(session: AsyncSession, flow_id: UUID, canvas: FlowCanvas) -> list[GateProblem]:
    """What stands against publishing this canvas; nothing where every scenario's last run of it passed.

    A run under way has said nothing yet: the last one that came to its end counts. One with fewer tries than the
    scenario asks for says too little, whatever came of it.
    """
    scenarios, runs = await ScenarioRepository(session).of_flow(flow_id), ScenarioRunRepository(session)
    if not scenarios:
        return [GateProblem(None, "", "none", _MESSAGES["none"])]
    walked = canvas_hash(canvas)
    of_this, any_of_this = [await runs.last_of(flow_id, walked, whole=whole) for whole in (True, False)]
    last, current = await runs.last(flow_id), await runs.current(flow_id)
    found = []
    for scenario in scenarios:
        if scenario.id in of_this:
            problem = _against(scenario, of_this[scenario.id])
        else:
            code: GateCode = "changed" if scenario.id in last else "never"
            code = "too_few" if scenario.id in any_of_this else code
            code = "under_way" if scenario.id in current else code
            problem = GateProblem(str(scenario.id), scenario.name, code, _MESSAGES[code])
        if problem is not None:
            found.append(problem)
    return found


def _against(scenario: FlowScenario, run: FlowScenarioRun) -> GateProblem | None:
    """What a run that came to its end says against publishing."""
    if run.state == PASSED:
        return None
    name = str(scenario.id), scenario.name
    if run.state == ERROR:
        return GateProblem(*name, "broken", f"It could not be run: {run.error_message}")
    return GateProblem(*name, "failed", f"{run.passes} of {run.runs} tries passed.", run.passes, run.runs)


async def require_passes(session: AsyncSession, flow: Flow, canvas: FlowCanvas) -> None:
    """The publisher's gate (core/flows/publishing.py): the draft, or an earlier version. Raises ScenariosFailed."""
    problems = await passes(session, flow.id, canvas)
    if problems:
        raise ScenariosFailed(
            "This flow's scenarios must pass before it is published.",
            hint="Run the scenarios of the draft, or ask an owner to lift the requirement.",
            extra={"scenarios": [asdict(problem) for problem in problems]},
        )
