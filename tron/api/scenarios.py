"""/api/tron/flows/{id}/scenarios: conversations that a flow must hold, and runs of them that workers hold."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, status

from tron.api.actor import Actor
from tron.api.deps import RequestId, ServicesDep, SessionDep, require
from tron.api.errors import RESPONSES
from tron.core.models.scenario import (
    RunAllIn,
    RunIn,
    ScenarioIn,
    ScenarioOut,
    ScenarioPage,
    ScenarioRunOut,
    ScenarioRunPage,
    ScenarioUpdate,
)
from tron.core.scenarios.asking import ScenarioRuns
from tron.core.scenarios.registry import ScenarioRegistry

router = APIRouter(prefix="/flows/{flow_id}/scenarios", tags=["flows"], responses=RESPONSES)

Writing = Annotated[Actor, Depends(require("flows.write"))]
Reading = Annotated[Actor, Depends(require("flows.read"))]


async def _reader(flow_id: UUID, actor: Reading, session: SessionDep) -> ScenarioRegistry:
    return ScenarioRegistry(session, flow_id, actor)


async def _writer(flow_id: UUID, actor: Writing, session: SessionDep, request_id: RequestId) -> ScenarioRegistry:
    return ScenarioRegistry(session, flow_id, actor, request_id)


async def _runs(
    flow_id: UUID, actor: Writing, session: SessionDep, services: ServicesDep, request_id: RequestId
) -> ScenarioRuns:
    may = "settings.write" in actor.permissions
    return ScenarioRuns(services, session, flow_id, actor, may_use_secrets=may, request_id=request_id)


Reader = Annotated[ScenarioRegistry, Depends(_reader)]
Writer = Annotated[ScenarioRegistry, Depends(_writer)]
Runs = Annotated[ScenarioRuns, Depends(_runs)]


@router.get("")
async def list_scenarios(scenarios: Reader) -> ScenarioPage:
    """All of them, by name, each with its last run of the draft, and the one under way."""
    return ScenarioPage(items=await scenarios.all(), next_cursor=None, may_decide=scenarios.may_decide)


@router.post("", status_code=status.HTTP_201_CREATED)
async def create_scenario(body: ScenarioIn, scenarios: Writer) -> ScenarioOut:
    return await scenarios.create(body)


@router.post("/run", status_code=status.HTTP_202_ACCEPTED)
async def run_all_scenarios(body: RunAllIn, runs: Runs) -> ScenarioRunPage:
    """A run of each of them, by name; workers hold them. One under way that is of just the same is answered with.

    A scenario of which too many runs wait is left out; 409 when that is so of all.
    """
    return ScenarioRunPage(items=await runs.all(body.version), next_cursor=None)


@router.put("/{scenario_id}")
async def change_scenario(scenario_id: UUID, body: ScenarioUpdate, scenarios: Writer) -> ScenarioOut:
    """The whole scenario anew; 409 with the `current` one when `revision` is stale.

    403 for somebody who is no owner, while the flow's scenarios must pass before it is published.
    """
    return await scenarios.update(scenario_id, body)


@router.delete("/{scenario_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_scenario(scenario_id: UUID, scenarios: Writer) -> None:
    """With its runs. 403 as for a change."""
    await scenarios.delete(scenario_id)


@router.post("/{scenario_id}/run", status_code=status.HTTP_202_ACCEPTED)
async def run_scenario(scenario_id: UUID, body: RunIn, actor: Writing, runs: Runs) -> ScenarioRunOut:
    """A worker holds the conversation, as often as it says; follow the run until it is over.

    One under way that is of just the same is answered with. 409 when too many of this scenario wait.
    """
    if body.spoken:
        actor.check("calls.write")
    return await runs.one(scenario_id, body)


@router.get("/{scenario_id}/runs")
async def list_scenario_runs(scenario_id: UUID, scenarios: Reader) -> ScenarioRunPage:
    """The newest first, those under way too; the last 50 are kept."""
    return ScenarioRunPage(items=await scenarios.runs(scenario_id), next_cursor=None)


@router.get("/{scenario_id}/runs/{run_id}")
async def get_scenario_run(scenario_id: UUID, run_id: UUID, scenarios: Reader) -> ScenarioRunOut:
    """How far it is, or what came of it."""
    return await scenarios.run(scenario_id, run_id)


@router.post("/{scenario_id}/runs/{run_id}/cancel")
async def cancel_scenario_run(scenario_id: UUID, run_id: UUID, runs: Runs) -> ScenarioRunOut:
    """End it; the tries that are over are kept, a call under way is hung up. 409 when it is over already."""
    return await runs.cancel(scenario_id, run_id)
