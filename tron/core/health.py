"""Is everything there? Checks answer with a state, how long they took, and what to do."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from sqlalchemy import text

from tron.core.database.engine import Database
from tron.core.database.failures import DATABASE_ERRORS

State = Literal["ok", "degraded", "starting", "down"]
PATIENCE = 3.0
OLDEST_POSTGRES = 16
EXTENSIONS = ("pg_trgm", "vector")

# Of checks that ask the database; an OSError may be a file's.
_DATABASE_IS_AWAY = (*(kind for kind in DATABASE_ERRORS if kind not in (OSError, TimeoutError)), ConnectionError)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. `fix` says what a person can do. Shown to anybody: no addresses, no secrets."""

    state: State
    detail: str
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A finding with the check's name and its duration in milliseconds."""

    name: str
    state: State
    detail: str
    latency_ms: float
    fix: str | None
    required: bool


class Check(Protocol):
    """One dependency. Tron is ready when every `required` one is ok or degraded."""

    @property
    def name(self) -> str: ...

    @property
    def required(self) -> bool: ...

    async def __call__(self) -> Finding:
        """Looks now; may raise, which counts as down."""
        ...


async def run_checks(checks: Sequence[Check], patience: float = PATIENCE) -> list[CheckResult]:
    """Run all at once, each at most `patience` seconds."""
    return list(await asyncio.gather(*(_run(check, patience) for check in checks)))


def is_ready(results: Sequence[CheckResult]) -> bool:
    return all(result.state in {"ok", "degraded"} for result in results if result.required)


async def _run(check: Check, patience: float) -> CheckResult:
    began = time.perf_counter()
    try:
        async with asyncio.timeout(patience):
            found = await check()
    except TimeoutError:
        found = Finding("down", f"No answer within {patience:g} s.", "Look at the log, then try again.")
    except _DATABASE_IS_AWAY as error:
        found = Finding("down", f"The database cannot be asked ({type(error).__name__}).", "See the line of postgres.")
    except Exception as error:
        log.warning("The check %s failed.", check.name, exc_info=True)
        found = Finding("down", f"The check failed ({type(error).__name__}).", "The log says more.")
    latency = round((time.perf_counter() - began) * 1000, 1)
    return CheckResult(check.name, found.state, found.detail, latency, found.fix, check.required)


@dataclass(frozen=True)
class PostgresCheck:
    """The database answers, is new enough, and has the extensions that Tron uses."""

    database: Database
    name: str = "postgres"
    required: bool = True

    async def __call__(self) -> Finding:
        query = text(
            "SELECT current_setting('server_version'), current_setting('server_version_num')::int / 10000, "
            "ARRAY(SELECT name::text FROM pg_available_extensions WHERE name = ANY(:wanted))"
        )
        try:
            async with self.database.engine.connect() as connection:
                version, major, there = (await connection.execute(query, {"wanted": list(EXTENSIONS)})).one()
        except DATABASE_ERRORS as error:
            return Finding(
                "down", f"Postgres cannot be reached ({type(error).__name__}).", "Start it, or check TRON_DATABASE_URL."
            )
        if major < OLDEST_POSTGRES:
            return Finding("down", f"Postgres {version} is too old.", f"Use Postgres {OLDEST_POSTGRES} or newer.")
        if missing := sorted(set(EXTENSIONS) - set(there)):
            return Finding(
                "degraded",
                f"Postgres {version} lacks {' and '.join(missing)}.",
                "Install pgvector and the contrib package beside this Postgres.",
            )
        return Finding("ok", f"Postgres {version}")
