"""Errors that the edge turns into Tron's one JSON shape (see `TronError`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One bad field. `path` is dotted, as in `guardrails.forbidden_topics.0`."""

    path: str
    message: str


class TronError(Exception):
    """Base of every error a person or client may see.

    Becomes `{"error": {"code", "message", "hint", "fields", "request_id"}}` with HTTP `status`.
    """

    status = 500
    code = "internal"

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        fields: Sequence[FieldProblem] = (),
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.fields = tuple(fields)
        self.extra = dict(extra or {})


class NotFound(TronError):
    status = 404
    code = "not_found"


class Invalid(TronError):
    status = 422
    code = "invalid"


class Conflict(TronError):
    """A stale revision or a state that forbids the change; `extra["current"]` holds the row as it is."""

    status = 409
    code = "conflict"


class Forbidden(TronError):
    status = 403
    code = "forbidden"


class Unauthorized(TronError):
    status = 401
    code = "unauthorized"


class Unavailable(TronError):
    status = 503
    code = "unavailable"


class StartupError(TronError):
    """Tron cannot start; the message is printed as it is, with the hint below."""

    code = "startup"


def invalid_field(path: str, message: str, *, hint: str | None = None) -> Invalid:
    """An `Invalid` about one field."""
    return Invalid(message, hint=hint, fields=[FieldProblem(path, message)])
