"""A flow's webhook on its way out: secrets at the last moment, one key for every try, answers that are no answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.factories import make_services
from tests.support import VirtualClock
from tron.core.database.engine import Database
from tron.core.flow_calls.webhooks import CallWebhooks, send_webhook
from tron.core.flow_engine.world import WebhookAnswer, WebhookCall
from tron.core.ids import uuid7
from tron.core.services import Services
from tron.core.tools.addresses import AllowList
from tron.core.tools.ports import HttpAnswer, HttpRequest, ToolReach
from tron.core.tools.secret_store import SecretStore
from tron.core.tools.source import ToolSource
from tron.core.tools.trouble import ToolTrouble

SECRET = "s3cret-value-for-tests"


class Service:
    """Answers what it is told to, and keeps what it was asked."""

    def __init__(self) -> None:
        self.answer: HttpAnswer | Exception = HttpAnswer(200, "application/json", '{"order": {"id": 7}}')
        self.asked: list[HttpRequest] = []

    async def __call__(self, request: HttpRequest, allowed: AllowList) -> HttpAnswer:
        self.asked.append(request)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def services(database: Database, tmp_path: Path, service: Service) -> Services:
    made = make_services(database, tmp_path, VirtualClock())
    made.tools = ToolSource(ToolReach(service, None), None)  # type: ignore[arg-type]
    return made


async def sent(services: Services, **more: Any) -> WebhookAnswer:
    usual = {"method": "POST", "url": "https://shop.example/orders", "headers": {}, "body": '{"name": "आशा"}'}
    return await send_webhook(services, WebhookCall(**{**usual, "seconds": 4.0, "key": "k1", **more}))


async def test_a_request_goes_out_whole(services: Services, service: Service, database: Database) -> None:
    async with database.transaction() as session:
        await SecretStore(session).put("KEY", SECRET)
    answer = await sent(services, headers={"X-Key": "Bearer {{secret:KEY}}"})
    assert answer == WebhookAnswer(True, 200, {"order": {"id": 7}})
    [request] = service.asked
    assert (request.method, request.url, request.seconds) == ("POST", "https://shop.example/orders", 4.0)
    assert request.body == '{"name": "आशा"}'.encode()
    assert request.headers["X-Key"] == f"Bearer {SECRET}"
    assert request.headers["Idempotency-Key"] == "k1"
    assert request.headers["Content-Type"] == "application/json"
    service.answer = HttpAnswer(200, "application/json", f'{{"sent": "{SECRET}"}}')
    answer = await sent(services, headers={"X-Key": "Bearer {{secret:KEY}}"})
    assert SECRET not in str(answer.data), "some services send back what they were sent"


async def test_headers_that_were_given_stay(services: Services, service: Service) -> None:
    given = {"accept": "text/plain", "content-type": "text/xml", "idempotency-key": "own"}
    await sent(services, headers=given)
    assert service.asked[0].headers == given


async def test_what_only_asks_has_no_body(services: Services, service: Service) -> None:
    await sent(services, method="GET", body=None)
    assert service.asked[0].body is None
    assert "Content-Type" not in service.asked[0].headers


@pytest.mark.parametrize(
    "headers",
    [{"X-Key": "{{secret:OTHER}}"}, {"Host": "elsewhere.example"}, {"X-A": "one\r\nX-B: two"}, {"X-A": "आशा"}],
)
async def test_a_request_that_cannot_go_out(services: Services, service: Service, headers: dict[str, str]) -> None:
    answer = await sent(services, headers=headers)
    assert (answer.ok, answer.status, bool(answer.problem)) == (False, None, True)
    assert service.asked == []


@pytest.mark.parametrize(
    ("came", "expected"),
    [
        (HttpAnswer(404, "text/plain", " no such order "), WebhookAnswer(False, 404, "no such order", "")),
        (HttpAnswer(201, "application/json", "{broken"), WebhookAnswer(True, 201, "{broken")),
        (
            HttpAnswer(200, "application/json", '[NaN, 1e999, "a\\u0000b"]'),
            WebhookAnswer(True, 200, [None, None, "a�b"]),
        ),
        (HttpAnswer(200, "application/json", "[" * 100_000), WebhookAnswer(True, 200, "[" * 100_000)),
        (ToolTrouble("timed_out", "Too late."), WebhookAnswer(False, problem="Too late.")),
        (ToolTrouble("too_large", "Too large.", http_status=200), WebhookAnswer(False, 200, problem="Too large.")),
    ],
)
async def test_what_comes_back(
    services: Services, service: Service, came: HttpAnswer | Exception, expected: WebhookAnswer
) -> None:
    service.answer = came
    answer = await sent(services)
    assert (answer.ok, answer.status, answer.data) == (expected.ok, expected.status, expected.data)
    assert answer.problem == (expected.problem or ("" if answer.ok else "The service answered 404."))


async def test_a_process_without_tools_reaches_nothing(services: Services) -> None:
    services.tools = None
    assert not (await sent(services)).ok


async def test_a_database_that_is_away_is_told(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> Any:
        raise OSError("away")

    monkeypatch.setattr(services.database, "transaction", away)
    answer = await sent(services, headers={"X-Key": "{{secret:KEY}}"})
    assert (answer.ok, answer.problem) == (False, "The secrets could not be read.")


async def test_what_words_into_the_goodbye_lead_back_to_is_sent_once(services: Services, service: Service) -> None:
    """The same visit without them, and what failed, are sent."""
    call = WebhookCall("POST", "https://api.example.com/orders", {}, "{}", 5.0, "a-1")
    sent = CallWebhooks(services, uuid7())
    first = await sent.send(call)
    assert await sent.send(replace(call, repeats=True)) == replace(first, again=True)
    assert len(service.asked) == 1
    assert (await sent.send(replace(call, key="a-2", repeats=True))).again is False
    service.answer = HttpAnswer(503, "text/plain", "down")
    assert (await sent.send(replace(call, key="a-3"))).ok is False
    assert (await sent.send(replace(call, key="a-3", repeats=True))).again is False
    assert len(service.asked) == 4
