"""A worker that is to leave keeps its call over a vendor's stream; who calls meanwhile is answered by the next one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from tests.talks import has_status
from tests.telephony.cloud.house import Vendor
from tests.telephony.cloud.office import Office
from tests.telephony.cloud.test_replayed import twin
from tron.api import hooks as hooks_module
from tron.core.database.engine import Database
from tron.core.database.tables import PhoneNumber, TrunkRow
from tron.core.trunks.limits import room_for_caller
from tron.telephony import heard as heard_module
from tron.telephony.cloud.line import CloudLine

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


def brings_the_token(line: CloudLine, offer: Mapping[str, Any], far: Any) -> bool:
    """Whether it is believed that this stream is the caller's: others cannot end the wait."""
    beginning = [json.dumps(message) for message in far.opening()]
    return line.promised(offer, dict(parse_qsl(urlsplit(far.url).query)), beginning)


@pytest.mark.parametrize("left", [True, False], ids=["leaves", "waits"])
async def test_a_caller_whom_nobody_takes_keeps_no_place(
    database: Database,
    tmp_path: Path,
    cloud_app: FastAPI,
    vendor: Vendor,
    monkeypatch: pytest.MonkeyPatch,
    left: bool,
) -> None:
    monkeypatch.setattr(hooks_module, "OWNED_WITHIN", 60.0 if left else 0.3)
    office = Office(database, tmp_path, vendor, cloud_app, stays=True, max_calls=1)
    async with office.premises() as line:
        far = await office.rings_in()
        await asyncio.wait_for(far.talks.wait(), PATIENCE)
        if left:
            offer = (await office.inbound()).line_options["offer"]
            assert [brings_the_token(line, offer, one) for one in (far, twin(far, guesses=True))] == [True, False]
            await far.hang_up()
        call = await has_status(database, (await office.inbound()).id, seconds=PATIENCE)
        assert (call.status, call.reason) == ("cancelled", "caller_hung_up" if left else "unavailable")
        assert "worker" in (call.error_message or "")
        await asyncio.wait_for(far.over.wait(), PATIENCE)
        async with database.transaction() as session:
            trunk = await session.scalar(select(TrunkRow))
            number = await session.scalar(select(PhoneNumber))
            assert await room_for_caller(session, trunk, number)
