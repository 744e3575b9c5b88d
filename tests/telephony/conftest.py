"""What the tests of several lines share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from tests.telephony.cloud.house import House, Vendor, opened
from tron.api.router import build_router, install_edge
from tron.core.database.engine import Database


@pytest.fixture(scope="session")
def cloud_app() -> FastAPI:
    """All routes, put together once for the houses of all vendors."""
    app = FastAPI()
    app.include_router(build_router())
    install_edge(app)
    return app


@pytest.fixture
async def house(cloud_app: FastAPI, database: Database, tmp_path: Path, vendor: Vendor) -> AsyncIterator[House]:
    """A house at the vendor that the tests' own folder names."""
    async with opened(database, tmp_path, cloud_app, vendor) as found:
        yield found
