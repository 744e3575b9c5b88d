"""A webhook's way out: secrets at the last moment, one key for every try, and answers that are no answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pytest

from tron.core.flow_calls.webhooks import Webhooks
from tron.core.flow_engine.world import WebhookAnswer, WebhookCall
from tron.core.tools.addresses import AllowList
from tron.core.tools.ports import HttpAnswer, HttpRequest
from tron.core.tools.trouble import ToolTrouble

SECRETS = {"KEY": "s3cret-value"}


class Service:
    """Answers what it is told to, and keeps what it was asked."""

    def __init__(self, answer: HttpAnswer | Exception) -> None:
        self._answer = answer
        self.asked: list[HttpRequest] = []

    async def __call__(self, request: HttpRequest, allowed: AllowList) -> HttpAnswer:
        self.asked.append(request)
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


async def _secrets(names: Collection[str]) -> Mapping[str, str]:
    return {name: SECRETS[name] for name in names if name in SECRETS}


async def _allowed() -> AllowList:
    return AllowList()


def answered(text: str, status: int = 200, kind: str = "application/json") -> Service:
    return Service(HttpAnswer(status, kind, text))


async def sent(service: Service | None, **more: Any) -> WebhookAnswer:
    call = WebhookCall(
        **{
            "method": "POST",
            "url": "https://shop.example/orders",
            "headers": {"X-Key": "Bearer {{secret:KEY}}"},
            "body": '{"name": "आशा"}',
            "seconds": 4.0,
            "key": "k1",
            **more,
        }
    )
    return await Webhooks(service, _secrets, _allowed)(call)


async def test_a_request_goes_out_whole() -> None:
    service = answered('{"order": {"id": 7}}')
    assert await sent(service) == WebhookAnswer(True, 200, {"order": {"id": 7}})
    [request] = service.asked
    assert request.body == '{"name": "आशा"}'.encode()
    assert request.seconds == 4.0
    assert request.headers["X-Key"] == "Bearer s3cret-value"
    assert request.headers["Idempotency-Key"] == "k1"
    assert request.headers["Content-Type"] == "application/json"


async def test_reading_sends_neither_body_nor_key() -> None:
    service = answered("ok", kind="text/plain")
    assert await sent(service, method="GET", headers={"accept": "text/plain"}) == WebhookAnswer(True, 200, "ok")
    assert service.asked[0].body is None
    assert service.asked[0].headers == {"accept": "text/plain"}


async def test_a_secret_that_comes_back_is_hidden() -> None:
    answer = await sent(answered('{"sent": "s3cret-value"}'))
    assert answer.data == {"sent": "••••••••"}


async def test_a_secret_that_is_not_set_stops_it() -> None:
    service = answered("{}")
    answer = await sent(service, headers={"X-Key": "{{secret:OTHER}}"})
    assert not answer.ok
    assert "secret" in answer.problem
    assert service.asked == []


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        (answered("no such order", 404, "text/plain"), WebhookAnswer(False, 404, "no such order")),
        (answered("{broken"), WebhookAnswer(True, 200, "{broken")),
        (
            Service(ToolTrouble("timed_out", "It did not answer in time.")),
            WebhookAnswer(False, problem="It did not answer in time."),
        ),
        (Service(TimeoutError()), WebhookAnswer(False, problem="The database cannot be reached.")),
        (None, WebhookAnswer(False, problem="This process does not reach tools.")),
    ],
)
async def test_what_goes_wrong_is_told(service: Service | None, expected: WebhookAnswer) -> None:
    assert await sent(service, headers={}) == expected
