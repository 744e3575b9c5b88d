"""Is everything there? Checks answer with a state, how long they took, and what to do."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from sqlalchemy import text as sql

from tron.core.database.engine import Database
from tron.core.database.failures import DATABASE_ERRORS

State = Literal["ok", "degraded", "starting", "down"]
FindingCode = Literal[
    "timed_out",
    "database_away",
    "broke",
    "postgres",
    "postgres_away",
    "postgres_old",
    "postgres_lacks",
    "events",
    "events_late",
    "disk",
    "disk_full",
    "pages",
    "pages_missing",
    "worker",
    "worker_missing",
    "ollama",
    "ollama_elsewhere",
    "ollama_silent",
    "ollama_none",
    "engines_start",
    "engine_ready",
    "engine_loading",
    "engine_missing",
    "engine_failed",
    "engine_small",
    "engine_problem",
]
"""What a check can find; the pages have words of their own for each."""
PATIENCE = 3.0
OLDEST_POSTGRES = 16
EXTENSIONS = ("pg_trgm", "vector")

# Of checks that ask the database; an OSError may be a file's.
_DATABASE_IS_AWAY = (*(kind for kind in DATABASE_ERRORS if kind not in (OSError, TimeoutError)), ConnectionError)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. `fix` says what a person can do. Shown to anybody: no addresses, no secrets.

    `code` and `values` say the same for the pages' own words; None where only the command line shows it.
    """

    state: State
    detail: str
    fix: str | None = None
    code: FindingCode | None = None
    values: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A finding with the check's name and its duration in milliseconds."""

    name: str
    state: State
    detail: str
    latency_ms: float
    fix: str | None
    required: bool
    code: FindingCode | None = None
    values: Mapping[str, str | int | float] = field(default_factory=dict)


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
        found = Finding("down", f"No answer within {patience:g} s.", "Look at the log, then try again.", "timed_out")
    except _DATABASE_IS_AWAY as error:
        kind = type(error).__name__
        text = f"The database cannot be asked ({kind})."
        found = Finding("down", text, "See the line of postgres.", "database_away", {"kind": kind})
    except Exception as error:
        log.warning("The check %s failed.", check.name, exc_info=True)
        kind = type(error).__name__
        found = Finding("down", f"The check failed ({kind}).", "The log says more.", "broke", {"kind": kind})
    latency = round((time.perf_counter() - began) * 1000, 1)
    return CheckResult(
        check.name, found.state, found.detail, latency, found.fix, check.required, found.code, found.values
    )


@dataclass(frozen=True)
class PostgresCheck:
    """The database answers, is new enough, and has the extensions that Tron uses."""

    database: Database
    name: str = "postgres"
    required: bool = True

    async def __call__(self) -> Finding:
        query = sql(
            "SELECT current_setting('server_version'), current_setting('server_version_num')::int / 10000, "
            "ARRAY(SELECT name::text FROM pg_available_extensions WHERE name = ANY(:wanted))"
        )
        try:
            async with self.database.engine.connect() as connection:
                version, major, there = (await connection.execute(query, {"wanted": list(EXTENSIONS)})).one()
        except DATABASE_ERRORS as error:
            kind = type(error).__name__
            text = f"Postgres cannot be reached ({kind})."
            return Finding("down", text, "Start it, or check TRON_DATABASE_URL.", "postgres_away", {"kind": kind})
        if major < OLDEST_POSTGRES:
            return Finding(
                "down",
                f"Postgres {version} is too old.",
                f"Use Postgres {OLDEST_POSTGRES} or newer.",
                "postgres_old",
                {"version": version, "oldest": OLDEST_POSTGRES},
            )
        if missing := sorted(set(EXTENSIONS) - set(there)):
            return Finding(
                "degraded",
                f"Postgres {version} lacks {' and '.join(missing)}.",
                "Install pgvector and the contrib package beside this Postgres.",
                "postgres_lacks",
                {"version": version, "missing": ", ".join(missing)},
            )
        return Finding("ok", f"Postgres {version}", None, "postgres", {"version": version})
