"""A worker tells the pages when it is ready, draining and gone."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from tests.factories import make_services
from tron.core.clock import SystemClock
from tron.core.database.engine import Database
from tron.core.database.tables import SystemEvent
from tron.providers.stt.practice import CallCatalogues
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
