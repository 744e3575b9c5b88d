"""One app for all tests of the line; a house of its own for each."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from tests.telephony.cloud.app import whole_app
from tests.telephony.cloud.house import House, opened
from tests.telephony.exotel.house import exotel
from tron.core.database.engine import Database


@pytest.fixture(scope="package")
def exotel_app() -> FastAPI:
    """All routes, put together once."""
    return whole_app()


@pytest.fixture
async def house(exotel_app: FastAPI, database: Database, tmp_path: Path) -> AsyncIterator[House]:
    async with opened(database, tmp_path, exotel_app, exotel()) as found:
        yield found
