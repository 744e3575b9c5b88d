"""A supervisor in a call over a vendor's media stream: a page at the worker's door, the caller on the vendor's."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI

from tests.telephony.cloud.house import Vendor
from tests.telephony.cloud.office import Office
from tests.telephony.cloud.sound import FarEar, far_says
from tests.telephony.supervised import PATIENCE, ear, is_supervised, supervised_talks
from tests.voice import sounds
from tests.voice.supervised import CALLER, house
from tron.core.database.engine import Database
from tron.voice.parts import SharedModels

pytestmark = [pytest.mark.slow, pytest.mark.sound]


async def test_a_supervisor_does_all_that_there_is(
    database: Database, tmp_path: Path, cloud_app: FastAPI, vendor: Vendor
) -> None:
    models = await SharedModels.load()
    talks, office = supervised_talks(models), Office(database, tmp_path, vendor, cloud_app)
    async with office.premises() as line:
        at = {"line": line.name, "streams": {line.name: line}, "seconds": PATIENCE}
        async with house(database, tmp_path, talks, office.services, **at) as made:
            far = await vendor.phone.next()
            await far.talks.wait()
            far_says(far, sounds.tone(40.0, CALLER))
            await is_supervised(made, talks, ear(FarEar(far)))
    models.close()
