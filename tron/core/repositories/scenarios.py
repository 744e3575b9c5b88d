"""SQL of scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import FlowScenario


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
