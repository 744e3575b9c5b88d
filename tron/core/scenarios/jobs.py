"""The worker's side of scenarios: takes runs that wait, holds their tries, and keeps what came of each at once.

Runs wait in their rows, so any worker can take them. One is somebody's for as long as its lease is renewed; when its
worker goes, the next one goes on after the last try that was kept.
"""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from tron.core.database.failures import DATABASE_ERRORS
from tron.core.database.tables import FlowScenario, FlowScenarioRun
from tron.core.errors import TronError
from tron.core.models.scenario import TryOut
from tron.core.repositories.scenario_runs import ERROR, FAILED, PASSED, ScenarioRunRepository
from tron.core.scenarios.asked import Asked
from tron.core.scenarios.asking import SCENARIOS
from tron.core.scenarios.held import Held
from tron.core.scenarios.runner import try_out
from tron.core.scenarios.running import SpokenTries, Tries, WrittenTries
from tron.core.scenarios.told import Told
from tron.core.services import Services
from tron.core.waiting_rows import WaitingRows

log = logging.getLogger(__name__)

AT_ONCE: Final = 3
SPOKEN_AT_ONCE: Final = 1
"""Of them: calls take long, and what is tried in writing does not wait for them."""
LEASE: Final = timedelta(seconds=45)
LOOK_SECONDS: Final = 5.0
"""Between two looks; each renews the leases."""
MOST_ATTEMPTS: Final = 3
"""Of workers at one try."""
MOST_TIME: Final = timedelta(minutes=30)
"""Of one run while somebody is at it: tries that have not begun by then do not begin."""
FINISH_SECONDS: Final = 5.0
NO_TIME: Final = Told("There was no time left for it.", "no_time")
LOST: Final = "lost", "The workers that held it stopped each time before it was over."
DEFECT: Final = "error", "The run broke."


@dataclass(slots=True)
class _Job:
    """A run that this worker is at."""

    holder: UUID
    spoken: bool


class ScenarioJobs:
    """One per worker; it works from `start` to `close`. `fidelity` of spoken runs: "audio", or "text" in tests."""

    def __init__(self, services: Services, *, fidelity: str = "audio") -> None:
        self._services = services
        self._fidelity = fidelity
        self._rows = WaitingRows(services.bus, SCENARIOS, self._look, every=LOOK_SECONDS)
        self._jobs: dict[UUID, _Job] = {}

    async def start(self) -> None:
        self._rows.start()

    async def close(self) -> None:
        """What is under way waits in its rows for the next worker."""
        await self._rows.close(within=FINISH_SECONDS)

    # ------------------------------------------------------------ which runs

    async def _look(self) -> None:
        services = self._services
        await self._renew()
        while len(self._rows.jobs) < AT_ONCE:
            spoken = sum(job.spoken for job in self._under_way().values()) < SPOKEN_AT_ONCE
            async with services.database.transaction() as session:
                runs = ScenarioRunRepository(session)
                run = await runs.claim(services.clock.now(), LEASE, spoken=spoken)
                scenario = await session.get(FlowScenario, run.scenario_id) if run is not None else None
            if run is None or scenario is None:
                return
            self._begin(run, scenario.flow_id)

    def _under_way(self) -> dict[UUID, _Job]:
        self._jobs = {run_id: job for run_id, job in self._jobs.items() if run_id in self._rows.jobs}
        return self._jobs

    async def _renew(self) -> None:
        """What is no longer ours (cancelled, deleted, taken by another worker) is left at once."""
        held = {run_id: job.holder for run_id, job in self._under_way().items()}
        if not held:
            return
        async with self._services.database.transaction() as session:
            runs = ScenarioRunRepository(session)
            ours = await runs.renew(held, self._services.clock.now() + LEASE)
        for run_id in held.keys() - ours:
            if run_id in self._rows.jobs:
                self._rows.jobs[run_id].cancel()

    def _begin(self, run: FlowScenarioRun, flow_id: UUID) -> None:
        assert run.holder is not None
        self._jobs[run.id] = _Job(run.holder, run.spoken)
        job = partial(self._job, run, flow_id)
        self._rows.begin(run.id, job, lambda: self._give_back(run), within=FINISH_SECONDS / 2)

    # ------------------------------------------------------------ one run

    async def _job(self, run: FlowScenarioRun, flow_id: UUID) -> None:
        try:
            await self._hold(run, flow_id)
        except TronError as error:
            await self._fail(run, error.code, error.message)
        except DATABASE_ERRORS as error:
            log.warning("the scenario's run %s waits for the database: %s", run.id, type(error).__name__)
        except Exception:
            log.exception("the scenario's run %s broke", run.id)
            await self._fail(run, *DEFECT)

    async def _hold(self, run: FlowScenarioRun, flow_id: UUID) -> None:
        if run.attempts > MOST_ATTEMPTS:
            await self._fail(run, *LOST)
            return
        tries = self._tries(run, flow_id)
        # What other workers spent on its tries counts, the wait for this one does not.
        began = self._services.clock.now() - timedelta(seconds=run.seconds)
        for number in range(len(run.results), run.runs):
            if not await self._keep(run, await self._in_time(tries, began, number)):
                return
        await self._finish(run)

    def _tries(self, run: FlowScenarioRun, flow_id: UUID) -> Tries:
        asked = Asked.model_validate(run.asked)
        if run.spoken:
            assert run.version is not None
            return SpokenTries(self._services, (flow_id, run.version), asked, self._fidelity)
        return WrittenTries(self._services, flow_id, run.version, asked)

    async def _in_time(self, tries: Tries, began: datetime, number: int) -> TryOut:
        if self._services.clock.now() - began >= MOST_TIME:
            return try_out(Held(), [], NO_TIME, time.monotonic(), 0)
        return await tries.hold(number)

    async def _keep(self, run: FlowScenarioRun, result: TryOut) -> bool:
        """Whether the run is still ours."""
        async with self._services.database.transaction() as session:
            mine = await self._held(ScenarioRunRepository(session), run)
            if mine is None:
                return False
            mine.results = [*mine.results, result.model_dump(mode="json")]
            mine.passes += result.passed
            mine.seconds = round(mine.seconds + result.seconds, 3)
            mine.attempts, mine.due_at = 1, self._services.clock.now() + LEASE
        return True

    async def _finish(self, run: FlowScenarioRun) -> None:
        async with self._services.database.transaction() as session:
            mine = await self._held(ScenarioRunRepository(session), run)
            if mine is not None:
                _end(mine, PASSED if mine.passes >= mine.must_pass else FAILED, self._services.clock.now())

    async def _fail(self, run: FlowScenarioRun, code: str, message: str) -> None:
        """Where the database is away the lease ends, and the next worker tries."""
        with suppress(*DATABASE_ERRORS):
            async with self._services.database.transaction() as session:
                mine = await self._held(ScenarioRunRepository(session), run)
                if mine is not None:
                    mine.error_code, mine.error_message = code[:40], message
                    _end(mine, ERROR, self._services.clock.now())

    async def _give_back(self, run: FlowScenarioRun) -> None:
        assert run.holder is not None
        async with self._services.database.transaction() as session:
            await ScenarioRunRepository(session).give_back({run.id: run.holder}, self._services.clock.now())
        self._services.bus.publish(SCENARIOS)

    @staticmethod
    async def _held(runs: ScenarioRunRepository, run: FlowScenarioRun) -> FlowScenarioRun | None:
        return await runs.held(run.id, run.holder) if run.holder is not None else None


def _end(run: FlowScenarioRun, state: str, now: datetime) -> None:
    run.state, run.asked, run.holder, run.ended_at = state, None, None, now
