"""Callers of cloud vendors, and workers that are full, are to leave, or are gone when the sound comes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from tests.emulators.cloud_calls import CloudCall
from tests.talks import has_status
from tests.telephony.cloud.house import Vendor
from tests.telephony.cloud.office import Office
from tests.telephony.cloud.test_replayed import twin
from tron.api import hooks as hooks_module
from tron.core.call_engine.places import PLACES
from tron.core.database.engine import Database
from tron.core.database.tables import PhoneNumber, TrunkRow
from tron.core.ids import uuid7
from tron.core.repositories.workers import WorkerRepository
from tron.core.trunks.limits import room_for_caller
from tron.telephony import heard as heard_module
from tron.telephony.cloud.line import CloudLine

pytestmark = pytest.mark.slow

PATIENCE = 20.0


async def test_a_caller_is_answered_by_the_next_worker_and_the_call_of_the_old_one_goes_on(
    database: Database, tmp_path: Path, cloud_app: FastAPI, vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heard_module, "SLACK_SECONDS", 0.8)
    monkeypatch.setattr(hooks_module, "OWNED_WITHIN", 60.0)
    async with Office(database, tmp_path, vendor, cloud_app, stays=True).opened() as at:
        held = await at.call()
        theirs = await vendor.phone.next(PATIENCE)
        await has_status(database, held, "in_progress", seconds=PATIENCE)
        draining = asyncio.create_task(at.worker.drain(60))
        while (await at.worker.places())[0]:
            await asyncio.sleep(0.02)
        await has_a_place(database, at.services.clock.now())
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


async def has_a_place(database: Database, now: datetime) -> None:
    """A worker says so that lives, and takes nobody: the place is gone when the stream comes."""
    told = {"draining": False, PLACES: 1}
    async with database.transaction() as session:
        await WorkerRepository(session).beat(uuid7(), name="w", host="h", pid=1, now=now, state=told)


@pytest.mark.parametrize("how", ["leaves", "waits", "is cancelled"])
async def test_a_caller_whom_nobody_takes_keeps_no_place(
    database: Database,
    tmp_path: Path,
    cloud_app: FastAPI,
    vendor: Vendor,
    monkeypatch: pytest.MonkeyPatch,
    how: str,
) -> None:
    assert hooks_module.OWNED_WITHIN <= 5.0, "the caller hears nothing for so long"
    monkeypatch.setattr(hooks_module, "OWNED_WITHIN", 0.3 if how == "waits" else 60.0)
    office = Office(database, tmp_path, vendor, cloud_app, stays=True, max_calls=1)
    async with office.premises() as line:
        await has_a_place(database, office.services.clock.now())
        far = await office.rings_in()
        await asyncio.wait_for(far.talks.wait(), PATIENCE)
        if how == "leaves":
            offer = (await office.inbound()).line_options["offer"]
            assert [brings_the_token(line, offer, one) for one in (far, twin(far, guesses=True))] == [True, False]
            await far.hang_up()
        if how == "is cancelled":
            await office.take_back((await office.inbound()).id)
        call = await has_status(database, (await office.inbound()).id, seconds=PATIENCE)
        reasons = {"leaves": "caller_hung_up", "waits": "no_worker", "is cancelled": "by_user"}
        assert (call.status, call.reason) == ("cancelled", reasons[how])
        assert how == "is cancelled" or "worker" in (call.error_message or "")
        await asyncio.wait_for(far.over.wait(), PATIENCE)
        assert await trunk_has_room(database)


async def trunk_has_room(database: Database) -> bool:
    async with database.transaction() as session:
        trunk = await session.scalar(select(TrunkRow))
        number = (await session.scalars(select(PhoneNumber))).one()
        return await room_for_caller(session, trunk, number)


REFUSALS = {"twilio": (200, 'Reject reason="busy"'), "plivo": (200, 'Hangup reason="busy"'), "exotel": (404, '"busy"')}


async def test_a_caller_for_whom_no_worker_is_free_is_refused_before_anybody_answers(
    database: Database, tmp_path: Path, cloud_app: FastAPI, vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The only place is taken, then given back, then its worker leaves."""
    said: list[tuple[int, str]] = []
    request = CloudCall.request

    async def heard(call: CloudCall, *asked: Any) -> tuple[int, str]:
        said.append(await request(call, *asked))
        return said[-1]

    monkeypatch.setattr(CloudCall, "request", heard)
    office = Office(database, tmp_path, vendor, cloud_app, stays=True, max_calls=2, places=1)
    async with office.opened() as at:

        async def is_refused() -> Any:
            said.clear()
            far = await at.rings_in()
            [(code, words)] = said[:1]
            assert (code, REFUSALS[at.name][1] in words) == (REFUSALS[at.name][0], True)
            call = (await at.callers())[-1]
            assert (call.status, call.reason, call.answered_at) == ("cancelled", "no_worker", None)
            assert far.streams == 0, "nothing was answered"
            assert await trunk_has_room(database)

        held = await at.call()
        theirs = await vendor.phone.next(PATIENCE)
        await has_status(database, held, "in_progress", seconds=PATIENCE)
        await is_refused()
        await theirs.hang_up()
        await has_status(database, held, seconds=PATIENCE)
        await at.answers(await at.rings_in())
        await at.worker.drain(1)
        await is_refused()
        assert len(await at.callers()) == 3
