"""Telling a database that is away for a while from a statement that will never work."""

from __future__ import annotations

from typing import Final

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

DATABASE_ERRORS: Final = (
    DBAPIError,
    PoolTimeout,
    OSError,
    TimeoutError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
)
"""Everything a statement, a commit or a connection attempt may raise; asyncpg's own come out of connecting."""

# Connection trouble, a transaction to be tried again, no resources, the server stops or starts, a lock not had.
_PASSING = ("08", "25006", "40", "53", "55P03", "57")


def is_passing(error: BaseException) -> bool:
    """Whether the same work may succeed later: the database is away, starting, or was busy with somebody else."""
    if isinstance(error, DBAPIError):
        if error.connection_invalidated or error.statement is None:
            return True  # no statement was refused: connecting or committing failed
        state = getattr(error.orig, "sqlstate", None)
        return state is None or str(state).startswith(_PASSING)
    return isinstance(error, DATABASE_ERRORS)


def violated_constraint(error: BaseException) -> str | None:
    """The name of the constraint that refused the change, None for any other error."""
    if not isinstance(error, DBAPIError) or error.orig is None:
        return None
    name = getattr(error.orig.__cause__, "constraint_name", None)
    return str(name) if name else None
