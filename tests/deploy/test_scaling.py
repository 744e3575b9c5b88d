"""The query by which the chart's autoscaling counts calls, on a real database."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from tests.deploy.files import CHART
from tests.factories import agent_row
from tron.core.clock import SystemClock
from tron.core.database.engine import Database
from tron.core.database.tables import Call, WorkerRow
from tron.core.ids import uuid7
from tron.core.repositories.workers import FRESH

QUERY = (CHART / "files" / "calls.sql").read_text("utf-8")


async def count(database: Database) -> int:
    async with database.transaction() as session:
        return int((await session.execute(text(QUERY))).scalar_one())


async def test_calls_of_workers_that_take_calls_and_calls_that_wait_for_one(database: Database) -> None:
    assert await count(database) == 0
    now = SystemClock().now()
    old = now - FRESH - timedelta(seconds=5)
    workers = [
        ("worker-1", now, {"calls": 7, "draining": False}),
        ("worker-2", now, {"calls": 5}),
        ("worker-3", now, {"calls": 30, "draining": True}),
        ("worker-4", old, {"calls": 100}),
        ("call", now, {"calls": 1}),
    ]
    async with database.transaction() as session:
        for name, beat, state in workers:
            session.add(WorkerRow(id=uuid7(), name=name, host="h", pid=1, heartbeat_at=beat, state=state))
        session.add(agent := agent_row())
        await session.flush()
        for reason in ("waiting:capacity", "waiting:capacity", None):
            session.add(Call(id=uuid7(), agent_id=agent.id, line="sandbox", status="queued", reason=reason))
    assert await count(database) == 7 + 5 + 2
    assert f"interval '{int(FRESH.total_seconds())} seconds'" in QUERY
