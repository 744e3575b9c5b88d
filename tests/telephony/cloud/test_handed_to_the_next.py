"""A worker that is to leave keeps its call over a vendor's stream; who calls meanwhile is answered by the next one."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from fastapi import FastAPI

from tests.talks import has_status
from tests.telephony.cloud.house import Vendor
from tests.telephony.cloud.office import Office
from tron.core.database.engine import Database
from tron.telephony import heard as heard_module

pytestmark = pytest.mark.slow

PATIENCE = 20.0


async def test_a_caller_is_answered_by_the_next_worker_and_the_call_of_the_old_one_goes_on(
    database: Database, tmp_path: Path, cloud_app: FastAPI, vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heard_module, "SLACK_SECONDS", 0.8)
    async with Office(database, tmp_path, vendor, cloud_app, stays=True).opened() as at:
        held = await at.call()
        theirs = await vendor.phone.next(PATIENCE)
        await has_status(database, held, "in_progress", seconds=PATIENCE)
        draining = asyncio.create_task(at.worker.drain(60))
        while (await at.worker.places())[0]:
            await asyncio.sleep(0.02)
        far = await at.rings_in()
        assert far.answers == [200]
        await asyncio.sleep(1.5)  # sound piles up, more than a stream may be ahead of time
        async with at.another() as after:
            await at.answers(far)
            assert (await at.inbound()).owner == after.id
            assert (await has_status(database, held, "in_progress")).owner == at.worker.id
            assert not draining.done()
            await theirs.hang_up()
            await asyncio.wait_for(draining, PATIENCE)
            over = await has_status(database, held, seconds=PATIENCE)
            assert (over.status, over.reason, vendor.phone.dials) == ("completed", "caller_hung_up", 1)
