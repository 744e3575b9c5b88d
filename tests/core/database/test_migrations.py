"""Migrations go up and down, and agree with the models."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from alembic import command
from sqlalchemy import text

from tron.core.database.engine import Database
from tron.core.database.migrate import alembic_config, downgrade, upgrade
from tron.core.database.partitions import ensure_partitions
from tron.core.ids import uuid7

pytestmark = pytest.mark.thorough


async def test_models_and_migrations_agree(database: Database) -> None:
    async with database.engine.begin() as connection:
        await connection.run_sync(lambda sync: command.check(alembic_config(sync)))


async def test_down_and_up_again(database: Database) -> None:
    await downgrade(database)
    async with database.engine.connect() as connection:
        left = await connection.execute(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
        assert left.scalar_one() == 1  # alembic_version
    await upgrade(database)


async def test_events_land_in_the_month_of_their_call(database: Database) -> None:
    async with database.engine.begin() as connection:
        await ensure_partitions(connection, datetime(2031, 12, 15, tzinfo=UTC))
        born = datetime(2032, 1, 31, 23, 59, tzinfo=UTC)
        await connection.execute(
            text("INSERT INTO call_events (call_id, sequence, type) VALUES (:id, 1, 'call.started')"),
            {"id": uuid7(int(born.timestamp() * 1000))},
        )
        row = await connection.execute(text("SELECT tableoid::regclass::text FROM call_events"))
        assert row.scalar_one() == "call_events_203201"


async def test_callbacks_that_two_wishes_made_are_one_before_the_index_forbids_it(database: Database) -> None:
    await downgrade(database, "0005")
    # Ids of one millisecond have no order.
    call, ids = uuid7(), [uuid7(1_700_000_000_000 + at) for at in range(3)]
    async with database.engine.begin() as connection:
        await connection.execute(text("INSERT INTO calls (id, line) VALUES (:id, 'sandbox')"), {"id": call})
        await connection.execute(
            text("INSERT INTO opt_outs (id, phone_number, source) VALUES (:id, '+910000000002', 'call')"),
            {"id": uuid7()},
        )
        rows = zip(ids, (call, call, None), ("+910000000001", "+910000000001", "+910000000002"), strict=True)
        for id_, call_id, number in rows:
            await connection.execute(
                text(
                    "INSERT INTO callbacks (id, call_id, phone_number, due_at, created_at)"
                    " VALUES (:id, :call, :number, now(), clock_timestamp())"
                ),
                {"id": id_, "call": call_id, "number": number},
            )
    await upgrade(database)
    async with database.engine.connect() as connection:
        found = (await connection.execute(text("SELECT id, status, reason FROM callbacks"))).all()
    kept = {row.id: (row.status, row.reason) for row in found}
    assert kept == dict(zip(ids, [("cancelled", "replaced"), ("open", None), ("cancelled", "opted_out")], strict=True))
