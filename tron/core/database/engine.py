"""Opening the database and handing out sessions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import asyncpg
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from tron.core.database.encrypted import SecretBox

# libpq's; asyncpg would send them to the server as settings.
_UNKNOWN_TO_ASYNCPG: Final = (
    "channel_binding",
    "connect_timeout",
    "gssencmode",
    "keepalives",
    "keepalives_count",
    "keepalives_idle",
    "keepalives_interval",
    "tcp_user_timeout",
)


class Database:
    """One engine with its sessions. `url` is any libpq URL (sslmode and the like too); the driver is asyncpg."""

    def __init__(self, url: str, secret_box: SecretBox | None = None, *, pool_size: int = 10) -> None:
        self.url = make_url(url).set(drivername="postgresql+asyncpg").difference_update_query(_UNKNOWN_TO_ASYNCPG)
        self.engine: AsyncEngine = create_async_engine(
            self.url,
            async_creator=self._connect,
            pool_size=pool_size,
            max_overflow=10,
            pool_pre_ping=True,
            hide_parameters=True,
        )
        if secret_box is not None:
            self.engine.sync_engine.dialect.secret_box = secret_box  # type: ignore[attr-defined]
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    async def _connect(self) -> asyncpg.Connection[Any]:
        # asyncpg reads the URL itself: SQLAlchemy would pass sslmode on as an argument that it does not have.
        return await asyncpg.connect(self.dsn, timeout=10, server_settings={"application_name": "tron", "jit": "off"})

    @property
    def dsn(self) -> str:
        """The plain libpq URL, for a direct LISTEN connection."""
        return self.url.set(drivername="postgresql").render_as_string(hide_password=False)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session in one transaction: commits at the end, rolls back on an error."""
        async with self._sessions() as session, session.begin():
            yield session

    async def ping(self) -> str:
        """The server's version; raises when it cannot be reached."""
        async with self.engine.connect() as connection:
            return str((await connection.execute(text("show server_version"))).scalar_one())

    async def close(self) -> None:
        await self.engine.dispose()
