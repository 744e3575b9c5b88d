"""SQL of runs of scenarios: those that wait for a worker, those under way, and what came of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from tron.core.database.tables import FlowScenario, FlowScenarioRun

KEPT: Final = 50
"""Runs of a scenario that are kept."""
QUEUED, RUNNING = "queued", "running"
PASSED, FAILED, ERROR, CANCELLED = "passed", "failed", "error", "cancelled"
OPEN: Final = (QUEUED, RUNNING)
TOLD: Final = (PASSED, FAILED, ERROR)
"""Those that came to an end of which a verdict can be read."""

Row = FlowScenarioRun


class ScenarioRunRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, run: FlowScenarioRun) -> None:
        """A new one; the oldest beyond KEPT that are over go."""
        self._session.add(run)
        await self._session.flush()
        await self._session.refresh(run)
        newest = select(Row.id).where(Row.scenario_id == run.scenario_id).order_by(Row.id.desc()).limit(KEPT)
        old = delete(Row).where(Row.scenario_id == run.scenario_id, Row.id.not_in(newest), Row.state.not_in(OPEN))
        await self._session.execute(old)

    async def get(self, scenario_id: UUID, run_id: UUID, *, lock: bool = False) -> FlowScenarioRun | None:
        found = await self._session.get(Row, run_id, with_for_update=lock, populate_existing=True)
        return found if found is not None and found.scenario_id == scenario_id else None

    async def of_scenario(self, scenario_id: UUID) -> Sequence[FlowScenarioRun]:
        """The newest first."""
        query = select(Row).where(Row.scenario_id == scenario_id)
        return (await self._session.scalars(query.order_by(Row.id.desc()))).all()

    async def open(self, scenario_id: UUID) -> Sequence[FlowScenarioRun]:
        """Those not over yet, the newest first."""
        query = select(Row).where(Row.scenario_id == scenario_id, Row.state.in_(OPEN))
        return (await self._session.scalars(query.order_by(Row.id.desc()))).all()

    async def current(self, flow_id: UUID) -> dict[UUID, FlowScenarioRun]:
        """The newest one of each scenario that is not over yet."""
        return await self._newest(flow_id, Row.state.in_(OPEN))

    async def last(self, flow_id: UUID) -> dict[UUID, FlowScenarioRun]:
        """The newest run of the draft of each scenario that came to its end."""
        return await self._newest(flow_id, Row.state.in_(TOLD), Row.version.is_(None))

    async def last_spoken(self, flow_id: UUID) -> dict[UUID, FlowScenarioRun]:
        """The newest run in calls of each scenario that came to its end."""
        return await self._newest(flow_id, Row.state.in_(TOLD), Row.spoken)

    async def last_of(self, flow_id: UUID, canvas_hash: str, *, whole: bool) -> dict[UUID, FlowScenarioRun]:
        """The newest in writing of exactly this canvas, draft or version, that came to its end; of the scenario as
        it is now. `whole`: only those with at least as many tries as the scenario asks for."""
        this = [Row.canvas_hash == canvas_hash, Row.scenario_revision == FlowScenario.revision]
        if whole:
            this.append(Row.runs >= FlowScenario.definition["tries"].as_integer())
        return await self._newest(flow_id, Row.state.in_(TOLD), Row.spoken.is_(False), *this)

    async def _newest(self, flow_id: UUID, *conditions: object) -> dict[UUID, FlowScenarioRun]:
        query = (
            select(Row)
            .join(FlowScenario, FlowScenario.id == Row.scenario_id)
            .where(FlowScenario.flow_id == flow_id, *conditions)  # type: ignore[arg-type]
            .ext(distinct_on(Row.scenario_id))
            .order_by(Row.scenario_id, Row.id.desc())
        )
        return {run.scenario_id: run for run in await self._session.scalars(query)}

    # ------------------------------------------------------------ who holds them

    async def claim(self, now: datetime, lease: timedelta, *, spoken: bool) -> FlowScenarioRun | None:
        """The longest waiting one, with all that was asked, for `lease`; `spoken` False: only one in writing.

        One whose holder has not told for a `lease` that it is at it waits again.
        """
        query = select(Row).where(Row.state.in_(OPEN), Row.due_at <= now).order_by(Row.due_at, Row.id).limit(1)
        if not spoken:
            query = query.where(Row.spoken.is_(False))
        query = query.options(undefer(Row.asked)).with_for_update(skip_locked=True)
        run = (await self._session.scalars(query)).one_or_none()
        if run is not None:
            run.state, run.due_at, run.holder = RUNNING, now + lease, uuid4()
            run.started_at = run.started_at or now
            run.attempts += 1
        return run

    async def renew(self, held: Mapping[UUID, UUID], until: datetime) -> set[UUID]:
        """The leases of these runs (by their holders) go on; answers with the ids of those that are still theirs."""
        query = (
            update(Row)
            .where(Row.id.in_(held), Row.holder.in_(held.values()), Row.state == RUNNING)
            .values(due_at=until)
            .returning(Row.id)
        )
        return set(await self._session.scalars(query))

    async def held(self, run_id: UUID, holder: UUID) -> FlowScenarioRun | None:
        """Locked; None where it is no longer this holder's."""
        query = select(Row).where(Row.id == run_id, Row.holder == holder, Row.state == RUNNING).with_for_update()
        return (await self._session.scalars(query.execution_options(populate_existing=True))).one_or_none()

    async def give_back(self, held: Mapping[UUID, UUID], now: datetime) -> None:
        """Nobody is at them any more; this was no attempt."""
        await self._session.execute(
            update(Row)
            .where(Row.id.in_(held), Row.holder.in_(held.values()), Row.state == RUNNING)
            .values(state=QUEUED, holder=None, due_at=now, attempts=func.greatest(Row.attempts - 1, 0))
        )
