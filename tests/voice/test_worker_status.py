"""A worker tells the pages when it is ready, draining and gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.factories import make_services
from tests.talks import services_of, until, working
from tron.core.audit import System
from tron.core.call_engine.places import PLACES
from tron.core.clock import SystemClock
from tron.core.database.engine import Database
from tron.core.database.tables import SystemEvent, WorkerRow
from tron.core.events.bus import PostgresBus
from tron.core.settings.service import CHANGED, SettingsService
from tron.core.system_health import FORGET
from tron.providers.stt.practice import CallCatalogues
from tron.voice import worker as module
from tron.voice.talk import TalkFactory
from tron.voice.worker import Worker


async def states(database: Database, folder: Path, *, reserved_only: bool) -> list[tuple[int, str]]:
    services = make_services(database, folder, SystemClock())
    talk = TalkFactory(services, recogniser=None, voice=None, catalogues=CallCatalogues())  # type: ignore[arg-type]
    worker = Worker(services, talk, name="w", reserved_only=reserved_only)
    await services.bus.start()
    await worker.start()
    await worker.drain(1)
    await worker.close()
    await services.bus.close()
    async with database.transaction() as session:
        rows = (await session.scalars(select(SystemEvent).order_by(SystemEvent.sequence))).all()
    assert {row.stream for row in rows} <= {f"worker:{worker.id}"}
    assert {row.type for row in rows} <= {"agent.status"}
    return [(row.sequence, row.payload["state"]) for row in rows]


async def test_a_worker_announces_its_life(database: Database, tmp_path: Path) -> None:
    assert await states(database, tmp_path, reserved_only=False) == [(1, "ready"), (2, "draining"), (3, "gone")]


async def test_the_command_lines_own_worker_says_nothing(database: Database, tmp_path: Path) -> None:
    assert await states(database, tmp_path, reserved_only=True) == []


async def test_it_tells_when_a_server_knows_it_and_when_no_more(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HEARTBEAT_SECONDS", 0.05)
    services, desk = services_of(database, tmp_path), {"registered": False}
    async with working(services, desks=lambda: {"livekit": dict(desk)}) as worker:

        async def told(times: int) -> bool:
            async with database.transaction() as session:
                row = await session.get(WorkerRow, worker.id)
                events = (await session.scalars(select(SystemEvent))).all()
            known = row is not None and row.state["desks"] == {"livekit": desk}
            return known and len(events) == times

        await until(lambda: told(1))  # ready
        for times, known in ((2, True), (3, False)):
            desk["registered"] = known
            await until(lambda times=times: told(times))  # type: ignore[misc]


async def test_a_worker_asks_skipped_vendors_again_when_told_and_says_so_at_once(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HEARTBEAT_SECONDS", 3600.0)
    services = services_of(database, tmp_path)
    services.circuits.failed("tts/sarvam", "wrong_key")
    other = PostgresBus(database.dsn)
    await other.start()
    async with working(services, state=lambda: {"vendors": services.circuits.report()}) as worker:

        async def told() -> list[str]:
            async with database.transaction() as session:
                row = await session.get(WorkerRow, worker.id)
                assert row is not None
                return [vendor["name"] for vendor in row.state["vendors"]]

        async def nothing_is_left() -> bool:
            other.publish(FORGET)  # again and again: the worker may not listen yet
            return await told() == []

        assert await told() == ["tts/sarvam"]
        await until(nothing_is_left)
        assert services.circuits.allows("tts/sarvam")
    await other.close()


async def test_a_worker_asks_a_vendor_again_whose_key_another_process_changed(
    database: Database, tmp_path: Path
) -> None:
    services = services_of(database, tmp_path)
    await services.settings.load()
    services.circuits.failed("tts/sarvam", "wrong_key")
    async with working(services):
        page = SettingsService(database, {})
        async with database.transaction() as session:
            revision = (await page.read(session)).revision
            await page.update(session, {"ai.sarvam_api_key": "another-key-for-tests"}, revision, System())

        async def asked_again() -> bool:
            services.bus.publish(CHANGED)
            return services.circuits.allows("tts/sarvam")

        await until(asked_again, 1.5)  # sooner than the settings are looked at anyway


async def test_it_tells_its_places_and_at_once_that_it_leaves(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HEARTBEAT_SECONDS", 3600.0)
    services = services_of(database, tmp_path, TRON_WORKER_MAX_CALLS_AUDIO="3")

    async def told(worker: Worker) -> tuple[int, bool]:
        async with database.transaction() as session:
            row = await session.get_one(WorkerRow, worker.id)
            return row.state[PLACES], row.state["draining"]

    async with working(services) as worker:
        assert await told(worker) == (3, False)
        await worker.drain(0)
        assert await told(worker) == (3, True)
    services = services_of(database, tmp_path)
    async with working(services, reserved_only=True) as worker:
        assert await told(worker) == (0, False), "callers are not for the worker of one call"
