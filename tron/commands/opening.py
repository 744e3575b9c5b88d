"""Opening what a Tron process needs: folder, Postgres, schema, secrets, settings, bus. Closed in reverse order."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager, nullcontext

from alembic.util import CommandError

from tron.commands.console import Console
from tron.commands.database_trouble import cannot_connect, cannot_upgrade
from tron.core.clock import SystemClock
from tron.core.config import BootConfig, prepare_data_dir, prepare_recordings, read_environment
from tron.core.database.embedded import EmbeddedPostgres
from tron.core.database.engine import Database
from tron.core.database.failures import DATABASE_ERRORS
from tron.core.database.migrate import upgrade
from tron.core.errors import StartupError
from tron.core.events.bus import make_bus
from tron.core.lines import Lines
from tron.core.logs import setup_logging
from tron.core.secrets import unlock
from tron.core.services import Services
from tron.core.settings.environment import from_environment, unknown_names
from tron.core.settings.service import SettingsService
from tron.providers.messages.registry import register_senders

OLDEST_POSTGRES = 16


@asynccontextmanager
async def open_database(config: BootConfig) -> AsyncIterator[Database]:
    """The database of the settings, or the embedded one; raises StartupError when it does not do."""
    async with AsyncExitStack() as stack:
        url = config.database_url
        if url is None:
            embedded = EmbeddedPostgres(config.data_dir)
            url = await embedded.start()
            stack.push_async_callback(embedded.close)
        database = Database(url)
        stack.push_async_callback(database.close)
        await _check_server(database)
        yield database


@asynccontextmanager
async def open_services(
    config: BootConfig, console: Console | None = None, *, log_level: int = logging.INFO
) -> AsyncIterator[Services]:
    """Everything but lines (the caller registers those) and the edge. Sets up logging, which learns the secrets."""
    masker = setup_logging(config.log_format, level=log_level)
    environ = read_environment()
    from_environment(environ)  # a bad value is told before anything starts
    if console:
        for sentence in unknown_names(environ):
            console.line(sentence)
    config = config.model_copy(update={"data_dir": prepare_data_dir(config)})
    prepare_recordings(config)
    async with AsyncExitStack() as stack:
        with _step(console, "Postgres is ready"):
            database = await stack.enter_async_context(open_database(config))
        with _step(console, "The schema is up to date"):
            await bring_up_to_date(database)
        await unlock(database, config.data_dir, config.secret_key)
        settings = SettingsService(database, environ, on_secrets=masker.remember)
        await settings.load()
        bus = make_bus(database.dsn, config.redis_url)
        await bus.start()
        stack.push_async_callback(bus.close)
        services = Services(config, database, settings, SystemClock(), bus, Lines())
        register_senders(services.senders)
        yield services


def _step(console: Console | None, text: str) -> AbstractContextManager[None]:
    return console.step(text) if console else nullcontext()


async def bring_up_to_date(database: Database) -> None:
    """The schema's migrations; raises StartupError when this Postgres refuses them."""
    try:
        await upgrade(database)
    except (CommandError, *DATABASE_ERRORS) as error:
        raise cannot_upgrade(error) from None


async def _check_server(database: Database) -> None:
    try:
        version = await database.ping()
    except DATABASE_ERRORS as error:
        raise cannot_connect(error) from None
    if int(version.split(".")[0]) < OLDEST_POSTGRES:
        raise StartupError(
            f"Postgres {version} is too old; Tron needs {OLDEST_POSTGRES} or newer with pgvector and pg_trgm.",
            hint="Use a newer one, or leave out TRON_DATABASE_URL for the embedded one.",
        )
