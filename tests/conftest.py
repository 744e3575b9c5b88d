"""Fixtures that many tests share: a real Postgres, migrated once for each test process, emptied after each test."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from tests.databases import create_database, drop_database
from tests.support import plain_secret_box
from tron.core.database.engine import Database
from tron.core.database.migrate import upgrade
from tron.core.database.tables import Base

# How long an example takes depends on what else the machine does.
hypothesis.settings.register_profile("tron", deadline=None)
hypothesis.settings.load_profile("tron")

LONG_FILES = (
    "test_vendors",
    "test_first_call",
    "test_browser_looks",
    "test_practice_audio",
    "test_flows_page",
    "test_phone_lines",
    "test_bench",
    "test_vendors_page",
    "test_serve",
    "test_session",
    "test_patience",
    "test_practice_espeak",
    "test_browser_troubles",
    "test_downloaded",
    "test_schemathesis",
)
"""Where several files run at once the long ones begin, so that none is left over when all others are through."""

LANES = {"slow", "sound"}
"""Marks by which the Makefile divides the tests."""

# For so few rows much faster than TRUNCATE, and in one statement than in one for each table.
EMPTY_ALL = text(
    f"DO $$ BEGIN {' '.join(f'DELETE FROM {table.name};' for table in reversed(Base.metadata.sorted_tables))} END $$"
)

CACHE = Path(__file__).resolve().parent.parent / ".cache"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A run that asks for marked tests reads no file without the mark: to read all of them takes half a minute."""
    if collection_path.name.startswith("test_") and collection_path.suffix == ".py":
        wanted = set(config.option.markexpr.split(" and ")) & LANES
        return not wanted <= lanes_named_in(collection_path) or None
    return None


@cache
def lanes_named_in(path: Path) -> set[str]:
    lines = path.read_text("utf-8")
    return {mark for mark in LANES if f"mark.{mark}" in lines}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        hidden = {mark.name for mark in item.iter_markers()} & LANES - lanes_named_in(item.path)
        if hidden:
            raise pytest.UsageError(f"{item.nodeid} has marks that its file does not name: {', '.join(hidden)}")
    order = {name: place for place, name in enumerate(LONG_FILES)}
    items.sort(key=lambda item: order.get(item.path.stem, len(order)))


@pytest.fixture(scope="session")
async def postgres_url() -> AsyncIterator[str]:
    """A server of our own: TRON_TEST_DATABASE_URL, else the embedded one, kept in .cache between runs."""
    given = os.environ.get("TRON_TEST_DATABASE_URL")
    if given:
        yield given
        return
    from tron.core.database.embedded import EmbeddedPostgres

    embedded = EmbeddedPostgres(CACHE / "test-data")
    yield await embedded.start()
    await embedded.close()


@pytest.fixture(scope="session")
async def database_url(postgres_url: str) -> AsyncIterator[str]:
    """A fresh database for this test process, dropped at the end."""
    name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    admin = create_async_engine(
        make_url(postgres_url).set(drivername="postgresql+asyncpg"), isolation_level="AUTOCOMMIT"
    )
    await create_database(admin, name)
    yield make_url(postgres_url).set(database=name).render_as_string(hide_password=False)
    await drop_database(admin, name)
    await admin.dispose()


@pytest.fixture(scope="session")
async def migrated(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url, plain_secret_box())
    await upgrade(database)
    yield database
    await database.close()


@pytest.fixture
async def database(migrated: Database) -> AsyncIterator[Database]:
    """The migrated database, empty again after the test."""
    yield migrated
    async with migrated.transaction() as session:
        await session.execute(EMPTY_ALL)
