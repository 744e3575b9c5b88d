"""/api/tron/flows/{id}/scenarios: conversations that a flow must hold, and running them."""

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
from tron.core.scenarios.registry import ScenarioRegistry
from tron.core.scenarios.running import ScenarioRunner

router = APIRouter(prefix="/flows/{flow_id}/scenarios", tags=["flows"], responses=RESPONSES)

Writing = Annotated[Actor, Depends(require("flows.write"))]
Reading = Depends(require("flows.read"))


async def _reader(flow_id: UUID, session: SessionDep) -> ScenarioRegistry:
    return ScenarioRegistry(session, flow_id)


async def _writer(flow_id: UUID, actor: Writing, session: SessionDep, request_id: RequestId) -> ScenarioRegistry:
    return ScenarioRegistry(session, flow_id, actor, request_id)


async def _runner(flow_id: UUID, actor: Writing, services: ServicesDep) -> ScenarioRunner:
    return ScenarioRunner(services, flow_id, actor, may_use_secrets="settings.write" in actor.permissions)


Reader = Annotated[ScenarioRegistry, Depends(_reader)]
Writer = Annotated[ScenarioRegistry, Depends(_writer)]
Runner = Annotated[ScenarioRunner, Depends(_runner)]


@router.get("", dependencies=[Reading])
async def list_scenarios(scenarios: Reader) -> ScenarioPage:
    """All of them, by name, each with its last run of the draft."""
    return ScenarioPage(items=await scenarios.all(), next_cursor=None)


@router.post("", status_code=status.HTTP_201_CREATED)
async def create_scenario(body: ScenarioIn, scenarios: Writer) -> ScenarioOut:
    return await scenarios.create(body)


@router.post("/run")
async def run_all_scenarios(body: RunAllIn, services: ServicesDep, runner: Runner) -> ScenarioRunPage:
    """Each of them, one after the other; may take minutes where a model plays along. What came of it is kept."""
    with services.simulators.take():
        return ScenarioRunPage(items=await runner.all(body.version), next_cursor=None)


@router.put("/{scenario_id}")
async def change_scenario(scenario_id: UUID, body: ScenarioUpdate, scenarios: Writer) -> ScenarioOut:
    """The whole scenario anew; 409 with the `current` one when `revision` is stale."""
    return await scenarios.update(scenario_id, body)


@router.delete("/{scenario_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_scenario(scenario_id: UUID, scenarios: Writer) -> None:
    """With its runs."""
    await scenarios.delete(scenario_id)


@router.post("/{scenario_id}/run", status_code=status.HTTP_201_CREATED)
async def run_scenario(
    scenario_id: UUID, body: RunIn, actor: Writing, services: ServicesDep, runner: Runner
) -> ScenarioRunOut:
    """Hold the conversation, as often as it says; what came of it is kept. Spoken ones take as long as calls do."""
    if body.spoken:
        actor.check("calls.write")
    with services.simulators.take():
        return await runner.one(scenario_id, body)


@router.get("/{scenario_id}/runs", dependencies=[Reading])
async def list_scenario_runs(scenario_id: UUID, scenarios: Reader) -> ScenarioRunPage:
    """The newest first; the last 50 are kept."""
    return ScenarioRunPage(items=await scenarios.runs(scenario_id), next_cursor=None)
