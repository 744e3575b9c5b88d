"""Whole calls over Plivo: a worker, its database, the API and the emulated vendor, from the queue to the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI

from tests.telephony.cloud.house import Vendor
from tests.telephony.cloud.office import Office
from tron.core.database.engine import Database

pytestmark = pytest.mark.slow


async def test_calls_are_dialled_refused_taken_back_and_answered(
    database: Database, tmp_path: Path, cloud_app: FastAPI, vendor: Vendor
) -> None:
    async with Office(database, tmp_path, vendor, cloud_app).opened() as at:
        await at.dials((500, "server error"))


async def test_a_caller_is_answered_and_hangs_up(
    database: Database, tmp_path: Path, cloud_app: FastAPI, vendor: Vendor
) -> None:
    async with Office(database, tmp_path, vendor, cloud_app, stays=True).opened() as at:
        far = await at.rings_in()
        await at.answers(far)
