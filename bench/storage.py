"""Postgres for the bench: TRON_TEST_DATABASE_URL's server, else an embedded one in .cache; a database of its own."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from tron.core.clock import SystemClock
from tron.core.database.embedded import EmbeddedPostgres
from tron.core.database.engine import Database
from tron.core.database.migrate import upgrade
from tron.core.database.tables import Call
from tron.core.events.bus import PostgresBus
from tron.core.events.emit import Emit
from tron.core.events.writer import EventWriter
from tron.core.ids import uuid7

CACHE = Path(__file__).resolve().parent.parent / ".cache"


@asynccontextmanager
async def bench_database() -> AsyncIterator[str]:
    """URL of a fresh, migrated database; dropped at the end."""
    async with AsyncExitStack() as stack:
        server = os.environ.get("TRON_TEST_DATABASE_URL")
        if not server:
            embedded = EmbeddedPostgres(CACHE / "bench-data")
            server = await embedded.start()
            stack.push_async_callback(embedded.close)
        name = f"bench_{os.getpid()}"
        admin = create_async_engine(make_url(server).set(drivername="postgresql+asyncpg"), isolation_level="AUTOCOMMIT")
        stack.push_async_callback(admin.dispose)
        async with admin.connect() as connection:
            await connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))  # of a run that was killed
            await connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
        url = make_url(server).set(database=name).render_as_string(hide_password=False)
        try:
            database = Database(url)
            await upgrade(database)
            await database.close()
            yield url
        finally:
            async with admin.connect() as connection:
                await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


class CallStore:
    """What a worker has for its calls' events: the writer, the bus and rows of calls."""

    def __init__(self, database: Database, writer: EventWriter) -> None:
        self._database = database
        self._writer = writer

    async def new_call(self) -> Emit:
        """A call in progress; answers where its events go."""
        call_id = uuid7()
        async with self._database.transaction() as session:
            session.add(Call(id=call_id, line="bench", rings_phone=False, status="in_progress"))
        return self._emit(call_id)

    def _emit(self, call_id: UUID) -> Emit:
        async def emit(type_: str, payload: Mapping[str, Any], node: str | None) -> None:
            self._writer.emit(call_id, type_, payload, node)

        return emit


@asynccontextmanager
async def call_store(url: str) -> AsyncIterator[CallStore]:
    """Opens the writer as a worker does."""
    database = Database(url)
    bus = PostgresBus(database.dsn)
    writer = EventWriter(database, bus, SystemClock())
    await bus.start()
    await writer.start()
    try:
        yield CallStore(database, writer)
    finally:
        await writer.close()
        await bus.close()
        await database.close()
