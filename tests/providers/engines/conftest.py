"""One engines' process for all tests here; its joined model stays in .cache between runs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tron.providers.engines import EngineClient, EngineSupervisor

DATA = Path(__file__).resolve().parents[3] / ".cache" / "test-engines"


@pytest.fixture(scope="session")
async def supervisor() -> AsyncIterator[EngineSupervisor]:
    keeper = EngineSupervisor(DATA)
    await keeper.start()
    yield keeper
    await keeper.close()


@pytest.fixture
async def client(supervisor: EngineSupervisor) -> AsyncIterator[EngineClient]:
    one = EngineClient(supervisor.socket_path, patience=60)
    yield one
    await one.close()
