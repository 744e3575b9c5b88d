"""One app for all tests of the line; a house of its own for each."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from tests.emulators.exotel import API_KEY, API_TOKEN, SID, ExotelEmulator
from tests.telephony.cloud.app import whole_app
from tests.telephony.cloud.house import House, Vendor, opened
from tron.core.database.engine import Database
from tron.telephony.exotel.line import ExotelLine

WEBHOOK_TOKEN = "w" * 24


@pytest.fixture(scope="package")
def exotel_app() -> FastAPI:
    """All routes, put together once."""
    return whole_app()


@pytest.fixture
async def house(exotel_app: FastAPI, database: Database, tmp_path: Path) -> AsyncIterator[House]:
    emulator = ExotelEmulator()
    vendor = Vendor(
        ExotelLine,
        emulator,
        emulator.phone,
        trunk=lambda: {"account_sid": SID, "endpoint": emulator.url, "networks": ["127.0.0.0/8"], "app_id": ""},
        secrets={"api_key": API_KEY, "api_token": API_TOKEN, "webhook_token": WEBHOOK_TOKEN},
    )
    async with opened(database, tmp_path, exotel_app, vendor) as found:
        yield found
