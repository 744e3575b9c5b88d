"""Running Alembic from inside Tron: no alembic.ini, works from an installed wheel."""

from __future__ import annotations

from importlib.resources import files

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from tron.core.clock import Clock, SystemClock
from tron.core.database.engine import Database
from tron.core.database.partitions import ensure_partitions

MIGRATION_LOCK = 0x74726F6E


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's settings with the packaged scripts; `connection` is the one to run on."""
    config = Config()
    config.set_main_option("script_location", str(files("tron") / "migrations"))
    config.attributes["connection"] = connection
    return config


async def upgrade(database: Database, revision: str = "head", clock: Clock | None = None) -> None:
    """Bring the schema to `revision`; two processes at once take turns."""
    async with database.engine.begin() as connection:
        await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        await connection.run_sync(lambda sync: command.upgrade(alembic_config(sync), revision))
        if revision == "head":
            await ensure_partitions(connection, (clock or SystemClock()).now())


async def downgrade(database: Database, revision: str = "base") -> None:
    """Take the schema back to `revision`."""
    async with database.engine.begin() as connection:
        await connection.run_sync(lambda sync: command.downgrade(alembic_config(sync), revision))
