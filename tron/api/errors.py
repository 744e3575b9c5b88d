"""Every error leaves in one shape: {"error": {"code", "message", "hint", "fields", "request_id"}}."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, WebSocket
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.routing import Match, Mount

from tron.core.errors import Conflict, FieldProblem, Invalid, TronError, Unavailable
from tron.core.logs import request_id

DATABASE_HINT = "Tron waits for its database. Try again in a moment; `tron doctor` says more."


class ErrorField(BaseModel):
    """One bad field; `path` is dotted, as in guardrails.forbidden_topics.0."""

    path: str
    message: str


class ErrorDetail(BaseModel):
    code: str
    message: str
    hint: str | None
    fields: list[ErrorField]
    request_id: str | None


class ErrorBody(BaseModel):
    """The body of every answer from 400 up."""

    error: ErrorDetail


class ConflictBody(ErrorBody):
    """`current` is the row as it is now, where the revision was stale."""

    current: dict[str, Any] | None = None


RESPONSES: dict[int | str, dict[str, Any]] = {
    400: {"model": ErrorBody, "description": "The body is not JSON."},
    401: {"model": ErrorBody, "description": "An access token is needed."},
    403: {"model": ErrorBody, "description": "The role does not allow it, or a foreign page asked."},
    404: {"model": ErrorBody, "description": "There is no such thing."},
    409: {"model": ConflictBody, "description": "The revision is stale, or the state forbids it."},
    413: {"model": ErrorBody, "description": "The body is too large."},
    422: {"model": ErrorBody, "description": "A field is not right."},
    503: {"model": ErrorBody, "description": "A part that Tron needs is not there."},
}
"""For `responses=` of every router."""


def error_body(error: TronError) -> dict[str, Any]:
    """The JSON of an error. 500s never show what happened inside."""
    inside = error.status == 500
    return {
        "error": {
            "code": error.code,
            "message": "Something went wrong inside Tron." if inside else error.message,
            "hint": "The log has the details under this request id." if inside else error.hint,
            "fields": [{"path": field.path, "message": field.message} for field in error.fields],
            "request_id": request_id.get(),
        },
        **({} if inside else error.extra),
    }


def error_response(error: TronError, headers: Mapping[str, str] | None = None) -> JSONResponse:
    return JSONResponse(error_body(error), error.status, headers=dict(headers or {}))


# Codes of our own: the phrases of HTTPStatus differ from one Python to the next.
_HTTP_ERRORS = {
    404: ("not_found", "There is nothing at this address."),
    405: ("method_not_allowed", "This address does not take this method."),
    413: ("body_too_large", "The body is too large."),
    416: ("range_not_satisfiable", None),
}


async def refuse_websocket(websocket: WebSocket, error: TronError) -> None:
    """Answer the handshake with the error, as a request would be; instead of accepting it."""
    if "websocket.http.response" in websocket.scope.get("extensions", {}):
        await websocket.send_denial_response(error_response(error))
    else:
        await websocket.close(1008, error.code)


def http_error(status: int, message: str | None = None, hint: str | None = None) -> TronError:
    """A TronError for any HTTP status."""
    code, text = _HTTP_ERRORS.get(status, ("bad_request" if status < 500 else "unavailable", None))
    error = TronError(message or text or f"{HTTPStatus(status).phrase}.", hint=hint)
    error.status, error.code = status, code
    return error


def problems_of(errors: Sequence[Mapping[str, Any]]) -> list[FieldProblem]:
    """Pydantic's errors as fields. The first part of a location (body, query, path) is left out."""
    return [
        FieldProblem(
            ".".join(str(part) for part in item["loc"][1:]) or str(item["loc"][0] if item["loc"] else "body"),
            str(item["msg"]).removeprefix("Value error, "),
        )
        for item in errors
    ]


def database_error(error: DBAPIError) -> TronError | None:
    """What a database error means to a client; None when it is a fault of ours."""
    state = str(getattr(error.orig, "sqlstate", None) or "")
    if error.connection_invalidated or state[:2] in {"08", "53", "57"} or _is_broken_connection(error.orig):
        return Unavailable("The database cannot be reached.", hint=DATABASE_HINT)
    if state in {"40001", "40P01", "55P03"}:
        return Unavailable("Two changes collided.", hint="Try again.")
    if state in {"23505", "23503", "23P01"}:
        return Conflict("This collides with something that exists, or names something that does not.")
    if state[:2] == "22":
        return Invalid("A value cannot be stored.")
    return None


def install_error_handlers(app: FastAPI) -> None:
    """Unexpected exceptions are left to the outermost middleware, which logs them."""
    app.add_exception_handler(TronError, _tron)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(DBAPIError, _database)
    app.add_exception_handler(PoolTimeout, _no_database)
    app.add_exception_handler(ConnectionError, _no_database)


async def _tron(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, TronError)
    headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else None
    if error.status == 500:
        raise error
    return error_response(error, headers)


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    message = error.detail if error.detail != HTTPStatus(error.status_code).phrase else None
    headers = dict(error.headers or {})
    hint = None
    if error.status_code == 405 and (allowed := _methods(request)):
        headers["Allow"] = ", ".join(allowed)
        hint = f"It takes {headers['Allow']}."
    if error.status_code == 404:
        hint = f"{request.scope.get('root_path', '')}/api/openapi.json lists the addresses."
    return error_response(http_error(error.status_code, message, hint), headers)


def _methods(request: Request) -> list[str]:
    """All methods of a path; Starlette names only those of the first route that has it."""
    scopes = {method: {**request.scope, "method": method} for method in ("GET", "POST", "PUT", "PATCH", "DELETE")}
    routes = [route for route in request.app.router.routes if not isinstance(route, Mount)]
    return [
        method for method, scope in scopes.items() if any(route.matches(scope)[0] is Match.FULL for route in routes)
    ]


async def _validation(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    errors = error.errors()
    if any(item["type"] == "json_invalid" for item in errors):
        return error_response(bad_json())
    hint = None
    if any(item["loc"] == ("body",) for item in errors) and not _says_json(request):
        hint = "Send a JSON object with the header Content-Type: application/json."
    return error_response(Invalid("Some fields are not right.", hint=hint, fields=problems_of(errors)))


def _says_json(request: Request) -> bool:
    return "json" in request.headers.get("content-type", "")


async def _database(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DBAPIError)
    meant = database_error(error)
    if meant is None:
        raise error
    return error_response(meant)


async def _no_database(request: Request, error: Exception) -> JSONResponse:
    return error_response(Unavailable("The database cannot be reached.", hint=DATABASE_HINT))


def bad_json() -> TronError:
    error = http_error(400, "The body is not JSON.", "Send a JSON object in UTF-8.")
    error.code = "bad_json"
    return error


def _is_broken_connection(error: object) -> bool:
    return isinstance(error, ConnectionError | TimeoutError) or "connection" in type(error).__name__.lower()
