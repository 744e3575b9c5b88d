"""A clean environment and a database of one's own for the commands."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import create_async_engine

from tests.databases import create_database, drop_database
from tron.core.config import BootConfig


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the machine's, no .env."""
    for name in [name for name in os.environ if name.startswith("TRON_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
async def own_url(postgres_url: str) -> AsyncIterator[URL]:
    """An empty database, dropped after the test."""
    server = make_url(postgres_url).set(drivername="postgresql+asyncpg")
    admin = create_async_engine(server, isolation_level="AUTOCOMMIT")
    name = f"commands_{uuid4().hex[:12]}"
    await create_database(admin, name)
    yield server.set(drivername="postgresql", database=name)
    await drop_database(admin, name)
    await admin.dispose()


@pytest.fixture
def config_for(tmp_path: Path) -> Callable[..., BootConfig]:
    """A configuration on a database (the given URL) and a folder of the test's own."""

    def make(url: URL | str | None, **more: object) -> BootConfig:
        shown = url.render_as_string(hide_password=False) if isinstance(url, URL) else url
        return BootConfig(_env_file=None, data_dir=tmp_path / "data", database_url=shown, **more)

    return make
