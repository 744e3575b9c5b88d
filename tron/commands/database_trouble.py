"""What a person reads when Postgres cannot be used: what happened, and what to do."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from tron.core.errors import StartupError

_EXTENSIONS = "Install pgvector and the contrib package beside this Postgres."
# By the start of Postgres' five-character code.
_CONNECTING = {
    "28": "Check user and password in TRON_DATABASE_URL.",
    "3D000": "Create it (`createdb`), or check the name at the end of TRON_DATABASE_URL.",
    "53": "Postgres has no connection left: raise max_connections, or stop what holds them.",
    "57P03": "Postgres is starting or stopping: try again in a moment.",
}
_UPGRADING = {
    "0A000": _EXTENSIONS,
    "58P01": _EXTENSIONS,
    "42501": "The user of TRON_DATABASE_URL should own the database. Without a superuser's rights, let one run "
    "CREATE EXTENSION vector; CREATE EXTENSION pg_trgm; in it first.",
}


def cannot_connect(error: BaseException) -> StartupError:
    return StartupError(
        f"Postgres cannot be used: {_first_line(error)}",
        hint=_hint(error, _CONNECTING) or "Check TRON_DATABASE_URL, or leave it out for the embedded one.",
    )


def cannot_upgrade(error: BaseException) -> StartupError:
    return StartupError(
        f"The schema cannot be brought up to date: {_first_line(error)}",
        hint=_hint(error, _UPGRADING) or "Look whether a newer Tron has used this database.",
    )


def _hint(error: BaseException, hints: dict[str, str]) -> str | None:
    state = getattr(_inner(error), "sqlstate", None) or ""
    return next((hint for start, hint in hints.items() if str(state).startswith(start)), None)


def _first_line(error: BaseException) -> str:
    """Without the statement and its parameters."""
    inner = _inner(error)
    text = str(inner.__cause__ or inner).strip() or type(inner).__name__
    return text.splitlines()[0]


def _inner(error: BaseException) -> BaseException:
    return error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
