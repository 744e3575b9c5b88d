"""The engines' models wired for serve: calls hold back a restart, and so does a database that is away."""

from __future__ import annotations

from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from tests.factories import make_services
from tests.snapshots import settings_with
from tron.commands import engine_parts as module
from tron.core.chat import ModelChoice
from tron.core.clock import SystemClock
from tron.core.ids import uuid7
from tron.core.repositories.workers import WorkerRepository
from tron.providers.engines.supervisor import EngineSupervisor


@pytest.fixture
async def services(database, tmp_path: Path):
    made = make_services(database, tmp_path, SystemClock())
    async with AsyncExitStack() as stack:
        await module.wire_engines(made, EngineSupervisor(tmp_path), stack)
        yield made


async def held(services, calls: int, *, seconds_ago: float = 0) -> bool:
    at = services.clock.now() - timedelta(seconds=seconds_ago)
    async with services.database.transaction() as session:
        await WorkerRepository(session).beat(uuid7(), name="serve", host="h", pid=1, now=at, state={"calls": calls})
    return await services.engines._any_calls()


async def test_only_calls_of_living_workers_count(services):
    assert not await held(services, 0)
    assert not await held(services, 2, seconds_ago=60)
    assert await held(services, 1)


async def test_without_a_database_nobody_is_disturbed(services, monkeypatch):
    def away() -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(services.database, "transaction", away)
        assert await services.engines._any_calls()


async def test_it_tells_of_the_real_catalogue_and_its_mirror(services):
    report = await services.engines.report()
    assert {model.id for model in report.models} >= {"qwen2.5-1.5b-instruct", "whisper-small"}
    assert report.source == "https://huggingface.co"
    assert await services.models.find(ModelChoice("builtin", "smollm2-135m"), settings_with()) is None
