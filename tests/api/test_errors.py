"""One shape for every error, and nothing that a body, path or query may hold makes a 5xx."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from typing import Annotated

import httpx2
import pytest
from fastapi import FastAPI
from pydantic import BaseModel, Field
from sqlalchemy import text

from tests.api.conftest import LOCAL
from tron.api.deps import SessionDep, require
from tron.core.database.engine import Database
from tron.core.errors import Conflict, TronError
from tron.core.logs import setup_logging

SETTINGS = "/api/tron/settings"
JSON = {"Content-Type": "application/json"}


class Inner(BaseModel):
    topics: list[Annotated[str, Field(max_length=5)]]


class Outer(BaseModel):
    guardrails: Inner


@pytest.fixture(autouse=True)
def _probes(edge_app: FastAPI) -> None:
    @edge_app.post("/probe/nested")
    async def nested(body: Outer, limit: int = 1) -> Outer:
        return body

    @edge_app.get("/probe/crash")
    async def crash() -> None:
        raise RuntimeError("inside: secret detail")

    @edge_app.get("/probe/conflict")
    async def conflict() -> None:
        raise Conflict("stale", hint="again", extra={"current": {"revision": 7}})

    @edge_app.get("/probe/internal")
    async def internal() -> None:
        raise TronError("inside: secret detail")

    @edge_app.post("/probe/write")
    async def write(session: SessionDep, fail: str = "") -> dict[str, int]:
        await session.execute(text("INSERT INTO settings (key, value, category) VALUES ('probe', '1', 'x')"))
        if fail == "endpoint":
            raise Conflict("no")
        if fail == "commit":
            await session.execute(
                text("CREATE TEMP TABLE t (a int UNIQUE DEFERRABLE INITIALLY DEFERRED) ON COMMIT DROP")
            )
            await session.execute(text("INSERT INTO t VALUES (1), (1)"))
        if fail == "value":
            await session.execute(text("SELECT 'x'::text::int"))
        if fail == "ours":
            await session.execute(text("SELECT nothing FROM nowhere"))
        return {"ok": 1}


def error_of(answer: httpx2.Response, status: int) -> dict[str, object]:
    assert answer.status_code == status, answer.text
    error = answer.json()["error"]
    assert set(error) == {"code", "message", "hint", "fields", "request_id"}
    assert error["request_id"] == answer.headers["x-request-id"]
    return error


async def test_unknown_routes_and_methods(client):
    assert error_of(await client.get("/nothing"), 404)["code"] == "not_found"
    answer = await client.request("DELETE", SETTINGS)
    assert error_of(answer, 405)["code"] == "method_not_allowed"
    assert answer.headers["allow"] == "GET, PUT"


async def test_validation_names_the_field_by_a_dotted_path(client):
    answer = await client.post("/probe/nested?limit=x", json={"guardrails": {"topics": ["fine", "too long"]}})
    error = error_of(answer, 422)
    assert error["code"] == "invalid"
    assert {field["path"] for field in error["fields"]} == {"limit", "guardrails.topics.1"}
    missing = error_of(await client.post("/probe/nested"), 422)
    assert [field["path"] for field in missing["fields"]] == ["body"]


@pytest.mark.parametrize(
    "body",
    [b"{", b"\xff\xfe", b'{"a": NaN}', b'{"a": -Infinity}', b"[" * 100_000, b"1" * 5000, b'{"a": 01}'],
)
async def test_what_is_not_json_is_400(client, body):
    answer = await client.post("/probe/nested", content=body, headers=JSON)
    assert error_of(answer, 400)["code"] == "bad_json"


async def test_deep_nesting_is_422(client):
    body = b'{"a":' * 200 + b"1" + b"}" * 200
    error_of(await client.post("/probe/nested", content=body, headers=JSON), 422)


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (b'{"guardrails": {"topics": ["a", "b\\u0000"]}}', "guardrails.topics.1"),
        (b'{"guardrails": {"topics": ["\\ud800"]}}', "guardrails.topics.0"),
        (b'{"guardrails": {"topics": ["\xed\xa0\x80"]}}', "guardrails.topics.0"),
        (b'{"a\\u0000": 1}', "a\ufffd"),
        (b'{"x": {"a\\udfff": 1}}', "x.a\ufffd"),
        (b'"\\u0000"', "body"),
        (b'{"x": 1e999}', "x"),
        ('{"x": "\u0000"}'.replace("\u0000", "\\u0000").encode("utf-16"), "x"),
    ],
)
@pytest.mark.parametrize("kind", ["application/json", "Application/JSON; charset=utf-8", "application/x+json"])
async def test_unstorable_text_is_422_with_its_path(client, body, path, kind):
    answer = await client.post("/probe/nested", content=body, headers={"Content-Type": kind})
    assert [field["path"] for field in error_of(answer, 422)["fields"]] == [path]


async def test_whole_surrogate_pairs_are_fine(client):
    answer = await client.post("/probe/nested", content=b'{"guardrails": {"topics": ["\\ud83d\\ude00"]}}', headers=JSON)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/api/tron/set%00tings", "path"),
        ("/api/tron/%ED%A0%80", "path"),
        (f"{SETTINGS}?q=a%00", "q"),
        (f"{SETTINGS}?a=1&search=%ED%BF%BF", "search"),
        (f"{SETTINGS}?%00=1", "\ufffd"),
    ],
)
async def test_unstorable_addresses_are_422(client, url, path):
    assert [field["path"] for field in error_of(await client.get(url), 422)["fields"]] == [path]


async def test_json_without_its_header_is_told_how(client):
    answer = await client.put(
        SETTINGS, content=b'{"revision": 1, "values": {}}', headers={"Content-Type": "text/plain"}
    )
    error = error_of(answer, 422)
    assert error["fields"][0]["path"] == "body"
    assert "Content-Type: application/json" in error["hint"]
    assert error_of(await client.put(SETTINGS, json=[]), 422)["hint"] is None


async def test_bodies_over_one_megabyte_are_413(client):
    async def chunks():
        for _ in range(20):
            yield b" " * 100_000

    error = error_of(await client.put(SETTINGS, content=b" " * 1_000_001, headers=JSON), 413)
    assert (error["code"], error["hint"]) == ("body_too_large", "At most 1 MB.")
    error_of(await client.put(SETTINGS, content=chunks(), headers=JSON), 413)
    error_of(await client.put(SETTINGS, content=b" " * 1_000_001, headers={"Content-Type": "text/plain"}), 413)
    error_of(await client.put(SETTINGS, content=b" " * 999_999 + b"1", headers=JSON), 422)


async def test_conflicts_carry_the_current_row(client):
    answer = await client.get("/probe/conflict")
    assert error_of(answer, 409)["hint"] == "again"
    assert answer.json()["current"] == {"revision": 7}


@pytest.mark.parametrize("path", ["/probe/crash", "/probe/internal"])
async def test_an_unexpected_error_shows_nothing_inside(client, path, caplog):
    answer = await client.get(path)
    assert error_of(answer, 500)["code"] == "internal"
    assert "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "secret detail" in caplog.text


async def stored(database: Database) -> int:
    async with database.transaction() as session:
        return int(await session.scalar(text("SELECT count(*) FROM settings")) or 0)


async def test_the_transaction_is_committed_before_the_answer(client, database):
    assert (await client.post("/probe/write")).status_code == 200
    assert await stored(database) == 1


@pytest.mark.parametrize(("fail", "status"), [("endpoint", 409), ("commit", 409), ("value", 422), ("ours", 500)])
async def test_a_failing_request_writes_nothing(client, database, fail, status):
    error_of(await client.post(f"/probe/write?fail={fail}"), status)
    assert await stored(database) == 0


async def test_no_database_is_503(client, edge_app):
    gone = Database("postgresql://tron@127.0.0.1:1/tron")
    edge_app.state.services.database = gone
    assert error_of(await client.get(SETTINGS), 503)["code"] == "unavailable"
    await gone.close()


async def test_a_database_that_dies_in_the_request_is_503(client, edge_app):
    @edge_app.get("/probe/dies")
    async def dies(session: SessionDep) -> None:
        await session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    error_of(await client.get("/probe/dies"), 503)


async def test_forbidden_names_the_permission(client, edge_app, monkeypatch):
    from tron.api import deps
    from tron.api.actor import Actor

    monkeypatch.setattr(deps, "identify", lambda connection, config: Actor("a", "analyst"))
    error = error_of(await client.get(SETTINGS), 403)
    assert "settings.read" in str(error["hint"])
    assert isinstance(require("settings.read"), require)


async def test_answers_carry_security_headers_and_a_request_id(client):
    answer = await client.get(SETTINGS, headers={"X-Request-ID": "mine-1"})
    assert answer.headers["x-request-id"] == "mine-1"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    for forged in ("a b\tc" + "d" * 100, "919876543210", "sk-a-key-that-was-pasted"):
        answer = await client.get(SETTINGS, headers={"X-Request-ID": forged})
        assert answer.headers["x-request-id"] not in (forged, forged[:64])
        assert " " not in answer.headers["x-request-id"]


async def test_the_access_log_has_no_query(client, caplog):
    caplog.set_level("INFO")
    await client.get(f"{SETTINGS}?q=haan-ji")
    assert f"GET {SETTINGS}: 200" in caplog.text
    assert not [record for record in caplog.records if record.name.startswith("tron") and "haan" in record.message]


async def test_a_number_in_a_path_is_masked_and_the_status_kept(client):
    stream = io.StringIO()
    root, handlers = logging.getLogger(), logging.getLogger().handlers[:]
    try:
        setup_logging("json", stream=stream)
        await client.get("/api/tron/calls/%2B919876543210")
    finally:
        root.handlers[:] = handlers
    assert '"GET /api/tron/calls/***10: 422"' in stream.getvalue()
    assert "9876543210" not in stream.getvalue()


def test_every_operation_documents_the_error_shape():
    from tron.api.openapi import openapi_document

    document = openapi_document()
    for path, operations in document["paths"].items():
        for operation in operations.values():
            if path.startswith("/api/"):
                assert {"400", "401", "403", "404", "409", "413", "422", "503"} <= set(operation["responses"])
    assert "HTTPValidationError" not in json.dumps(document)


async def test_a_client_that_leaves_early_is_no_error(edge_app, caplog):
    sent: list[object] = []
    scope = {
        "type": "http", "method": "PUT", "path": SETTINGS, "raw_path": SETTINGS.encode(), "query_string": b"",
        "headers": [(b"host", LOCAL.removeprefix("http://").encode())], "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8100), "scheme": "http", "http_version": "1.1", "root_path": "",
    }  # fmt: skip

    async def receive() -> dict[str, object]:
        await asyncio.sleep(0)
        return {"type": "http.disconnect"}

    async def send(message: object) -> None:
        sent.append(message)

    await edge_app(scope, receive, send)
    assert not sent
    assert "failed inside" not in caplog.text
