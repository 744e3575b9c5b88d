"""One app for all tests of the line; a house of its own for each."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from tests.emulators.plivo import AUTH_ID, AUTH_TOKEN, PlivoEmulator
from tests.telephony.cloud.app import whole_app
from tests.telephony.cloud.house import House, Vendor, opened
from tron.core.database.engine import Database
from tron.telephony.plivo.line import PlivoLine


@pytest.fixture(scope="package")
def plivo_app() -> FastAPI:
    """All routes, put together once."""
    return whole_app()


@pytest.fixture
async def house(plivo_app: FastAPI, database: Database, tmp_path: Path) -> AsyncIterator[House]:
    emulator = PlivoEmulator()
    vendor = Vendor(
        PlivoLine,
        emulator,
        emulator.phone,
        trunk=lambda: {"auth_id": AUTH_ID, "endpoint": emulator.url, "sound": "mulaw_8k"},
        secrets={"auth_token": AUTH_TOKEN},
    )
    async with opened(database, tmp_path, plivo_app, vendor) as found:
        yield found
