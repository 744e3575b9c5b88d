"""SQL of scenarios and their runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import FlowScenario, FlowScenarioRun

KEPT: Final = 50
"""Runs of a scenario that are kept."""


class ScenarioRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_flow(self, flow_id: UUID) -> Sequence[FlowScenario]:
        """By name."""
        query = select(FlowScenario).where(FlowScenario.flow_id == flow_id)
        return (await self._session.scalars(query.order_by(func.lower(FlowScenario.name), FlowScenario.id))).all()

    async def count(self, flow_id: UUID) -> int:
        query = select(func.count()).select_from(FlowScenario).where(FlowScenario.flow_id == flow_id)
        return int(await self._session.scalar(query) or 0)

    async def get(self, flow_id: UUID, scenario_id: UUID, *, lock: bool = False) -> FlowScenario | None:
        found = await self._session.get(FlowScenario, scenario_id, with_for_update=lock, populate_existing=True)
        return found if found is not None and found.flow_id == flow_id else None

    async def store(self, scenario: FlowScenario) -> None:
        """A new row or its changes; reads back what the database filled in."""
        self._session.add(scenario)
        await self._session.flush()
        await self._session.refresh(scenario)

    async def delete(self, scenario: FlowScenario) -> None:
        """With its runs."""
        await self._session.delete(scenario)
        await self._session.flush()

    async def add_run(self, run: FlowScenarioRun) -> None:
        """Keeps it; the oldest ones beyond KEPT go."""
        self._session.add(run)
        await self._session.flush()
        await self._session.refresh(run)
        newest = select(FlowScenarioRun.id).where(FlowScenarioRun.scenario_id == run.scenario_id)
        newest = newest.order_by(FlowScenarioRun.id.desc()).limit(KEPT)
        old = delete(FlowScenarioRun).where(
            FlowScenarioRun.scenario_id == run.scenario_id, FlowScenarioRun.id.not_in(newest)
        )
        await self._session.execute(old)

    async def runs(self, scenario_id: UUID) -> Sequence[FlowScenarioRun]:
        """The newest first."""
        query = select(FlowScenarioRun).where(FlowScenarioRun.scenario_id == scenario_id)
        return (await self._session.scalars(query.order_by(FlowScenarioRun.id.desc()))).all()

    async def last_runs(self, flow_id: UUID) -> dict[UUID, FlowScenarioRun]:
        """The newest run of the draft of each scenario, by scenario."""
        query = (
            select(FlowScenarioRun)
            .join(FlowScenario, FlowScenario.id == FlowScenarioRun.scenario_id)
            .where(FlowScenario.flow_id == flow_id, FlowScenarioRun.version.is_(None))
            .ext(distinct_on(FlowScenarioRun.scenario_id))
            .order_by(FlowScenarioRun.scenario_id, FlowScenarioRun.id.desc())
        )
        return {run.scenario_id: run for run in await self._session.scalars(query)}
