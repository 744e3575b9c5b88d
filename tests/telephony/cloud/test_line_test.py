"""A vendor's account is tested: out by REST, in by its webhook, sound over two streams, each heard in the other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from tests.emulators.cloud_calls import CloudCall
from tests.line_loops import OUR_CALLER_ID, OURS, Bench
from tests.serving import serving
from tests.snapshots import settings_with
from tests.telephony.cloud.house import Vendor
from tron.core.database.engine import Database
from tron.core.settings import SettingsSnapshot
from tron.core.trunks.book import StoredBook
from tron.core.trunks.settings import sealed
from tron.telephony.registry import LineContext
from tron.telephony.stream_server import StreamServer

pytestmark = pytest.mark.slow


@asynccontextmanager
async def bench_at(database: Database, folder: Path, app: FastAPI, vendor: Vendor) -> AsyncIterator[Bench]:
    """A worker with the line, the API that the vendor calls, and a number of the account that comes in here."""
    name, doors = vendor.line.name, []  # type: ignore[attr-defined]
    async with vendor.emulator, serving(app) as port:
        public_url = f"http://127.0.0.1:{port}"

        async def settings() -> SettingsSnapshot:
            return settings_with({"telephony.public_url": public_url, **vendor.settings()})

        def line(context: LineContext) -> Any:
            return vendor.line(replace(context, settings=settings, book=StoredBook(database)))

        made = Bench(database, folder, line, state=lambda: {"streams": doors[0].address()})
        app.state.services = made.services
        doors.append(StreamServer({name: made.line}, folder, name="test"))
        await doors[0].start()
        await made.start(settings=dict(vendor.trunk()), secrets=sealed(vendor.secrets))

        async def comes_in() -> CloudCall:
            url = f"{public_url}/hooks/{name}/incoming{vendor.query}"
            found: CloudCall = await vendor.phone.ring_in(url, OUR_CALLER_ID, OURS)  # type: ignore[attr-defined]
            return found

        vendor.phone.leads_back = comes_in
        try:
            yield made
        finally:
            await made.close()
            await vendor.phone.close()
            await made.line.aclose()
            await doors[0].close()


async def test_an_account_whose_number_comes_in_here_carries_sound_both_ways(
    database: Database, tmp_path: Path, cloud_app: FastAPI, vendor: Vendor
) -> None:
    async with bench_at(database, tmp_path, cloud_app, vendor) as bench:
        test = await bench.test()
        assert (test.finding, test.there.sound, test.back.sound) == ("works", "heard", "heard"), test
        assert (test.number, test.caller_id, test.came_in_by) == (OURS, OUR_CALLER_ID, "Carrier")
        assert vendor.phone.dials == 1
        vendor.phone.leads_back, vendor.phone.outcome = None, "busy"
        refused = await bench.test()
        assert (refused.finding, vendor.phone.dials) == ("not_connected", 2)
