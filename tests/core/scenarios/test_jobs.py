"""Runs on their way: workers that die, leave, or are no longer wanted; and what cannot be held at all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from tests.core.flow_engine.talks import canvas
from tests.core.flows.drawn import save_flow
from tests.factories import make_services
from tron.core import audit
from tron.core.clock import SystemClock
from tron.core.database.engine import Database
from tron.core.database.tables import FlowScenarioRun
from tron.core.models.scenario import RunIn, ScenarioIn, ScenarioRunOut
from tron.core.scenarios import jobs as module
from tron.core.scenarios import running
from tron.core.scenarios.asking import ScenarioRuns
from tron.core.scenarios.jobs import ScenarioJobs
from tron.core.scenarios.registry import ScenarioRegistry
from tron.core.services import Services

SHORT = canvas(
    [("start", "start_outbound", {}), ("bye", "end_call", {"message": "Goodbye.", "outcome": "done"})],
    ["start > bye"],
)
THREE = {"tries": 3, "must_pass": 2}


@dataclass(frozen=True)
class Asked:
    """A run that waits, and how it is now."""

    services: Services
    flow_id: UUID
    scenario_id: UUID
    run: ScenarioRunOut

    async def now(self) -> ScenarioRunOut:
        async with self.services.database.transaction() as session:
            return await ScenarioRegistry(session, self.flow_id).run(self.scenario_id, self.run.id)

    async def when(self, holds: Callable[[ScenarioRunOut], bool]) -> ScenarioRunOut:
        while not holds(run := await self.now()):
            await asyncio.sleep(0.01)
        return run

    async def set(self, **values: Any) -> None:
        async with self.services.database.transaction() as session:
            await session.execute(update(FlowScenarioRun).values(**values))


@pytest.fixture
def services(database: Database, tmp_path: Path) -> Services:
    return make_services(database, tmp_path, SystemClock())


async def asked(services: Services, **changes: Any) -> Asked:
    flow_id = await save_flow(services.database, SHORT)
    body = {
        "name": "Short",
        "caller": {"kind": "script", "turns": ["yes"]},
        "assertions": [{"kind": "outcome", "outcome": "done"}],
        **changes,
    }
    async with services.database.transaction() as session:
        scenario = await ScenarioRegistry(session, flow_id).create(ScenarioIn.model_validate(body))
        runs = ScenarioRuns(services, session, flow_id, audit.System(), may_use_secrets=False)
        run = await runs.one(scenario.id, RunIn())
    return Asked(services, flow_id, scenario.id, run)


@asynccontextmanager
async def at_work(services: Services) -> AsyncIterator[ScenarioJobs]:
    jobs = ScenarioJobs(services)
    await jobs.start()
    try:
        yield jobs
    finally:
        await jobs.close()


class Stuck:
    """Stands for `run_try`: the first `through` tries go through, the next one never ends."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, through: int) -> None:
        self._real, self._through = running.run_try, through
        self.begun = 0
        self.there = asyncio.Event()
        monkeypatch.setattr(running, "run_try", self)

    async def __call__(self, *args: Any, **options: Any) -> Any:
        self.begun += 1
        if self.begun > self._through:
            self.there.set()
            await asyncio.Event().wait()
        return await self._real(*args, **options)

    def mend(self) -> None:
        self._through = 1_000


