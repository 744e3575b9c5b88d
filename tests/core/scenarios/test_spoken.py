"""Scenarios as calls on the practice line: through a worker, claim and gate, over a version of their own choice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.core.flow_engine.talks import canvas
from tests.core.flows.drawn import save_flow
from tests.factories import agent_row, make_services
from tests.support import ScaledClock
from tron.core import audit
from tron.core.call_engine import reconcile
from tron.core.database.engine import Database
from tron.core.database.tables import Call
from tron.core.errors import Invalid
from tron.core.models.flow_simulation import CallerTurn
from tron.core.models.scenario import RunIn, ScenarioIn, ScenarioRunOut
from tron.core.scenarios import spoken as module
from tron.core.scenarios.asking import ScenarioRuns
from tron.core.scenarios.jobs import ScenarioJobs
from tron.core.scenarios.registry import ScenarioRegistry
from tron.core.scenarios.spoken import lines_of
from tron.core.services import Services
from tron.providers.stt.practice import CallCatalogues
from tron.voice.talk import TalkFactory
from tron.voice.worker import Worker

TEA = canvas(
    [
        ("start", "start_outbound", {}),
        ("hi", "greeting", {"text": "Hello {{contact_name}}, an automated assistant. Which tea?"}),
        ("kind", "branch_keyword", {"routes": [{"id": "green", "keywords": ["green"]}]}),
        ("size", "dtmf", {"prompt": "How many?", "variable": "count", "max_digits": 1}),
        ("done", "end_call", {"message": "It comes.", "outcome": "sold"}),
        ("bye", "end_call", {"message": "Goodbye.", "outcome": "refused"}),
    ],
    ["start > hi", "hi > kind", "kind.green > size", "kind.fallback > bye", "size > done", "size.failed > bye"],
)
WANTS: list[dict[str, Any]] = [
    {"kind": "visited", "nodes": ["size", "done"]},
    {"kind": "variable", "name": "count", "operator": "equals", "value": "2"},
    {"kind": "outcome", "outcome": "sold"},
    {"kind": "said", "regex": "hello asha"},
]


def test_turns_become_lines_of_the_practice_line() -> None:
    turns = ["yes", CallerTurn(keys="12#"), CallerTurn(silence=True), CallerTurn(hang_up=True), "#1 is fine", "!"]
    assert lines_of(turns) == ["yes", "#12#", "", "!", "1 is fine", ""]
    over = [CallerTurn(text="~wait", after_words=5), CallerTurn(keys="1", after_words=3)]
    assert lines_of([*over, CallerTurn(hang_up=True, after_words=1)]) == ["~2.0 wait", "~1.2 #1", "~0.4 !"]


@dataclass(frozen=True)
class Place:
    """A worker in this process, which takes every call."""

    database: Database
    services: Services
    worker: Worker


@pytest.fixture
async def here(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Place]:
    """Text fidelity a hundred times as fast as people talk."""
    # On a busy machine a worker misses a beat or two of this clock.
    monkeypatch.setattr(reconcile, "LOST_AFTER", timedelta(hours=1))
    services = make_services(database, tmp_path, ScaledClock(100))
    talks = TalkFactory(services, recogniser=None, voice=None, catalogues=CallCatalogues())  # type: ignore[arg-type]
    worker = Worker(services, talks)
    await services.bus.start()
    await worker.start()
    yield Place(database, services, worker)
    await worker.close()
    await services.bus.close()
    await talks.close()


@dataclass(frozen=True)
class Kept:
    """A flow, published, with a scenario of an agent that is linked to no flow."""

    here: Place
    flow_id: UUID
    scenario_id: UUID

    async def asked(self, wanted: RunIn) -> ScenarioRunOut:
        """A run that waits."""
        async with self.here.database.transaction() as session:
            runs = ScenarioRuns(self.here.services, session, self.flow_id, audit.System(), may_use_secrets=False)
            return await runs.one(self.scenario_id, wanted)

    async def now(self, run: ScenarioRunOut) -> ScenarioRunOut:
        async with self.here.database.transaction() as session:
            return await ScenarioRegistry(session, self.flow_id).run(self.scenario_id, run.id)

    async def run(self, wanted: RunIn) -> ScenarioRunOut:
        """One that a worker has held to its end."""
        waits = await self.asked(wanted)
        jobs = ScenarioJobs(self.here.services, fidelity="text")
        await jobs.start()
        try:
            while (run := await self.now(waits)).state in ("queued", "running"):
                await asyncio.sleep(0.02)
        finally:
            await jobs.close()
        return run


async def kept(here: Place, **changes: Any) -> Kept:
    flow_id = await save_flow(here.database, TEA)
    body = {
        "name": "Green tea",
        "variables": {"contact_name": "Asha", "city": "Pune"},
        "caller": {"kind": "script", "turns": ["green please", {"keys": "2"}]},
        "assertions": WANTS,
        **changes,
    }
    async with here.database.transaction() as session:
        agent = agent_row(greeting_text="Free talk.")
        session.add(agent)
        await session.flush()
        asked = ScenarioIn.model_validate({"agent_id": agent.id, **body})
        scenario = await ScenarioRegistry(session, flow_id).create(asked)
    return Kept(here, flow_id, scenario.id)


async def test_a_spoken_run_is_a_call_over_that_version(here: Place) -> None:
    made = await kept(here)
    result = await made.run(RunIn(spoken=True))
    [tried] = result.results
    assert [one.message for one in tried.assertions] == [None] * 4
    assert (result.passed, result.version, tried.problem) == (True, 1, None)
    assert tried.path == ["start", "hi", "kind", "size", "done"]
    assert [row.text for row in tried.talk if row.role == "caller"] == ["green please"]
    async with here.database.transaction() as session:
        call = await session.get_one(Call, tried.call_id)
        assert (call.flow_id, call.flow_version, call.contact_metadata) == (made.flow_id, 1, {"city": "Pune"})


async def test_what_was_otherwise_in_the_call_is_told(here: Place) -> None:
    made = await kept(here, caller={"kind": "script", "turns": ["black"]}, assertions=WANTS[:1])
    result = await made.run(RunIn(spoken=True, version=1))
    assert not result.passed
    assert result.results[0].assertions[0].message == "Not visited: size, done."
    assert result.results[0].outcome == "refused"


@pytest.mark.parametrize(
    "changes",
    [{"agent_id": None}, {"caller": {"kind": "persona", "persona": "Ravi"}}, {"node": "kind"}],
)
async def test_what_only_writing_can_do_is_refused(here: Place, changes: dict[str, Any]) -> None:
    made = await kept(here, **changes)
    with pytest.raises(Invalid) as refused:
        await made.run(RunIn(spoken=True))
    assert refused.value.fields[0].path == "spoken"


async def test_a_call_that_nobody_takes_is_cancelled(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    made = await kept(here)
    monkeypatch.setattr(module, "CLAIM_SECONDS", -1.0)
    await here.worker.close()
    [tried] = (await made.run(RunIn(spoken=True))).results
    assert tried.problem == module.NO_WORKER.text
    async with here.database.transaction() as session:
        assert (await session.get_one(Call, tried.call_id)).status == "cancelled"


async def test_who_cancels_a_run_hangs_up(here: Place) -> None:
    made = await kept(here, caller={"kind": "script", "turns": [{"silence": True}] * 50})
    waits = await made.asked(RunIn(spoken=True))
    jobs = ScenarioJobs(here.services, fidelity="text")
    await jobs.start()
    call = await found(here, "in_progress")
    async with here.database.transaction() as session:
        runs = ScenarioRuns(here.services, session, made.flow_id, audit.System(), may_use_secrets=False)
        await runs.cancel(made.scenario_id, waits.id)
    assert (await found(here, "completed")).id == call.id
    await jobs.close()
    assert (await made.now(waits)).state == "cancelled"


async def found(here: Place, status: str) -> Call:
    """The one call, once it has this status."""
    while True:
        async with here.database.transaction() as session:
            call = (await session.scalars(select(Call))).one_or_none()
        if call is not None and call.status == status:
            return call
        await asyncio.sleep(0.01)
