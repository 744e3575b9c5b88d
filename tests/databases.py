"""Databases of a test's own, made and dropped on a server that other tests use too."""

from __future__ import annotations

import asyncio

from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncEngine

TRIES = 20


async def create_database(admin: AsyncEngine, name: str) -> None:
    async with admin.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))


async def drop_database(admin: AsyncEngine, name: str) -> None:
    """Drops it, whoever is still connected. Autovacuum is Postgres's own: it may not be ended, so it is waited for."""
    for left in reversed(range(TRIES)):
        try:
            async with admin.connect() as connection:
                await connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
                return
        except ProgrammingError as error:
            if left == 0 or "permission denied to terminate process" not in str(error):
                raise
            await asyncio.sleep(0.5)