async def _killed(jobs: ScenarioJobs, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with kill -9: nobody tidies up, the lease alone tells."""

    async def nothing(_run: object) -> None:
        pass

    monkeypatch.setattr(jobs, "_give_back", nothing)
    await jobs.close()


async def test_a_worker_that_dies_is_taken_over_after_the_last_try_that_was_kept(services, monkeypatch):
    stuck = Stuck(monkeypatch, through=2)
    made = await asked(services, **THREE)
    first = ScenarioJobs(services)
    await first.start()
    await stuck.there.wait()
    run = await made.when(lambda run: run.done == 2)
    assert (run.state, run.passes) == ("running", 2)
    await _killed(first, monkeypatch)
    assert (await made.now()).state == "running"
    await made.set(due_at=services.clock.now() - timedelta(seconds=1))
    assert (await made.now()).state == "queued"  # nobody is at it, and it does not say otherwise
    stuck.mend()
    async with at_work(services):
        run = await made.when(lambda run: run.ended_at is not None)
    assert (run.state, run.done, run.passes) == ("passed", 3, 3)
    assert stuck.begun == 4


async def test_a_run_that_kills_its_workers_ends_with_an_error(services, monkeypatch):
    made = await asked(services)
    await made.set(attempts=module.MOST_ATTEMPTS)
    async with at_work(services):
        run = await made.when(lambda run: run.ended_at is not None)
    assert run.error is not None
    assert (run.state, run.error.code) == ("error", "lost")


async def test_a_worker_that_leaves_gives_its_run_back(services, monkeypatch):
    stuck = Stuck(monkeypatch, through=0)
    made = await asked(services)
    async with at_work(services):
        await stuck.there.wait()
        assert (await made.now()).state == "running"
    assert (await made.now()).state == "queued"
    stuck.mend()
    async with at_work(services):
        assert (await made.when(lambda run: run.ended_at is not None)).state == "passed"


@pytest.mark.parametrize(("spent", "passes"), [(0.0, 1), (module.MOST_TIME.total_seconds(), 0)])
async def test_only_time_that_was_spent_on_it_counts_against_a_run(services, spent, passes):
    made = await asked(services)
    await made.set(started_at=services.clock.now() - 2 * module.MOST_TIME, seconds=spent)
    async with at_work(services):
        run = await made.when(lambda run: run.ended_at is not None)
    assert (run.passes, [one.problem for one in run.results]) == (passes, [None if passes else module.NO_TIME.text])


async def test_a_cancelled_run_is_left_at_once_and_keeps_its_tries(services, monkeypatch):
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.02)
    stuck = Stuck(monkeypatch, through=1)
    made = await asked(services, **THREE)
    async with at_work(services) as jobs:
        await stuck.there.wait()
        async with services.database.transaction() as session:
            runs = ScenarioRuns(services, session, made.flow_id, audit.System(), may_use_secrets=False)
            await runs.cancel(made.scenario_id, made.run.id)
        while jobs._rows.jobs:
            await asyncio.sleep(0.01)
    run = await made.now()
    assert (run.state, run.done, run.error) == ("cancelled", 1, None)


async def test_one_that_another_worker_took_is_not_written_to(services, monkeypatch):
    made = await asked(services)
    stolen = UUID(int=7)

    async def late(*_: Any, **__: Any) -> Any:
        await made.set(holder=stolen)
        return module.try_out(module.Held(), [], None, 0.0, 0)

    monkeypatch.setattr(running, "run_try", late)
    async with at_work(services) as jobs:
        while not jobs._rows.jobs:
            await asyncio.sleep(0.01)
        while jobs._rows.jobs:
            await asyncio.sleep(0.01)
    assert (await made.now()).done == 0


@pytest.mark.parametrize(("broken", "code"), [(ValueError("a defect"), "error"), (module.TronError("Away."), None)])
async def test_what_cannot_be_held_says_why(services, monkeypatch, broken, code):
    async def breaks(*_: Any, **__: Any) -> None:
        raise broken

    monkeypatch.setattr(running, "run_try", breaks)
    made = await asked(services)
    async with at_work(services):
        run = await made.when(lambda run: run.ended_at is not None)
    assert run.error is not None
    assert (run.state, run.error.code) == ("error", code or module.TronError.code)


async def test_more_run_at_once_than_one(services, monkeypatch):
    stuck = Stuck(monkeypatch, through=0)
    made = [await asked(services) for _ in range(module.AT_ONCE + 1)]
    async with at_work(services):
        while stuck.begun < module.AT_ONCE:
            await asyncio.sleep(0.01)
        states = [(await one.now()).state for one in made]
    assert sorted(states) == ["queued"] + ["running"] * module.AT_ONCE


async def test_a_worker_may_be_told_twice_to_leave(services, monkeypatch):
    stuck = Stuck(monkeypatch, through=0)
    made = await asked(services)
    async with at_work(services) as jobs:
        await stuck.there.wait()
        await jobs.close()
    assert (await made.now()).state == "queued"
